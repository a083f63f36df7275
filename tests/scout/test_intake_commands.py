"""The commands crawl, news and sources, used as a person or a script uses them, on real data from the loopback site."""

from __future__ import annotations

import json
from pathlib import Path

from scout.page import Page
from scout.source import Draft, Expect, Listed, Listing, PageSource
from tests.site import real
from tests.site.calls import Call
from tests.site.server import Fault, Site


def test_the_real_export_is_crawled_and_a_second_run_finds_it_unchanged(call: Call, site: Site, shared: Path) -> None:
    real.put_export(site, shared)
    first = call("crawl", "foerderdatenbank", "--json")
    assert first.code == 0, first
    run = json.loads(first.out)[0]
    assert run["outcome"] == "ok"
    assert run["new"] == run["seen"] >= 102
    second = json.loads(call("crawl", "foerderdatenbank", "--json").out)[0]
    assert (second["outcome"], second["seen"], second["new"], second["changed"]) == ("unchanged", run["seen"], 0, 0)
    listed = json.loads(call("sources", "list", "--json").out)
    assert {row["key"]: row["last_outcome"] for row in listed}["foerderdatenbank"] == "unchanged"


def test_a_failed_source_does_not_stop_the_others(call: Call, site: Site, shared: Path) -> None:
    real.put_export(site, shared)
    real.put_nrw_bank(site, shared)
    site.fault(real.EXPORT, Fault.TRUNCATED)
    done = call("crawl", "foerderdatenbank", "nrw_bank")
    assert done.code == 6
    assert "foerderdatenbank: gescheitert" in done.out
    assert "truncated: Die Antwort brach ab" in done.out
    assert "nrw_bank: in Ordnung – 2 Abrufe, 1 Programm, 1 neu" in done.out


def test_a_refused_run_says_so_and_ends_with_its_code(call: Call, site: Site, shared: Path) -> None:
    real.put_nrw_bank(site, shared)
    site.fault(real.NRW_BANK_PRODUCT, Fault.CAPTCHA)
    done = call("crawl", "nrw_bank")
    assert done.code == 5, done
    assert "nrw_bank: abgewiesen, nichts übernommen" in done.out
    assert "blocked: Statt der Seite kam eine Sperrseite" in done.out


def test_an_unknown_source_is_named(call: Call) -> None:
    done = call("crawl", "nrwbank")
    assert done.code == 4
    assert "Unbekannte Quelle 'nrwbank'" in done.err
    assert "nrw_bank" in done.err


def test_news_from_the_real_feeds(call: Call, site: Site, shared: Path, tmp_path: Path) -> None:
    real.put_feeds(site, shared)
    feeds = str(real.feed_list(tmp_path))
    first = call("news", "--feeds", feeds)
    assert first.code == 0, first
    assert "7 Feeds: 150 neue und 0 geänderte Meldungen, 150 gesehen." in first.out
    second = json.loads(call("news", "--feeds", feeds, "--json").out)
    assert [(r["outcome"], r["new"]) for r in second] == [("unchanged", 0)] * 7


def test_a_failed_feed_ends_with_its_code_and_an_empty_one_too(
    call: Call, site: Site, shared: Path, tmp_path: Path
) -> None:
    real.put_feeds(site, shared)
    feeds = str(real.feed_list(tmp_path))
    addresses = list(real.FEEDS)
    site.put(addresses[1], "<rss version='2.0'><channel><title>leer</title></channel></rss>")
    refused = call("news", "--feeds", feeds)
    assert refused.code == 5
    assert "feed_1: Der Feed hat keine Einträge." in refused.out
    site.fault(addresses[2], Fault.SERVER_ERROR)
    failed = call("news", "--feeds", feeds)
    assert failed.code == 6
    assert "feed_2: Der Server hat mit einem Fehler geantwortet. (HTTP 500)" in failed.out


def test_a_wrong_feed_list_touches_nothing(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "feeds.yml"
    path.write_text("- key: x\n  title: X\n  url: htp:/x\n")
    done = call("news", "--feeds", str(path))
    assert done.code == 4
    assert f"{path}, Zeile 1" in done.err
    assert not (tmp_path / "state" / "foerderscout.sqlite").exists()


def test_checking_a_source(call: Call, site: Site, shared: Path, checkout: Path) -> None:
    real.put_nrw_bank(site, shared)
    fine = json.loads(call("sources", "check", "nrw_bank", "--json").out)
    assert fine["result"] == "ok"
    assert {"title", "requirements", "funder"} <= set(fine["read"])
    site.fault(real.NRW_BANK_PRODUCT, Fault.CAPTCHA)
    blocked = call("sources", "check", "nrw_bank")
    assert blocked.code == 6
    assert "nicht lesbar (blocked)" in blocked.out


def test_checking_an_archive(call: Call, site: Site, shared: Path) -> None:
    real.put_export(site, shared)
    assert json.loads(call("sources", "check", "foerderdatenbank", "--json").out)["programmes"] >= 102


def test_a_live_page_that_lost_a_field_of_the_saved_one(site: Site, mirrored, clock, tmp_path: Path) -> None:
    from scout.captures import captures_in
    from scout.check import check_source

    def listing(page: Page) -> Listing:
        return [Listed(url) for url in page.links("a")], None

    def detail(page: Page) -> Draft:
        return Draft(page.one("code"), page.url, page.one("h1"), summary=page.maybe("p"))

    start = "https://amt.example/liste"
    source = PageSource("amt", "Amt", "Amt", start, Expect(programmes=(1, 9)), listing, detail)
    site.put(start, "<a href='/1'>1</a>")
    site.put("https://amt.example/1", "<h1>Titel</h1><code>1</code>")
    saved = tmp_path / "saved" / "first" / "page.html"
    saved.parent.mkdir(parents=True)
    saved.write_text("<h1>Titel</h1><code>1</code><p>Kurztext</p>")
    found = check_source(source, mirrored, clock, captures_in(tmp_path), tmp_path / "saved")
    assert (found.result, found.lost, found.saved_pages) == ("fields_missing", ("summary",), 1)
    site.put("https://amt.example/1", "<h1>Titel</h1>")
    assert check_source(source, mirrored, clock, captures_in(tmp_path), tmp_path).result == "page_changed"
