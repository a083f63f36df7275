"""What the rule about same programmes reads from the store: every programme as its current version states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data.model.programmes import (
    Deadline,
    MoneyStatement,
    Programme,
    ProgrammeCategory,
    ProgrammeLink,
    ProgrammeVersion,
)

_CITATION = 2000
T = TypeVar("T")


@dataclass(frozen=True)
class SameInput:
    """A programme of one source. text: summary, description and conditions, cut. amounts in euros, rates in percent."""

    programme_id: int
    source_key: str
    url: str
    recorded_at: datetime
    title: str
    text: str
    funder: str | None
    citation: str | None
    issued_on: date | None
    regions: tuple[str, ...]
    links: tuple[str, ...]
    deadlines: frozenset[date]
    amounts: frozenset[int]
    rates: frozenset[int]


def same_inputs(session: Session, characters: int) -> tuple[SameInput, ...]:
    """All programmes with a current version, also withdrawn ones; ``characters``: how much of each text is read."""
    version = ProgrammeVersion
    texts = (func.substr(text, 1, characters) for text in (version.summary, version.body, version.requirements))
    statement = (
        select(
            version.id,
            Programme.id,
            Programme.source_key,
            Programme.url,
            version.recorded_at,
            version.title,
            *texts,
            version.funder,
            func.substr(version.legal_citation, 1, _CITATION),
            version.issued_on,
            version.amount_min,
            version.amount_max,
            version.rate_percent,
        )
        .join(Programme, Programme.id == version.programme_id)
        .where(version.is_current)
        .order_by(Programme.id)
    )
    parts = _Parts(session)
    return tuple(_input(tuple(row), parts, characters) for row in session.execute(statement))


class _Parts:
    """What belongs to current versions, by version id."""

    def __init__(self, session: Session) -> None:
        category, link, deadline, money = ProgrammeCategory, ProgrammeLink, Deadline, MoneyStatement
        self.regions = _by_version(
            session,
            select(category.version_id, category.label).where(category.kind == "region").order_by(category.code),
        )
        self.links = _by_version(session, select(link.version_id, link.url).order_by(link.position))
        dated = (deadline.precision == "day", deadline.due_on.is_not(None), deadline.kind.in_(("full", "sketch")))
        self.days = _by_version(session, select(deadline.version_id, deadline.due_on).where(*dated))
        known = money.number.is_not(None)
        amounts = money.kind.in_(("amount_min", "amount_max"))
        self.amounts = _by_version(session, select(money.version_id, money.number).where(known, amounts))
        self.rates = _by_version(session, select(money.version_id, money.number).where(known, money.kind == "rate"))


def _by_version(session: Session, statement: Select[int, T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    current = select(ProgrammeVersion.id).where(ProgrammeVersion.is_current)
    column = statement.selected_columns[0]
    for version_id, value in session.execute(statement.where(column.in_(current))):
        found[version_id].append(value)
    return found


def _input(row: Sequence[Any], parts: _Parts, characters: int) -> SameInput:
    version, programme, source, url, recorded, title, summary, body, requirements, *rest = row
    funder, citation, issued, least, most, rate = rest
    return SameInput(
        programme_id=programme,
        source_key=source,
        url=url,
        recorded_at=recorded,
        title=title,
        text="\n".join(text for text in (summary, body, requirements) if text)[:characters],
        funder=funder,
        citation=citation,
        issued_on=issued,
        regions=tuple(parts.regions.get(version, ())),
        links=tuple(parts.links.get(version, ())),
        deadlines=frozenset(day for day in parts.days.get(version, ()) if day),
        amounts=_known(least, most, *parts.amounts.get(version, ())),
        rates=_known(rate, *parts.rates.get(version, ())),
    )


def _known(*numbers: float | None) -> frozenset[int]:
    return frozenset(round(n) for n in numbers if n is not None)
