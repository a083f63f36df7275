"""Programmes as pages show them: the current version with its funder, money and deadlines, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.deadlines import StatedDeadline
from data.model.programmes import Deadline, Programme, ProgrammeVersion
from data.model.sources import SourceRow
from data.queries.money import StatedMoney, stated_money
from data.queries.same_leads import members_of
from data.same_rank import rank
from data.wording import shown_title

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500


_SILENT: tuple[object, ...] = (None, (), "", "unknown")
# By the field that must be silent: what is taken over together.
_BORROWED: Mapping[str, tuple[str, ...]] = {
    "summary": ("summary",),
    "funder": ("funder",),
    "amount_max": ("amount_min", "amount_max", "amount_words"),
    "rate_percent": ("rate_percent", "rate_words"),
    "status": ("status",),
    "deadlines": ("deadlines",),
    "money": ("money",),
}


@dataclass(frozen=True)
class Borrowed:
    """A field that only another source of the same programme states, and which."""

    field: str
    source_title: str
    url: str


@dataclass(frozen=True)
class ProgrammeCard:
    """What a person must see of a programme to decide. None means: the source did not say."""

    programme_id: int
    title: str
    summary: str | None
    url: str
    source_title: str
    funder: str | None
    amount_min: int | None  # euros
    amount_max: int | None
    amount_words: str | None
    rate_percent: int | None
    rate_words: str | None
    status: str  # open, closed, paused, unknown: as stated by the source
    damaged: bool
    version: int
    first_seen: datetime
    withdrawn_at: datetime | None
    deadlines: tuple[StatedDeadline, ...]
    borrowed: tuple[Borrowed, ...] = ()  # what only another source of the same programme states
    money: tuple[StatedMoney, ...] = ()  # every statement about money, with its words


def programme_cards(session: Session, programme_ids: Sequence[int]) -> dict[int, ProgrammeCard]:
    """The cards of these programmes by id; ids without a current version are left out.

    What a programme does not say itself is taken from the other sources it stands for, and marked as ``borrowed``.
    """
    members = members_of(session, programme_ids)
    cards = source_cards(session, [*programme_ids, *(m for some in members.values() for m in some)])
    wanted = {number: cards[number] for number in programme_ids if number in cards}
    return {
        number: _completed(card, [cards[m] for m in members.get(number, ()) if m in cards])
        for number, card in wanted.items()
    }


def _completed(card: ProgrammeCard, others: Sequence[ProgrammeCard]) -> ProgrammeCard:
    """The card with what is missing taken from the other sources, the one nearest to the authority first."""
    for other in sorted(others, key=place):
        for name, fields in _BORROWED.items():
            if getattr(card, name) in _SILENT and getattr(other, name) not in _SILENT:
                taken = {field: getattr(other, field) for field in fields}
                note = Borrowed(name, other.source_title, other.url)
                card = replace(card, **taken, borrowed=(*card.borrowed, note))
    return card


def place(card: ProgrammeCard) -> tuple[bool, int, int]:
    """Where a source stands among those of one programme: listed first, then the granting authority."""
    return card.withdrawn_at is not None, rank(card.url, card.funder), card.programme_id


def source_cards(session: Session, programme_ids: Sequence[int]) -> dict[int, ProgrammeCard]:
    """The cards of these programmes as each source states them, nothing borrowed."""
    cards: dict[int, ProgrammeCard] = {}
    wanted = sorted(set(programme_ids))
    for start in range(0, len(wanted), _BATCH):
        cards.update(_batch(session, wanted[start : start + _BATCH]))
    return cards


def _batch(session: Session, ids: Sequence[int]) -> dict[int, ProgrammeCard]:
    statement = (
        select(Programme, ProgrammeVersion, SourceRow.title)
        .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
        .outerjoin(SourceRow, SourceRow.key == Programme.source_key)
        .where(Programme.id.in_(ids), ProgrammeVersion.is_current)
    )
    rows = session.execute(statement).all()
    versions = [version.id for _, version, _ in rows]
    deadlines, money = stated_deadlines(session, versions), stated_money(session, versions)
    cards = {
        programme.id: _card(programme, version, source or programme.source_key, deadlines.get(version.id, ()))
        for programme, version, source in rows
    }
    return {
        programme.id: replace(cards[programme.id], money=money.get(version.id, ())) for programme, version, _ in rows
    }


def _card(
    programme: Programme, version: ProgrammeVersion, source: str, deadlines: tuple[StatedDeadline, ...]
) -> ProgrammeCard:
    return ProgrammeCard(
        programme_id=programme.id,
        title=shown_title(version.title, version.damaged),
        summary=version.summary,
        url=programme.url,
        source_title=source,
        funder=version.funder,
        amount_min=version.amount_min,
        amount_max=version.amount_max,
        amount_words=version.amount_words,
        rate_percent=version.rate_percent,
        rate_words=version.rate_words,
        status=version.status,
        damaged=version.damaged,
        version=version.number,
        first_seen=programme.first_seen,
        withdrawn_at=programme.withdrawn_at,
        deadlines=deadlines,
    )


def stated_deadlines(session: Session, version_ids: Sequence[int]) -> dict[int, tuple[StatedDeadline, ...]]:
    """The deadlines of these versions by version id, as stated."""
    found: dict[int, list[StatedDeadline]] = defaultdict(list)
    for start in range(0, len(version_ids), _BATCH):
        batch = version_ids[start : start + _BATCH]
        for row in session.scalars(select(Deadline).where(Deadline.version_id.in_(batch)).order_by(Deadline.id)):
            found[row.version_id].append(
                StatedDeadline(
                    row.kind,
                    row.state,
                    row.due_on,
                    row.opens_on,
                    row.recurs,
                    row.precision,
                    row.words,
                    row.url,
                    row.structured,
                    row.found_in,
                )
            )
    return {version_id: tuple(entries) for version_id, entries in found.items()}
