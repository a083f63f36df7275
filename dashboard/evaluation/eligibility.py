"""How right eligibility is on judged programmes: pure, from cases to predictions, shares and every failing case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.reference.applicants import Applicant, Applicants
from data.stated import StatementRow
from matcher.eligibility import Eligibility, Facet, judge
from scout.facts import eligibility
from scout.judged_case import draft_of
from scout.judged_money import MoneyPrediction, MoneyScore, predict, scores
from scout.snapshots import read_lines
from scout.source import Draft

Case = Mapping[str, Any]
# Whose verdict is measured: the county, a town that belongs to it, and whether both lie in the region.
MEASURES = ("county", "municipality", "region")
_TEXTS = ("id", "title", "text")
_VERDICTS = ("yes", "no", "unknown")


@dataclass(frozen=True)
class Prediction:
    """What was decided for one case, with the words it was read from ("" where nothing was said)."""

    id: str
    county: str
    municipality: str
    region: str
    money: MoneyPrediction
    quote_applicant: str
    quote_region: str


@dataclass(frozen=True)
class Share:
    """Verdicts of one measure. decidable: expected yes or no; decided: of these not unknown; right: of these.

    too_bold: expected unknown and decided all the same. wrong_no: "no" for somebody who may apply.
    """

    decidable: int
    decided: int
    right: int
    too_bold: int
    wrong_no: int


@dataclass(frozen=True)
class Failing:
    """A verdict that is not the expected one, with the quotation it was read from."""

    id: str
    title: str
    measure: str
    expected: str
    decided: str
    quote: str


@dataclass(frozen=True)
class Score:
    """All figures of an evaluation."""

    cases: int
    shares: Mapping[str, Share]
    failing: tuple[Failing, ...]
    money: MoneyScore


def read_cases(path: Path) -> tuple[Case, ...]:
    """Judged programmes (JSON lines, also .gz), or the same without ``expected``. Raises BadInput with the line."""
    cases = tuple(_checked(case, f"{path}, Zeile {line}") for line, case in enumerate(read_lines(path, _TEXTS), 1))
    if not cases:
        raise BadInput(f"{path} ist leer: erwartet wird ein JSON-Objekt je Zeile.")
    return cases


def _checked(case: Case, where: str) -> Case:
    for name in (*_TEXTS, "funder", "facet_applicants", "facet_region", "url"):
        if not isinstance(case.get(name, ""), str | None):
            raise BadInput(f"{where}, Feld {name}: {case[name]!r} ist kein Text.")
    expected = case.get("expected")
    if expected is None:
        return case
    if not isinstance(expected, Mapping):
        raise BadInput(f"{where}, Feld expected: {expected!r} ist kein Objekt mit {', '.join(MEASURES)}.")
    for measure in MEASURES:
        if expected.get(measure) not in _VERDICTS:
            raise BadInput(
                f"{where}, Feld expected.{measure}: {expected.get(measure)!r}; möglich sind {', '.join(_VERDICTS)}."
            )
    return case


def predictions(cases: Sequence[Case], applicants: Applicants) -> tuple[Prediction, ...]:
    """Every case judged for the county and the first of its towns."""
    towns = applicants.of_kind("municipality")
    return tuple(_predicted(case, applicants.lead, towns[0] if towns else applicants.lead) for case in cases)


def _predicted(case: Case, county: Applicant, town: Applicant) -> Prediction:
    draft = draft_of(case)
    ours, theirs = _judged(draft, county), _judged(draft, town)
    return Prediction(
        id=draft.external_id,
        county=ours.who.verdict,
        municipality=theirs.who.verdict,
        region=ours.where.verdict,
        money=predict(draft, _open_to_us(ours, theirs)),
        quote_applicant=_quote(ours.who.quote or theirs.who.quote),
        quote_region=_quote(ours.where.quote),
    )


def _judged(draft: Draft, applicant: Applicant) -> Eligibility:
    facets = [Facet(category.kind, category.code, category.label) for category in draft.categories]
    said = [
        StatementRow(fact.kind, fact.value, fact.verdict, fact.certainty, fact.words, fact.found_in, fact.start)
        for fact in eligibility.of(draft)
    ]
    return judge(facets, applicant, "", said)


def _open_to_us(county: Eligibility, town: Eligibility) -> bool | None:
    verdicts = {county.who.verdict, town.who.verdict}
    if "yes" in verdicts:
        return True
    return False if verdicts == {"no"} else None


def _quote(words: str | None) -> str:
    return " ".join((words or "").split())


def score(cases: Sequence[Case], made: Sequence[Prediction]) -> Score | None:
    """The figures over all cases that are judged; None if none is."""
    judged = [(case, one) for case, one in zip(cases, made, strict=True) if case.get("expected")]
    if not judged:
        return None
    return Score(
        cases=len(judged),
        shares={measure: _share(judged, measure) for measure in MEASURES},
        failing=tuple(_failing(judged)),
        money=scores([case for case, _ in judged], [one.money for _, one in judged]),
    )


def _share(judged: Sequence[tuple[Case, Prediction]], measure: str) -> Share:
    pairs = [(case["expected"][measure], getattr(one, measure)) for case, one in judged]
    decidable = [(wanted, got) for wanted, got in pairs if wanted != "unknown"]
    decided = [(wanted, got) for wanted, got in decidable if got != "unknown"]
    return Share(
        decidable=len(decidable),
        decided=len(decided),
        right=sum(wanted == got for wanted, got in decided),
        too_bold=sum(wanted == "unknown" != got for wanted, got in pairs),
        wrong_no=sum(wanted == "yes" and got == "no" for wanted, got in pairs),
    )


def _failing(judged: Sequence[tuple[Case, Prediction]]) -> list[Failing]:
    found = []
    for case, one in judged:
        for measure in MEASURES:
            wanted, got = case["expected"][measure], getattr(one, measure)
            if wanted != got:
                quote = one.quote_region if measure == "region" else one.quote_applicant
                found.append(Failing(one.id, case["title"], measure, wanted, got, quote))
    return found
