"""Judged sentences about deadlines: read, predicted and compared, for ``foerderscout evaluate deadlines``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.deadlines import PRECEDENCE, overall_state
from data.errors import BadInput
from scout.facts.deadlines import deadlines
from scout.facts.values import DeadlineFact

STATES = (*PRECEDENCE, "none")


@dataclass(frozen=True)
class Expected:
    """What a reader is to find: a state, closing days, the opening day, days that come back (MM-DD)."""

    state: str
    dates: tuple[str, ...]
    opens: str | None
    recurs: tuple[str, ...]


@dataclass(frozen=True)
class DeadlineCase:
    """A sentence or value of a field and the day on which it was read; ``expected`` is None where nobody judged it."""

    id: str
    observed: date
    text: str
    expected: Expected | None


@dataclass(frozen=True)
class Prediction:
    """What was read of a case. ``quote``: the words of the strongest statement, empty without any."""

    id: str
    state: str
    dates: tuple[str, ...]
    opens: str | None
    recurs: tuple[str, ...]
    quote: str


@dataclass(frozen=True)
class Failure:
    """A judged case that was read otherwise in state or dates."""

    case: DeadlineCase
    expected: Expected
    observed: Prediction


@dataclass(frozen=True)
class Measured:
    """Figures over the judged cases. state: share of right states. The others over closing dates, all from 0 to 1."""

    judged: int
    state: float
    precision: float
    recall: float
    f1: float
    failures: tuple[Failure, ...]


def read_cases(path: Path) -> list[DeadlineCase]:
    """JSON lines with id, observed, text and, where judged, expected. Raises BadInput with file and line."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} lässt sich nicht lesen: {error}. Erwartet wird eine Datei mit JSON-Zeilen.") from error
    cases = [_case(line, f"{path}, Zeile {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not cases:
        raise BadInput(f"{path} enthält keinen Fall. Erwartet wird je Zeile ein JSON-Objekt mit id, observed und text.")
    return cases


def predict(case: DeadlineCase) -> Prediction:
    """What the reader finds. The text counts as the value of a field, since bare values are among the cases.

    A day for questions closes no application and is left out.
    """
    facts = [fact for fact in deadlines(case.text, "", is_field=True) if fact.kind != "question"]
    state = overall_state(facts, case.observed)
    opens = sorted(fact.opens_on for fact in facts if fact.opens_on)
    return Prediction(
        id=case.id,
        state=state,
        dates=tuple(sorted({fact.due_on.isoformat() for fact in facts if fact.due_on})),
        opens=opens[0].isoformat() if opens else None,
        recurs=tuple(sorted({fact.recurs for fact in facts if fact.recurs})),
        quote=_quote(facts, state, case.observed),
    )


def measure(cases: Sequence[DeadlineCase], predictions: Sequence[Prediction]) -> Measured:
    """The predictions, one for each case in their order, against what was judged."""
    pairs = [(case, case.expected, found) for case, found in zip(cases, predictions, strict=True) if case.expected]
    right = sum(expected.state == found.state for _, expected, found in pairs)
    hits = sum(len({*expected.dates} & {*found.dates}) for _, expected, found in pairs)
    named = sum(len(found.dates) for _, _, found in pairs)
    wanted = sum(len(expected.dates) for _, expected, _ in pairs)
    wrong = tuple(Failure(*pair) for pair in pairs if not _agree(pair[1], pair[2]))
    precision, recall = _share(hits, named), _share(hits, wanted)
    f1 = 2 * precision * recall / (precision + recall) if hits else float(not named and not wanted)
    return Measured(len(pairs), _share(right, len(pairs)), precision, recall, f1, wrong)


def _agree(expected: Expected, found: Prediction) -> bool:
    return expected.state == found.state and {*expected.dates} == {*found.dates}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _quote(facts: Sequence[DeadlineFact], state: str, on: date) -> str:
    return next((fact.words for fact in facts if overall_state([fact], on) == state), "")


def _case(line: str, where: str) -> DeadlineCase:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise BadInput(f"{where}: kein JSON ({error}). Jede Zeile braucht ein eigenes Objekt.") from error
    if not isinstance(entry, dict):
        raise BadInput(f"{where}: erwartet wird ein JSON-Objekt mit id, observed und text.")
    judged = entry.get("expected")
    return DeadlineCase(
        id=_text(entry, "id", where),
        observed=_day(entry, where),
        text=_text(entry, "text", where),
        expected=None if judged is None else _expected(judged, where),
    )


def _expected(judged: Any, where: str) -> Expected:
    if not isinstance(judged, dict) or judged.get("state") not in STATES:
        raise BadInput(f"{where}: „expected“ braucht ein „state“ aus {', '.join(STATES)}.")
    opens = judged.get("opens")
    return Expected(
        state=judged["state"],
        dates=_texts(judged, "dates", where),
        opens=None if opens is None else str(opens),
        recurs=_texts(judged, "recurs", where),
    )


def _texts(entry: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = entry.get(name) or []
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise BadInput(f"{where}: „{name}“ ist keine Liste von Texten.")
    return tuple(listed)


def _text(entry: Mapping[str, Any], name: str, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or (name == "id" and not value):
        raise BadInput(f"{where}: „{name}“ fehlt oder ist kein Text.")
    return value


def _day(entry: Mapping[str, Any], where: str) -> date:
    try:
        return date.fromisoformat(str(entry.get("observed"))[:10])
    except ValueError as error:
        raise BadInput(f"{where}: „observed“ ist kein Tag der Form JJJJ-MM-TT.") from error
