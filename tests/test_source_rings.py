"""The five rings: each says what it found, age alone raises an alarm, and nothing that is usual does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.feed_status import status_words
from data.reference.feeds import load_feeds
from data.source_rings import (
    HEALTHY,
    MissedCheck,
    OpenIssue,
    RunFigures,
    SourceRecord,
    gravest,
    rings,
    usual_gap,
)

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def ran(days_ago: float, seen: int = 100, new: int = 0, outcome: str = "ok") -> RunFigures:
    return RunFigures(NOW - days_ago * DAY, outcome, seen, new, 0)


# Something new every third day, read daily.
USUAL = SourceRecord(
    "amt",
    "pages",
    "Amt",
    24,
    True,
    None,
    False,
    "ok",
    NOW - 10 * DAY,
    tuple(ran(d, new=int(d % 3 == 0)) for d in range(30)),
)


def found(record: SourceRecord, now: datetime = NOW) -> dict[str, str]:
    return {ring.name: ring.verdict for ring in rings(record, now)}


def said(record: SourceRecord, name: str, now: datetime = NOW) -> str:
    return next(f"{ring.words} {ring.todo}" for ring in rings(record, now) if ring.name == name)


def test_a_source_that_is_well_has_five_good_rings() -> None:
    assert found(USUAL) == dict.fromkeys(("page", "run", "trend", "silence", "fixture"), "ok")
    assert gravest(rings(USUAL, NOW)) == "ok"


def test_age_alone_raises_an_alarm() -> None:
    assert found(USUAL, NOW + 2 * DAY)["silence"] == "ok"
    later = NOW + 7 * DAY
    assert found(USUAL, later) == {**found(USUAL), "silence": "stop"}
    assert said(USUAL, "silence", later) == (
        "Zuletzt vor 7 Tagen mit Erfolg gelesen, vorgesehen alle 24 Stunden. Was hier steht, kann überholt sein. "
        "foerderscout crawl amt"
    )


def test_runs_that_bring_nothing_for_too_long_are_noticed() -> None:
    still = replace(USUAL, runs=tuple(ran(d, new=int(d >= 14 and d % 3 == 0)) for d in range(60)))
    assert usual_gap(still.runs) == 3 * DAY
    assert found(still)["silence"] == "warn"
    assert "Seit 15 Tagen nichts Neues, sonst etwa alle 3 Tagen." in said(still, "silence")


def test_a_source_that_rarely_has_anything_new_is_left_alone() -> None:
    rare = replace(USUAL, runs=tuple(ran(d, new=int(d == 29)) for d in range(60)))
    assert found(rare)["silence"] == "ok"


@pytest.mark.parametrize(("seen", "verdict"), [(100, "ok"), (84, "warn"), (59, "stop"), (300, "ok")])
def test_trend(seen: int, verdict: str) -> None:
    assert found(replace(USUAL, runs=(ran(0, seen), *USUAL.runs[1:])))["trend"] == verdict


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("held", "wird zurückgehalten"), ("refused", "ist abgewiesen"), ("failed", "ist gescheitert")],
)
def test_a_run_that_was_not_applied(outcome: str, words: str) -> None:
    record = replace(USUAL, runs=(ran(0, outcome=outcome), *USUAL.runs[1:]), message="Grund.")
    assert found(record)["run"] == "stop"
    assert words in said(record, "run")
    assert "Grund." in said(record, "run")


def test_a_promise_that_was_not_kept_and_issues_of_pages() -> None:
    issue = OpenIssue("warning", "unknown_fact", "Eine Angabe liest niemand.", 4, 2, NOW, None, None, "f")
    record = replace(USUAL, missed=(MissedCheck("most", "höchstens 90", "100", "warn"),), issues=(issue, issue))
    assert (found(record)["run"], found(record)["page"]) == ("warn", "warn")
    assert "Erwartet war höchstens 90, gefunden 100." in said(record, "run")
    assert "4× Eine Angabe liest niemand. Dazu ein weiterer offener Punkt." in said(record, "page")
    note = replace(USUAL, issues=(replace(issue, level="note"),))
    assert found(note)["page"] == "ok"


@pytest.mark.parametrize(
    ("needs", "status", "age", "verdict"),
    [
        (True, None, None, "warn"),
        (False, None, None, "unknown"),
        (True, "page_changed", 1, "warn"),
        (True, "ok", 1, "ok"),
        (True, "ok", 181, "warn"),
    ],
)
def test_the_comparison_with_the_live_site(needs: bool, status: str | None, age: int | None, verdict: str) -> None:
    checked = None if age is None else NOW - age * DAY
    record = replace(USUAL, needs_live_check=needs, live_status=status, live_checked_at=checked)
    assert found(record)["fixture"] == verdict


def test_a_new_source_waits_without_an_alarm_and_one_that_should_run_raises_it() -> None:
    new = replace(USUAL, runs=(), needs_live_check=True, live_status=None, live_checked_at=None)
    assert (found(new)["silence"], found(new)["run"]) == ("unknown", "unknown")
    assert found(replace(new, needs_live_check=False))["silence"] == "stop"


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.integers(0, 3000), st.integers(0, 9), st.sampled_from([*HEALTHY, "failed"]))
    ),
    st.integers(1, 2000),
    st.booleans(),
)
def test_there_are_always_five_rings_in_whole_sentences(
    runs: list[tuple[float, int, int, str]], cadence: int, enabled: bool
) -> None:
    record = replace(
        USUAL,
        runs=tuple(ran(*run) for run in sorted(runs)),
        cadence_hours=cadence,
        enabled=enabled,
        live_checked_at=None,
    )
    drawn = rings(record, NOW)
    assert [ring.name for ring in drawn] == ["page", "run", "trend", "silence", "fixture"]
    assert all(ring.words.strip() for ring in drawn)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("verified 2026-09", "Früherer Test des Feeds: abgerufen 09/2026."),
        ("untested, old", "Früherer Test des Feeds: nicht abgerufen, alte Adresse."),
        ("von Grit geprüft", "Früherer Test des Feeds: von Grit geprüft."),
        (None, "Früherer Test des Feeds: keiner bekannt."),
    ],
)
def test_how_a_feed_was_tested_is_told_in_german(status: str | None, words: str) -> None:
    assert said(replace(USUAL, kind="feed", live_status=status), "fixture").startswith(words)


def test_every_status_of_the_shipped_feeds_has_german_words() -> None:
    for feed in load_feeds():
        if feed.status:
            assert status_words(feed.status) != feed.status, feed.key
