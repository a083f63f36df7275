"""What is new and what is due, for the first page people open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Select, exists, func, select
from sqlalchemy.orm import Session

from data.deadlines import BindingDeadline
from data.model.matches import Match
from data.model.portfolio import Project
from data.model.programmes import Programme, ProgrammeChange, ProgrammeVersion
from data.queries.matches import COUNTED_BANDS, MatchView
from data.queries.programmes import ProgrammeCard, programme_cards
from data.queries.same_leads import NOT_OF_A_MEMBER, lead_id

# Statuses of projects that may still need money.
ACTIVE = ("running", "planned", "idea", "unknown")


@dataclass(frozen=True)
class ChangeRow:
    """One thing that became different. ``field``, ``before`` and ``after`` are None for a new programme."""

    kind: str  # new, deadline, amount, rate, eligibility, status, text, withdrawn, back
    field: str | None
    before: str | None
    after: str | None
    at: datetime


@dataclass(frozen=True)
class ProjectName:
    """A project, as far as a link to it needs."""

    key: str
    title: str


@dataclass(frozen=True)
class Novelty:
    """A programme that is new or changed, with the projects it concerns."""

    programme: ProgrammeCard
    changes: tuple[ChangeRow, ...]
    projects: tuple[ProjectName, ...]


@dataclass(frozen=True)
class NoveltyPage:
    """One page of novelties; ``total`` counts all, ``concerning`` those that fit at least one project."""

    total: int
    concerning: int
    rows: tuple[Novelty, ...]


@dataclass(frozen=True)
class Due:
    """A deadline that comes up, with the projects whose matches it concerns."""

    programme: ProgrammeCard
    deadline: BindingDeadline
    projects: tuple[ProjectName, ...]
    followed: bool  # accepted or watched for at least one project


@dataclass(frozen=True)
class Stock:
    """How many programmes are in the store; ``damaged``: characters were lost at the source."""

    programmes: int
    withdrawn: int
    damaged: int


def stock(session: Session) -> Stock:
    """Counts over the current versions; a programme that several portals have counts once."""
    current = select(func.count()).select_from(Programme).where(Programme.same_as_id.is_(None))
    gone = session.scalar(current.where(Programme.withdrawn_at.is_not(None))) or 0
    kept = session.scalar(current.where(Programme.withdrawn_at.is_(None))) or 0
    damaged = session.scalar(
        select(func.count())
        .select_from(ProgrammeVersion)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(ProgrammeVersion.is_current, ProgrammeVersion.damaged, Programme.withdrawn_at.is_(None))
    )
    return Stock(kept, gone, damaged or 0)


def novelties(session: Session, since: datetime, limit: int, offset: int = 0) -> NoveltyPage:
    """Programmes with a material change since then; those that fit a project first, then the newest."""
    grouped = _changed_since(since).subquery()
    concerns = _concerns(grouped.c.programme_id)
    total = novelty_count(session, since)
    concerning = session.scalar(select(func.count()).select_from(grouped).where(concerns)) or 0
    page = select(grouped.c.programme_id).order_by(concerns.desc(), grouped.c.at.desc(), grouped.c.programme_id)
    ids = session.scalars(page.limit(limit).offset(offset)).all()
    cards = programme_cards(session, ids)
    changes = _changes(session, since, ids)
    projects = _projects(session, ids)
    rows = tuple(Novelty(cards[i], changes[i], projects.get(i, ())) for i in ids if i in cards)
    return NoveltyPage(total, concerning, rows)


def novelty_count(session: Session, since: datetime) -> int:
    """How many programmes have a material change since then."""
    return session.scalar(select(func.count()).select_from(_changed_since(since).subquery())) or 0


def _changed_since(since: datetime) -> Select[int, datetime]:
    return (
        select(lead_id().label("programme_id"), func.max(ProgrammeChange.at).label("at"))
        .join(Programme, Programme.id == ProgrammeChange.programme_id)
        .where(*_told(since))
        .group_by(lead_id())
    )


def _told(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Material changes since then; that one more portal has a programme, or no longer, is no news of it."""
    is_own = Programme.same_as_id.is_(None) | ProgrammeChange.kind.not_in(NOT_OF_A_MEMBER)
    of_the_source = ProgrammeChange.cause == "source"
    return ProgrammeChange.at >= since, ProgrammeChange.weight == "material", of_the_source, is_own


def _counted_projects() -> tuple[ColumnElement[bool], ...]:
    """Projects that stand for themselves: still active, no open place, no part of a consolidated proposal."""
    return (
        Project.removed_at.is_(None),
        Project.is_open_place.is_(False),
        Project.consolidated_into.is_(None),
        Project.status.in_(ACTIVE),
    )


def _concerns(programme_id: object) -> Exists:
    return exists().where(
        Project.key == Match.subject,
        *_counted_projects(),
        Match.document_kind == "programme",
        Match.document_id == Programme.id,
        lead_id() == programme_id,
        Match.subject_kind == "project",
        Match.band.in_(COUNTED_BANDS),
        Match.eligible != "no",
    )


def _changes(session: Session, since: datetime, ids: Sequence[int]) -> dict[int, tuple[ChangeRow, ...]]:
    found: dict[int, list[ChangeRow]] = defaultdict(list)
    statement = (
        select(lead_id(), ProgrammeChange)
        .join(Programme, Programme.id == ProgrammeChange.programme_id)
        .where(lead_id().in_(ids), *_told(since))
        .order_by(ProgrammeChange.at, ProgrammeChange.id)
    )
    for number, row in session.execute(statement):
        found[number].append(ChangeRow(row.kind, row.field, row.before, row.after, row.at))
    return {programme_id: tuple(rows) for programme_id, rows in found.items()}


def _projects(session: Session, ids: Sequence[int]) -> dict[int, tuple[ProjectName, ...]]:
    """The projects that a programme fits, the best match first."""
    found: dict[int, list[ProjectName]] = defaultdict(list)
    statement = (
        select(lead_id(), Project.key, Project.title)
        .select_from(Match)
        .join(Project, Project.key == Match.subject)
        .join(Programme, Programme.id == Match.document_id)
        .where(
            Match.subject_kind == "project",
            Match.document_kind == "programme",
            lead_id().in_(ids),
            Match.band.in_(COUNTED_BANDS),
            Match.eligible != "no",
            *_counted_projects(),
        )
        .order_by(Match.score.desc(), Project.key)
    )
    for programme_id, key, title in session.execute(statement):
        if ProjectName(key, title) not in found[programme_id]:  # another source of the programme fits it as well
            found[programme_id].append(ProjectName(key, title))
    return {programme_id: tuple(names) for programme_id, names in found.items()}


def due_within(matches: Mapping[str, Sequence[MatchView]], titles: Mapping[str, str], days: int) -> tuple[Due, ...]:
    """Deadlines of at most so many days ahead among the counted or followed matches, the nearest first."""
    by_programme: dict[int, list[MatchView]] = defaultdict(list)
    for view in _all(matches):
        left = view.deadline.days_left if view.deadline else None
        if left is not None and left <= days and view.project_key in titles and counts(view):
            by_programme[view.programme.programme_id].append(view)
    due = [_due(views, views[0].deadline, titles) for views in by_programme.values() if views[0].deadline]
    return tuple(sorted(due, key=lambda row: (row.deadline.days_left or 0, row.programme.programme_id)))


def counts(view: MatchView) -> bool:
    """Whether a match counts as a hit that may be applied for: followed, or well fitting and not ruled out."""
    if view.verdict in {"accept", "watch"}:
        return view.knocked_out is None
    return view.ruled_out is None and view.band in COUNTED_BANDS


def _all(matches: Mapping[str, Sequence[MatchView]]) -> Iterable[MatchView]:
    return (view for views in matches.values() for view in views)


def _due(views: Sequence[MatchView], deadline: BindingDeadline, titles: Mapping[str, str]) -> Due:
    first = views[0]
    best = sorted(views, key=lambda view: (-view.score, view.project_key))
    return Due(
        first.programme,
        deadline,
        tuple(ProjectName(view.project_key, titles[view.project_key]) for view in best),
        any(view.verdict in {"accept", "watch"} for view in views),
    )
