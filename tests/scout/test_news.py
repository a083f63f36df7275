"""News: what feeds of all makes become, what is decided about it, and what is in the store afterwards."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from data.clock import StandingClock
from data.errors import BadInput
from data.model.news import NewsItem
from data.model.sources import CrawlRun, IssueRow, SourceRow
from data.reference.feeds import Feed
from data.settings import Settings
from data.store import Store
from scout.news import HASH_CHANGES, Item, StoredItem, decide, parse, plain
from scout.news_record import FeedReport, poll_feeds
from scout.politeness import Limits
from tests.site import real
from tests.site.server import Fault, Site

NOW = datetime(2026, 8, 21, 14, tzinfo=UTC)
URL = "https://nachrichten.example/aktuell/feed.xml"
FEED = Feed("nachrichten", "Nachrichten", URL, "verwaltung")
LIMITS = Limits(timeout_seconds=20, feed_bytes=2_000_000)


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    link = "<link>https://nachrichten.example/aktuell/</link>"
    channel = f"<channel><title>N</title>{link}{entries}</channel>"
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'>{channel}</rss>".encode()


def one(item: str) -> Item:
    parsed = parse(rss(item), URL, NOW)
    assert len(parsed.items) == 1
    return parsed.items[0]


def test_an_entry_with_everything() -> None:
    item = one(
        "<title>Neue &amp;amp; gute F&#246;rderung</title><guid isPermaLink='false'>n-1</guid><link>/m/1.html</link>"
        "<description>&lt;p&gt;Erster Satz.&lt;/p&gt;&lt;p&gt;Zweiter &lt;b&gt;Satz&lt;/b&gt;.&lt;/p&gt;</description>"
        "<pubDate>Fri, 21 Aug 2026 08:00:00 +0200</pubDate>"
    )
    assert item.guid == "n-1"
    assert item.url == "https://nachrichten.example/m/1.html"
    assert item.title == "Neue & gute Förderung"
    assert item.summary == "Erster Satz. Zweiter Satz."
    assert item.published_at == datetime(2026, 8, 21, 6, tzinfo=UTC)


def test_entries_that_lack_something() -> None:
    assert one("<title>A</title><link>https://a.example/1</link>").guid == "https://a.example/1"
    bare = one("<title>Nur ein Titel</title>")
    assert len(bare.guid) == 64
    assert bare.url == "https://nachrichten.example/aktuell/"
    assert bare.published_at is None
    assert one("<description>Ein Text ohne Titel</description>").title == "Ein Text ohne Titel"
    assert one("<link>https://a.example/2</link>").title == "https://a.example/2"
    assert one("<guid isPermaLink='true'>https://a.example/3</guid><title>G</title>").url == "https://a.example/3"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[kaputt"])
def test_links_that_are_no_web_addresses_lead_to_the_feeds_page(link: str) -> None:
    assert one(f"<title>A</title><link>{link}</link>").url == "https://nachrichten.example/aktuell/"


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("07.02.2025", datetime(2025, 2, 6, 23, tzinfo=UTC)),
        ("Fri, 21 Aug 2026 20:00:00 GMT", datetime(2026, 8, 21, 20, tzinfo=UTC)),
        ("Sun, 01 Nov 2026 10:00:00 GMT", None),  # far ahead of now
        ("Tue, 14 Jul 1789 10:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("demnächst", None),
        ("", None),
    ],
)
def test_dates_that_can_be_true(words: str, moment: datetime | None) -> None:
    assert one(f"<title>A</title><pubDate>{words}</pubDate>").published_at == moment


def test_control_characters_do_not_break_a_feed() -> None:
    body = rss("<title>Vor\x08her</title><guid>1</guid>", "<title>Nach\x13her</title><guid>2</guid>")
    assert [item.title for item in parse(body, URL, NOW).items] == ["Vorher", "Nachher"]


def test_markup_is_text_and_script_is_gone() -> None:
    assert plain("<p>a</p><script>böse()</script><style>x{}</style><img src=x onerror=y>b", 100) == "a b"
    assert plain("&lt;p&gt;doppelt &amp;amp; kodiert&lt;/p&gt;", 100) == "doppelt & kodiert"
    assert plain("x < y und 3 > 2", 100) == "x < y und 3 > 2"


@given(st.text(), st.integers(min_value=10, max_value=200))
def test_plain_text_is_bounded_and_clean(markup: str, length: int) -> None:
    text = plain(markup, length)
    assert len(text) <= length
    assert text == " ".join(text.split())
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (rss(), "empty_feed"),
        (b"", "no_feed"),
        (b"<html><body>Seite nicht gefunden</body></html>", "no_feed"),
        (b"\x00\x01\x02", "no_feed"),
        (b"/etc/hostname", "no_feed"),
    ],
)
def test_what_is_no_news_is_named(body: bytes, problem: str) -> None:
    parsed = parse(body, URL, NOW)
    assert (parsed.items, parsed.problem) == ((), problem)


def test_entries_that_share_a_guid_are_told_apart_by_their_address() -> None:
    same = "<guid isPermaLink='false'>immer-gleich</guid>"
    body = rss(
        f"<title>A</title>{same}<link>https://a.example/1</link>",
        f"<title>B</title>{same}<link>https://a.example/2</link>",
        f"<title>B (Wdh.)</title>{same}<link>https://a.example/2</link>",
    )
    found = parse(body, URL, NOW).items
    assert [(item.guid, item.title) for item in found] == [("https://a.example/1", "A"), ("https://a.example/2", "B")]


def test_the_real_german_feeds(shared: Path) -> None:
    counts = {}
    for path in sorted((shared / "real/news/feeds_real_german").glob("*.xml")):
        parsed = parse(path.read_bytes(), "https://feeds.example/x", NOW)
        counts[path.name.split("_")[0], path.name.split("_")[1]] = len(parsed.items)
        assert parsed.problem is None
        assert all(item.url.startswith("http") and item.title for item in parsed.items)
        undated = sum(item.published_at is None for item in parsed.items)
        assert undated == (60 if "nodates" in path.name else 0)
    assert counts["golem", "rss20"] == 40
    assert counts["heise", "rdf090"] == 60
    assert counts["podcast-endorphine", "rss20"] == 32


def test_no_document_of_three_parsers_suites_breaks_it(shared: Path) -> None:
    read = 0
    for archive in sorted((shared / "real/news/feeds_robustness").glob("*.tar.gz")):
        with tarfile.open(archive) as tar:
            members = [m for m in tar.getmembers() if m.isfile() and m.name.endswith((".xml", ".rss", ".atom"))]
            for member in members[::4]:  # every fourth: the whole lot takes three seconds
                file = tar.extractfile(member)
                assert file is not None
                parsed = parse(file.read(), URL, NOW)
                assert bool(parsed.items) != bool(parsed.problem)
                assert len({item.guid for item in parsed.items}) == len(parsed.items)
                read += 1
    assert read > 400


ITEMS = st.lists(
    st.builds(
        Item,
        guid=st.sampled_from("abcd"),
        url=st.sampled_from(["https://x.example/1", "https://x.example/2"]),
        title=st.sampled_from(["T", "U"]),
        summary=st.just(""),
        published_at=st.none(),
    ),
    unique_by=lambda item: item.guid,
)


@given(ITEMS)
def test_deciding_twice_about_the_same_items_changes_nothing(items: list[Item]) -> None:
    stored = [StoredItem(i.guid, i.url, i.content_hash, 0) for i in items]
    assert {intent.kind for intent in decide([], items)} <= {"new"}
    assert {intent.kind for intent in decide(stored, items)} <= {"seen"}


def test_changes_of_one_item_are_followed_up_to_a_limit() -> None:
    item = Item("1", "https://x.example/1", "Neu", "", None)
    for changes, kind in ((0, "changed"), (HASH_CHANGES - 1, "changed"), (HASH_CHANGES, "seen")):
        assert decide([StoredItem("1", item.url, "alt", changes)], [item])[0].kind == kind


def test_a_feed_that_invents_guids_does_not_flood() -> None:
    item = Item("neu-erfunden", "https://x.example/1", "T", "S", None)
    intent = decide([StoredItem("1", item.url, item.content_hash, 0)], [item])[0]
    assert (intent.kind, intent.guid) == ("seen", "1")


def rows(store: Store, table: type) -> list:
    with store.reading() as session:
        return list(session.scalars(select(table).order_by(table.id if table is not SourceRow else table.key)))


def test_a_poll_is_kept_and_a_second_one_changes_nothing(store: Store, mirrored: Settings, site: Site) -> None:
    site.put(
        URL,
        rss("<title>A</title><guid>1</guid>", "<title>B</title><guid>2</guid><pubDate>07.02.2025</pubDate>"),
        etag=False,
    )
    first = poll_feeds(store, mirrored, [FEED], limits=LIMITS)[0]
    assert (first.outcome, first.seen, first.new, first.changed, first.undated) == ("ok", 2, 2, 0, 1)
    second = poll_feeds(store, mirrored, [FEED], limits=LIMITS)[0]
    assert (second.outcome, second.seen, second.new, second.changed) == ("ok", 2, 0, 0)
    undated, dated = rows(store, NewsItem)
    assert (undated.published_at, undated.date_is_first_seen) == (store.clock.now(), True)
    assert (dated.published_at, dated.date_is_first_seen) == (datetime(2025, 2, 6, 23, tzinfo=UTC), False)
    source = rows(store, SourceRow)[0]
    assert (source.kind, source.theme_field, source.error_count) == ("feed", "verwaltung", 0)
    assert [run.outcome for run in rows(store, CrawlRun)] == ["ok", "ok"]


def test_a_changed_item_is_updated_and_counted(store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, rss("<title>Alt</title><guid>1</guid>"))
    poll_feeds(store, mirrored, [FEED], limits=LIMITS)
    site.put(URL, rss("<title>Neu</title><guid>1</guid>"))
    report = poll_feeds(store, mirrored, [FEED], limits=LIMITS)[0]
    assert (report.new, report.changed) == (0, 1)
    item = rows(store, NewsItem)[0]
    assert (item.title, item.hash_changes) == ("Neu", 1)


def test_an_unchanged_feed_is_not_sent_again(quick_store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, rss("<title>A</title><guid>1</guid>"))
    poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)
    assert poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)[0].outcome == "unchanged"
    assert [run.outcome for run in rows(quick_store, CrawlRun)] == ["ok", "unchanged"]


@pytest.mark.parametrize(
    "kind", [k for k in Fault if k not in {Fault.SLOW, Fault.ENDLESS, Fault.BOMB}], ids=lambda k: k.name.lower()
)
def test_a_failing_feed_leaves_its_row_and_the_others_run(
    quick_store: Store, mirrored: Settings, site: Site, kind: Fault
) -> None:
    other = Feed("andere", "Andere", "https://andere.example/feed.xml")
    for feed in (FEED, other):
        site.put(feed.url, rss("<title>A</title><guid>1</guid>"))
    poll_feeds(quick_store, mirrored, [FEED, other], limits=LIMITS)
    site.fault(URL, kind)
    report, fine = poll_feeds(quick_store, mirrored, [FEED, other], limits=LIMITS)
    outcome = "refused" if kind in {Fault.STRANGE_PAGE, Fault.BINARY} else "failed"
    assert (report.outcome, fine.outcome) == (outcome, "unchanged")
    run = next(r for r in rows(quick_store, CrawlRun) if r.outcome == outcome)
    issue = rows(quick_store, IssueRow)[0]
    assert (issue.run_id, issue.source_key, issue.url, issue.level) == (run.id, FEED.key, URL, "error")
    assert issue.message == run.message
    assert len(rows(quick_store, NewsItem)) == 2  # nothing that was there is lost


def test_an_emptied_feed_is_refused_and_loses_nothing(store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, rss("<title>A</title><guid>1</guid>"))
    poll_feeds(store, mirrored, [FEED], limits=LIMITS)
    site.put(URL, rss())
    report = poll_feeds(store, mirrored, [FEED], limits=LIMITS)[0]
    assert (report.outcome, report.problems[0].code) == ("refused", "empty_feed")
    assert len(rows(store, NewsItem)) == 1
    source = rows(store, SourceRow)[0]
    assert source.error_count == 1
    assert "keine Einträge" in source.last_error


def test_a_feed_of_700_entries_comes_in_only_where_the_list_says_so(
    store: Store, mirrored: Settings, site: Site
) -> None:
    site.put(URL, rss(*(f"<title>Meldung {n}</title><guid>{n}</guid><link>/m/{n}</link>" for n in range(700))))
    refused = poll_feeds(store, mirrored, [FEED], limits=LIMITS)[0]
    assert (refused.outcome, refused.problems[0].code) == ("refused", "too_many_entries")
    assert rows(store, NewsItem) == []
    assert "700 Einträge, erlaubt sind 500" in rows(store, SourceRow)[0].last_error
    wanted = replace(FEED, max_entries=700)
    assert poll_feeds(store, mirrored, [wanted], limits=LIMITS)[0].new == 700
    assert len(rows(store, NewsItem)) == 700


def test_a_server_that_asks_for_a_pause_gets_it(quick_store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, rss("<title>A</title>"))
    site.fault(URL, Fault.TOO_MANY, times=1, seconds=1800)
    until = quick_store.clock.now() + timedelta(seconds=1800)
    assert poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)[0].next_check_at == until
    waiting = poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)[0]
    assert (waiting.outcome, waiting.next_check_at) == ("waiting", until)
    assert site.asked(URL) == 1
    assert len(rows(quick_store, CrawlRun)) == 1
    later = Store(quick_store.engine, StandingClock(until), quick_store.state)
    assert poll_feeds(later, mirrored, [FEED], limits=LIMITS)[0].outcome == "ok"


def test_a_feed_that_keeps_failing_is_asked_less_and_less(quick_store: Store, mirrored: Settings, site: Site) -> None:
    waits = []
    for _ in range(4):
        report = poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)[0]
        assert report.outcome == "failed"
        waits.append(report.next_check_at and report.next_check_at - quick_store.clock.now())
        if report.next_check_at:
            quick_store = Store(quick_store.engine, StandingClock(report.next_check_at), quick_store.state)
    assert waits == [None, None, timedelta(days=1), timedelta(days=2)]


def test_a_disabled_feed_is_left_alone(quick_store: Store, mirrored: Settings, site: Site) -> None:
    site.put(URL, rss("<title>A</title>"))
    poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)
    off = Feed(FEED.key, FEED.title, URL, enabled=False, note="robots.txt verbietet es")
    assert poll_feeds(quick_store, mirrored, [off], limits=LIMITS) == ()
    assert site.asked(URL) == 1
    source = rows(quick_store, SourceRow)[0]
    assert (source.enabled, source.disabled_reason) == (False, "robots.txt verbietet es")


def test_a_feed_with_a_new_address_is_asked_without_the_old_tags(
    quick_store: Store, mirrored: Settings, site: Site
) -> None:
    site.put(URL, rss("<title>A</title>"))
    poll_feeds(quick_store, mirrored, [FEED], limits=LIMITS)
    moved = Feed(FEED.key, FEED.title, "https://neu.example/feed")
    site.put(moved.url, rss("<title>B</title>"))
    assert poll_feeds(quick_store, mirrored, [moved], limits=LIMITS)[0].new == 1
    assert all("If-None-Match" not in request.headers for request in site.requests if request.url == moved.url)


@pytest.mark.parametrize("enabled", [True, False])
def test_a_feed_never_writes_over_a_funding_source(
    quick_store: Store, mirrored: Settings, site: Site, enabled: bool
) -> None:
    with quick_store.unit_of_work("scout") as work:
        work.session.add(SourceRow(key="amt_alt", title="Amt", publisher="Amt", start_url="https://amt.example/",
                                   kind="pages", enabled=True, error_count=0, cadence_hours=24))  # fmt: skip
    for key in ("amt_alt", "nrw_bank"):  # one that is stored, though no longer in the code, and one never crawled
        with pytest.raises(BadInput, match=rf"^meine\.yml: Der Schlüssel '{key}' gehört einer Förderquelle"):
            poll_feeds(quick_store, mirrored, [FEED, replace(FEED, key=key, enabled=enabled)], origin="meine.yml")
    assert site.requests == []
    assert [(row.key, row.kind, row.enabled) for row in rows(quick_store, SourceRow)] == [("amt_alt", "pages", True)]


def test_the_real_feeds_through_the_client(quick_store: Store, mirrored: Settings, site: Site, shared: Path) -> None:
    real.put_feeds(site, shared)
    feeds = [Feed(f"f{n}", url, url) for n, url in enumerate(real.FEEDS)]
    reports = poll_feeds(quick_store, mirrored, feeds, limits=LIMITS)
    assert {report.outcome for report in reports} == {"ok"}
    assert sum(report.new for report in reports) == len(rows(quick_store, NewsItem)) == 150


def test_a_poll_that_is_cut_short_keeps_what_came(quick_store: Store, mirrored: Settings, site: Site) -> None:
    feeds = [Feed(f"f{n}", f"F{n}", f"https://n{n}.example/feed.xml") for n in range(3)]
    for feed in feeds:
        site.put(feed.url, rss("<title>A</title><guid>1</guid>"))
    site.delay = 0.05

    def stop(_: FeedReport) -> None:
        raise OSError("kein Platz")

    with pytest.raises(OSError, match="Platz"):
        poll_feeds(quick_store, mirrored, feeds, limits=LIMITS, progress=stop)
    kept = {run.source_key for run in rows(quick_store, CrawlRun)}
    assert kept
    again = poll_feeds(quick_store, mirrored, feeds, limits=LIMITS)
    assert {report.key for report in again if report.outcome == "unchanged"} == kept
    assert len(rows(quick_store, NewsItem)) == 3
