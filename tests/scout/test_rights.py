"""Text and data mining: what a host reserves is not read, what it says is kept, and a permission is respected."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.clock import StandingClock
from data.model.sources import SourceRow
from data.reference.feeds import Feed
from data.settings import Settings
from data.store import Store
from scout.news_record import RIGHTS_HOLD, FeedReport, poll_feeds
from scout.rights import from_file, from_headers
from tests.site.server import Site

URL = "https://nachrichten.example/de/feed.xml"
FILE = "https://nachrichten.example/.well-known/tdmrep.json"
BODY = b"<?xml version='1.0'?><rss version='2.0'><channel><title>N</title><item><title>A</title></item></channel></rss>"


def rules(*entries: tuple[str, int]) -> bytes:
    return json.dumps([{"location": path, "tdm-reservation": value} for path, value in entries]).encode()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (rules(("/", 1)), "reserved"),
        (rules(("/", 0)), "free"),
        (rules(("/", 1), ("/de/", 0)), "free"),
        (rules(("/", 0), ("/*/feed.xml$", 1)), "reserved"),
        (rules(("/en/", 1)), "unknown"),
        (rules(("/de/", 0), ("/de/", 1)), "reserved"),
        (b"<html>nicht da</html>", "unknown"),
        (b'{"location": "/"}', "unknown"),
        (b"", "unknown"),
    ],
)
def test_the_file_of_a_host(file: bytes, said: str) -> None:
    assert from_file(file, "/de/feed.xml") == said


def test_the_header() -> None:
    assert from_headers({"TDM-Reservation": " 1 "}) == "reserved"
    assert from_headers({"tdm-reservation": "0"}) == "free"
    assert from_headers({}) == "unknown"


@given(
    st.binary(max_size=300)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_whatever_the_file_holds_it_says_something(body: bytes) -> None:
    assert from_file(body, "/") in {"free", "reserved", "unknown"}


def polled(store: Store, settings: Settings, licence: str | None = None) -> FeedReport:
    return poll_feeds(store, settings, [Feed("n", "N", URL, robots="unknown", licence=licence)])[0]


def row(store: Store) -> tuple[str, str]:
    with store.reading() as session:
        found = session.get_one(SourceRow, "n")
        return found.robots, found.text_mining


def test_a_reservation_is_respected_and_a_permission_too(quick_store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, BODY)
    site.put(FILE, rules(("/", 1)))
    report = polled(quick_store, mirrored)
    assert (report.outcome, [p.code for p in report.problems]) == ("failed", ["text_mining_reserved"])
    polled(quick_store, mirrored)
    assert (row(quick_store)[1], site.asked(URL)) == ("reserved", 0)
    assert polled(quick_store, mirrored, licence="Erlaubnis vom 01.08.2026").new == 1


def test_a_header_reserves_too(quick_store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, BODY, headers={"tdm-reservation": "1"})
    assert polled(quick_store, mirrored).problems[0].code == "text_mining_reserved"


def test_what_a_host_says_is_kept_and_asked_again_after_a_month(
    quick_store: Store, mirrored: Settings, site: Site
) -> None:
    site.put(URL, BODY)
    site.put(FILE, rules(("/", 0)))
    assert polled(quick_store, mirrored).outcome == "ok"
    assert row(quick_store) == ("allowed", "free")
    polled(quick_store, mirrored)
    assert site.asked(FILE) == 1
    later = StandingClock(quick_store.clock.now() + RIGHTS_HOLD + timedelta(days=1))
    object.__setattr__(quick_store, "clock", later)
    polled(quick_store, mirrored)
    assert site.asked(FILE) == 2


def test_robots_that_forbid_are_noted(quick_store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, BODY)
    site.robots("nachrichten.example", "User-agent: *\nDisallow: /de/\n")
    polled(quick_store, mirrored)
    assert row(quick_store)[0] == "forbidden"
