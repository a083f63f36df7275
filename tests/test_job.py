"""The whole job's steps: what is told of a step that ended badly, and when the job goes on."""

from __future__ import annotations

from pathlib import Path

from dashboard.job import Step, complaint, run_steps

FAILED = {"outcome": "failed", "problems": [{"message": "Der Server ist nicht erreichbar."}]}


def test_a_good_step_has_nothing_to_complain_about() -> None:
    assert complaint(0, [FAILED], "Warnung") == ""


def test_sources_with_the_same_trouble_share_a_line() -> None:
    report = [{"title": f"Feed {n}", **FAILED} for n in range(5)]
    report += [{"source_key": "bank", "outcome": "refused", "message": "Nur 3 von 80 gelesen.", "problems": []}]
    report += [{"title": "Gut", "outcome": "ok", "problems": []}]
    assert complaint(6, report, "").splitlines() == [
        "  Feed 0, Feed 1, Feed 2 und 2 weitere: Der Server ist nicht erreichbar.",
        "  bank: Nur 3 von 80 gelesen.",
    ]


def test_without_a_report_the_error_itself_is_told() -> None:
    assert complaint(4, None, "Fehler: Datei fehlt\n") == "Fehler: Datei fehlt"


def test_the_job_stops_where_going_on_is_pointless(tmp_path: Path) -> None:
    told: list[str] = []
    steps = [
        Step("bad", "Portfolio lesen", ("portfolio", "import", "gibt-es-nicht.yml")),
        Step("next", "Abgleichen", ("match",)),
    ]
    [only] = run_steps(steps, tmp_path / "state", {}, told.append)
    assert (only.step.name, only.exit_code) == ("bad", 4)
    assert told[0] == "Portfolio lesen …"
    assert "gibt-es-nicht.yml" in told[1]
