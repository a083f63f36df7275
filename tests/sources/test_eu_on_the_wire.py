"""The EU portal's interface asked over the wire: as a form, page by page, over real rows where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from data.clock import StandingClock
from data.settings import Settings
from scout.captures import captures_in
from scout.crawl import visit
from scout.politeness import LIVE_LIMITS
from scout.source import Ask, RecordSource, all_sources
from scout.visit import Visit
from tests.site.server import Site


@pytest.fixture
def cascade() -> RecordSource:
    source = all_sources()["eu_cascade"]
    assert source.kind == "records"
    return source


@pytest.fixture
def go(mirrored: Settings, clock: StandingClock, cascade: RecordSource) -> Callable[[], Visit]:
    limits = replace(LIVE_LIMITS, timeout_seconds=20, retries=0)
    return lambda: visit(cascade, mirrored, clock, captures_in(mirrored.state_dir), limits=limits)


def _call(number: int, **metadata: Any) -> dict[str, Any]:
    about = {
        "type": ["8"], "identifier": ["DIGITAL-2025-X"], "title": ["Parent topic"], "caName": [f"Call {number}"],
        "DATASOURCE": ["SEDIA"], "status": ["31094502"], "deadlineDate": ["2027-01-31T23:59:00.000+0000"],
    }  # fmt: skip
    return {"reference": f"{number}COMPETITIVE_CALLen", "language": "en", "metadata": about | metadata}


def _put(site: Site, first: Ask, pages: list[list[dict[str, Any]]], total: int) -> None:
    for number, results in enumerate(pages, 1):
        ask = Ask(first.url.replace("pageNumber=1", f"pageNumber={number}"), first.body)
        body = json.dumps({"totalResults": total, "results": results})
        site.put(ask.address, body, headers={"Content-Type": "application/json"})


def test_three_pages_are_asked_for_as_forms(site: Site, go: Callable[[], Visit], cascade: RecordSource) -> None:
    calls = [_call(number) for number in range(203)]
    calls[150] = _call(150, DATASOURCE=["SEDIA_PRD_CENTRICITY"])
    _put(site, cascade.first, [calls[:100], calls[100:200], calls[200:]], 203)
    found = go()
    assert (len(found.drafts), found.complete, found.failed) == (202, True, None)
    assert [problem.detail for problem in found.problems] == ["Kopien (SEDIA_PRD_CENTRICITY): 1"]
    asked = [request for request in site.requests if request.body]
    assert len(asked) == 3
    assert {request.headers["Content-Type"].partition(";")[0] for request in asked} == {"multipart/form-data"}
    assert {request.body for request in asked} == {cascade.first.body}


def test_a_stock_that_shifts_while_it_is_read_takes_nothing_for_withdrawn(
    site: Site, go: Callable[[], Visit], cascade: RecordSource
) -> None:
    calls = [_call(number) for number in range(150)]
    shifted = [calls[:100], [calls[99], *calls[101:]]]
    _put(site, cascade.first, shifted, 150)
    assert cascade.again is not None
    _put(site, cascade.again, shifted, 150)
    found = go()
    assert (len(found.drafts), found.complete) == (149, False)
    assert {problem.code for problem in found.problems} == {"duplicate", "records_missing"}


def test_topics_of_one_day_that_change_places_between_two_pages_are_read_in_another_order(
    site: Site, go: Callable[[], Visit], cascade: RecordSource
) -> None:
    """As in the real answers of 2026-08-22, where a page began with eight of the page before, in another order."""
    calls = [_call(number) for number in range(250)]
    calls[30] = calls[29]  # the source's own repetition, beside each other in every order
    same_day = [*calls[196:200], *calls[192:196]]
    _put(site, cascade.first, [calls[:100], calls[100:200], [*same_day, *calls[208:]]], 250)
    assert cascade.again is not None
    backwards = calls[::-1]
    _put(site, cascade.again, [backwards[:100], backwards[100:200], backwards[200:]], 250)
    found = go()
    assert (len(found.drafts), found.complete) == (249, True)
    assert {problem.level for problem in found.problems} == {"note"}
    asked = [request.body for request in site.requests if request.body]
    assert asked == [cascade.first.body] * 3 + [cascade.again.body] * 3
    assert {request.headers["Content-Type"].partition(";")[0] for request in site.requests if request.body} == {
        "multipart/form-data"
    }


def test_a_page_of_the_gateway_instead_of_an_answer_keeps_what_was_read(
    site: Site, go: Callable[[], Visit], cascade: RecordSource
) -> None:
    _put(site, cascade.first, [[_call(number) for number in range(100)]], 150)
    second = Ask(cascade.first.url.replace("pageNumber=1", "pageNumber=2"), cascade.first.body)
    site.put(second.address, "<html><body><h1>Search API</h1><p>Willkommen</p></body></html>")
    found = go()
    assert (len(found.drafts), found.complete, found.failed) == (100, False, None)
    assert [problem.code for problem in found.problems] == ["bad_answer"]
