"""Programmes and deadlines as flat rows for people's own tools; JSON exports use these field names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.deadlines import BindingDeadline, StatedDeadline, binding_deadline
from data.model.programmes import Programme, ProgrammeCategory, ProgrammeVersion
from data.model.sources import SourceRow
from data.queries.programmes import ProgrammeCard, place, programme_cards, source_cards, stated_deadlines
from data.queries.same_leads import members_of
from data.wording import shown_title

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500
# Fields that a programme may have from another source of it.
_LENT = ("summary", "funder", "status", "amount_min", "amount_max", "amount_words", "rate_percent", "rate_words")


@dataclass(frozen=True)
class ProgrammeRow:
    """The current version of a programme. None: the source did not say. Amounts in euros."""

    programme_id: int
    source_key: str
    source_title: str
    external_id: str
    title: str
    url: str
    summary: str | None
    funder: str | None
    status: str  # open, closed, paused, unknown
    rate_percent: int | None
    rate_words: str | None
    amount_min: int | None
    amount_max: int | None
    amount_words: str | None
    applicants: tuple[str, ...]
    regions: tuple[str, ...]
    areas: tuple[str, ...]
    deadline: BindingDeadline | None
    issued_on: date | None
    damaged: bool
    version: int
    recorded_at: datetime
    first_seen: datetime
    last_seen: datetime
    missing_since: datetime | None
    withdrawn_at: datetime | None
    other_sources: tuple[str, ...] = ()  # addresses of the same programme on other portals


@dataclass(frozen=True)
class DeadlineRow:
    """One deadline as stated. ``number`` counts the programme's deadlines from 1, in the source's order.

    next_on: its last day as far as one can be named (a recurring one: the next from today on).
    """

    programme_id: int
    source_key: str
    source_title: str
    external_id: str
    title: str
    programme_url: str
    funder: str | None
    version: int
    recorded_at: datetime
    number: int
    kind: str
    state: str
    due_on: date | None
    opens_on: date | None
    recurs: str | None  # MM-DD
    precision: str
    next_on: date | None
    words: str
    url: str


def export_programmes(session: Session, today: date) -> tuple[ProgrammeRow, ...]:
    """Every programme with its current version, by source and reference; withdrawn ones say so.

    One that several portals have stands there once, with what only another of them states and all addresses.
    """
    statement = (
        select(Programme, ProgrammeVersion, SourceRow.title)
        .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
        .outerjoin(SourceRow, SourceRow.key == Programme.source_key)
        .where(ProgrammeVersion.is_current, Programme.same_as_id.is_(None))
        .order_by(Programme.source_key, Programme.external_id)
    )
    rows = session.execute(statement).all()
    versions = [version.id for _, version, _ in rows]
    deadlines, categories = stated_deadlines(session, versions), _categories(session, versions)
    found = (
        _programme(programme, version, source, deadlines.get(version.id, ()), categories[version.id], today)
        for programme, version, source in rows
    )
    return tuple(_completed(session, tuple(found), today))


def _completed(session: Session, rows: Sequence[ProgrammeRow], today: date) -> Iterator[ProgrammeRow]:
    members = members_of(session, [row.programme_id for row in rows])
    cards = programme_cards(session, list(members))
    others = source_cards(session, [number for some in members.values() for number in some])
    for row in rows:
        card = cards.get(row.programme_id)
        if card is None:
            yield row
            continue
        same = sorted((others[n] for n in members[row.programme_id] if n in others), key=place)
        yield replace(
            row,
            **{name: getattr(card, name) for name in _LENT},
            deadline=binding_deadline(card.deadlines, today),
            other_sources=tuple(other.url for other in same),
        )


def _categories(session: Session, versions: Sequence[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for start in range(0, len(versions), _BATCH):
        statement = (
            select(ProgrammeCategory)
            .where(ProgrammeCategory.version_id.in_(versions[start : start + _BATCH]))
            .order_by(ProgrammeCategory.version_id, ProgrammeCategory.kind, ProgrammeCategory.label)
        )
        for row in session.scalars(statement):
            kinds = found[row.version_id]
            kinds[row.kind] = (*kinds.get(row.kind, ()), row.label)
    return found


def _programme(
    programme: Programme,
    version: ProgrammeVersion,
    source: str | None,
    deadlines: tuple[StatedDeadline, ...],
    categories: dict[str, tuple[str, ...]],
    today: date,
) -> ProgrammeRow:
    return ProgrammeRow(
        programme_id=programme.id,
        source_key=programme.source_key,
        source_title=source or programme.source_key,
        external_id=programme.external_id,
        title=shown_title(version.title, version.damaged),
        url=programme.url,
        summary=version.summary,
        funder=version.funder,
        status=version.status,
        rate_percent=version.rate_percent,
        rate_words=version.rate_words,
        amount_min=version.amount_min,
        amount_max=version.amount_max,
        amount_words=version.amount_words,
        applicants=categories.get("applicant", ()),
        regions=categories.get("region", ()),
        areas=categories.get("area", ()),
        deadline=binding_deadline(deadlines, today),
        issued_on=version.issued_on,
        damaged=version.damaged,
        version=version.number,
        recorded_at=version.recorded_at,
        first_seen=programme.first_seen,
        last_seen=programme.last_seen,
        missing_since=programme.missing_since,
        withdrawn_at=programme.withdrawn_at,
    )


def export_deadlines(session: Session, today: date, with_past: bool = False) -> tuple[DeadlineRow, ...]:
    """Deadlines of the current versions of programmes that are not withdrawn: dated ones first, by day.

    Dates gone by are left out unless ``with_past``; statements without a date (open, until spent) always stay.
    """
    statement = (
        select(Programme, ProgrammeVersion, SourceRow.title)
        .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
        .outerjoin(SourceRow, SourceRow.key == Programme.source_key)
        .where(ProgrammeVersion.is_current, Programme.withdrawn_at.is_(None), Programme.same_as_id.is_(None))
    )
    rows = session.execute(statement).all()
    stated = stated_deadlines(session, [version.id for _, version, _ in rows])
    lent = programme_cards(session, list(members_of(session, [programme.id for programme, _, _ in rows])))
    found = [
        _deadline(programme, version, source, number, entry, today)
        for programme, version, source in rows
        for number, entry in enumerate(_deadlines_of(programme.id, stated.get(version.id, ()), lent), start=1)
    ]
    kept = (row for row in found if with_past or row.next_on is None or row.next_on >= today)
    return tuple(sorted(kept, key=lambda r: (r.next_on or date.max, r.source_key, r.external_id, r.number)))


def _deadlines_of(
    number: int, own: tuple[StatedDeadline, ...], lent: Mapping[int, ProgrammeCard]
) -> tuple[StatedDeadline, ...]:
    """What the programme states itself, else what another source of it states."""
    return own or (lent[number].deadlines if number in lent else ())


def _deadline(
    programme: Programme, version: ProgrammeVersion, source: str | None, number: int, entry: StatedDeadline, today: date
) -> DeadlineRow:
    bound = binding_deadline([entry], today)
    return DeadlineRow(
        programme_id=programme.id,
        source_key=programme.source_key,
        source_title=source or programme.source_key,
        external_id=programme.external_id,
        title=shown_title(version.title, version.damaged),
        programme_url=programme.url,
        funder=version.funder,
        version=version.number,
        recorded_at=version.recorded_at,
        number=number,
        kind=entry.kind,
        state=entry.state,
        due_on=entry.due_on,
        opens_on=entry.opens_on,
        recurs=entry.recurs,
        precision=entry.precision,
        next_on=bound.due_on if bound else None,
        words=entry.words,
        url=entry.url,
    )
