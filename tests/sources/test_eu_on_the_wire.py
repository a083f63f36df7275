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


def _put(site: Site, source: RecordSource, pages: list[list[dict[str, Any]]], total: int) -> None:
    for number, results in enumerate(pages, 1):
        ask = Ask(source.first.url.replace("pageNumber=1", f"pageNumber={number}"), source.first.body)
        body = json.dumps({"totalResults": total, "results": results})
        site.put(ask.address, body, headers={"Content-Type": "application/json"})


def test_three_pages_are_asked_for_as_forms(site: Site, go: Callable[[], Visit], cascade: RecordSource) -> None:
    calls = [_call(number) for number in range(203)]
    calls[150] = _call(150, DATASOURCE=["SEDIA_PRD_CENTRICITY"])
    _put(site, cascade, [calls[:100], calls[100:200], calls[200:]], 203)
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
    _put(site, cascade, [calls[:100], [calls[99], *calls[101:]]], 150)
    found = go()
    assert (len(found.drafts), found.complete) == (149, False)
    assert {problem.code for problem in found.problems} == {"duplicate", "records_missing"}


def test_a_page_of_the_gateway_instead_of_an_answer_keeps_what_was_read(
    site: Site, go: Callable[[], Visit], cascade: RecordSource
) -> None:
    _put(site, cascade, [[_call(number) for number in range(100)]], 150)
    second = Ask(cascade.first.url.replace("pageNumber=1", "pageNumber=2"), cascade.first.body)
    site.put(second.address, "<html><body><h1>Search API</h1><p>Willkommen</p></body></html>")
    found = go()
    assert (len(found.drafts), found.complete, found.failed) == (100, False, None)
    assert [problem.code for problem in found.problems] == ["bad_answer"]
