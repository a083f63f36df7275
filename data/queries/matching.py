"""What the matcher reads from the store: subjects, documents, and what the last run left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.model.matches import Match, MatchDocument, MatchRun
from data.model.news import NewsItem
from data.model.portfolio import Project, ThemeField
from data.model.programmes import Programme, ProgrammeVersion
from data.model.sources import SourceRow
from data.queries.eligibility import current_categories, current_statements
from data.stated import CategoryRow, StatementRow

PairKey = tuple[str, str, str, int]


@dataclass(frozen=True)
class ThemeRow:
    """A theme field; ``terms`` one a line."""

    key: str
    title: str
    description: str | None
    terms: str


@dataclass(frozen=True)
class ProjectRow:
    """A proposal, single project or idea of the current portfolio that is not an open place."""

    key: str
    title: str
    summary: str | None
    theme_field: str


@dataclass(frozen=True)
class ProgrammeRow:
    """The current version of a programme that is not withdrawn; long texts are cut to what the matcher reads."""

    id: int
    source_title: str
    title: str
    summary: str | None
    body: str | None
    requirements: str | None
    categories: tuple[CategoryRow, ...]
    statements: tuple[StatementRow, ...] = ()


@dataclass(frozen=True)
class NewsRow:
    """A news item."""

    id: int
    title: str
    summary: str


@dataclass(frozen=True)
class MatchingInput:
    """Everything there is to match, in a fixed order."""

    themes: tuple[ThemeRow, ...]
    projects: tuple[ProjectRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    news: tuple[NewsRow, ...]


@dataclass(frozen=True)
class StoredMatch:
    """A stored match without its reasons."""

    id: int
    score: float
    band: str
    eligible: str
    eligible_words: str | None
    model_version: str


@dataclass(frozen=True)
class MatchingMemory:
    """What the last finished run left: its configuration (JSON) and model, the texts it read, its matches."""

    config: str | None
    model_version: str | None
    texts: dict[tuple[str, str], str]  # (side, ref) -> hash
    matches: dict[PairKey, StoredMatch]


def matching_input(session: Session, news_since: datetime, characters: int) -> MatchingInput:
    """Subjects and documents of today; ``characters``: how much of each long text is read."""
    return MatchingInput(
        _themes(session), _projects(session), _programmes(session, characters), _news(session, news_since)
    )


def _themes(session: Session) -> tuple[ThemeRow, ...]:
    columns = (ThemeField.key, ThemeField.title, ThemeField.description, ThemeField.terms)
    wanted = select(*columns).where(ThemeField.removed_at.is_(None)).order_by(ThemeField.key)
    return tuple(ThemeRow(*row) for row in session.execute(wanted))


def _projects(session: Session) -> tuple[ProjectRow, ...]:
    wanted = (
        select(Project.key, Project.title, Project.summary, Project.theme_field)
        .where(Project.removed_at.is_(None), Project.is_open_place.is_(False))
        .order_by(Project.key)
    )
    return tuple(ProjectRow(*row) for row in session.execute(wanted))


def _programmes(session: Session, characters: int) -> tuple[ProgrammeRow, ...]:
    version = ProgrammeVersion
    wanted = (
        select(
            version.id,
            Programme.id,
            func.coalesce(SourceRow.title, Programme.source_key),
            version.title,
            func.substr(version.summary, 1, characters),
            func.substr(version.body, 1, characters),
            func.substr(version.requirements, 1, characters),
        )
        .join(Programme, Programme.id == version.programme_id)
        .join(SourceRow, SourceRow.key == Programme.source_key, isouter=True)
        .where(version.is_current, Programme.withdrawn_at.is_(None))
        .order_by(Programme.id)
    )
    filed, stated = current_categories(session), current_statements(session)
    found = []
    for version_id, programme_id, source, title, *texts in session.execute(wanted):
        summary, body, requirements = texts
        who = filed.get(version_id, ()), stated.get(version_id, ())
        found.append(ProgrammeRow(programme_id, source, title, summary, body, requirements, *who))
    return tuple(found)


def _news(session: Session, since: datetime) -> tuple[NewsRow, ...]:
    wanted = (
        select(NewsItem.id, NewsItem.title, NewsItem.summary)
        .where(NewsItem.published_at >= since)
        .order_by(NewsItem.id)
    )
    return tuple(NewsRow(*row) for row in session.execute(wanted))


def matching_memory(session: Session) -> MatchingMemory:
    """What the last finished run left behind; empty before the first."""
    last = session.execute(
        select(MatchRun.config, MatchRun.model_version)
        .where(MatchRun.finished_at.is_not(None))
        .order_by(MatchRun.id.desc())
        .limit(1)
    ).one_or_none()
    texts = session.execute(select(MatchDocument.side, MatchDocument.ref, MatchDocument.text_hash))
    return MatchingMemory(
        config=last.config if last else None,
        model_version=last.model_version if last else None,
        texts={(side, ref): text_hash for side, ref, text_hash in texts},
        matches=_matches(session),
    )


def _matches(session: Session) -> dict[PairKey, StoredMatch]:
    key = (Match.subject_kind, Match.subject, Match.document_kind, Match.document_id)
    rest = (Match.id, Match.score, Match.band, Match.eligible, Match.eligible_words, Match.model_version)
    rows = (tuple(row) for row in session.execute(select(*key, *rest)))
    return {row[:4]: StoredMatch(*row[4:]) for row in rows}
