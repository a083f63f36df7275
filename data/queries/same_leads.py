"""Which programme stands for which others, for every query that shows or counts each programme once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from data.model.programmes import Programme

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500
# What a further source of a programme tells that is no news of the programme itself.
NOT_OF_A_MEMBER = ("new", "withdrawn", "back")


def lead_of(session: Session) -> dict[int, int]:
    """Member -> lead, for every programme that another one stands for."""
    statement = select(Programme.id, Programme.same_as_id).where(Programme.same_as_id.is_not(None))
    return {number: lead for number, lead in session.execute(statement) if lead is not None}


def members_of(session: Session, leads: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Lead -> the programmes it stands for, by id; leads without any are left out."""
    found: dict[int, tuple[int, ...]] = {}
    wanted = sorted(set(leads))
    for start in range(0, len(wanted), _BATCH):
        statement = (
            select(Programme.same_as_id, Programme.id)
            .where(Programme.same_as_id.in_(wanted[start : start + _BATCH]))
            .order_by(Programme.id)
        )
        for lead, number in session.execute(statement):
            if lead is not None:
                found[lead] = (*found.get(lead, ()), number)
    return found


def with_members(leads: Collection[int], lead_by_member: Mapping[int, int]) -> set[int]:
    """The leads together with everything they stand for."""
    return {*leads, *(member for member, lead in lead_by_member.items() if lead in leads)}


def lead_id() -> ColumnElement[int]:
    """In a statement that joins ``Programme``: the programme that stands for the row's."""
    return func.coalesce(Programme.same_as_id, Programme.id)
