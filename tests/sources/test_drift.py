"""Pages that change their build must say so: a generated breakage ends in PageChanged or an unknown fact."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scout.facts.read import with_facts
from scout.page import Page, PageChanged
from scout.source import Draft, PageSource, all_sources

HERE = Path(__file__).parent
CHALLENGE = "<html><head><title>Bitte warten</title></head><body><p>Wir prüfen Ihren Browser.</p></body></html>"
Breakage = Callable[[str], str]


def _saved(case: str) -> tuple[PageSource, str, dict[str, str], str]:
    key, _ = case.split("/")
    told = json.loads((HERE / case / "case.json").read_text(encoding="utf-8"))
    source = all_sources()[key]
    assert source.kind == "pages"
    [saved] = (HERE / case).glob("*.html")
    body = saved.read_text(encoding="utf-8")
    return source, told["url"], told.get("hints", {}), body


def _without(start: str, end: str) -> Breakage:
    def breakage(html: str) -> str:
        first = html.index(start)
        return html[:first] + html[html.index(end, first) + len(end) :]

    return breakage


def _instead(old: str, new: str) -> Breakage:
    return lambda html: html.replace(old, new)


def _broken(html: str, breakage: Breakage) -> str:
    changed = breakage(html)
    assert changed != html, "the breakage broke nothing"
    return changed


@pytest.mark.parametrize("case", ["nrw_bank/digital-model-regions", "nrw_bank/several-funders"])
@pytest.mark.parametrize(
    "breakage",
    [
        _without("<h1", "</h1>"),
        _instead("</h1>", '</h1><h1 class="text-break">Noch einer</h1>'),
        _instead('class="text-break"', 'class="title"'),
        _instead("module-18", "module-99"),
        _instead("fdb-wrapper", "text-wrapper"),
        _instead("<h2>Was wird gefördert?</h2>", ""),
        _instead("<h2>Was wird gefördert?</h2>", "<h2>Wer wird gefördert?</h2>"),
        lambda html: html.replace("<main", "<div").replace("</main>", "</div>"),
        lambda _: CHALLENGE,
        lambda _: "",
    ],
)
def test_a_rebuilt_product_page_is_noticed(case: str, breakage: Breakage) -> None:
    source, url, hints, html = _saved(case)
    with pytest.raises(PageChanged):
        source.detail(Page.of(url, _broken(html, breakage), hints=hints))


def test_a_renamed_question_is_an_unknown_fact_not_a_loss() -> None:
    source, url, hints, html = _saved("nrw_bank/digital-model-regions")
    renamed = _broken(html, _instead("<h2>Wie wird gefördert?</h2>", "<h2>Wie viel gibt es?</h2>"))
    read = source.detail(Page.of(url, renamed, hints=hints))
    assert read.unknown_facts == ("Wie viel gibt es?",)


@pytest.mark.parametrize("case", ["foerderinfo_bund/list-first", "foerderinfo_bund/list-last"])
@pytest.mark.parametrize(
    "breakage",
    [
        _instead("l-teaser-list", "l-cards"),
        _instead("c-teaser--announcement", "c-card"),
        _instead("c-teaser__title", "c-card__title"),
        _instead("<time datetime", "<span datetime"),
        _instead(' href="https://', ' data-href="https://'),
        _instead("</time>", '</time><time datetime="2026-01-01">1.1.2026</time>'),
        lambda _: CHALLENGE,
    ],
)
def test_a_rebuilt_list_is_noticed(case: str, breakage: Breakage) -> None:
    source, url, hints, html = _saved(case)
    with pytest.raises(PageChanged):
        source.listing(Page.of(url, _broken(html, breakage), hints=hints))


def test_a_list_that_announces_more_than_it_links_to_is_noticed() -> None:
    source, url, _, html = _saved("foerderinfo_bund/list-first")
    with pytest.raises(PageChanged) as changed:
        source.listing(Page.of(url, _broken(html, _without('<nav class="c-nav-index"', "</nav>"))))
    assert "page 2" in str(changed.value)


@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: CHALLENGE,
        _instead('"docs"', '"documents"'),
        _instead("/.content/localProduct/", "/.content/product/"),
        _instead('"numFound"', '"found"'),
        lambda _: '{"response": {"numFound": 0, "start": 0, "docs": []}}',
        lambda _: "[]",
    ],
)
def test_a_changed_search_index_is_noticed(breakage: Breakage) -> None:
    source, url, _, body = _saved("nrw_bank/list")
    with pytest.raises(PageChanged):
        source.listing(Page.of(url, _broken(body, breakage)))


def test_the_real_product_page_is_read(shared: Path) -> None:
    source = all_sources()["nrw_bank"]
    assert source.kind == "pages"
    body = (shared / "real" / "funding" / "html" / "nrwbank__gruendungszuschuss_15086.html").read_bytes()
    read: Draft = with_facts(
        source.detail(Page.of("https://www.nrwbank.de/de/foerderung/foerderprodukte/15086/index.html", body))
    )
    assert (read.external_id, read.title, read.funder) == ("15086", "Gründungszuschuss", "Bund")
    assert read.url.endswith("/15086/gruendungszuschuss.html")
    assert read.unknown_facts == ()
    assert read.requirements is not None
    assert "Existenzgründer" in read.requirements
    assert [(c.kind, c.code) for c in read.categories] == [("funding_type", "zuschuss"), ("funder_level", "bund")]
    assert [contact.email for contact in read.contacts] == [None, "zentrale@arbeitsagentur.de"]
    assert [fact.state for fact in read.deadlines] == ["open"]
