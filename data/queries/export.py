"""Matches, programmes and deadlines as flat rows for people's own tools; JSON exports use these field names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.deadlines import BindingDeadline, StatedDeadline, binding_deadline
from data.model.matches import Decision, Match
from data.model.news import NewsItem
from data.model.programmes import Programme, ProgrammeCategory, ProgrammeVersion
from data.model.sources import SourceRow
from data.queries.matches import BAND_ORDER, ReasonRow, current_verdicts, reasons_of
from data.queries.portfolio import ProjectRow, ThemeRow, portfolio_rows, theme_rows
from data.queries.programmes import stated_deadlines

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500


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


@dataclass(frozen=True)
class MatchRow:
    """A match with its subject, its document, its reasons and what people decided."""

    subject_kind: str  # project, theme
    subject: str
    subject_title: str
    theme_title: str
    theme_priority: int
    project_status: str | None
    document_kind: str  # programme, news
    document_id: int
    document_title: str
    url: str
    source_title: str
    funder: str | None
    deadline: BindingDeadline | None
    rate_percent: int | None
    amount_min: int | None
    amount_max: int | None
    withdrawn_at: datetime | None
    score: float
    band: str  # high, medium, low
    eligible: str  # yes, no, unknown
    eligible_words: str | None
    reasons: tuple[ReasonRow, ...]
    verdict: str | None  # accept, watch, reject, none; None: nobody has decided
    note: str | None
    decided_by: str | None
    decided_at: datetime | None
    model_version: str


def export_programmes(session: Session, today: date) -> tuple[ProgrammeRow, ...]:
    """Every programme with its current version, by source and reference; withdrawn ones say so."""
    statement = (
        select(Programme, ProgrammeVersion, SourceRow.title)
        .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
        .outerjoin(SourceRow, SourceRow.key == Programme.source_key)
        .where(ProgrammeVersion.is_current)
        .order_by(Programme.source_key, Programme.external_id)
    )
    rows = session.execute(statement).all()
    versions = [version.id for _, version, _ in rows]
    deadlines, categories = stated_deadlines(session, versions), _categories(session, versions)
    return tuple(
        _programme(programme, version, source, deadlines.get(version.id, ()), categories[version.id], today)
        for programme, version, source in rows
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
        title=version.title,
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
        .where(ProgrammeVersion.is_current, Programme.withdrawn_at.is_(None))
    )
    rows = session.execute(statement).all()
    stated = stated_deadlines(session, [version.id for _, version, _ in rows])
    found = [
        _deadline(programme, version, source, number, entry, today)
        for programme, version, source in rows
        for number, entry in enumerate(stated.get(version.id, ()), start=1)
    ]
    kept = (row for row in found if with_past or row.next_on is None or row.next_on >= today)
    return tuple(sorted(kept, key=lambda r: (r.next_on or date.max, r.source_key, r.external_id, r.number)))


def _deadline(
    programme: Programme, version: ProgrammeVersion, source: str | None, number: int, entry: StatedDeadline, today: date
) -> DeadlineRow:
    bound = binding_deadline([entry], today)
    return DeadlineRow(
        programme_id=programme.id,
        source_key=programme.source_key,
        source_title=source or programme.source_key,
        external_id=programme.external_id,
        title=version.title,
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


def export_matches(session: Session, today: date) -> tuple[MatchRow, ...]:
    """All matches of the current portfolio: projects in the strategy's order, then theme fields; best first."""
    projects = portfolio_rows(session)
    subjects = _subjects(projects, theme_rows(session))
    place = {subject: number for number, subject in enumerate(subjects)}
    matches = [m for m in session.scalars(select(Match)) if (m.subject_kind, m.subject) in subjects]
    matches.sort(key=lambda m: (place[m.subject_kind, m.subject], m.document_kind != "programme", _quality(m)))
    documents = _Documents(session, today)
    decisions = _decisions(session, [project.key for project in projects])
    reasons = _reasons(session, [match.id for match in matches])
    return tuple(
        _match(match, subjects[match.subject_kind, match.subject], documents, decisions, reasons.get(match.id, ()))
        for match in matches
        if documents.has(match)
    )


def _quality(match: Match) -> tuple[int, float, int]:
    return BAND_ORDER[match.band], -match.score, match.document_id


@dataclass(frozen=True)
class _Subject:
    title: str
    theme_title: str
    theme_priority: int
    status: str | None


def _subjects(projects: Iterable[ProjectRow], themes: Iterable[ThemeRow]) -> dict[tuple[str, str], _Subject]:
    found = {("project", p.key): _Subject(p.title, p.theme_title, p.theme_priority, p.status) for p in projects}
    return found | {("theme", t.key): _Subject(t.title, t.title, t.priority, None) for t in themes}


class _Documents:
    """Programmes and news by id, read once."""

    def __init__(self, session: Session, today: date) -> None:
        self.programmes = {row.programme_id: row for row in export_programmes(session, today)}
        statement = select(NewsItem, SourceRow.title).outerjoin(SourceRow, SourceRow.key == NewsItem.source_key)
        self.news = {
            item.id: (item.title, item.url, source or item.source_key) for item, source in session.execute(statement)
        }

    def has(self, match: Match) -> bool:
        """Whether the document is still there to be named."""
        return match.document_id in (self.programmes if match.document_kind == "programme" else self.news)


def _decisions(session: Session, keys: Sequence[str]) -> dict[tuple[str, int], tuple[str, Decision]]:
    """What holds now per (project, programme), with the newest entry of its history for note and name."""
    verdicts = current_verdicts(session, keys)
    statement = select(Decision).where(Decision.project_key.in_(keys)).order_by(Decision.decided_at, Decision.id)
    newest = {(row.project_key, row.programme_id): row for row in session.scalars(statement)}
    return {pair: (verdicts.get(pair, "none"), row) for pair, row in newest.items()}


def _reasons(session: Session, match_ids: Sequence[int]) -> dict[int, tuple[ReasonRow, ...]]:
    found: dict[int, tuple[ReasonRow, ...]] = {}
    for start in range(0, len(match_ids), _BATCH):
        found |= reasons_of(session, match_ids[start : start + _BATCH])
    return found


def _match(
    match: Match,
    subject: _Subject,
    documents: _Documents,
    decisions: dict[tuple[str, int], tuple[str, Decision]],
    reasons: tuple[ReasonRow, ...],
) -> MatchRow:
    is_programme = match.document_kind == "programme"
    programme = documents.programmes[match.document_id] if is_programme else None
    title, url, source = (
        (programme.title, programme.url, programme.source_title) if programme else documents.news[match.document_id]
    )
    decided = decisions.get((match.subject, match.document_id)) if programme and subject.status is not None else None
    return MatchRow(
        subject_kind=match.subject_kind,
        subject=match.subject,
        subject_title=subject.title,
        theme_title=subject.theme_title,
        theme_priority=subject.theme_priority,
        project_status=subject.status,
        document_kind=match.document_kind,
        document_id=match.document_id,
        document_title=title,
        url=url,
        source_title=source,
        funder=programme.funder if programme else None,
        deadline=programme.deadline if programme else None,
        rate_percent=programme.rate_percent if programme else None,
        amount_min=programme.amount_min if programme else None,
        amount_max=programme.amount_max if programme else None,
        withdrawn_at=programme.withdrawn_at if programme else None,
        score=match.score,
        band=match.band,
        eligible=match.eligible,
        eligible_words=match.eligible_words,
        reasons=reasons,
        verdict=decided[0] if decided else None,
        note=decided[1].note if decided else None,
        decided_by=decided[1].decided_by if decided else None,
        decided_at=decided[1].decided_at if decided else None,
        model_version=match.model_version,
    )
