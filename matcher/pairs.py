"""Scores the pairs of a plan and says why, with one model. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.queries.matching import PairKey
from matcher.bands import Band, band
from matcher.eligibility import Eligibility
from matcher.floors import Floors
from matcher.model import Model, score_pairs
from matcher.plan import Item, Plan
from matcher.reasons import Breakdown, Reason, document_breakdown, reasons, subject_breakdown

REASONS = 8


@dataclass(frozen=True)
class Found:
    """A pair that scores its floor or more."""

    key: PairKey
    score: float
    band: Band
    eligibility: Eligibility
    reasons: tuple[Reason, ...]


def find_pairs(model: Model, floors: Floors, plan: Plan) -> Iterable[Found]:
    """Every pair of the plan worth keeping, block by block."""
    for subjects, documents in plan.blocks:
        if subjects and documents:
            yield from _block(model, floors, subjects, documents)


def _block(model: Model, floors: Floors, subjects: Sequence[Item], documents: Sequence[Item]) -> Iterable[Found]:
    vectors = model.subject_vectors([item.text for item in subjects])
    others = model.document_vectors([item.text for item in documents])
    pairs = score_pairs(vectors, others, floors.of(vectors, [item.side for item in subjects], documents[0].side))
    ours: dict[int, Breakdown] = {}
    theirs: dict[int, Breakdown] = {}
    for row, column, score in zip(
        pairs.subjects.tolist(), pairs.documents.tolist(), pairs.scores.tolist(), strict=True
    ):
        subject, document = subjects[row], documents[column]
        if row not in ours:
            ours[row] = subject_breakdown(model, subject.text)
        if column not in theirs:
            theirs[column] = document_breakdown(model, document.text)
        yield Found(
            key=(subject.side, subject.ref, document.side, int(document.ref)),
            score=score,
            band=band(score, (subject.side, document.side)),
            eligibility=document.eligibility,
            reasons=reasons(ours[row], theirs[column], REASONS),
        )
