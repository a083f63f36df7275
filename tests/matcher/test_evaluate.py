"""``foerderscout evaluate``: measures, files, bad input, and the figures on the judged projects."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dashboard.commands import evaluate as commands
from data.errors import BadInput, NotBuiltYet
from matcher.cases import read_judgements, read_programmes, read_projects
from matcher.evaluate import evaluate, rank, trec_lines
from matcher.metrics import compare, measure, ndcg

HEADER = "project\tprogramme\tgrade\tfit\twhy\n"


def test_ndcg_by_hand() -> None:
    grades = {"a": 3, "b": 1, "c": 2}
    # Gains 7, 1, 3 at discounts 1, log2(3), 2.
    ideal = 7 + 3 / 1.5849625 + 1 / 2
    assert ndcg(["a", "c", "b"], grades, 10) == pytest.approx(1)
    assert ndcg(["x", "a"], grades, 10) == pytest.approx((7 / 1.5849625) / ideal)
    assert ndcg(["a"] * 0, grades, 10) == 0


def test_measures_by_hand() -> None:
    grades = {"a": 3, "b": 1, "c": 2, "d": 0}
    found = measure(["x", "d", "a", "b", "y", "c"], grades)
    assert found is not None
    assert (found.mrr, found.recall_20, found.p_5) == (pytest.approx(1 / 3), 1.0, pytest.approx(1 / 5))
    assert found.judged_10 == pytest.approx(4 / 10)
    assert (found.mrr_condensed, found.p_5_condensed) == (pytest.approx(1 / 2), pytest.approx(2 / 5))
    assert measure(["b"], {"b": 1}) is None


def test_bootstrap_is_repeatable_and_holds_the_difference() -> None:
    ours, theirs = [0.9, 0.4, 0.8, 0.5, 0.7], [0.5, 0.5, 0.4, 0.4, 0.6]
    found = compare(ours, theirs)
    assert found == compare(ours, theirs)
    assert found.low < found.difference < found.high
    assert found.difference == pytest.approx(0.18)
    same = compare(ours, ours)
    assert (same.low, same.high, same.share_above_zero) == (0, 0, 0)


@pytest.fixture
def app() -> typer.Typer:
    root = typer.Typer()
    root.callback()(lambda: None)
    commands.register(root)
    return root


@pytest.fixture
def small(tmp_path: Path) -> dict[str, Path]:
    """Three programmes (packed), two projects, judgements; our own words."""
    programmes = [
        {"id": "rad", "title": "Radwege", "text": "Zuschuss für Radwege in Gemeinden"},
        {"id": "netz", "title": "Glasfaser", "text": "Breitband für Gewerbegebiete"},
        {"id": "buch", "title": "Bibliotheken", "text": "Technik für Büchereien"},
    ]
    projects = [
        {"id": "p1", "title": "Radweg am Kanal", "summary": "", "theme_field": "Mobilität"},
        {"id": "p2", "title": "Glasfaser im Außenbereich", "summary": "Breitband", "theme_field": "Wirtschaft"},
    ]
    paths = {name: tmp_path / name for name in ("programmes", "projects", "judgements")}
    paths["programmes"].write_bytes(gzip.compress("\n".join(map(json.dumps, programmes)).encode()))
    paths["projects"].write_text("\n".join(map(json.dumps, projects)), "utf-8")
    paths["judgements"].write_text(HEADER + "p1\trad\t3\tyes\t\np2\trad\t1\tyes\t\n", "utf-8")
    return paths


def arguments(paths: dict[str, Path], *more: str) -> list[str]:
    named = [word for name, path in paths.items() for word in (f"--{name}", str(path))]
    return ["evaluate", "matching", *named, *more]


def test_figures_as_json(app: typer.Typer, small: dict[str, Path]) -> None:
    result = CliRunner().invoke(app, arguments(small, "--json", "--against", "words"))
    assert result.exit_code == 0, result.exception
    found = json.loads(result.stdout)
    assert (found["projects"], found["left_out"], found["ndcg_10"], found["mrr"]) == (1, ["p2"], 1.0, 1.0)
    assert found["ndcg_10_difference"]["difference"] == 0
    assert set(found["by_project"]) == {"p1"}


def test_figures_for_people_in_german_numbers(app: typer.Typer, small: dict[str, Path]) -> None:
    result = CliRunner().invoke(app, arguments(small, "--channel", "chars"))
    assert "1 Projekte gemessen, 1 ohne passendes Programm ausgelassen" in result.stdout
    assert "nDCG@10        1,000            1,000" in result.stdout


def test_without_judgements_the_run_is_written(app: typer.Typer, small: dict[str, Path], tmp_path: Path) -> None:
    small["judgements"].write_text(HEADER, "utf-8")
    result = CliRunner().invoke(app, arguments(small, "--run-out", str(tmp_path / "run")))
    assert result.exit_code == 0, result.exception
    lines = [line.split(" ") for line in (tmp_path / "run").read_text("utf-8").splitlines()]
    assert lines[0][:4] == ["p1", "Q0", "rad", "1"]
    assert {(line[1], line[5]) for line in lines} == {("Q0", "foerderscout")}
    assert next(line[3] for line in lines if line[0] == "p2") == "1"
    for project in ("p1", "p2"):
        scores = [float(line[4]) for line in lines if line[0] == project]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "programmes",
            '{"id": "a", "title": "A", "text": "x"}\n{"id": "b", "text": "x"}',
            "Zeile 2, Feld title: fehlt",
        ),
        ("programmes", '{"id": "a", "title": "A", "text": 7}', "Zeile 1, Feld text: ist 7"),
        ("programmes", '\n{"id": "a", "title"', "Zeile 2: kein gültiges JSON"),
        ("programmes", "[]", "Zeile 1: erwartet wird ein JSON-Objekt"),
        ("programmes", "", "ist leer"),
        ("programmes", "\x1f\x8b\x08kaputt", "lässt sich nicht lesen"),
        ("projects", '{"id":"a","title":"A","summary":""}\n{"id":"a","title":"B","summary":""}', "schon in Zeile 1"),
        ("projects", '{"id":"a","title":"A","summary":"","theme_field":4}', "Feld theme_field: ist 4"),
        ("judgements", "projekt\tprogramm\n", "Zeile 1: erwartet wird die Kopfzeile"),
        ("judgements", HEADER + "p1\trad\t5\tyes\t\n", "Zeile 2, Feld grade: '5'"),
        ("judgements", HEADER + "p1 rad 3\n", "Zeile 2: 1 Spalten"),
        ("judgements", HEADER + "p1\trad\t3\n\np1\trad\t2\n", "Zeile 4: p1 und rad sind schon"),
        ("judgements", HEADER + "p1\trad\t1\tyes\t\n", "zu keinem Projekt"),
    ],
)
def test_bad_input_is_named(app: typer.Typer, small: dict[str, Path], name: str, content: str, told: str) -> None:
    small[name].write_bytes(content.encode("latin-1" if content.startswith("\x1f") else "utf-8"))
    result = CliRunner().invoke(app, arguments(small))
    assert isinstance(result.exception, BadInput)
    assert told in str(result.exception)
    assert str(small[name]) in str(result.exception)


def test_a_missing_file_is_named(app: typer.Typer, small: dict[str, Path]) -> None:
    small["projects"].unlink()
    result = CliRunner().invoke(app, arguments(small))
    assert isinstance(result.exception, BadInput)
    assert "projects lässt sich nicht lesen" in str(result.exception)


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("stories", "--items"),
        ("trends", "--headlines"),
    ],
)
def test_what_is_not_built_yet_says_so(app: typer.Typer, name: str, option: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", name, option, "x", "--out", "y"])
    assert isinstance(result.exception, NotBuiltYet)
    assert result.exception.exit_code == 3
    assert f"evaluate {name}: noch nicht gebaut (not built yet, Issue" in str(result.exception)


def test_figures_on_the_judged_projects(shared: Path) -> None:
    """At or above the character baseline of the collection (nDCG@10 .409), and better than either channel's floor."""
    folder = shared / "eval"
    programmes, projects = read_programmes(folder / "programmes.jsonl.gz"), read_projects(folder / "projects-dev.jsonl")
    judgements = read_judgements(folder / "judgements-dev.tsv")
    run = rank(programmes, projects)
    found = evaluate(run, judgements)
    assert (len(found.measured), len(found.left_out)) == (34, 6)
    assert found.means.ndcg_10 >= 0.5
    assert found.means.recall_20 >= 0.68
    assert len(trec_lines(run)) == 40 * 100
    words = evaluate(rank(programmes, projects, "words"), judgements)
    assert found.means.ndcg_10 > words.means.ndcg_10 + 0.05
