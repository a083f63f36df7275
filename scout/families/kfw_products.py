"""Product pages of KfW: a header with the product's number, the most important in brief, then questions to unfold."""

from __future__ import annotations

import re
from urllib.parse import unquote

from scout.families.gsb_vocabulary import named
from scout.page import Facts, Page, PageChanged
from scout.source import Category, Draft, Listed, Listing

_PRODUCT = re.compile(r"/Förderprodukte/[^/?#]{1,200}\((?P<number>\d{3}(?:[-/ ,]{1,3}\d{3}){0,5})\)/?$")
_KINDS = {"kredit": "Darlehen", "zuschuss": "Zuschuss"}
_WHAT, _WHO, _TERMS, _HOW = "Was fördern wir?", "Wen fördern wir?", "Konditionen", "So funktioniert's"
_NOT_WANTED = ("Formulare und Downloads", "Beispiele", "Häufige Fragen", "Häufig gestellte Fragen", "Weitere Angebote")
# What a script fills in on the live page is missing here: a line that announces a list, and no list.
_ANNOUNCED = re.compile(r"^(?P<line>(?!• ).{0,300}\bfolgende[nrms]?\b.{0,100}:)$(?!\n+• )", re.MULTILINE)


def listing(page: Page) -> Listing:
    """The products linked from an overview, each product once though several paths lead to it."""
    products: dict[str, str] = {}
    for url in page.links("a[href*='rderprodukte/']"):
        if number := _number(url):
            products.setdefault(number, url)
    if not products:
        raise PageChanged(page.url, "a[href*='/Förderprodukte/']", "no product with its number", "at least 1")
    return [Listed(url) for url in products.values()], None


def detail(page: Page) -> Draft:
    """One product."""
    facts = page.facts(".details--acc1", ".details-title-label h2", ".details--acc1 > .details-content")
    what, who, terms, how = (facts.take(asked, asked.replace("'", "’")) for asked in (_WHAT, _WHO, _TERMS, _HOW))
    facts.ignore(*_NOT_WANTED)
    if what is None and who is None:
        raise PageChanged(page.url, ".details--acc1", "neither what nor who is funded", f"{_WHAT!r} or {_WHO!r}")
    summary = _joined(page.maybe(".product-header p.description"), _in_brief(page))
    return Draft(
        external_id=_digits(page.one("h1.product-header-content .product-label-number")),
        url=page.url,
        title=f"{page.one('.product-header-headline')} ({page.one('.product-label-number')})",
        summary=summary,
        body=_joined(what, terms),
        requirements=who,
        procedure=how,
        funder="KfW",
        categories=_categories(page),
        unknown_facts=_unknown(facts, _joined(what, who) or ""),
    )


def _in_brief(page: Page) -> str | None:
    """The points of "Das Wichtigste in Kürze", without those whose rate of interest a script would fill in."""
    points = page.passage(".dwik-content-left > ul") or ""
    return "\n".join(point for point in points.split("\n") if "-,--" not in point) or None


def _number(url: str) -> str | None:
    product = _PRODUCT.search(unquote(url))
    return _digits(product["number"]) if product else None


def _digits(written: str) -> str:
    """Numbers of a product as one key: "261, 262" and "261-262" are the same."""
    return "-".join(re.findall(r"\d{3}", written)) or written


def _categories(page: Page) -> tuple[Category, ...]:
    label = page.one("h1.product-header-content .product-label-label").lower()
    kinds = [named("funding_type", kind) for word, kind in _KINDS.items() if word in label]
    return (named("funder_level", "Bund"), named("region", "bundesweit"), *kinds)


def _unknown(facts: Facts, told: str) -> tuple[str, ...]:
    missing = tuple(f"Liste fehlt nach: {line['line'][-120:]}" for line in _ANNOUNCED.finditer(told))
    return facts.unknown + missing


def _joined(*texts: str | None) -> str | None:
    return "\n\n".join(filter(None, texts)) or None
