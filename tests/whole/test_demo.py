"""``foerderscout demo``: a newcomer's first minutes, without internet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.model.portfolio import Project
from data.model.programmes import Programme, ProgrammeVersion
from data.settings import read_settings
from data.store import open_store
from tests.whole.shell import Shell

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def test_the_whole_job_is_done(demo: tuple[Shell, dict]) -> None:
    _, summary = demo
    assert [step["step"] for step in summary["steps"]] == ["portfolio", "crawl", "news", "match", "digest", "digest"]
    assert {step["exit_code"] for step in summary["steps"]} == {0}
    assert summary["programmes"] >= 60
    assert summary["news"] >= 40
    assert summary["matches"] > 0
    assert summary["clock"].startswith("2026-08-21T14:00")


def test_the_store_stays_in_the_state_folder(demo: tuple[Shell, dict]) -> None:
    shell, summary = demo
    store = open_store(read_settings(state=shell.state))
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Programme)) == summary["programmes"]
        open_places = session.scalar(select(func.count()).select_from(Project).where(Project.is_open_place))
    assert open_places == 5
    assert store.clock.stands


def test_the_sample_keeps_its_source_addresses_and_no_sentence_is_empty(demo: tuple[Shell, dict]) -> None:
    store = open_store(read_settings(state=demo[0].state))
    with store.reading() as session:
        rows = session.execute(
            select(Programme.url, ProgrammeVersion.title, ProgrammeVersion.body, ProgrammeVersion.summary)
            .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
            .where(ProgrammeVersion.is_current)
        ).all()
    assert all(url.startswith("https://") and "127.0.0.1" not in url for url, *_ in rows)
    assert [title for _, title, body, summary in rows if not (body or summary)] == []


def test_the_digest_of_the_samples_week_has_something_for_each_reader(demo: tuple[Shell, dict]) -> None:
    shell, _ = demo
    digest = shell.json("digest", "--week", "2026-W34")
    filled = [field for field in digest["fields"] if field["programmes"]]
    assert len(filled) >= 5
    assert sum(len(field["news"]) for field in digest["fields"]) >= 5
    deadlines = digest["deadlines"] + digest["later_deadlines"]
    assert len(deadlines) >= 3
    assert all(deadline["words"] and deadline["days_left"] >= 0 for deadline in deadlines)


def test_a_second_demo_changes_nothing(demo: tuple[Shell, dict]) -> None:
    shell, summary = demo
    again = shell.json("demo", "--no-serve")
    assert [again[key] for key in ("programmes", "versions", "changes", "news")] == [
        summary[key] for key in ("programmes", "versions", "changes", "news")
    ]


def test_real_data_is_not_mixed_with_a_demo(tmp_path: Path, demo: tuple[Shell, dict]) -> None:
    refused = demo[0].call("run", "--no-serve")
    assert refused.returncode == 4
    assert "Vorführung" in refused.stderr


def test_the_commands_of_a_clerk_work_on_the_demo(demo: tuple[Shell, dict], tmp_path: Path) -> None:
    shell, summary = demo
    assert len(shell.json("sources", "list")) >= 3
    assert "28" in shell.call("portfolio", "check").stdout
    out = tmp_path / "fristen.ics"
    assert shell.call("export", "deadlines", "--format", "ics", "--out", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8").count("BEGIN:VEVENT") >= 8
    rows = json.loads(shell.call("export", "programmes", "--format", "json").stdout)
    # What two portals have stands there once, with its further sources.
    assert {row["programme_id"] for row in rows} <= set(range(1, summary["programmes"] + 1))
    merged = sum(len(row["other_sources"]) for row in rows)
    assert merged > 0
    assert len(rows) + merged == summary["programmes"]
    assert shell.call("doctor").returncode in (0, 1)


def test_every_planned_evaluation_says_that_it_is_not_built(demo: tuple[Shell, dict], tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text("", encoding="utf-8")
    for topic, option in {
        "stories": "--items",
        "trends": "--headlines",
    }.items():
        done = demo[0].call("evaluate", topic, option, str(cases), "--out", str(tmp_path / "out.jsonl"))
        assert done.returncode == 3, done.stderr
        assert "noch nicht gebaut (not built yet" in done.stderr
        assert not (tmp_path / "out.jsonl").exists()
