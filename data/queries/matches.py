"""Matches of projects with what people decided about them, as plain values in a total order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from data.deadlines import BindingDeadline, binding_deadline, is_over
from data.model.matches import Decision, Match, MatchReason
from data.model.news import NewsItem
from data.model.portfolio import Project
from data.model.sources import SourceRow
from data.queries.programmes import ProgrammeCard, programme_cards
from data.queries.same_leads import lead_of, with_members

VERDICT_ORDER = {"accept": 0, "watch": 1, "none": 2, "reject": 3}
ELIGIBLE_ORDER = {"yes": 0, "unknown": 1, "no": 2}
BAND_ORDER = {"high": 0, "medium": 1, "low": 2, "none": 3}
# Project, programme, match id, band, score, eligible, its words.
_Stored = Row[str, int, int, str, float, str, str | None]
# Bands that count as a hit in figures; a weak likeness is shown but not counted.
COUNTED_BANDS = ("high", "medium")


@dataclass(frozen=True)
class MatchView:
    """A programme for a project. ``match_id`` is None (band ``none``) when only a decision still ties the two."""

    project_key: str
    match_id: int | None
    programme: ProgrammeCard
    band: str  # high, medium, low, none
    score: float
    eligible: str  # yes, no, unknown
    eligible_words: str | None
    verdict: str  # accept, watch, reject, none
    deadline: BindingDeadline | None

    @property
    def ruled_out(self) -> str | None:
        """Why it needs no attention: ``rejected``, ``withdrawn``, ``not_eligible``, ``closed``, ``over``; else None.

        What a person follows is never ruled out, and neither is anything unknown.
        """
        if self.verdict == "reject":
            return "rejected"
        return None if self.verdict in {"accept", "watch"} else self.knocked_out

    @property
    def knocked_out(self) -> str | None:
        """The stated fact that stands against an application, whatever people decided; None when there is none."""
        if self.programme.withdrawn_at is not None:
            return "withdrawn"
        if self.eligible == "no":
            return "not_eligible"
        if self.programme.status == "closed":
            return "closed"
        return "over" if is_over(self.deadline) else None


@dataclass(frozen=True)
class ReasonRow:
    """One share of a score: the word as it stands in the project and in the document."""

    feature: str  # word, characters, rest
    contribution: float
    ours: str
    theirs: str


@dataclass(frozen=True)
class DecisionRow:
    """One entry of the history: who decided what and when. ``verdict`` may also be ``comment``."""

    decision_id: int
    programme_id: int
    verdict: str
    note: str | None
    decided_by: str
    decided_at: datetime
    seen_version: int | None


@dataclass(frozen=True)
class NewsMatch:
    """A news item that fits a project."""

    title: str
    url: str
    source_title: str
    published_at: datetime
    date_is_first_seen: bool
    band: str
    score: float


def in_order(matches: Iterable[MatchView]) -> tuple[MatchView, ...]:
    """Total order: decision, eligibility, band, score (falling), days left (none last), programme id."""
    return tuple(sorted(matches, key=_place))


def _place(match: MatchView) -> tuple[int, int, int, float, int, int]:
    days = match.deadline.days_left if match.deadline else None
    return (
        VERDICT_ORDER[match.verdict],
        ELIGIBLE_ORDER[match.eligible],
        BAND_ORDER[match.band],
        -match.score,
        10**6 if days is None else days,
        match.programme.programme_id,
    )


def project_matches(session: Session, project_key: str, today: date) -> tuple[MatchView, ...]:
    """All programmes matched to a project or followed for it, in the total order."""
    return in_order(_views(session, today, [project_key]))


def hits_by_project(session: Session, today: date) -> dict[str, tuple[MatchView, ...]]:
    """Well-fitting and followed matches of every project in the portfolio; projects without any are left out."""
    keys = session.scalars(select(Project.key).where(Project.removed_at.is_(None)).order_by(Project.key)).all()
    found: dict[str, list[MatchView]] = defaultdict(list)
    for view in _views(session, today, keys, only_hits=True):
        found[view.project_key].append(view)
    return {key: in_order(views) for key, views in found.items()}


def _views(session: Session, today: date, keys: Sequence[str], only_hits: bool = False) -> list[MatchView]:
    verdicts = current_verdicts(session, keys)
    kept = {pair for pair, verdict in verdicts.items() if verdict in {"accept", "watch"}}
    matches = _stored(session, keys, {programme_id for _, programme_id in kept} if only_hits else None)
    pairs = sorted(set(matches) | kept)
    cards = programme_cards(session, [programme_id for _, programme_id in pairs])
    views = []
    for key, programme_id in pairs:
        card = cards.get(programme_id)
        if card is None:
            continue
        view = _view(key, matches.get((key, programme_id)), card, today)
        views.append(replace(view, verdict=verdicts.get((key, programme_id), "none")))
    return views


def _stored(session: Session, keys: Sequence[str], besides: set[int] | None) -> dict[tuple[str, int], _Stored]:
    """Stored matches by (project, programme); with ``besides`` only well-fitting ones and those of its programmes."""
    leads = lead_of(session)
    statement = select(
        Match.subject, Match.document_id, Match.id, Match.band, Match.score, Match.eligible, Match.eligible_words
    ).where(Match.subject_kind == "project", Match.document_kind == "programme", Match.subject.in_(keys))
    if besides is not None:
        followed = Match.document_id.in_(with_members(besides, leads))
        statement = statement.where(Match.band.in_(COUNTED_BANDS) | followed)
    return best_of_groups(session.execute(statement), leads)


def best_of_groups(rows: Iterable[_Stored], leads: Mapping[int, int]) -> dict[tuple[str, int], _Stored]:
    """The best match of each group of same programmes, by (project, programme that stands for the group)."""
    found: dict[tuple[str, int], _Stored] = {}
    for row in sorted(rows, key=lambda row: (row.score, -row.document_id)):
        found[row.subject, leads.get(row.document_id, row.document_id)] = row
    return found


def _view(project_key: str, match: _Stored | None, card: ProgrammeCard, today: date) -> MatchView:
    deadline = binding_deadline(card.deadlines, today)
    if match is None:
        return MatchView(project_key, None, card, "none", 0.0, "unknown", None, "none", deadline)
    return MatchView(
        project_key,
        match.id,
        card,
        match.band,
        match.score,
        match.eligible,
        match.eligible_words,
        "none",
        deadline,
    )


def current_verdicts(session: Session, project_keys: Sequence[str]) -> dict[tuple[str, int], str]:
    """What holds now per (project, programme): the newest decision that is not a mere comment.

    A decision about any source of a programme holds for the one that stands for it.
    """
    leads = lead_of(session)
    statement = (
        select(Decision.project_key, Decision.programme_id, Decision.verdict)
        .where(Decision.verdict != "comment", Decision.project_key.in_(project_keys))
        .order_by(Decision.decided_at, Decision.id)
    )
    return {(key, leads.get(number, number)): verdict for key, number, verdict in session.execute(statement)}


def reasons_of(session: Session, match_ids: Sequence[int]) -> dict[int, tuple[ReasonRow, ...]]:
    """The reasons of these matches by match id, in the matcher's order."""
    found: dict[int, list[ReasonRow]] = defaultdict(list)
    statement = (
        select(MatchReason)
        .where(MatchReason.match_id.in_(match_ids))
        .order_by(MatchReason.match_id, MatchReason.position)
    )
    for row in session.scalars(statement):
        found[row.match_id].append(ReasonRow(row.feature, row.contribution, row.ours, row.theirs))
    return {match_id: tuple(rows) for match_id, rows in found.items()}


def decision_history(session: Session, project_key: str) -> dict[int, tuple[DecisionRow, ...]]:
    """Everything decided and remarked for a project by programme id, newest first, about all of its sources."""
    leads = lead_of(session)
    found: dict[int, list[DecisionRow]] = defaultdict(list)
    statement = (
        select(Decision)
        .where(Decision.project_key == project_key)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    for row in session.scalars(statement):
        found[leads.get(row.programme_id, row.programme_id)].append(
            DecisionRow(
                row.id, row.programme_id, row.verdict, row.note, row.decided_by, row.decided_at, row.seen_version
            )
        )
    return {programme_id: tuple(rows) for programme_id, rows in found.items()}


def news_matches(session: Session, project_key: str, limit: int) -> tuple[NewsMatch, ...]:
    """The best-fitting news of a project, best first."""
    statement = (
        select(NewsItem, Match, SourceRow.title)
        .join(Match, (Match.document_kind == "news") & (Match.document_id == NewsItem.id))
        .outerjoin(SourceRow, SourceRow.key == NewsItem.source_key)
        .where(Match.subject_kind == "project", Match.subject == project_key)
        .order_by(Match.score.desc(), NewsItem.id)
        .limit(limit)
    )
    return tuple(
        NewsMatch(
            item.title,
            item.url,
            source or item.source_key,
            item.published_at,
            item.date_is_first_seen,
            match.band,
            match.score,
        )
        for item, match, source in session.execute(statement)
    )


def latest_match_time(session: Session) -> datetime | None:
    """When the stored matches were last written; None before the first matcher run."""
    return session.scalar(select(func.max(Match.created_at)))
