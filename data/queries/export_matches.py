"""Matches as flat rows for people's own tools: subject, document, reasons and decision; JSON uses these field names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.deadlines import BindingDeadline
from data.model.matches import Decision, Match
from data.model.news import NewsItem
from data.model.sources import SourceRow
from data.queries.export import export_programmes
from data.queries.matches import BAND_ORDER, ReasonRow, current_verdicts, reasons_of
from data.queries.portfolio import ProjectRow, ThemeRow, portfolio_rows, theme_rows
from data.queries.same_leads import lead_of

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500


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


def export_matches(session: Session, today: date) -> tuple[MatchRow, ...]:
    """All matches of the current portfolio: projects in the strategy's order, then theme fields; best first."""
    projects = portfolio_rows(session)
    subjects = _subjects(projects, theme_rows(session))
    place = {subject: number for number, subject in enumerate(subjects)}
    stored = [m for m in session.scalars(select(Match)) if (m.subject_kind, m.subject) in subjects]
    stored.sort(key=lambda m: (place[m.subject_kind, m.subject], m.document_kind != "programme", _quality(m)))
    matches = _once_each(stored, lead_of(session))
    documents = _Documents(session, today)
    decisions = _decisions(session, [project.key for project in projects])
    reasons = _reasons(session, [match.id for _, match in matches])
    return tuple(
        _match(m, number, subjects[m.subject_kind, m.subject], documents, decisions, reasons.get(m.id, ()))
        for number, m in matches
        if documents.has(m.document_kind, number)
    )


def _once_each(matches: Iterable[Match], leads: Mapping[int, int]) -> list[tuple[int, Match]]:
    """The best match of every subject with each document, a programme that several portals have only once."""
    best: dict[tuple[str, str, str, int], Match] = {}
    for m in matches:
        number = leads.get(m.document_id, m.document_id) if m.document_kind == "programme" else m.document_id
        best.setdefault((m.subject_kind, m.subject, m.document_kind, number), m)
    return [(key[3], match) for key, match in best.items()]


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

    def has(self, kind: str, number: int) -> bool:
        """Whether the document is still there to be named."""
        return number in (self.programmes if kind == "programme" else self.news)


def _decisions(session: Session, keys: Sequence[str]) -> dict[tuple[str, int], tuple[str, Decision]]:
    """What holds now per (project, programme), with the newest entry of its history for note and name."""
    verdicts = current_verdicts(session, keys)
    statement = select(Decision).where(Decision.project_key.in_(keys)).order_by(Decision.decided_at, Decision.id)
    leads, rows = lead_of(session), session.scalars(statement)
    newest = {(row.project_key, leads.get(row.programme_id, row.programme_id)): row for row in rows}
    return {pair: (verdicts.get(pair, "none"), row) for pair, row in newest.items()}


def _reasons(session: Session, match_ids: Sequence[int]) -> dict[int, tuple[ReasonRow, ...]]:
    found: dict[int, tuple[ReasonRow, ...]] = {}
    for start in range(0, len(match_ids), _BATCH):
        found |= reasons_of(session, match_ids[start : start + _BATCH])
    return found


def _match(
    match: Match,
    number: int,
    subject: _Subject,
    documents: _Documents,
    decisions: dict[tuple[str, int], tuple[str, Decision]],
    reasons: tuple[ReasonRow, ...],
) -> MatchRow:
    is_programme = match.document_kind == "programme"
    programme = documents.programmes[number] if is_programme else None
    title, url, source = (
        (programme.title, programme.url, programme.source_title) if programme else documents.news[number]
    )
    decided = decisions.get((match.subject, number)) if programme and subject.status is not None else None
    return MatchRow(
        subject_kind=match.subject_kind,
        subject=match.subject,
        subject_title=subject.title,
        theme_title=subject.theme_title,
        theme_priority=subject.theme_priority,
        project_status=subject.status,
        document_kind=match.document_kind,
        document_id=number,
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
