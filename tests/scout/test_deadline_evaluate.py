"""``foerderscout evaluate deadlines`` as somebody calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from data.errors import BadInput
from scout.judged_deadlines import predict, read_cases

CASE = {"id": "a", "observed": "2026-11-23", "text": "Anträge sind bis zum 31.07.2027 zu stellen."}
RIGHT = {"state": "dated", "dates": ["2027-07-31"], "opens": None, "recurs": []}


def written(path: Path, *cases: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), "utf-8")
    return path


def evaluate(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["evaluate", "deadlines", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_figures_and_every_failing_case_are_printed(tmp_path: Path) -> None:
    wrong = {**CASE, "id": "b", "expected": {"state": "dated", "dates": ["2027-08-01"], "recurs": ["05-01"]}}
    cases = written(tmp_path / "cases.jsonl", {**CASE, "expected": RIGHT}, wrong)
    told = evaluate("--cases", str(cases))
    assert "2 Fälle beurteilt, 1 anders gelesen." in told
    assert "Stand richtig      1,000" in told
    assert "Daten F1           0,500" in told
    assert "erwartet dated 2027-08-01 jährlich 05-01" in told
    assert "gelesen  dated 2027-07-31" in told
    assert f"„{CASE['text']}“" in told
    value = json.loads(evaluate("--cases", str(cases), "--json"))
    assert (value["judged"], value["state"], value["precision"], value["recall"]) == (2, 1.0, 0.5, 0.5)
    assert [failure["id"] for failure in value["failures"]] == ["b"]


def test_without_judgements_predictions_are_written_only(tmp_path: Path) -> None:
    cases, out = written(tmp_path / "cases.jsonl", CASE), tmp_path / "out.jsonl"
    told = evaluate("--cases", str(cases), "--out", str(out))
    assert "Keine Urteile" in told
    [line] = out.read_text("utf-8").splitlines()
    assert json.loads(line) == {"id": "a", **RIGHT, "quote": CASE["text"]}
    assert json.loads(evaluate("--cases", str(cases), "--json"))["f1"] is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Anträge können ab dem 7. April 2026 gestellt werden.", "open"),
        ("Anträge können ab dem 7. April 2027 gestellt werden.", "announced"),
        ("Rückfragen sind bis zum 20. Januar 2027 möglich.", "none"),
    ],
)
def test_a_case_is_read_as_of_its_day(tmp_path: Path, text: str, state: str) -> None:
    [case] = read_cases(written(tmp_path / "cases.jsonl", {**CASE, "text": text}))
    assert predict(case).state == state


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "kein JSON"),
        ("[]", "JSON-Objekt"),
        ('{"observed": "2026-11-23", "text": "x"}', "„id“"),
        ('{"id": "a", "observed": "gestern", "text": "x"}', "„observed“"),
        ('{"id": "a", "observed": "2026-11-23"}', "„text“"),
        ('{"id": "a", "observed": "2026-11-23", "text": "x", "expected": {"state": "offen"}}', "„state“"),
        ('{"id": "a", "observed": "2026-11-23", "text": "x", "expected": {"state": "open", "dates": [1]}}', "„dates“"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, named: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(CASE) + "\n" + line + "\n", "utf-8")
    with pytest.raises(BadInput, match="Zeile 2") as raised:
        read_cases(path)
    assert named in str(raised.value)


def test_a_file_that_cannot_be_read_or_is_empty_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")
    for path in (tmp_path / "missing.jsonl", tmp_path / "empty.jsonl"):
        with pytest.raises(BadInput, match=path.name):
            read_cases(path)
