"""The page kit: every selection says how many it wants, and a page that changed says so."""

from __future__ import annotations

import pytest

from scout.page import Page, PageChanged

HTML = """
<main><h1>Digitale <em>Modell</em>regionen</h1>
<table><tr><th>Frist:</th><td>30.9.2026</td></tr><tr><th>Fördergeber</th><td>Land</td></tr></table>
<h2>Wer?</h2><div><p>Kreise</p><p>Städte</p></div><h2>Was?</h2><p>Projekte</p>
<a href="../a?x=1#unten">eins</a><a href="../a?x=1">zwei</a><a href="mailto:x@y.de">mail</a><span></span></main>
"""
URL = "https://host.example/de/liste/seite.html"


@pytest.fixture
def page() -> Page:
    return Page.of(URL, HTML)


def test_one_wants_exactly_one_with_text(page: Page) -> None:
    assert page.one("h1") == "Digitale Modellregionen"
    for selector, found in (("h3", 0), ("td", 2), ("span", "no text")):
        with pytest.raises(PageChanged) as changed:
            page.one(selector)
        assert (changed.value.url, changed.value.selector, changed.value.found) == (URL, selector, found)


def test_maybe_allows_none_but_not_two(page: Page) -> None:
    assert page.maybe("h3") is None
    with pytest.raises(PageChanged):
        page.maybe("h2")


def test_links_are_absolute_once_and_web_only(page: Page) -> None:
    assert page.links("a") == ["https://host.example/de/a?x=1"]
    with pytest.raises(PageChanged):
        page.links("a.fehlt")
    assert page.links("a.fehlt", at_least=0) == []


def test_facts_are_taken_ignored_or_reported(page: Page) -> None:
    facts = page.facts("tr", "th", "td")
    assert facts.take("Antragsfrist", "Frist") == "30.9.2026"
    assert facts.unknown == ("Fördergeber",)
    facts.ignore("Fördergeber")
    assert facts.unknown == ()


def test_a_label_twice_is_a_changed_page() -> None:
    with pytest.raises(PageChanged):
        Page.of(URL, HTML.replace("Fördergeber", "Frist:")).facts("tr", "th", "td")


def test_sections_keep_their_paragraphs(page: Page) -> None:
    sections = page.sections("main", "h2")
    assert sections.take("Wer?") == "Kreise\n\nStädte"
    assert sections.take("Was?", "Wie?") == "Projekte\n\neinszweimail"


def test_json_says_when_it_is_an_error_page() -> None:
    assert Page.of(URL, '{"a": [1]}').json() == {"a": [1]}
    with pytest.raises(PageChanged):
        Page.of(URL, "<html>Wartung</html>").json()


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Förderung</h1>".encode(),
        b"\xef\xbb\xbf" + "<h1>Förderung</h1>".encode(),
        '<meta charset="iso-8859-1"><h1>Förderung</h1>'.encode("iso-8859-1"),
        "<h1>Förderung</h1>".encode("windows-1252"),
        b'<meta charset="klingon"><h1>F\xf6rderung</h1>',
    ],
)
def test_bytes_are_read_in_their_own_charset(body: bytes) -> None:
    assert Page.of(URL, body).one("h1") == "Förderung"


RSS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>/</link>
<item><title>Förderaufruf &amp; Frist</title><link> https://amt.example/1 </link><dc:date>2026-05-04</dc:date>
<link>https://amt.example/zweiter</link></item></channel></rss>"""


def test_the_entries_of_a_feed_are_read_by_name() -> None:
    page = Page.of("https://amt.example/rss", RSS.encode("latin-1"))
    assert page.elements("item") == [
        {"title": "Förderaufruf & Frist", "link": "https://amt.example/1", "date": "2026-05-04"}
    ]
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><link href='/a'/></entry></feed>"
    assert Page.of("https://amt.example/atom", atom).elements("entry") == [{"title": "A", "link": "/a"}]


@pytest.mark.parametrize("body", ["<html><p>Wartung<br></html>", "", "{}", "<rss><channel/></rss>"])
def test_something_else_than_a_feed_is_noticed(body: str) -> None:
    with pytest.raises(PageChanged):
        Page.of("https://amt.example/rss", body).elements("item")


def test_entities_of_a_feed_are_not_unfolded() -> None:
    body = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><rss><item><title>x&a;</title></item></rss>"
    assert Page.of("https://amt.example/rss", body).elements("item") == [{"title": "x&a;"}]
