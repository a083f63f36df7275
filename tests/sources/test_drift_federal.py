"""Federal sites and foundations that change their build must say so: breakages of every saved page and list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scout.page import Page, PageChanged
from scout.source import Draft, PageSource, all_sources

HERE = Path(__file__).parent
FOUNDATIONS = ("aktion_mensch", "bertelsmann_stiftung", "bosch_stiftung", "dbu", "mercator", "telekom_stiftung")
PROSE = (*FOUNDATIONS, "bbsr", "gigabit_bund", "nki", "smart_cities")
LABELLED = ("dsee", "klimaanpassung")
OWN_BUILD = ("bmftr", "kfw_public")
ITS_OWN_LIST = ("gigabit_bund", "mercator", "smart_cities")
CHALLENGE = "<html><head><title>Bitte warten</title></head><body><p>Wir prüfen Ihren Browser.</p></body></html>"
TEXTS = ("summary", "body", "requirements", "deadline_text", "procedure", "remark")
Breakage = Callable[[str], str]


def _cases(sites: tuple[str, ...], name: str) -> list[str]:
    found = [path for site in sites for path in (HERE / site).glob(f"*/{name}")]
    return sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in found)


def _page(case: str, name: str, breakage: Breakage = lambda html: html) -> tuple[PageSource, Page]:
    source = all_sources()[case.split("/")[0]]
    assert source.kind == "pages"
    about = HERE / case / "case.json"
    told = json.loads(about.read_text(encoding="utf-8")) if about.exists() else {}
    body = (HERE / case / name).read_text(encoding="utf-8")
    changed = breakage(body)
    return source, Page.of(told.get("url", source.start), changed, hints=told.get("hints", {}))


def _detail(case: str, breakage: Breakage = lambda html: html) -> Draft:
    source, page = _page(case, "page.html", breakage)
    return source.detail(page)


def _words(draft: Draft) -> set[str]:
    return {word for name in TEXTS for word in (getattr(draft, name) or "").split()}


@pytest.mark.parametrize("case", _cases((*PROSE, *LABELLED, *OWN_BUILD), "page.html"))
@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: "",
        lambda _: CHALLENGE,
        lambda _: '{"error": "maintenance"}',
        lambda html: re.sub(r"<h1.*?</h1>", "", html, flags=re.DOTALL),
        lambda html: re.sub(r"(<h1.*?</h1>)", r"\1\1", html, flags=re.DOTALL),
    ],
    ids=["empty", "challenge", "json", "no-title", "two-titles"],
)
def test_a_page_without_its_title_is_no_programme(case: str, breakage: Breakage) -> None:
    with pytest.raises(PageChanged):
        _detail(case, breakage)


@pytest.mark.parametrize("case", _cases((*PROSE, *LABELLED), "page.html"))
@pytest.mark.parametrize(
    "breakage",
    [
        lambda html: html.replace("<main>", "<div>").replace("</main>", "</div>"),
        lambda html: html.replace("</main>", "</main><main></main>"),
        lambda html: re.sub(r"(<main>.*?</h1>).*</main>", r"\1</main>", html, flags=re.DOTALL),
    ],
    ids=["no-main", "two-mains", "nothing-but-title"],
)
def test_a_page_without_its_content_is_no_programme(case: str, breakage: Breakage) -> None:
    with pytest.raises(PageChanged):
        _detail(case, breakage)


@pytest.mark.parametrize("case", _cases((*PROSE, *LABELLED, *OWN_BUILD), "list.html"))
@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: "",
        lambda _: CHALLENGE,
        lambda html: re.sub(r"<main[^>]*>.*</main>", "<main></main>", html, flags=re.DOTALL),
    ],
    ids=["empty", "challenge", "empty-main"],
)
def test_a_list_without_content_is_noticed(case: str, breakage: Breakage) -> None:
    source, page = _page(case, "list.html", breakage)
    with pytest.raises(PageChanged) as changed:
        source.listing(page)
    assert str(changed.value).startswith("http")


@pytest.mark.parametrize(
    "case", [c for c in _cases((*PROSE, *LABELLED, *OWN_BUILD), "list.html") if c.split("/")[0] not in ITS_OWN_LIST]
)
@pytest.mark.parametrize(
    "breakage",
    [
        lambda html: html.replace('<a href="', '<a data-href="'),
        lambda html: re.sub(r'href="[^"]*"', 'href="/inhalt/4711"', html),
    ],
    ids=["no-links", "other-paths"],
)
def test_a_list_whose_links_moved_is_noticed(case: str, breakage: Breakage) -> None:
    source, page = _page(case, "list.html", breakage)
    with pytest.raises(PageChanged):
        source.listing(page)


@pytest.mark.parametrize("site", ITS_OWN_LIST)
def test_a_programme_that_its_own_page_speaks_of_no_more_is_noticed(site: str) -> None:
    source, page = _page(f"{site}/list", "list.html", lambda _: "<main><h1>Archiv</h1><p>Hier war etwas.</p></main>")
    with pytest.raises(PageChanged, match="the words"):
        source.listing(page)


def test_an_overview_that_leads_no_more_to_the_kommunalrichtlinie_is_noticed() -> None:
    source, page = _page("nki/list", "list.html", lambda html: html.replace("/kommunalrichtlinie", "/krl"))
    with pytest.raises(PageChanged, match="kommunalrichtlinie"):
        source.listing(page)


@pytest.mark.parametrize("case", _cases(("kfw_public",), "page.html"))
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("product-label-number", "number"),
        ("product-label-label", "label"),
        ("product-header-headline", "headline"),
        ("details--acc1", "accordion"),
        ("details-title-label", "accordion-title"),
        ("details-content", "accordion-content"),
        ("<h2>W", "<h2>Von Grund auf neu: w"),
        ("<h2>Wen fördern wir?</h2>", "<h2>Was fördern wir?</h2>"),
    ],
)
def test_a_rebuilt_product_page_is_noticed(case: str, old: str, new: str) -> None:
    with pytest.raises(PageChanged):
        _detail(case, lambda html: html.replace(old, new))


@pytest.mark.parametrize("question", ["Wen fördern wir?", "Konditionen", "So funktioniert&#39;s"])
def test_a_renamed_question_of_a_product_is_an_unknown_fact(question: str) -> None:
    read = _detail("kfw_public/credit", lambda html: html.replace(question, "Neue Frage"))
    assert read.unknown_facts == ("Neue Frage",)


@pytest.mark.parametrize("case", _cases(LABELLED, "page.html"))
def test_labels_that_are_all_renamed_are_noticed(case: str) -> None:
    with pytest.raises(PageChanged, match="labels"):
        _detail(case, lambda html: re.sub(r"(?<=[>])([A-ZÄÖÜ][^<:]{3,40}):(?=<)", r"\1 ist", html).replace("/B", " B"))


@pytest.mark.parametrize(
    ("case", "label"),
    [
        ("dsee/dated", "Bewerbungsfrist"),
        ("dsee/dated", "Regionen"),
        ("klimaanpassung/two-stage-window", "Antragsfrist"),
        ("klimaanpassung/two-stage-window", "Antragsberechtigte"),
    ],
)
def test_a_renamed_label_loses_no_text(case: str, label: str) -> None:
    before, after = _detail(case), _detail(case, lambda html: html.replace(f"{label}:", "Neues Wort:"))
    assert _words(after) >= _words(before) - {f"{label}:"}


@pytest.mark.parametrize("address", ["https://www.bmftr.bund.de/DE/Service/suche.html", "https://www.bmftr.bund.de/"])
def test_an_announcement_without_number_and_day_is_noticed(address: str) -> None:
    source, page = _page("bmftr/two-stage", "page.html")
    with pytest.raises(PageChanged, match="neither number nor day"):
        source.detail(Page(address, "", page.root, {}))


@pytest.mark.parametrize("case", ["foerderinfo_bund/feed", "foerderinfo_bund/feed-oddities"])
@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: "",
        lambda _: CHALLENGE,
        lambda xml: xml.replace("item>", "entry>"),
        lambda xml: xml.replace("link>", "address>"),
        lambda xml: re.sub(r" \| \d.*?</title>", "</title>", xml),
        lambda xml: re.sub(r"<title>.*?</title>", "<title></title>", xml),
        lambda xml: xml[: len(xml) // 2],
    ],
    ids=["empty", "challenge", "no-items", "no-address", "no-dates", "no-titles", "cut"],
)
def test_a_rebuilt_feed_is_noticed(case: str, breakage: Breakage) -> None:
    source, page = _page(case, "list.xml", breakage)
    with pytest.raises(PageChanged):
        source.listing(page)
