"""Federal sources over the wire: addresses with umlauts and brackets, a ministry that moved, a feed and its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from w3lib.url import safe_url_string

from data.clock import StandingClock
from data.settings import Settings
from scout.captures import captures_in
from scout.crawl import visit
from scout.page import Page
from scout.politeness import LIVE_LIMITS
from scout.source import PageSource, all_sources
from scout.visit import Visit
from tests.site.server import Site

HERE = Path(__file__).parent


@pytest.fixture
def go(mirrored: Settings, clock: StandingClock) -> Callable[[PageSource], Visit]:
    limits = replace(LIVE_LIMITS, timeout_seconds=20, retries=0)
    return lambda source: visit(source, mirrored, clock, captures_in(mirrored.state_dir), limits=limits)


def _source(key: str) -> PageSource:
    source = all_sources()[key]
    assert source.kind == "pages"
    return source


def _saved(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def test_products_behind_addresses_with_umlauts_are_read(site: Site, go: Callable[[PageSource], Visit]) -> None:
    source = _source("kfw_public")
    overview = _saved("kfw_public/list/list.html")
    site.put(safe_url_string(source.start), overview)
    for entry, _ in zip(source.listing(Page.of(source.start, overview))[0], range(2), strict=False):
        site.put(safe_url_string(entry.url), _saved("kfw_public/credit/page.html"))
    found = go(source)
    assert {draft.external_id for draft in found.drafts} == {"208"}
    assert found.complete
    assert {problem.code for problem in found.problems} == {"http_error"}  # the third product was not put


def test_an_announcement_keeps_its_identity_when_the_ministry_moves(
    site: Site, go: Callable[[PageSource], Visit]
) -> None:
    source = replace(_source("bmftr"), start="https://www.bmftr.bund.de/liste.html")
    old = "https://www.bmbf.de/foerderungen/bekanntmachung-2466.html"
    new = "https://www.bmftr.bund.de/SharedDocs/Bekanntmachungen/DE/2019/05/2466_bekanntmachung.html"
    page = _saved("bmftr/redirected-number/page.html")
    identities = set()
    for address in (old, new):
        site.put(source.start, f'<main><h1>Bekanntmachungen</h1><a href="{address}?nn=1">Open Access</a></main>')
        site.put(f"{address}?nn=1", page)
        identities |= {draft.external_id for draft in go(source).drafts}
    assert identities == {"2466"}


def test_the_feed_leads_to_the_ministries_pages(site: Site, go: Callable[[PageSource], Visit]) -> None:
    source = _source("foerderinfo_bund")
    feed = _saved("foerderinfo_bund/feed/list.xml")
    site.put(source.start, feed, headers={"Content-Type": "application/rss+xml"})
    listed, _ = source.listing(Page.of(source.start, feed))
    for entry in listed:
        site.put(entry.url, _saved("foerderinfo_bund/ministry-page/page.html"))
    found = go(source)
    assert len(found.drafts) == len(listed) == 13
    assert all(draft.deadlines[0].structured for draft in found.drafts)
    assert found.problems == ()
