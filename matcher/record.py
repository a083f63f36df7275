"""Writes the outcome of a matcher run: matches with their reasons, and which texts they were computed from.

Rows that do not change are not touched. A match keeps its id and the time it first appeared as long as its pair stays
above the floor; its reasons are written anew when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from data.model.matches import Match, MatchDocument, MatchReason, MatchRun
from data.queries.matching import MatchingMemory, PairKey, StoredMatch
from matcher.pairs import Found
from matcher.plan import ItemKey, Items, Plan

SIDES = ("project", "theme", "programme", "news")
BATCH = 500
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome:
    """What a run found. full: ``found`` holds every pair; else only those of which a side is among ``plan.changed``."""

    items: Items
    memory: MatchingMemory
    full: bool
    plan: Plan
    found: Mapping[PairKey, Found]


def write_outcome(session: Session, run: MatchRun, outcome: Outcome) -> int:
    """Brings the tables to what was found, counts in ``run``; returns how many matches stay untouched."""
    kept = _write_matches(session, run, outcome)
    _remember(session, run.model_version, outcome)
    return kept


def _write_matches(session: Session, run: MatchRun, outcome: Outcome) -> int:
    """Brings the table to what was found; returns how many matches stay untouched."""
    stored, found, changed = outcome.memory.matches, outcome.found, outcome.plan.changed
    stale = [row.id for key, row in stored.items() if key not in found and (outcome.full or touches(key, changed))]
    fresh = [pair for key, pair in found.items() if key not in stored]
    differing = [
        (stored[key].id, pair)
        for key, pair in found.items()
        if key in stored and (touches(key, changed) or not _same(stored[key], pair, run.model_version))
    ]
    _delete(session, stale)
    _update(session, run, differing)
    _insert(session, run, fresh)
    run.written, run.removed = len(fresh) + len(differing), len(stale)
    return len(stored) - len(stale) - len(differing)


def touches(key: PairKey, changed: frozenset[ItemKey]) -> bool:
    """Whether a side of the pair is among the changed texts."""
    subject_kind, subject, document_kind, document = key
    return (subject_kind, subject) in changed or (document_kind, str(document)) in changed


def _same(row: StoredMatch, pair: Found, model_version: str) -> bool:
    judged = (pair.eligibility.verdict, pair.eligibility.words)
    return (row.model_version, row.score, row.eligible, row.eligible_words) == (model_version, pair.score, *judged)


def _values(run: MatchRun, pair: Found) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "score": pair.score,
        "band": pair.band,
        "eligible": pair.eligibility.verdict,
        "eligible_words": pair.eligibility.words,
        "model_version": run.model_version,
    }


def _insert(session: Session, run: MatchRun, pairs: Sequence[Found]) -> None:
    if not pairs:
        return
    names = ("subject_kind", "subject", "document_kind", "document_id")
    rows = [
        {**dict(zip(names, pair.key, strict=True)), **_values(run, pair), "created_at": run.started_at}
        for pair in pairs
    ]
    ids = session.scalars(insert(Match).returning(Match.id, sort_by_parameter_order=True), rows).all()
    _insert_reasons(session, zip(ids, pairs, strict=True))


def _update(session: Session, run: MatchRun, differing: Sequence[tuple[int, Found]]) -> None:
    """The row keeps its id and the time it first appeared; its reasons are written anew."""
    if not differing:
        return
    session.execute(update(Match), [{"id": match_id, **_values(run, pair)} for match_id, pair in differing])
    _delete_reasons(session, [match_id for match_id, _ in differing])
    _insert_reasons(session, differing)


def _delete(session: Session, ids: Sequence[int]) -> None:
    _delete_reasons(session, ids)
    for some in _batched(ids):
        session.execute(delete(Match).where(Match.id.in_(some)))


def _delete_reasons(session: Session, match_ids: Sequence[int]) -> None:
    for some in _batched(match_ids):
        session.execute(delete(MatchReason).where(MatchReason.match_id.in_(some)))


def _insert_reasons(session: Session, pairs: Iterable[tuple[int, Found]]) -> None:
    rows = [
        {
            "match_id": match_id,
            "position": position,
            "feature": reason.feature,
            "contribution": reason.contribution,
            "ours": reason.ours[:500],
            "theirs": reason.theirs[:500],
        }
        for match_id, pair in pairs
        for position, reason in enumerate(pair.reasons)
    ]
    if rows:
        session.execute(insert(MatchReason), rows)


def _remember(session: Session, model_version: str, outcome: Outcome) -> None:
    """Notes which texts the matches of now were computed from."""
    model_changed = outcome.memory.model_version != model_version
    for side in SIDES:
        known = [ref for known_side, ref in outcome.memory.texts if known_side == side]
        outdated = known if model_changed else [ref for ref in known if (side, ref) in outcome.plan.changed]
        for some in _batched(outdated):
            session.execute(delete(MatchDocument).where(MatchDocument.side == side, MatchDocument.ref.in_(some)))
    rows = [
        {"side": item.side, "ref": item.ref, "text_hash": item.hash, "model_version": model_version}
        for item in outcome.items.all
        if model_changed or item.key in outcome.plan.changed
    ]
    if rows:
        session.execute(insert(MatchDocument), rows)


def _batched(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Slices that fit every database's limit of parameters."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
