"""Product catalogues of an OpenCms site: the open search index lists them as JSON, each has a page of questions."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from scout.families import question_page
from scout.page import Page, PageChanged
from scout.source import Category, Contact, Draft, Link, Listed, Listing

_QUERY = {
    "q": "*:*",
    "fq": "public_access:true AND search_exclude:false AND type:localProduct AND con_locales:de",
    "fl": "id,type,link,title_de_s,description_de_s",
    "rows": "500",
    "sort": "id asc",
    "wt": "json",
}
# The number has stayed through two generations of the site; names in the address have not.
_NUMBER = re.compile(r"/(?:localProduct|foerderprodukte|foerderlotse-produkte)/(?:[^/]+/)?(\d+)(?:\.xml|/)")
_FUNDER = "Fördergeber:"
NRW = Category("region", "nordrhein_westfalen", "Nordrhein-Westfalen")
LEVELS = {
    "Land": ("land", "Land"), "NRW.BANK": ("land", "Land"), "Land NRW": ("land", "Land"),
    "Bund": ("bund", "Bund"), "KfW": ("bund", "Bund"), "EU": ("eu", "EU"),
}  # fmt: skip


def start(home: str) -> str:
    """Where the list of all products begins."""
    return f"{home}handleSolrSelect?{urlencode(_QUERY)}"


def listing(page: Page) -> Listing:
    """All products the index knows; it is read on while it announces more than it has handed over."""
    found = page.json()
    try:
        answer = found["response"]
        listed = [_listed(page, entry) for entry in answer["docs"]]
        read = answer["start"] + len(answer["docs"])
        more = bool(answer["docs"]) and read < answer["numFound"]
    except (KeyError, TypeError) as error:
        raise PageChanged(page.url, "response.docs", repr(error), "an answer of the search index") from error
    if not listed:
        raise PageChanged(page.url, "response.docs", 0, "at least 1")
    return listed, _next(page.url, read) if more else None


def detail(page: Page) -> Draft:
    """One product page."""
    url = page.absolute(page.attribute("href", "link[rel=canonical]")) or page.url
    points = page.texts("#header-content .list-module-standard li", at_least=0)
    funders = [point.removeprefix(_FUNDER).strip() for point in points if point.startswith(_FUNDER)]
    facts = page.facts("main .module-18", "h2", ".fdb-wrapper")
    facts.ignore("Kontakt", "Weitere Förderangebote")
    read = question_page.draft(
        page,
        facts,
        external_id=_number(page.url, url),
        url=url,
        title=page.one("h1.text-break"),
        summary=page.attribute("content", "meta[name=description]") or page.hints.get("description"),
        highlights=[point for point in points if not point.startswith(_FUNDER)],
        funder=funders[0] if funders else None,
        contacts=tuple(_contact(part) for part in page.parts(".contact-finder-contact-entry", at_least=0)),
        links=tuple(_links(page)),
    )
    return replace(read, categories=read.categories + _levels(read.funder))


def _levels(funder: str | None) -> tuple[Category, ...]:
    """Who pays, as codes. What only the Land and its bank pay for is for this Land; other products are for all."""
    names = [name.strip() for name in (funder or "").split(";") if name.strip()]
    levels = {label: Category("funder_level", *LEVELS[label]) for label in names if label in LEVELS}
    of_the_land = bool(names) and all(LEVELS.get(name, ("", ""))[0] == "land" for name in names)
    return (*dict.fromkeys(levels.values()), *([NRW] if of_the_land else []))


def _listed(page: Page, entry: dict[str, str]) -> Listed:
    number = _number(page.url, entry["link"])
    return Listed(
        urljoin(page.url, f"/de/foerderung/foerderprodukte/{number}/index.html"),
        {"title": entry.get("title_de_s", ""), "description": entry.get("description_de_s", "")},
    )


def _number(where: str, address: str) -> str:
    match = _NUMBER.search(address)
    if match is None:
        raise PageChanged(where, "product number", address, "/localProduct/<number>.xml or /foerderprodukte/<number>/")
    return match[1]


def _next(url: str, start: int) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    return urljoin(url, "?" + urlencode({**_QUERY, **query, "start": str(start)}))


def _contact(part: Page) -> Contact:
    lines = part.texts("p.text", at_least=0)
    addresses = [link.attribute("href") or "" for link in part.parts("a", at_least=0)]
    phone = next((line.removeprefix("Tel.:").strip() for line in lines if line.startswith("Tel.:")), None)
    street = next((line for line in lines if not line.startswith(("Tel.", "Fax"))), None)
    return Contact(
        "contact",
        part.one("h3"),
        street=street,
        phone=phone,
        email=next((a.removeprefix("mailto:") for a in addresses if a.startswith("mailto:")), None),
        url=next((a for a in addresses if a.startswith("http")), None),
    )


def _links(page: Page) -> list[Link]:
    found = {}
    for link in page.parts("main .fdb-wrapper a[href^=http]", at_least=0):
        url = link.absolute(link.attribute("href"))
        if url:
            found[url] = Link(link.own_text() or url, url)
    return list(found.values())
