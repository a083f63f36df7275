"""How right the reading of money is on judged programmes: pure, from cases and predictions to shares right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scout.facts import money
from scout.facts.money_cases import OTHER_APPLICANTS
from scout.facts.money_kinds import LABELS
from scout.facts.values import MoneyFact
from scout.judged_case import draft_of
from scout.source import Draft

MEASURES = ("rate_percent_max", "amount_max_eur", "amount_min_eur", "funding_type")

_MUNICIPAL = re.compile(
    r"\b(?:kommun|gemeinde(?:n|verb)|städte|landkreis|kreise|kreisfreie|gebietskörperschaft|schulträger|"
    r"öffentliche[nr]? träger|"
    r"public (?:authorit|administration|bod)|local authorit|municipalit|juristische[nr]? person(?:en)?|"
    r"unabhängig von (?:ihrer|der) rechtsform)",
    re.IGNORECASE,
)

_MAY_APPLY = re.compile(r"(?:antragsberechtigt|anträge stellen|antragstellende).{0,400}", re.IGNORECASE)


@dataclass(frozen=True)
class MoneyPrediction:
    """What was read for one judged programme, in the terms of the judgement. None: not stated."""

    funding_type: tuple[str, ...]
    rate_percent_max: float | None
    amount_max_eur: int | None
    amount_min_eur: int | None


@dataclass(frozen=True)
class Miss:
    """One figure of one programme that was read otherwise than judged."""

    case: str
    measure: str
    expected: object
    predicted: object


@dataclass(frozen=True)
class MoneyScore:
    """Share right (0 to 1) per measure over all cases, and over those where a value is expected; every miss."""

    cases: int
    right: Mapping[str, float]
    right_of_stated: Mapping[str, float | None]
    misses: tuple[Miss, ...]


def predict(draft: Draft, may_apply: bool | None = None) -> MoneyPrediction:
    """Reads a judged programme.

    may_apply: whether a county or town may apply, where that has been decided; the judged rate is the one a
    municipal applicant gets, so there is none for a programme closed to it. None: as far as this draft says.
    """
    facts = money.of(draft)
    least, most = money.chosen(facts, "amount_min"), money.chosen(facts, "amount_max")
    open_to_towns = _open_to_towns(draft) if may_apply is None else may_apply
    return MoneyPrediction(
        funding_type=tuple(sorted(_types(facts))),
        rate_percent_max=_rate(facts) if open_to_towns else None,
        amount_max_eur=round(most.number) if most and most.number is not None else None,
        amount_min_eur=round(least.number) if least and least.number is not None else None,
    )


def score(expected: Mapping[str, object], predicted: MoneyPrediction) -> dict[str, bool]:
    """Measure by measure whether a prediction is right: equal, a rate to 0.1; nothing expected means not stated."""
    return {measure: _same(measure, expected.get(measure), getattr(predicted, measure)) for measure in MEASURES}


def scores(cases: Iterable[Mapping[str, object]], predictions: Sequence[MoneyPrediction] | None = None) -> MoneyScore:
    """Shares right over judged cases (``id``, ``expected``); predictions in the same order, or made here."""
    listed = list(cases)
    made = [predict(draft_of(case)) for case in listed] if predictions is None else list(predictions)
    rows = [(case, _expected(case), prediction) for case, prediction in zip(listed, made, strict=True)]
    right = {name: [score(wanted, found)[name] for _, wanted, found in rows] for name in MEASURES}
    stated = {
        name: [ok for ok, (_, wanted, _) in zip(right[name], rows, strict=True) if wanted.get(name)]
        for name in MEASURES
    }
    return MoneyScore(
        cases=len(listed),
        right={name: sum(oks) / max(1, len(oks)) for name, oks in right.items()},
        right_of_stated={name: sum(oks) / len(oks) if oks else None for name, oks in stated.items()},
        misses=tuple(
            Miss(str(case.get("id")), name, wanted.get(name), getattr(found, name))
            for case, wanted, found in rows
            for name, ok in score(wanted, found).items()
            if not ok
        ),
    )


def _expected(case: Mapping[str, object]) -> Mapping[str, object]:
    expected = case.get("expected")
    return expected if isinstance(expected, Mapping) else {}


def _same(measure: str, expected: object, predicted: object) -> bool:
    if measure == "funding_type":
        wanted = expected if isinstance(expected, (list, tuple)) else ()
        return set(wanted) == set(predicted if isinstance(predicted, tuple) else ())
    if expected is None or predicted is None:
        return expected is predicted
    if not isinstance(expected, (int, float)) or not isinstance(predicted, (int, float)):
        return False
    return abs(expected - predicted) <= (0.1 if measure == "rate_percent_max" else 0)


def _rate(facts: Sequence[MoneyFact]) -> float | None:
    """The highest rate that a municipality may get, also in a case of its own (budget safeguarding, cooperation)."""
    named = [fact for fact in facts if fact.kind == "rate" and fact.condition not in OTHER_APPLICANTS]
    front = [fact for fact in named if fact.found_in != "body"] or named
    return max((fact.number for fact in front if fact.number is not None), default=None)


def _types(facts: Sequence[MoneyFact]) -> set[str]:
    codes = {fact.value or "" for fact in facts if fact.kind == "funding_type"}
    # The judgement knows no help in kind.
    return {"Sonstige" if code == "sachleistung" else LABELS.get(code, code) for code in codes}


def _open_to_towns(draft: Draft) -> bool:
    filed = {category.code for category in draft.categories if category.kind == "applicant"}
    if filed & {"kommune", "oeffentliche_einrichtung"} or not filed:
        return True
    if "schule" in filed:
        return _MUNICIPAL.search(f"{draft.title}\n{draft.summary}") is not None
    may = _MAY_APPLY.search(draft.requirements or "")
    return may is not None and _MUNICIPAL.search(may.group()) is not None
