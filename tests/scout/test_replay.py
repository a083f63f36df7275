"""Replays of real pasts: the EU portal's calls, and the two failures in the weekly figures of the Förderdatenbank."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands import evaluate as topic
from data.clock import StandingClock
from data.errors import BadInput
from data.model.programmes import Programme, ProgrammeChange
from data.settings import read_settings
from data.source_rings import RunFigures, SourceRecord, rings
from data.store import Store
from scout.replay import replay
from scout.replay_report import compare, summary
from scout.snapshots import Snapshot, read_lines, read_snapshots
from scout.source import Draft, Expect
from tests.commandline import call
from tests.scout.drafts import draft
from tests.scout.test_intake import SOURCE, Runs

HISTORY = "eherberichs_F-T-RSS__eu_calls_history_2026-04-20_2026-06-20.jsonl.zst"
EVENTS = "eherberichs_F-T-RSS__eu_calls_diff_events.jsonl.zst"
# Nineteen days with random seconds, extensions and overlapping pages; all 65 take a minute: make evaluate.
UNTIL = datetime(2026, 5, 9, tzinfo=UTC)
START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def past(shared: Path) -> tuple[Snapshot, ...]:
    return tuple(s for s in read_snapshots(shared / "real" / "funding" / HISTORY) if s.at < UNTIL)


def test_the_real_past_of_the_portal_is_told_once_and_without_noise(past: Sequence[Snapshot], shared: Path) -> None:
    runs = replay(past)
    found = summary(past, runs)
    assert [run.outcome for run in runs[:3]] == ["refused", "refused", "ok"], "two snapshots lack the call's number"
    assert found.runs == {"refused": 2, "ok": len(past) - 2}
    assert found.repeated == ()
    events = [e for e in read_lines(shared / "real" / "funding" / EVENTS, ()) if e["at"] < UNTIL.isoformat()]
    against = compare(runs, events)
    assert (against.moves, against.told_once) == (3, 3)
    assert (against.untold, against.late, against.not_stored, against.spurious_told) == ((), (), (), ())
    assert against.spurious == 20
    assert found.quiet["Zufällige Sekunden einer Frist"] >= 16
    assert (found.extended, found.shortened) == (3, 0)


def _row(number: int, at: datetime, *deadlines: str, **said: Any) -> dict[str, Any]:
    stamps = list(deadlines or ("2026-12-01T17:00:00.000+0000",))
    return {
        "snapshot": at.isoformat(), "reference": f"{number}TOPICSen", "identifier": f"CALL-{number}", "type": "1",
        "status": "31094502", "title": f"Call {number}", "deadlines": stamps,
        "deadline_model": "single-stage", "programme": "1", "language": "en", "url": f"https://eu.example/{number}",
        **said,
    }  # fmt: skip


def _days(*lists: Sequence[dict[str, Any]]) -> tuple[Snapshot, ...]:
    return tuple(Snapshot(START + timedelta(days=n), tuple(rows)) for n, rows in enumerate(lists))


def _rows(first: int, last: int, *deadlines: str) -> list[dict[str, Any]]:
    return [_row(number, START, *deadlines) for number in range(first, last)]


def test_seconds_and_hours_of_a_day_are_no_news_and_days_are() -> None:
    days = _days(
        _rows(0, 3, "2026-08-31T21:59:07.000+0000"),
        _rows(0, 3, "2026-08-31T21:59:44.000+0000"),
        _rows(0, 3, "2026-08-31T15:00:00.000+0000"),
        _rows(0, 3, "2026-08-31T22:00:00.000+0000"),
        _rows(0, 3, "2026-08-15T22:00:00.000+0000"),
    )
    runs = replay(days)
    assert [len(run.lines) for run in runs] == [0, 0, 0, 3, 3]
    assert {(line.before, line.after) for line in runs[3].lines} == {("31.08.2026", "01.09.2026 (verlängert)")}
    assert {(line.before, line.after) for line in runs[4].lines} == {("01.09.2026", "16.08.2026 (verkürzt)")}
    found = summary(days, runs)
    assert found.quiet == {"Zufällige Sekunden einer Frist": 3, "Andere Uhrzeit am selben Tag": 3}


def test_a_glitch_of_five_days_is_held_and_the_extension_in_it_is_told() -> None:
    normal, glitch = _rows(0, 100), _rows(500, 680)
    moved = [_row(7, START, "2027-01-15T17:00:00.000+0000"), *normal[:7], *normal[8:]]
    days = _days(normal, normal, normal + glitch, *[moved + glitch] * 4, moved, moved[:20], moved, moved)
    runs = replay(days)
    found = summary(days, runs)
    assert [run.outcome for run in runs] == ["ok"] * 2 + ["held"] * 5 + ["ok", "refused", "ok", "ok"]
    assert (found.held, found.told) == ({"new": 180}, {"deadline": 1})
    event = {
        "at": runs[3].at.isoformat(), "event": "deadlines_changed", "reference": "7TOPICSen",
        "old": ["2026-12-01T17:00:00.000+0000"], "new": ["2027-01-15T17:00:00.000+0000"],
    }  # fmt: skip
    held = {**event, "reference": "501TOPICSen"}
    untold = {**event, "reference": "9TOPICSen"}
    against = compare(runs, [event, held, untold])
    assert (against.moves, against.told_once) == (3, 1)
    assert against.not_stored == ((event["at"], "501TOPICSen"),)
    assert against.untold == ((event["at"], "9TOPICSen"),)


def test_back_again_is_told_only_of_what_was_told_as_gone() -> None:
    over = _rows(40, 41, "2026-05-02T17:00:00.000+0000")
    normal = _rows(0, 40)
    days = _days(normal + over, *[normal[1:]] * 5, normal + over)
    runs = replay(days)
    told = [(line.kind, line.reference) for run in runs for line in run.lines if line.told]
    assert told == [("withdrawn", "0TOPICSen"), ("back", "0TOPICSen")]
    quiet = summary(days, runs).quiet
    assert quiet["Nicht mehr gelistet, nachdem die Frist vorbei war"] == 1
    assert quiet["Wieder gelistet, nachdem das Entfallen nicht gemeldet worden war"] == 1


def test_one_reference_on_several_pages_is_one_call() -> None:
    days = _days(_rows(0, 5), _rows(0, 5) + _rows(0, 2))
    runs = replay(days)
    assert [run.seen for run in runs] == [5, 5]
    assert summary(days, runs).quiet == {"Zeile in derselben Momentaufnahme wiederholt": 2}


def _file(path: Path, days: Sequence[Snapshot]) -> Path:
    text = "".join(json.dumps({**row, "snapshot": s.at.isoformat()}) + "\n" for s in days for row in s.rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_the_command_writes_predictions_and_a_summary(tmp_path: Path) -> None:
    file = _file(tmp_path / "days.jsonl.gz", _days(_rows(0, 3), [*_rows(0, 2), _row(9, START)]))
    out = tmp_path / "told.jsonl"
    done = call(topic, tmp_path, "evaluate", "changes", "--snapshots", str(file), "--out", str(out))
    assert "Gemeldet: 1 neu." in done.text
    assert "Doppelt gemeldet: 0." in done.text
    [line] = [json.loads(row) for row in out.read_text().splitlines()]
    assert line == {
        "at": "2026-05-02T06:00:00+00:00", "reference": "9TOPICSen", "kind": "new", "field": None, "before": None,
        "after": None, "weight": "material", "told": True, "held": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "keine Zeile"),
        (b"kein JSON\n", "Zeile 1"),
        (b'{"snapshot": "2026-05-01T00:00:00+00:00"}\n', "„reference“ fehlt"),
        (b'{"snapshot": "gestern", "reference": "1", "title": "t", "deadlines": [], "url": "u"}\n', "kein Zeitpunkt"),
        (b'{"snapshot": "2026-05-01T00:00", "reference": "1", "title": "t", "deadlines": [], "url": "u"}', "Zeitzone"),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "days.jsonl"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        read_snapshots(file)
    broken = tmp_path / "days.jsonl.gz"
    broken.write_bytes(b"nicht gepackt")
    with pytest.raises(BadInput, match="lässt sich nicht lesen"):
        read_snapshots(broken)


# The weekly figures of the Förderdatenbank, a tenth of the programmes: shares are what is judged.
SCALE = 10
FDB = replace(SOURCE, key="woche", cadence_hours=7 * 24, expect=Expect(programmes=(100, 1000)))


@pytest.fixture(scope="module")
def weeks(shared: Path) -> list[dict[str, str]]:
    with (shared / "real" / "funding" / "CorrelAid__fdb_active_programmes_weekly.csv").open() as file:
        return list(csv.DictReader(file))


def _listed(active: int, ever: int) -> list[Draft]:
    """A list of so many programmes: those gone for good are the oldest; an incomplete crawl loses more of them."""
    return [draft(f"p{number:05}") for number in range(ever - active, ever)]


def _reports(weeks: Sequence[dict[str, str]], first: str, last: str) -> Iterator[tuple[datetime, int, int]]:
    """Crawls (not reports): when, how many listed, how many ever seen."""
    done = set()
    for week in weeks:
        crawled = week["last_crawl_update"]
        if first <= crawled <= last and crawled not in done:
            done.add(crawled)
            moment = datetime.fromisoformat(crawled).replace(tzinfo=UTC)
            yield moment, int(week["programmes_active"]) // SCALE, int(week["programmes_ever"]) // SCALE


def test_six_hundred_false_removals_withdraw_nobody(quick_store: Store, weeks: list[dict[str, str]]) -> None:
    runs = Runs(quick_store, read_settings())
    outcomes, withdrawn, new = {}, {}, {}
    for at, active, ever in _reports(weeks, "2025-06-29", "2025-11-02"):
        then = replace(runs, store=replace(quick_store, clock=StandingClock(at)))
        report = then.run(*_listed(active, ever), source=FDB)
        day = f"{at:%m-%d}"
        outcomes[day], withdrawn[day], new[day] = report.outcome, report.withdrawn, report.new
    assert [outcomes[day] for day in ("09-13", "09-19", "09-27")] == ["held"] * 3
    assert {day: number for day, number in withdrawn.items() if "09-13" <= day <= "10-03" and number} == {}
    assert [outcomes[day] for day in ("10-03", "10-11", "10-17", "11-01")] == ["ok"] * 4
    assert new["09-13"] == 6, "what is new in a held run is taken over"
    # What is really gone stays gone and is let through, a few at a time.
    gone = runs.count(Programme, Programme.withdrawn_at.is_not(None))
    assert 0 < gone <= 12
    assert runs.count(ProgrammeChange, ProgrammeChange.kind == "withdrawn") == gone
    assert runs.count(ProgrammeChange, ProgrammeChange.kind == "back") == 0


def test_seven_reports_with_one_number_raise_an_alarm(weeks: list[dict[str, str]]) -> None:
    """The collector stood still from 17 July; its weekly report said the same number seven times more."""
    crawls = [*_reports(weeks, "2025-06-11", "2025-07-17")]
    figures = tuple(
        RunFigures(at, "ok", active, 0, int(before != active))
        for (_, before, _), (at, active, _) in zip([(None, 0, 0), *crawls], crawls, strict=False)
    )
    record = SourceRecord(
        "woche", "archive", "Förderdatenbank", 7 * 24, True, None, False, "ok", None, tuple(reversed(figures))
    )
    stale = [w["run_at"] for w in weeks if w["last_crawl_update"] == "2025-07-17 02:00:41"]
    verdicts = []
    for run_at in stale:
        now = datetime.fromisoformat(run_at).replace(tzinfo=UTC)
        [silence] = [ring for ring in rings(record, now) if ring.name == "silence"]
        verdicts.append(silence.verdict)
    assert verdicts[0] == "ok"
    assert verdicts[2:] == ["stop"] * 6, "two missed turns are enough"
