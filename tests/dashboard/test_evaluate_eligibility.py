"""``evaluate eligibility``: figures, failing cases, predictions, and bad input named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from dashboard.commands import evaluate
from dashboard.evaluation.eligibility import predictions, read_cases, score
from data.errors import BadInput
from data.reference.applicants import shipped_applicants

CASE: dict[str, Any] = {
    "id": "a-1",
    "title": "Glasfaser in Schulen",
    "funder": "",
    "facet_applicants": "",
    "facet_region": "",
    "text": "Antragsberechtigt sind Kreise und kreisfreie Städte in Nordrhein-Westfalen.",
    "url": "https://example.org/a",
}
EXPECTED = {"county": "yes", "municipality": "no", "region": "yes"}


@pytest.fixture
def app() -> typer.Typer:
    parent = typer.Typer()
    evaluate.register(parent)
    return parent


def cases(tmp_path: Path, *lines: dict[str, Any]) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def run(app: typer.Typer, path: Path, *more: str) -> Any:
    return CliRunner().invoke(app, ["evaluate", "eligibility", "--cases", str(path), *more])


def test_figures_and_every_failing_case_with_its_quotation(app: typer.Typer, tmp_path: Path) -> None:
    wrong = {**CASE, "id": "a-2", "expected": {**EXPECTED, "municipality": "yes"}}
    told = run(app, cases(tmp_path, {**CASE, "expected": EXPECTED}, wrong)).stdout
    assert "2 beurteilte Programme" in told
    assert "Anders entschieden als beurteilt: 1" in told
    assert "a-2  Gemeinde: erwartet ja, entschieden nein  (Glasfaser in Schulen)" in told
    assert "„Antragsberechtigt sind Kreise und kreisfreie Städte" in told
    found = json.loads(run(app, cases(tmp_path, wrong), "--json").stdout)
    assert found["shares"]["municipality"] == {
        "decidable": 1, "decided": 1, "right": 0, "too_bold": 0, "wrong_no": 1,
    }  # fmt: skip


def test_cases_without_judgement_become_predictions(app: typer.Typer, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    told = run(app, cases(tmp_path, CASE), "--out", str(out))
    assert told.exit_code == 0
    assert "Vorhersagen für 1 Programme" in told.stdout
    row = json.loads(out.read_text("utf-8"))
    assert list(row) == [
        "id", "county", "municipality", "region", "funding_type", "rate_percent_max", "amount_max_eur",
        "amount_min_eur", "quote_applicant", "quote_region",
    ]  # fmt: skip
    assert (row["county"], row["municipality"], row["region"]) == ("yes", "no", "yes")
    assert row["quote_applicant"] in CASE["text"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("kein json", "Zeile 2"),
        (json.dumps({"id": "x", "title": "y"}), "Zeile 2: Die Angabe „text“ fehlt"),
        (json.dumps({**CASE, "funder": 7}), "Zeile 2, Feld funder: 7 ist kein Text"),
        (json.dumps({**CASE, "expected": "yes"}), "Zeile 2, Feld expected: 'yes'"),
        (json.dumps({**CASE, "expected": {**EXPECTED, "county": "ja"}}), "Zeile 2, Feld expected.county: 'ja'"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(app: typer.Typer, tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(CASE) + "\n" + line + "\n", "utf-8")
    result = run(app, path)
    assert isinstance(result.exception, BadInput)
    assert f"{path}, " in str(result.exception)
    assert told in str(result.exception)


def test_an_empty_or_missing_file_is_named(app: typer.Typer, tmp_path: Path) -> None:
    assert "ist leer" in str(run(app, cases(tmp_path)).exception)
    assert "lässt sich nicht lesen" in str(run(app, tmp_path / "none.jsonl").exception)


def test_floors_on_the_judged_programmes(shared: Path) -> None:
    """The goal on half of the judged programmes; the other half is kept back."""
    judged = read_cases(shared / "eval" / "eligibility-dev.jsonl")
    found = score(judged, predictions(judged, shipped_applicants()))
    assert found is not None
    for measure in ("county", "municipality"):
        share = found.shares[measure]
        assert share.wrong_no == 0
        assert share.decided >= 0.85 * share.decidable
        assert share.right >= 0.97 * share.decided
    region = found.shares["region"]
    assert region.wrong_no == 0
    assert region.right >= 0.97 * region.decided >= 0.9 * region.decidable


def test_another_county_is_chosen_by_a_setting(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = tmp_path / "saxon.yml"
    county.write_text(
        "kinds: {county: {title: Landkreis, words: Landkreis}}\nlead: a\nland: Sachsen\n"
        "applicants: [{key: a, name: Landkreis Beispiel, kind: county, ags: '14999'}]\n",
        "utf-8",
    )
    monkeypatch.setenv("FOERDERSCOUT_APPLICANTS", str(county))
    out = tmp_path / "out.jsonl"
    assert run(app, cases(tmp_path, CASE), "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["region"] == "no"
    monkeypatch.setenv("FOERDERSCOUT_APPLICANTS", str(tmp_path / "none.yml"))
    assert "none.yml lässt sich nicht lesen" in str(run(app, cases(tmp_path, CASE)).exception)
