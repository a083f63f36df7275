"""Sources of different hosts are read at the same time, those of one host share its pace, and none spoils another."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest

from data.model.programmes import Programme
from data.model.sources import CrawlRun, Fetch
from data.settings import Settings
from data.store import Store
from scout import abreast
from scout.abreast import crawl_abreast
from scout.claim import AlreadyRunning, claim
from scout.intake import RunReport
from scout.page import Page
from scout.source import Draft, Expect, Listed, Listing, PageSource
from tests.site.server import Fault, Site


def listing(page: Page) -> Listing:
    return [Listed(url) for url in page.links("a")], None


def detail(page: Page) -> Draft:
    return Draft(external_id=page.url, url=page.url, title=page.one("h1"), summary="Kurz", body="Lang")


def source(key: str, host: str, folder: str = "") -> PageSource:
    start = f"https://{host}/{folder}liste"
    return PageSource(key, key, key, start, Expect((1, 9), failed=0.5), listing, detail)


def put(site: Site, found: PageSource, pages: int = 3) -> list[str]:
    base = found.start.removesuffix("liste")
    urls = [f"{base}{n}" for n in range(pages)]
    site.put(found.start, "".join(f"<a href='{url}'>x</a>" for url in urls))
    for url in urls:
        site.put(url, f"<html><h1>Programm {url}</h1></html>")
    return [found.start, *urls]


def outcomes(store: Store, settings: Settings, sources: list[PageSource]) -> dict[str, RunReport | Exception]:
    return {found.key: result for found, result in crawl_abreast(store, settings, sources)}


def test_hosts_are_asked_side_by_side_and_each_host_at_its_pace(store: Store, mirrored: Settings, site: Site) -> None:
    sources = [source(f"s{n}", f"amt{n}.example") for n in range(4)]
    for found in sources:
        put(site, found)
    site.delay = 0.03
    settings = mirrored.model_copy(update={"delay_seconds": 0.1})
    done = outcomes(store, settings, sources)
    assert {key: result.outcome for key, result in done.items()} == {found.key: "ok" for found in sources}
    assert site.most_at_once > 1
    hosts = [r.url.split("/")[2] for r in site.requests]
    assert sum(a != b for a, b in pairwise(hosts)) > 8  # one after another there would be three changes
    for number in range(4):
        moments = sorted(r.at for r in site.requests if f"//amt{number}." in r.url)
        assert min(b - a for a, b in pairwise(moments)) >= 0.1
    with store.reading() as session:
        assert session.query(Programme).count() == 12
        assert session.query(Fetch).count() == 0


def test_two_sources_of_one_host_share_its_pace(quick_store: Store, mirrored: Settings, site: Site) -> None:
    sources = [source("eins", "amt.example", "eins/"), source("zwei", "amt.example", "zwei/")]
    for found in sources:
        put(site, found)
    outcomes(quick_store, mirrored.model_copy(update={"delay_seconds": 0.08}), sources)
    moments = sorted(r.at for r in site.requests)
    assert min(b - a for a, b in pairwise(moments)) >= 0.08
    assert site.most_at_once == 1
    assert site.asked("https://amt.example/robots.txt") == 1


def test_crawl_delay_and_retry_after_hold_for_all_sources_of_a_host(
    quick_store: Store, mirrored: Settings, site: Site
) -> None:
    sources = [source("eins", "amt.example", "eins/"), source("zwei", "amt.example", "zwei/")]
    urls = [put(site, found, pages=1) for found in sources]
    site.robots("amt.example", "User-agent: *\nCrawl-delay: 0.15\n")
    site.fault(urls[0][1], Fault.TOO_MANY, times=1, seconds=1)
    outcomes(quick_store, mirrored, sources)
    moments = sorted((r.at, r.url) for r in site.requests if not r.url.endswith("robots.txt"))
    assert min(b[0] - a[0] for a, b in pairwise(moments)) >= 0.145
    refused = next(at for at, url in moments if url == urls[0][1])
    assert all(at >= refused + 0.95 for at, _ in moments if at > refused)


def test_rules_that_one_source_read_bind_the_others_and_unread_ones_are_asked_for_again(
    quick_store: Store, mirrored: Settings, site: Site
) -> None:
    sources = [source("eins", "amt.example", "eins/"), source("zwei", "amt.example", "zwei/")]
    starts = [put(site, found, pages=1)[0] for found in sources]
    site.robots("amt.example", "User-agent: *\nDisallow: /eins/\nDisallow: /zwei/\n")
    done = outcomes(quick_store, mirrored, sources)
    assert {str(result).count("robots.txt") > 0 for result in done.values()} == {True}
    assert (site.asked("https://amt.example/robots.txt"), [site.asked(url) for url in starts]) == (1, [0, 0])
    site.fault("https://amt.example/robots.txt", Fault.SERVER_ERROR)
    outcomes(quick_store, mirrored, sources)
    assert (site.asked("https://amt.example/robots.txt") >= 3, [site.asked(url) for url in starts]) == (True, [0, 0])


def test_one_source_that_fails_spoils_no_other(quick_store: Store, mirrored: Settings, site: Site) -> None:
    def stumbling(page: Page) -> Draft:
        raise ZeroDivisionError

    good, down, strange = source("gut", "gut.example"), source("weg", "weg.example"), source("wirr", "wirr.example")
    for found in (good, strange):
        put(site, found)
    site.fault(down.start, Fault.CLOSED)
    done = outcomes(quick_store, mirrored, [down, replace(strange, detail=stumbling), good])
    assert done["gut"].outcome == "ok"
    assert type(done["weg"]).__name__ == "RunFailed"
    assert type(done["wirr"]).__name__ == "RunRefused"


def test_a_source_that_another_process_reads_is_left_to_it(quick_store: Store, mirrored: Settings, site: Site) -> None:
    busy, free = source("belegt", "amt1.example"), source("frei", "amt2.example")
    for found in (busy, free):
        put(site, found)
    with claim(quick_store, "belegt"):
        done = outcomes(quick_store, mirrored, [busy, free])
    assert isinstance(done["belegt"], AlreadyRunning)
    assert "wird gerade von einem anderen Vorgang" in str(done["belegt"])
    assert done["frei"].outcome == "ok"
    assert site.asked(busy.start) == 0
    with quick_store.reading() as session:
        assert [run.source_key for run in session.query(CrawlRun)] == ["frei"]


def test_ctrl_c_leaves_runs_that_the_next_crawl_goes_on_with(
    quick_store: Store, mirrored: Settings, site: Site
) -> None:
    quick, slow = source("flink", "flink.example"), source("lahm", "lahm.example")
    put(site, quick, pages=1)
    pages = put(site, slow, pages=4)
    site.robots("lahm.example", "User-agent: *\nCrawl-delay: 0.15\n")
    coming = crawl_abreast(quick_store, mirrored, [quick, slow])
    assert next(coming)[0] is quick
    while site.asked(pages[2]) == 0:
        time.sleep(0.01)
    with pytest.raises(KeyboardInterrupt):
        coming.throw(KeyboardInterrupt())
    with quick_store.reading() as session:
        outcomes_now = {run.source_key: run.outcome for run in session.query(CrawlRun)}
    assert outcomes_now == {"flink": "ok", "lahm": "running"}
    site.robots("lahm.example", "")
    done = outcomes(quick_store, mirrored, [slow])
    assert (done["lahm"].outcome, done["lahm"].seen) == ("ok", 4)
    asked_twice = [url for url in pages if site.asked(url) > 1]
    assert len(asked_twice) <= 1  # what was in flight


def test_many_sources_wait_for_their_turn_to_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    serial = abreast.SerialStore(store.engine, store.clock, store.state)

    def write() -> None:
        with serial.unit_of_work("scout"):
            inside.append(1)
            assert len(inside) == 1
            time.sleep(0.01)
            inside.pop()

    with abreast.ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write) for _ in range(8)]:
            done.result()
