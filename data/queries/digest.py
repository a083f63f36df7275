"""What the weekly digest reads from the store, as plain rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data.deadlines import StatedDeadline
from data.model.matches import Decision, Match, MatchReason
from data.model.news import NewsItem
from data.model.portfolio import Project, ThemeField
from data.model.programmes import Programme, ProgrammeChange, ProgrammeVersion
from data.model.sources import SourceRow
from data.queries.matches import current_verdicts
from data.queries.overview import ACTIVE
from data.queries.programmes import stated_deadlines
from data.queries.same_leads import NOT_OF_A_MEMBER, lead_id, lead_of
from data.wording import shared_words, shown_title

DIGEST_WEIGHTS = ("material", "minor")


@dataclass(frozen=True)
class ThemeRow:
    """A theme field in the strategy's order."""

    key: str
    title: str
    priority: int


@dataclass(frozen=True)
class ChangeRow:
    """One change of one programme within the week."""

    programme_id: int
    kind: str
    field: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme as its current version states it."""

    id: int
    title: str
    url: str
    funder: str | None
    status: str  # open, closed, paused, unknown: as stated by the source


@dataclass(frozen=True)
class FitRow:
    """A stored match of a document, with the words it rests on (strongest first).

    subject: what it is told as; own: the project or theme field that was matched, a part of ``subject`` or itself.
    """

    subject_kind: str
    own: str
    subject: str
    subject_title: str
    theme_field: str
    document_id: int
    score: float
    band: str
    eligible: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class NewsRow:
    """A news item with the feed it came from."""

    id: int
    title: str
    summary: str
    url: str
    source: str
    published_at: datetime
    date_is_first_seen: bool


def theme_fields(session: Session) -> tuple[ThemeRow, ...]:
    """All theme fields by priority, then by their place in the strategy."""
    rows = session.scalars(
        select(ThemeField).where(ThemeField.removed_at.is_(None)).order_by(ThemeField.priority, ThemeField.position)
    )
    return tuple(ThemeRow(r.key, r.title, r.priority) for r in rows)


def changes_between(session: Session, start: datetime, end: datetime) -> tuple[ChangeRow, ...]:
    """Changes worth telling (material and minor) with start <= time < end, oldest first.

    What another portal tells of a programme is told as a change of the one that stands for it.
    """
    rows = session.execute(
        select(lead_id(), ProgrammeChange)
        .join(Programme, Programme.id == ProgrammeChange.programme_id)
        .where(
            Programme.same_as_id.is_(None) | ProgrammeChange.kind.not_in(NOT_OF_A_MEMBER),
            ProgrammeChange.at >= start,
            ProgrammeChange.at < end,
            ProgrammeChange.weight.in_(DIGEST_WEIGHTS),
            ProgrammeChange.cause == "source",
        )
        .order_by(ProgrammeChange.at, ProgrammeChange.id)
    )
    return tuple(ChangeRow(number, r.kind, r.field, r.before, r.after) for number, r in rows)


def programmes(session: Session) -> dict[int, ProgrammeRow]:
    """Every programme by its id, as its current version states it."""
    version = ProgrammeVersion
    rows = session.execute(
        select(Programme.id, version.title, version.damaged, Programme.url, version.funder, version.status).join(
            version, and_(version.programme_id == Programme.id, version.is_current)
        )
    )
    return {
        number: ProgrammeRow(number, shown_title(title, damaged), url, funder, status)
        for number, title, damaged, url, funder, status in rows
    }


def fits(session: Session, document_kind: str) -> tuple[FitRow, ...]:
    """All stored matches of programmes or news with active projects and theme fields, best first."""
    words = _words_by_match(session, document_kind)
    leads = lead_of(session) if document_kind == "programme" else {}
    names = _subject_names(session)
    found = session.scalars(
        select(Match).where(Match.document_kind == document_kind).order_by(Match.score.desc(), Match.subject, Match.id)
    )
    told = _once_each((m for m in found if (m.subject_kind, m.subject) in names), leads)
    return tuple(
        FitRow(
            m.subject_kind,
            m.subject,
            *names[m.subject_kind, m.subject],
            number,
            m.score,
            m.band,
            m.eligible,
            words.get(m.id, ()),
        )
        for number, m in told
    )


def _once_each(found: Iterable[Match], leads: Mapping[int, int]) -> list[tuple[int, Match]]:
    """The first match of every subject with each document, where several portals have the same programme."""
    first: dict[tuple[str, str, int], Match] = {}
    for match in found:
        first.setdefault((match.subject_kind, match.subject, leads.get(match.document_id, match.document_id)), match)
    return [(number, match) for (_, _, number), match in first.items()]


def _subject_names(session: Session) -> dict[tuple[str, str], tuple[str, str, str]]:
    """(kind, key) -> key, title, theme field under which a subject is told.

    A single project or idea that became part of a proposal is told as that proposal: the strategy works with those.
    What is done, stopped or rejected needs no money any more and is not told.
    """
    rows = session.execute(
        select(Project.key, Project.title, Project.theme_field, Project.consolidated_into).where(
            Project.removed_at.is_(None), Project.status.in_(ACTIVE)
        )
    ).all()
    own = {key: (key, title, field) for key, title, field, _ in rows}
    projects = {("project", key): own.get(into or key, own[key]) for key, _, _, into in rows}
    return projects | {("theme", t.key): (t.key, t.title, t.key) for t in theme_fields(session)}


def _words_by_match(session: Session, document_kind: str) -> dict[int, tuple[str, ...]]:
    rows = session.execute(
        select(MatchReason.match_id, MatchReason.ours, MatchReason.theirs)
        .join(Match, Match.id == MatchReason.match_id)
        .where(Match.document_kind == document_kind, MatchReason.feature != "rest")
        .order_by(MatchReason.match_id, MatchReason.position)
    )
    pairs: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for match_id, ours, theirs in rows:
        pairs[match_id].append((ours, theirs))
    return {match_id: shared_words(found) for match_id, found in pairs.items()}


def decided_pairs(session: Session) -> dict[tuple[str, int], str]:
    """The verdict that holds per (project, programme), for every pair somebody has decided about."""
    return current_verdicts(session, session.scalars(select(Decision.project_key).distinct()).all())


def deadlines_by_programme(session: Session) -> dict[int, tuple[StatedDeadline, ...]]:
    """All deadlines as current versions of programmes that are still listed state them, by programme.

    A programme that states none has those of another source it stands for.
    """
    current = dict(
        session.execute(
            select(ProgrammeVersion.id, ProgrammeVersion.programme_id)
            .join(Programme, Programme.id == ProgrammeVersion.programme_id)
            .where(ProgrammeVersion.is_current, Programme.withdrawn_at.is_(None))
        ).all()
    )
    stated = stated_deadlines(session, list(current))
    found = {current[version]: entries for version, entries in stated.items()}
    leads = lead_of(session)
    lent = {leads[number]: entries for number, entries in sorted(found.items(), reverse=True) if number in leads}
    return lent | {number: entries for number, entries in found.items() if number not in leads}


def news_between(session: Session, start: datetime, end: datetime) -> tuple[NewsRow, ...]:
    """News with start <= publication < end, newest first."""
    rows = session.execute(
        select(NewsItem, SourceRow.title)
        .join(SourceRow, SourceRow.key == NewsItem.source_key)
        .where(NewsItem.published_at >= start, NewsItem.published_at < end)
        .order_by(NewsItem.published_at.desc(), NewsItem.id)
    )
    return tuple(
        NewsRow(n.id, n.title, n.summary, n.url, source, n.published_at, n.date_is_first_seen) for n, source in rows
    )
