"""Every way a site can misbehave ends in a named problem, and the rest of the source is still read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.clock import StandingClock
from data.settings import Settings
from scout.captures import Captures, captures_in
from scout.crawl import visit
from scout.page import Page
from scout.politeness import Limits
from scout.run_plan import unread
from scout.source import ArchiveSource, BadArchive, Draft, Expect, Listed, PageSource, Reading
from scout.visit import NOTHING_KNOWN, Validators, Visit
from tests.site.server import Fault, Site

HOST = "https://www.amt.example"
START = f"{HOST}/foerderung/liste.html"
SECOND = f"{HOST}/foerderung/liste.html?seite=2"
ARCHIVE = f"{HOST}/export.zip"
LIMITS = Limits(
    timeout_seconds=20, archive_seconds=20, page_bytes=100_000, retries=1, longest_pause=3, backoff_seconds=0
)


def page_url(number: int) -> str:
    return f"{HOST}/programme/{number}.html"


def listing(page: Page) -> tuple[list[Listed], str | None]:
    following = page.links("a.weiter", at_least=0)
    entries = [Listed(url, {"frist": "31.12.2026"}) for url in page.links("li a")]
    return entries, following[0] if following else None


def detail(page: Page) -> Draft:
    return Draft(external_id=page.one("code"), url=page.url, title=page.one("h1"), deadline_text=page.hints["frist"])


SOURCE = PageSource("amt", "Amt", "Amt", START, Expect(programmes=(1, 10)), listing, detail)


def read_archive(body: bytes) -> Reading:
    if not body.startswith(b"PROGRAMME"):
        raise BadArchive(f"kein Export, sondern {body[:20]!r}")
    return Reading((Draft(external_id="1", url=ARCHIVE, title="Aus dem Archiv"),))


ZIPPED = ArchiveSource("zip", "Zip", "Amt", ARCHIVE, Expect(programmes=(1, 1)), read_archive, max_bytes=100_000)


@pytest.fixture
def office(site: Site) -> Site:
    """Two list pages with two programmes each, and an archive."""
    links = "".join(f"<li><a href='/programme/{n}.html'>Programm {n}</a></li>" for n in (1, 2))
    site.put(START, f"<html><ul>{links}</ul><a class=weiter href='?seite=2'>weiter</a></html>")
    links = "".join(f"<li><a href='/programme/{n}.html'>Programm {n}</a></li>" for n in (3, 4))
    site.put(SECOND, f"<html><ul>{links}</ul></html>")
    for n in (1, 2, 3, 4):
        site.put(page_url(n), f"<html><h1>Programm {n}</h1><code>P-{n}</code></html>")
    site.put(ARCHIVE, b"PROGRAMME" + b"\0" * 1000)
    return site


@pytest.fixture
def captures(mirrored: Settings) -> Captures:
    return captures_in(mirrored.state_dir)


@pytest.fixture
def go(mirrored: Settings, clock: StandingClock, captures: Captures) -> Callable[..., Visit]:
    def run(
        source: PageSource | ArchiveSource = SOURCE, known: Validators = NOTHING_KNOWN, kind: Fault | None = None
    ) -> Visit:
        seconds = 0.5 if kind is Fault.SLOW else 20  # short only where a timeout is what we want to see
        limits = replace(LIMITS, timeout_seconds=seconds, archive_seconds=seconds)
        return visit(source, mirrored, clock, captures, known=known, limits=limits)

    return run


FAULTS = {
    Fault.TOO_MANY: "http_error",
    Fault.OVERLOADED: "http_error",
    Fault.SERVER_ERROR: "http_error",
    Fault.NOT_FOUND: "http_error",
    Fault.TRUNCATED: "truncated",
    Fault.CAPTCHA: "blocked",
    Fault.COOKIE_WALL: "blocked",
    Fault.TO_PRIVATE: "redirect_refused",
    Fault.TO_STRANGER: "redirect_refused",
    Fault.REDIRECT_LOOP: "too_many_redirects",
    Fault.REDIRECT_CHAIN: "too_many_redirects",
    Fault.TO_OTHER_SCHEME: "redirect_refused",
    Fault.ENDLESS: "too_large",
    Fault.SLOW: "timeout",
    Fault.OVERSIZE: "too_large",
    Fault.BOMB: "too_large",
    Fault.BROKEN_GZIP: "truncated",
    Fault.FALSE_GZIP: "truncated",
    Fault.EMPTY: "empty_answer",
    Fault.ERROR_PAGE: "error_page",
    Fault.MAINTENANCE: "error_page",
    Fault.STRANGE_PAGE: "page_changed",
    Fault.BINARY: "page_changed",
    Fault.ROBOTS: "refused_by_robots",
    Fault.ROBOTS_BROKEN: "robots_unread",
    Fault.ROBOTS_SLOW: "refused_by_robots",
    Fault.CLOSED: "connection_lost",
    Fault.RESET: "truncated",
}
WHOLE_HOST = {Fault.ROBOTS_BROKEN, Fault.ROBOTS_SLOW}
NO_ARCHIVE = {Fault.STRANGE_PAGE: "bad_archive", Fault.BINARY: "bad_archive"}


def test_every_fault_has_its_name() -> None:
    assert set(FAULTS) == set(Fault)


def test_a_healthy_source_is_read_whole(office: Site, go: Callable[..., Visit], captures: Captures) -> None:
    found = go()
    assert [draft.external_id for draft in found.drafts] == ["P-1", "P-2", "P-3", "P-4"]
    assert found.complete
    assert found.failed is None
    assert found.problems == ()
    assert [page.url for page in found.pages] == [START, SECOND, *map(page_url, (1, 2, 3, 4))]
    assert found.drafts[0].deadline_text == "31.12.2026"  # the hint from the list page
    evidence = next(page for page in found.pages if page.url == found.capture_of["P-3"])
    assert b"<h1>Programm 3</h1>" in captures.read(evidence.sha256)


@pytest.mark.parametrize("kind", [k for k in Fault if k not in WHOLE_HOST], ids=lambda kind: kind.name.lower())
def test_a_spoilt_programme_page_is_named_and_the_others_are_read(
    office: Site, go: Callable[..., Visit], kind: Fault
) -> None:
    office.fault(page_url(2), kind, seconds=0)
    found = go(kind=kind)
    assert [(p.code, p.url) for p in found.problems] == [(FAULTS[kind], page_url(2))]
    assert [draft.external_id for draft in found.drafts] == ["P-1", "P-3", "P-4"]
    assert unread(found) == {page_url(2)}
    assert found.complete


@pytest.mark.parametrize("kind", list(Fault), ids=lambda kind: kind.name.lower())
def test_a_spoilt_start_page_fails_the_visit(office: Site, go: Callable[..., Visit], kind: Fault) -> None:
    office.fault(START, kind, seconds=0)
    found = go(kind=kind)
    assert [p.code for p in found.problems] == [FAULTS[kind]]
    assert found.failed is not None
    assert START in found.failed
    assert not found.complete
    assert found.drafts == ()


@pytest.mark.parametrize(
    "kind", [k for k in Fault if k not in {*WHOLE_HOST, Fault.ROBOTS}], ids=lambda kind: kind.name.lower()
)
def test_a_spoilt_second_list_page_leaves_the_visit_incomplete(
    office: Site, go: Callable[..., Visit], kind: Fault
) -> None:
    office.fault(SECOND, kind, seconds=0)
    found = go(kind=kind)
    assert [(p.code, p.url) for p in found.problems] == [(FAULTS[kind], SECOND)]
    assert [draft.external_id for draft in found.drafts] == ["P-1", "P-2"]
    assert not found.complete
    assert found.failed is None


@pytest.mark.parametrize("kind", list(Fault), ids=lambda kind: kind.name.lower())
def test_a_spoilt_archive_fails_the_visit(office: Site, go: Callable[..., Visit], kind: Fault) -> None:
    office.fault(ARCHIVE, kind, seconds=0)
    found = go(ZIPPED, kind=kind)
    assert [p.code for p in found.problems] == [(FAULTS | NO_ARCHIVE)[kind]]
    assert found.failed
    assert found.drafts == ()
    assert not found.complete


def test_something_else_than_an_archive_is_named(office: Site, go: Callable[..., Visit]) -> None:
    office.put(ARCHIVE, "Kein Archiv")
    found = go(ZIPPED)
    assert [(p.code, p.detail) for p in found.problems] == [("bad_archive", "kein Export, sondern b'Kein Archiv'")]
    assert found.failed


def test_an_archive_is_read_and_asked_for_conditionally(office: Site, go: Callable[..., Visit]) -> None:
    first = go(ZIPPED)
    assert [draft.title for draft in first.drafts] == ["Aus dem Archiv"]
    assert first.complete
    assert first.capture_of == {"1": ARCHIVE}
    again = go(ZIPPED, known=first.validators)
    assert again.unchanged
    assert again.complete
    assert (again.drafts, again.problems, again.failed) == ((), (), None)
    office.put(ARCHIVE, b"PROGRAMME neu")
    assert not go(ZIPPED, known=first.validators).unchanged


def test_an_archive_of_the_very_same_bytes_is_not_read_again(office: Site, go: Callable[..., Visit]) -> None:
    first = go(ZIPPED)
    known = Validators(sha256=first.pages[0].sha256)
    again = go(ZIPPED, known=known)
    assert (again.unchanged, again.complete, again.drafts) == (True, True, ())
    office.put(ARCHIVE, b"PROGRAMME neu")
    assert not go(ZIPPED, known=known).unchanged


def test_an_unchanged_page_is_not_sent_again_and_still_read(
    office: Site, go: Callable[..., Visit], captures: Captures
) -> None:
    first = go()
    office.put(page_url(4), "<html><h1>Neuer Titel</h1><code>P-4</code></html>")
    second = go()
    assert [d.title for d in second.drafts] == ["Programm 1", "Programm 2", "Programm 3", "Neuer Titel"]
    conditional = [request for request in office.requests if "If-None-Match" in request.headers]
    assert {request.url for request in conditional} == {START, SECOND, *map(page_url, (1, 2, 3, 4))}
    assert [p.sha256 for p in second.pages[:5]] == [p.sha256 for p in first.pages[:5]]


def test_a_lost_capture_is_fetched_again(office: Site, go: Callable[..., Visit], captures: Captures) -> None:
    first = go()
    lost = captures.folder / first.pages[2].sha256[:2] / f"{first.pages[2].sha256[2:]}.gz"
    lost.write_bytes(b"kaputt")
    second = go()
    assert second.drafts == first.drafts
    assert second.problems == ()


def test_a_server_error_is_not_covered_up_by_an_older_copy(office: Site, go: Callable[..., Visit]) -> None:
    go()
    office.fault(page_url(1), Fault.SERVER_ERROR)
    assert [p.code for p in go().problems] == ["http_error"]


def test_a_changed_page_and_a_failing_reader_have_different_names(office: Site, go: Callable[..., Visit]) -> None:
    office.put(page_url(1), "<html><h2>Kein Titel</h2></html>")

    def stumbling(page: Page) -> Draft:
        if "programme/2" in page.url:
            raise ZeroDivisionError("Leser")
        return detail(page)

    source = PageSource("amt", "Amt", "Amt", START, Expect(programmes=(1, 9)), listing, stumbling)
    found = go(source)
    assert [(p.code, p.url) for p in found.problems] == [
        ("page_changed", page_url(1)),
        ("reader_error", page_url(2)),
    ]
    assert "ZeroDivisionError" in (found.problems[1].detail or "")


def test_a_listing_in_circles_ends(office: Site, go: Callable[..., Visit]) -> None:
    office.put(SECOND, "<html><li><a href='/programme/3.html'>3</a></li><a class=weiter href='?seite=2'>x</a></html>")
    found = go()
    assert [p.code for p in found.problems] == ["page_changed"]
    assert not found.complete
    assert len(found.drafts) == 3


def test_a_redirect_within_the_site_is_followed_and_shown_as_asked(office: Site, go: Callable[..., Visit]) -> None:
    office.put(f"{HOST}/neu/1.html", "<html><h1>Programm 1</h1><code>P-1</code></html>")
    office.redirect(page_url(1), f"{office.base}/www.amt.example/neu/1.html", 301)
    found = go()
    assert found.drafts[0].url == f"{HOST}/neu/1.html"
    assert found.capture_of["P-1"] == page_url(1)
    assert found.problems == ()


def test_programme_pages_on_a_host_that_the_list_names_are_read(office: Site, go: Callable[..., Visit]) -> None:
    other = "https://bekanntmachung.example/7"
    office.put(SECOND, f"<html><li><a href='{other}'>7</a></li></html>")
    office.put(other, "<html><h1>Aufruf</h1><code>P-7</code></html>")
    assert [d.external_id for d in go().drafts] == ["P-1", "P-2", "P-7"]


def test_two_visits_find_the_same(office: Site, go: Callable[..., Visit]) -> None:
    first, second = go(), go()
    assert first.drafts == second.drafts
    assert first.capture_of == second.capture_of


def test_a_feed_can_be_the_listing(office: Site, go: Callable[..., Visit]) -> None:
    def entries(page: Page) -> tuple[list[Listed], str | None]:
        return [Listed(item["link"], {"frist": item["pubDate"]}) for item in page.elements("item")], None

    items = "".join(f"<item><link>{page_url(n)}</link><pubDate>{n}. Mai</pubDate></item>" for n in (1, 3))
    feed = f'<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><title>Übersicht</title>{items}</channel></rss>'
    office.put(START, feed.encode("latin-1"), headers={"Content-Type": "application/rss+xml"})
    found = go(replace(SOURCE, listing=entries))
    assert [(d.external_id, d.deadline_text) for d in found.drafts] == [("P-1", "1. Mai"), ("P-3", "3. Mai")]
    assert found.complete
    office.put(START, "<html><body><p>Umgezogen</body></html>")
    assert [p.code for p in go(replace(SOURCE, listing=entries)).problems] == ["page_changed"]
