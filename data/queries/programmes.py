"""Programmes as pages show them: the current version with its funder, money and deadlines, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.deadlines import StatedDeadline
from data.model.programmes import Deadline, Programme, ProgrammeVersion
from data.model.sources import SourceRow
from data.wording import shown_title

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500


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


def programme_cards(session: Session, programme_ids: Sequence[int]) -> dict[int, ProgrammeCard]:
    """The cards of these programmes by id; ids without a current version are left out."""
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
    deadlines = stated_deadlines(session, [version.id for _, version, _ in rows])
    return {
        programme.id: _card(programme, version, source or programme.source_key, deadlines.get(version.id, ()))
        for programme, version, source in rows
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
                    row.kind, row.state, row.due_on, row.opens_on, row.recurs, row.precision, row.words, row.url
                )
            )
    return {version_id: tuple(entries) for version_id, entries in found.items()}
