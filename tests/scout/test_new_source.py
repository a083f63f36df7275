"""``sources new``: what it writes, what it saves, and that its tests fail until somebody has written the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scout.page import Page, PageChanged
from scout.source import BadAnswer, Evidence, PageSource, RecordSource, Source
from tests.site.calls import Call
from tests.site.server import Site


def test_a_new_source_gets_its_file_and_its_page(call: Call, site: Site, checkout: Path) -> None:
    url = "https://amt.example/liste"
    site.put(url, "<html><h1>Förderliste</h1></html>")
    done = call("sources", "new", "kreis_amt", url)
    assert done.code == 0, done
    assert (checkout / "tests/sources/kreis_amt/first/list.html").read_text() == "<html><h1>Förderliste</h1></html>"
    about = json.loads((checkout / "tests/sources/kreis_amt/first/case.json").read_text())
    assert about == {"url": url, "as_fetched": True}  # fails its test until the texts are our own
    made: dict = {}
    exec((checkout / "scout/sources/kreis_amt.py").read_text(), made)
    source = made["SOURCE"]
    assert (source.key, source.start, source.kind) == ("kreis_amt", url, "pages")
    with pytest.raises(PageChanged, match="selector-of-the-links"):  # as its own test says until it is written
        source.listing(Page.of(url, site.stored["amt.example/liste"].body))
    again = call("sources", "new", "kreis_amt", url)
    assert again.code == 4
    assert "gibt es schon" in again.err


def test_programme_pages_are_saved_beside_the_list(call: Call, site: Site, checkout: Path) -> None:
    pages = ["https://amt.example/programm/KT-1.html", "https://amt.example/anderes/kt-1/", "https://amt.example/?p=7"]
    for url in ("https://amt.example/liste", *pages):
        site.put(url, f"<main><h1>{url}</h1></main>")
    made = json.loads(call("sources", "new", "amt", "https://amt.example/liste", *pages, "--json").out)
    folders = [Path(path).parent for path in made["programme_pages"]]
    assert [folder.name for folder in folders] == ["kt-1", "kt-1-2", "page"]
    assert [json.loads((folder / "case.json").read_text())["url"] for folder in folders] == pages
    assert all(url in (folder / "page.html").read_text() for folder, url in zip(folders, pages, strict=True))


@pytest.mark.parametrize(
    ("body", "form", "saved", "stumbles"),
    [
        ("<html><a href='/foerderung/a'>a</a></html>", "pages", "list.html", "selector-of-the-links"),
        ("<rss><item><link>https://amt.example/1</link></item></rss>", "feed", "list.xml", "name-of"),
        ("<feed><entry><link href='https://amt.example/1'/></entry></feed>", "feed", "list.xml", "name-of"),
        ('\ufeff [{"id": 1}]', "records", "answer.json", "list indices must be"),
        ('{"eintraege": []}', "records", "answer.json", "name-of-the-list"),
    ],
)
def test_the_skeleton_fits_what_the_list_is(
    call: Call, site: Site, checkout: Path, body: str, form: str, saved: str, stumbles: str
) -> None:
    url = "https://amt.example/liste"
    site.put(url, body)
    made = json.loads(call("sources", "new", "amt", url, "--json").out)
    assert (made["form"], Path(made["saved_page"]).name) == (form, saved)
    source = _made(checkout)
    assert (source.evidence, source.needs_live_check) == (Evidence("page", "2026-08"), True)
    with pytest.raises((PageChanged, KeyError, BadAnswer), match=stumbles):  # its own test fails until it is written
        _read(source, body)


def test_pages_in_prose_take_the_reader_of_their_family(call: Call, site: Site, checkout: Path) -> None:
    site.put("https://amt.example/liste", "<main><h1>Liste</h1><a href='/geld/a'>a</a></main>")
    text = "Gefördert werden Bänke und Spielgeräte in Ortsteilen. " * 4
    site.put("https://amt.example/geld/a", f"<main><h1>Dorf</h1><p>{text}</p></main>")
    done = call("sources", "new", "amt", "https://amt.example/liste", "https://amt.example/geld/a", "--prose")
    assert done.code == 0, done
    source = _made(checkout)
    assert isinstance(source, PageSource)
    draft = source.detail(Page.of("https://amt.example/geld/a", site.stored["amt.example/geld/a"].body))
    assert (draft.title, draft.funder, draft.external_id) == ("Dorf", "amt.example", "/geld/a")
    with pytest.raises(PageChanged, match="folder-of-the-programme-pages"):
        source.listing(Page.of("https://amt.example/liste", site.stored["amt.example/liste"].body))


def test_an_interface_has_no_programme_pages(call: Call, site: Site, checkout: Path) -> None:
    site.put("https://amt.example/api", "[]")
    site.put("https://amt.example/1", "<h1>x</h1>")
    done = call("sources", "new", "amt", "https://amt.example/api", "https://amt.example/1")
    assert (done.code, "antwortet mit JSON" in done.err) == (4, True)
    assert [p for p in checkout.rglob("*") if p.is_file()] == []


def _read(source: Source, body: str) -> object:
    if isinstance(source, RecordSource):
        return source.read(body.encode(), source.first)
    assert isinstance(source, PageSource)
    return source.listing(Page.of(source.start, body))


def _made(checkout: Path) -> Source:
    made: dict = {}
    exec((checkout / "scout/sources/amt.py").read_text(), made)
    return made["SOURCE"]


@pytest.mark.parametrize(
    ("key", "url", "words"),
    [
        ("Kreis-Amt", "https://amt.example/", "Schlüssel 'Kreis-Amt'"),
        ("../oben", "https://amt.example/", "Schlüssel '../oben'"),
        ("amt", "amt.example", "keine Web-Adresse"),
        ("amt", 'https://amt.example/"+x+"', "keine Web-Adresse"),
        ("amt", "https://amt.example/fehlt", "war nicht lesbar"),
    ],
)
def test_a_new_source_that_cannot_be_leaves_nothing(call: Call, checkout: Path, key: str, url: str, words: str) -> None:
    done = call("sources", "new", key, url)
    assert done.code in {4, 6}
    assert words in done.err
    assert [p for p in checkout.rglob("*") if p.is_file()] == []
