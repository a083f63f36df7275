"""Sites of the Land NRW that change their build must say so, whatever their class names: breakages of every page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from scout.families.asked import asks
from scout.page import Page, PageChanged
from scout.source import Draft, PageSource, all_sources

HERE = Path(__file__).parent
SITES = (
    "bezreg_arnsberg", "bezreg_detmold", "bezreg_duesseldorf", "bezreg_koeln", "bezreg_muenster", "digitales_nrw",
    "digitalpakt_nrw", "efre_nrw", "gigabit_nrw", "interkommunales_nrw", "klimaatlas_nrw", "mbl_nrw", "mhkbd", "mwike",
)  # fmt: skip
CHALLENGE = "<html><head><title>Bitte warten</title></head><body><p>Wir prüfen Ihren Browser.</p></body></html>"
TEXTS = ("summary", "body", "requirements", "deadline_text", "procedure", "required_documents", "legal_citation")
HEADING = re.compile(r"(<h[2-6]>(?:<button[^>]*>)?|<div class=\"faq_question\"[^>]*>|field__label\">)([^<]+)(<)")
Breakage = Callable[[str], str]


def _cases(name: str) -> list[str]:
    found = [path for site in SITES for path in (HERE / site).glob(f"*/{name}")]
    return sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in found)


def _page(case: str, name: str, breakage: Breakage = lambda html: html) -> tuple[PageSource, Page]:
    source = all_sources()[case.split("/")[0]]
    assert source.kind == "pages"
    told = json.loads((HERE / case / "case.json").read_text(encoding="utf-8"))
    html = (HERE / case / name).read_text(encoding="utf-8")
    return source, Page.of(told["url"], breakage(html), hints=told.get("hints", {}))


def _detail(case: str, breakage: Breakage = lambda html: html) -> Draft:
    source, page = _page(case, "page.html", breakage)
    return source.detail(page)


@pytest.mark.parametrize("case", _cases("page.html"))
@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: "",
        lambda _: CHALLENGE,
        lambda html: re.sub(r"<h1.*?</h1>", "", html, flags=re.DOTALL),
        lambda html: html.replace("</h1>", "</h1><h1>Noch ein Titel</h1>"),
        lambda html: re.sub(r"<h1([^>]*)>.*?</h1>", r"<h1\1></h1>", html, flags=re.DOTALL),
    ],
    ids=["empty", "challenge", "no-title", "two-titles", "empty-title"],
)
def test_a_page_without_its_title_is_no_programme(case: str, breakage: Breakage) -> None:
    with pytest.raises(PageChanged):
        _detail(case, breakage)


@pytest.mark.parametrize("case", [case for case in _cases("page.html") if not case.startswith("mbl_nrw")])
@pytest.mark.parametrize(
    "breakage",
    [
        lambda html: html.replace('<main role="main">', "<div>").replace("</main>", "</div>"),
        lambda html: html.replace("</main>", "</main><main></main>"),
        lambda html: re.sub(r"(<main.*?</h1>).*</main>", r"\1</main>", html, flags=re.DOTALL),
    ],
    ids=["no-main", "two-mains", "nothing-but-title"],
)
def test_a_page_without_its_content_is_no_programme(case: str, breakage: Breakage) -> None:
    with pytest.raises(PageChanged):
        _detail(case, breakage)


@pytest.mark.parametrize("case", _cases("page.html"))
def test_a_question_asked_in_other_words_loses_no_text(case: str) -> None:
    """What stood under a heading is still in the draft when the heading says nothing we know any more."""
    before = _detail(case)
    html = (HERE / case / "page.html").read_text(encoding="utf-8")
    for heading in [match[2] for match in HEADING.finditer(html)]:
        if asks(heading) in {"contact", "aside", "title", "funder", "issued", "validity"}:
            continue
        after = _read_or_none(case, heading)
        assert after is None or _words(after) >= _words(before) - set(heading.split()), heading
        if after is not None and _emptied(before, after):
            assert _names(after, "Xylofonisches"), f"{heading}: {_emptied(before, after)} emptied without a word"


def _read_or_none(case: str, heading: str) -> Draft | None:
    try:
        return _detail(case, lambda html: html.replace(heading, "Xylofonisches"))
    except PageChanged:
        return None


def _words(draft: Draft) -> set[str]:
    return {word for name in TEXTS for word in (getattr(draft, name) or "").split()}


def _emptied(before: Draft, after: Draft) -> set[str]:
    return {f.name for f in fields(Draft) if getattr(before, f.name) and not getattr(after, f.name)}


def _names(draft: Draft, heading: str) -> bool:
    return heading in draft.unknown_facts or any(heading in (getattr(draft, name) or "") for name in TEXTS)


@pytest.mark.parametrize("case", [case for case in _cases("page.html") if not case.startswith("mbl_nrw")])
def test_headings_that_become_plain_text_are_noticed_or_lose_nothing(case: str) -> None:
    before = _detail(case)
    try:
        after = _detail(case, lambda html: re.sub(r"<(/?)h[2-6]\b", r"<\1p", html))
    except PageChanged:
        return
    assert _words(after) >= _words(before)


@pytest.mark.parametrize("case", _cases("list.html"))
@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: "",
        lambda _: CHALLENGE,
        lambda html: html.replace('<main role="main">', "<div>").replace("</main>", "</div>"),
        lambda html: html.replace("</main>", "</main><main></main>"),
        lambda html: html.replace('<a href="', '<a data-href="'),
        lambda html: re.sub(r'href="[^"]*"', 'href="/inhalt/4711"', html),
        lambda html: re.sub(r'(<main role="main">).*(</main>)', r"\1\2", html, flags=re.DOTALL),
    ],
    ids=["empty", "challenge", "no-main", "two-mains", "no-links", "other-paths", "empty-main"],
)
def test_a_rebuilt_list_is_noticed(case: str, breakage: Breakage) -> None:
    source, page = _page(case, "list.html", breakage)
    with pytest.raises(PageChanged) as changed:
        source.listing(page)
    assert str(changed.value).startswith("http")


@pytest.mark.parametrize("case", _cases("list.xml"))
@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: "",
        lambda _: CHALLENGE,
        lambda xml: xml.replace("loc>", "location>"),
        lambda xml: xml.replace("<sitemap>", "<map>").replace("</sitemap>", "</map>").replace("url>", "address>"),
        lambda xml: xml.replace("<loc>https:", "<loc>mailto:"),
    ],
    ids=["empty", "challenge", "no-address", "no-entries", "no-http"],
)
def test_a_rebuilt_map_is_noticed(case: str, breakage: Breakage) -> None:
    source, page = _page(case, "list.xml", breakage)
    with pytest.raises(PageChanged):
        source.listing(page)


@pytest.mark.parametrize("case", ["mbl_nrw/hard-wrapped", "mbl_nrw/earlier-version"])
@pytest.mark.parametrize(
    "breakage",
    [
        lambda html: html.replace("copy-url", "copy-link"),
        lambda html: html.replace("version-item", "edition"),
        lambda html: html.replace("info-box-item", "fact"),
    ],
    ids=["number", "versions", "dates"],
)
def test_a_rebuilt_decree_is_noticed(case: str, breakage: Breakage) -> None:
    with pytest.raises(PageChanged):
        _detail(case, breakage)


@pytest.mark.parametrize("case", ["mbl_nrw/hard-wrapped", "mbl_nrw/earlier-version"])
def test_a_decree_without_its_sections_is_read_and_reported(case: str) -> None:
    before = _detail(case)
    after = _detail(case, lambda html: re.sub(r"<strong>\d<br>", "<strong>", html))
    assert after.unknown_facts == ("Gliederung der Richtlinie",)
    assert _words(after) >= _words(before)


def test_a_number_and_its_heading_may_be_two_paragraphs_or_not_bold() -> None:
    before = _detail("mbl_nrw/hard-wrapped")
    apart = _detail(
        "mbl_nrw/hard-wrapped", lambda html: re.sub(r"(<strong>\d)<br>", r"\1</strong></p>\n<p><strong>", html)
    )
    plain = _detail("mbl_nrw/hard-wrapped", lambda html: html.replace("<strong>", "").replace("</strong>", ""))
    for name in ("requirements", "procedure"):
        assert getattr(apart, name) == getattr(plain, name) == getattr(before, name)
