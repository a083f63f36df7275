"""Measures of a ranking against judgements: nDCG, recall, MRR, precision, and their paired bootstrap. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np

RELEVANT = 2
GOOD_GRADES = range(4)


@dataclass(frozen=True)
class Figures:
    """One ranking measured: of one project, or the means over several.

    Grade 2 and 3 are relevant; a document nobody judged counts as 0. ``*_condensed``: the same with the documents
    nobody judged taken out of the ranking (Sakai 2007). ``judged_10``: share of the first ten that somebody judged.
    """

    ndcg_10: float
    recall_20: float
    mrr: float
    p_5: float
    judged_10: float
    ndcg_10_condensed: float
    recall_20_condensed: float
    mrr_condensed: float
    p_5_condensed: float


@dataclass(frozen=True)
class Comparison:
    """Difference of two means (first minus second) with its 95 % interval, and in how many resamples it was above 0."""

    difference: float
    low: float
    high: float
    share_above_zero: float


def measure(ranking: Sequence[str], grades: Mapping[str, int]) -> Figures | None:
    """Measures one project's ranking (best first); None where nothing relevant was judged, as nothing can be found."""
    if not any(grade >= RELEVANT for grade in grades.values()):
        return None
    condensed = [document for document in ranking if document in grades]
    plain_four = _four(ranking, grades)
    condensed_four = _four(condensed, grades)
    judged = sum(document in grades for document in ranking[:10]) / 10
    return Figures(*plain_four, judged, *condensed_four)


def _four(ranking: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    relevant = [grades.get(document, 0) >= RELEVANT for document in ranking]
    wanted = sum(grade >= RELEVANT for grade in grades.values())
    first = next((1 / (place + 1) for place, hit in enumerate(relevant) if hit), 0.0)
    return ndcg(ranking, grades, 10), sum(relevant[:20]) / wanted, first, sum(relevant[:5]) / 5


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulated gain with gain 2^grade - 1 (Järvelin & Kekäläinen 2002; Burges 2005)."""
    reached = _gain([grades.get(document, 0) for document in ranking[:depth]])
    possible = _gain(sorted(grades.values(), reverse=True)[:depth])
    return reached / possible if possible else 0.0


def _gain(grades: Sequence[int]) -> float:
    return float(sum((2.0**grade - 1) / np.log2(place + 2) for place, grade in enumerate(grades)))


def mean(measured: Sequence[Figures]) -> Figures:
    """The mean of each figure over projects."""
    columns = [field.name for field in fields(Figures)]
    return Figures(**{name: float(np.mean([asdict(one)[name] for one in measured])) for name in columns})


def compare(ours: Sequence[float], theirs: Sequence[float], resamples: int = 10_000) -> Comparison:
    """Paired bootstrap over projects (Efron & Tibshirani 1993; Sakai 2006): the same projects, drawn again and again.

    The generator is seeded, so that the same figures give the same interval.
    """
    differences = np.asarray(ours, float) - np.asarray(theirs, float)
    drawn = np.random.default_rng(12).integers(0, len(differences), (resamples, len(differences)))
    means = differences[drawn].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Comparison(float(differences.mean()), float(low), float(high), float((means > 0).mean()))
