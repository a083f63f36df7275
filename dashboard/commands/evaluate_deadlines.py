"""``foerderscout evaluate deadlines``: how well deadlines are read out of judged sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, report
from data.errors import BadInput

if TYPE_CHECKING:
    from scout.judged_deadlines import Failure, Measured, Prediction


def deadlines(
    cases: Annotated[Path, typer.Option(metavar="DATEI", help="Beurteilte Sätze (JSON Lines).")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Vorhersagen in diese Datei.")] = None,
    as_json: AsJson = False,
) -> None:
    """Antragsfristen aus Sätzen. Anteil richtiger Stände, Treffer der Daten, jeder Fehler mit Wortlaut."""
    from scout.judged_deadlines import measure, predict, read_cases

    listed = read_cases(cases)
    predictions = [predict(case) for case in listed]
    if out:
        _write(out, predictions)
    found = measure(listed, predictions)
    report(_value(found, len(listed), out), as_json, _lines(found, len(listed), cases, out))


def _write(path: Path, predictions: Sequence[Prediction]) -> None:
    from dataclasses import asdict

    lines = (json.dumps(asdict(prediction), ensure_ascii=False) for prediction in predictions)
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise BadInput(f"--out {path} lässt sich nicht schreiben: {error.strerror}.") from error


def _value(found: Measured, cases: int, out: Path | None) -> dict[str, Any]:
    from dataclasses import asdict

    figures = {"state": found.state, "precision": found.precision, "recall": found.recall, "f1": found.f1}
    return {
        "cases": cases,
        "judged": found.judged,
        **{name: figure if found.judged else None for name, figure in figures.items()},
        "out": out,
        "failures": [
            {
                "id": failure.case.id,
                "text": failure.case.text,
                "expected": asdict(failure.expected),
                "observed": asdict(failure.observed),
            }
            for failure in found.failures
        ],
    }


def _lines(found: Measured, cases: int, path: Path, out: Path | None) -> list[str]:
    written = [f"{cases} Vorhersagen nach {out} geschrieben."] if out else []
    if not found.judged:
        return [f"Keine Urteile in {path}.", *(written or ["Mit --out DATEI werden die Vorhersagen geschrieben."])]
    return [
        f"{found.judged} Fälle beurteilt, {len(found.failures)} anders gelesen.",
        f"Stand richtig      {_number(found.state)}",
        f"Daten Genauigkeit  {_number(found.precision)}",
        f"Daten Trefferquote {_number(found.recall)}",
        f"Daten F1           {_number(found.f1)}",
        *(line for failure in found.failures for line in _failure(failure)),
        *written,
    ]


def _failure(failure: Failure) -> list[str]:
    expected, observed = failure.expected, failure.observed
    return [
        "",
        f"{failure.case.id}  {failure.case.text}",
        f"  erwartet {_said(expected.state, expected.dates, expected.recurs)}",
        f"  gelesen  {_said(observed.state, observed.dates, observed.recurs)}",
        f"  Wortlaut „{observed.quote}“" if observed.quote else "  ohne Wortlaut",
    ]


def _said(state: str, dates: Sequence[str], recurs: Sequence[str]) -> str:
    return " ".join([state, *dates, *(f"jährlich {day}" for day in recurs)])


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
