"""The feed client: every answer a server can give has its name, and we are polite about it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from data.settings import Settings
from scout.feeds import FeedAnswer, FeedAsk, FeedBody, FeedFailed, NotModified, fetch_feeds
from scout.politeness import Limits, user_agent
from scout.visit import NOTHING_KNOWN, Validators
from tests.site.server import Fault, Site

URL = "https://nachrichten.example/feed.xml"
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>N</title><item><title>A</title></item></channel></rss>"

FAULTS = {
    Fault.TOO_MANY: "http_error",
    Fault.OVERLOADED: "http_error",
    Fault.SERVER_ERROR: "http_error",
    Fault.NOT_FOUND: "http_error",
    Fault.TRUNCATED: "truncated",
    Fault.CAPTCHA: "blocked",
    Fault.COOKIE_WALL: "blocked",
    Fault.TO_PRIVATE: "redirect_refused",
    Fault.TO_STRANGER: "http_error",  # feeds may move to another host; this one has no such page
    Fault.REDIRECT_LOOP: "too_many_redirects",
    Fault.REDIRECT_CHAIN: "too_many_redirects",
    Fault.TO_OTHER_SCHEME: "redirect_refused",
    Fault.ENDLESS: "too_large",
    Fault.SLOW: "timeout",
    Fault.OVERSIZE: "too_large",
    Fault.BOMB: "too_large",
    Fault.ROBOTS: "refused_by_robots",
    Fault.ROBOTS_BROKEN: "robots_unread",
    Fault.ROBOTS_SLOW: "refused_by_robots",
    Fault.BROKEN_GZIP: "truncated",
    Fault.FALSE_GZIP: "truncated",
    Fault.EMPTY: "empty_answer",
    Fault.ERROR_PAGE: "error_page",
    Fault.MAINTENANCE: "error_page",
    Fault.CLOSED: "connection_lost",
    Fault.RESET: "truncated",
}


def fetched(
    urls: list[str], settings: Settings, limits: Limits, known: Validators = NOTHING_KNOWN
) -> dict[str, FeedAnswer]:
    answers: dict[str, FeedAnswer] = {}

    def keep(ask: FeedAsk, answer: FeedAnswer) -> None:
        assert answers.setdefault(ask.key, answer) is answer  # once each

    fetch_feeds([FeedAsk(url, url, known) for url in urls], settings, limits, keep)
    return answers


@pytest.fixture
def ask(mirrored: Settings) -> Callable[..., FeedAnswer]:
    def one(url: str = URL, known: Validators = NOTHING_KNOWN, seconds: float = 20) -> FeedAnswer:
        limits = Limits(timeout_seconds=seconds, feed_bytes=100_000)
        return fetched([url], mirrored, limits, known)[url]

    return one


def code(answer: FeedAnswer) -> str:
    assert isinstance(answer, FeedFailed), answer
    assert answer.problem.url == URL
    return answer.problem.code


NO_FEED = {Fault.STRANGE_PAGE, Fault.BINARY}  # a body came; that it is no feed shows when it is read (test_news)


def test_every_fault_has_its_name() -> None:
    assert set(FAULTS) | NO_FEED == set(Fault)


@pytest.mark.parametrize("kind", list(FAULTS), ids=lambda kind: kind.name.lower())
def test_a_fault_is_named(site: Site, ask: Callable[..., FeedAnswer], kind: Fault) -> None:
    site.put(URL, FEED)
    site.fault(URL, kind)
    assert code(ask(seconds=0.5 if kind is Fault.SLOW else 20)) == FAULTS[kind]


def test_a_feed_comes_with_what_to_ask_next_time(site: Site, ask: Callable[..., FeedAnswer]) -> None:
    site.put(URL, FEED, headers={"Last-Modified": "Wed, 19 Aug 2026 07:00:00 GMT"})
    first = ask()
    assert isinstance(first, FeedBody)
    assert (first.body, first.url, first.moved_to) == (FEED, URL, None)
    assert ask(known=first.validators) == NotModified()
    assert site.requests[-1].headers["If-Modified-Since"] == "Wed, 19 Aug 2026 07:00:00 GMT"
    site.put(URL, FEED + b"<!-- neu -->")
    assert isinstance(ask(known=first.validators), FeedBody)


def test_a_wish_for_a_pause_is_handed_on_and_not_slept_through(site: Site, ask: Callable[..., FeedAnswer]) -> None:
    site.put(URL, FEED)
    site.fault(URL, Fault.TOO_MANY, seconds=1800)
    answer = ask()
    assert isinstance(answer, FeedFailed)
    assert answer.pause_seconds == 1800
    assert site.asked(URL) == 1


def test_a_move_is_followed_and_told_when_it_is_for_good(site: Site, ask: Callable[..., FeedAnswer]) -> None:
    site.put("https://neu.example/feed.xml", FEED)
    site.redirect(URL, "https://neu.example/feed.xml", 301)
    moved = ask()
    assert isinstance(moved, FeedBody)
    assert moved.url == moved.moved_to == "https://neu.example/feed.xml"
    site.redirect(URL, "https://neu.example/feed.xml", 302)
    passing = ask()
    assert isinstance(passing, FeedBody)
    assert passing.moved_to is None


def test_robots_of_the_host_a_redirect_leads_to_count(site: Site, ask: Callable[..., FeedAnswer]) -> None:
    site.put("https://neu.example/feed.xml", FEED)
    site.robots("neu.example", "User-agent: *\nDisallow: /")
    site.redirect(URL, "https://neu.example/feed.xml", 301)
    assert code(ask()) == "refused_by_robots"
    assert site.asked("https://neu.example/feed.xml") == 0


def test_an_unreadable_robots_txt_forbids(site: Site, ask: Callable[..., FeedAnswer]) -> None:
    site.put(URL, FEED)
    site.fault("https://nachrichten.example/robots.txt", Fault.SERVER_ERROR)
    assert code(ask()) == "robots_unread"
    assert site.asked(URL) == 0


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1/feed", "http://localhost/feed"])
def test_addresses_that_are_never_asked(site: Site, ask: Callable[..., FeedAnswer], url: str) -> None:
    answer = ask(url)
    assert isinstance(answer, FeedFailed)
    assert answer.problem.code == "redirect_refused"
    assert site.requests == []


def test_one_request_at_a_time_per_host_with_its_pause(site: Site, mirrored: Settings) -> None:
    site.delay = 0.05
    urls = [f"https://nachrichten.example/{n}.xml" for n in range(3)]
    for url in urls:
        site.put(url, FEED)
    site.robots("nachrichten.example", "User-agent: *\nCrawl-delay: 0.15")
    answers = fetched(urls, mirrored, Limits())
    assert {type(answer) for answer in answers.values()} == {FeedBody}
    assert site.most_at_once == 1
    times = [r.at for r in site.requests if r.url in urls]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.14
    assert site.asked("https://nachrichten.example/robots.txt") == 1


def test_hosts_do_not_wait_for_each_other(site: Site, mirrored: Settings) -> None:
    site.delay = 0.1
    urls = [f"https://n{n}.example/feed.xml" for n in range(4)]
    for url in urls:
        site.put(url, FEED)
    answers = fetched(urls, mirrored, Limits())
    assert {type(answer) for answer in answers.values()} == {FeedBody}
    assert site.most_at_once > 1


def test_we_say_who_we_are(site: Site, mirrored: Settings, ask: Callable[..., FeedAnswer]) -> None:
    site.put(URL, FEED)
    ask()
    assert {r.headers["User-Agent"] for r in site.requests} == {user_agent(mirrored)}
