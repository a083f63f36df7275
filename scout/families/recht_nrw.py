"""Funding guidelines in the Land's law portal: the site's map names every decree, each has one page per version.

The portal was renewed in 2026; the addresses below /lmi/owa (br_vbl_detail_text) lead to its search now. Structure as
in pages that a public importer of the portal keeps (repository XYungeloest/landesrecht, sources/recht-nrw): box of
dates, list of versions, number of the decree in the link to its newest version, text with numbered bold headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from scout.families.asked import asks, first, told
from scout.families.nrw_pages import LAND
from scout.families.outline import Answer
from scout.families.paragraphs import sort
from scout.markup import node_text
from scout.page import Facts, Page, PageChanged
from scout.source import Contact, Draft, Link, Listed, Listing
from scout.text import clean, parse_date

_TEXT = ".field--field_body, .field--name-field-normtext"
_BLOCKS = {"p", "ul", "ol", "table", "h2", "h3", "h4", "h5", "h6"}
_DECREE = "/lrmb/verwaltungsvorschrift/"
_FUNDING = re.compile(r"zuwendung|foerder|finanzhilf|finanzierungshilf|zuschu[es]|billigkeitsleist", re.IGNORECASE)
_TERM = re.compile(r"/taxonomy/term/(\d{1,9})\b")
_LONGEST_HEADING = 150
_NUMBER = re.compile(r"(?:\d{1,2}\.?){1,2}|[IVX]{1,4}\.?")
_HEADING = re.compile(r"^(?:(?:\d{1,2}\.?){1,2}|[IVX]{1,4}\.?)\s+(?=[A-ZÄÖÜ])")
_ISSUED_BY = re.compile(
    r"\b(?:Runderlass|RdErl\.)\s+(?:des|d\.)\s+(Ministeri\w{2,4}s?\s[^(]{3,220}?)\s*(?:\n\n|\s–|\(|\bVom\b|$)"
)
_PRINTED = re.compile(r"MBl\.\s?NRW\.\s?(?:\d{4}\s)?(?:Nr\.\s?\d{1,4}\s)?S\.\s?\d{1,5}[a-z]?")
_MAP_PAGE = re.compile(r"/sitemap/page/(\d{1,4})/")
_HOW_MANY = re.compile(r"^of=(\d{1,4})$")


def listing(page: Page) -> Listing:
    """The funding guidelines of one page of the site's map. The map's index leads to the first page.

    How many pages there are travels in the address as ``?of=``: a page of a map does not say it, a server ignores it.
    """
    index = [_address(page, entry.get("loc")) for entry in page.elements("sitemap", at_least=0)]
    if index:
        return [], f"{index[0]}?of={len(index)}"
    addresses = [_address(page, entry.get("loc")) for entry in page.elements("url")]
    return [Listed(url) for url in addresses if _DECREE in url and _FUNDING.search(url)], _next(page)


def detail(page: Page) -> Draft:
    """One version of a guideline. An earlier version is its own closed programme, so that it never hides the newest."""
    number, dates = _number(page), _dates(page)
    since, until = dates.take("Gültig ab"), dates.take("Gültig bis")
    issued = dates.take("Ausfertigungsdatum", "Veröffentlichungsdatum")
    dates.ignore("Verkündungsblatt", "Ausgabe", "Seite", "Verkündet durch", "Vollzitat")
    text = page.passage(_TEXT) or ""
    answers = _sections(page)
    unsorted = sort(text) if text and not answers else sort("")
    newest = _is_newest(page)
    return Draft(
        external_id=number if newest else f"{number}@{since}",
        url=(page.absolute(page.attribute("href", "link[rel=canonical]")) if newest else None) or page.url,
        title=page.one("h1"),
        summary=next((answer.text.split("\n\n")[0] for answer in answers if asks(answer.heading) == "what"), None),
        body=told(answers, ("what", "unknown", "aside", "documents")) or _all(unsorted.summary, unsorted.body),
        requirements=told(answers, ("who", "negative")) or unsorted.requirements,
        deadline_text=told(answers, ("deadline",)),
        procedure=told(answers, ("procedure",)) or unsorted.procedure,
        legal_citation=_citation(text),
        status_note=None if newest else "Frühere Fassung der Richtlinie",
        remark=_validity(answers, since, until),
        issued_on=parse_date(issued or ""),
        funder=_funder(text),
        status="unknown" if newest else "closed",
        categories=LAND,
        contacts=(Contact("contact", "Bewilligungsbehörde laut Richtlinie", url=page.url),),
        links=_links(page),
        # A text without the sections that every guideline has is read all the same, but somebody should look at it.
        unknown_facts=dates.unknown + (("Gliederung der Richtlinie",) if text and not answers else ()),
    )


def _all(*texts: str | None) -> str | None:
    return "\n\n".join(filter(None, texts)) or None


def _address(page: Page, told_url: str | None) -> str:
    address = page.absolute(told_url)
    if address is None:
        raise PageChanged(page.url, "loc", "no address", "an address")
    return address


def _next(page: Page) -> str | None:
    parts = urlsplit(page.url)
    here, last = _MAP_PAGE.search(parts.path), _HOW_MANY.search(parts.query)
    if here is None or last is None or int(here[1]) >= int(last[1]):
        return None
    return urlunsplit(parts._replace(path=_MAP_PAGE.sub(f"/sitemap/page/{int(here[1]) + 1}/", parts.path)))


def _number(page: Page) -> str:
    for part in page.parts("a.copy-url", at_least=0):
        if found := _TERM.search(part.attribute("href") or ""):
            return found[1]
    raise PageChanged(page.url, "a.copy-url", 0, "a link to /taxonomy/term/<number>")


def _dates(page: Page) -> Facts:
    rows = [part for part in page.parts(".info-box-item") if part.parts(".field__label", at_least=0)]
    return Facts(page.url, [(row.one(".field__label"), row.one(".field__item")) for row in rows])


def _is_newest(page: Page) -> bool:
    return "aktuelle Seite" in page.texts(".version-item")[0]


def _sections(page: Page) -> list[Answer]:
    """The numbered sections of the text; what stands before the first (number, title, ministry, date) is no section."""
    sections: list[tuple[str, list[str]]] = []
    number = ""
    for block in (block for root in page.root.css(_TEXT) for block in _blocks(root)):
        text = node_text(block)
        bold = _is_bold(block, text)
        heading = _heading(f"{number} {clean(text)}".strip(), bold)
        number = text if bold and _NUMBER.fullmatch(text) else ""
        if heading is not None:
            sections.append((heading, []))
        elif text and sections and not number:
            sections[-1][1].append(text)
    return [Answer(heading, "\n\n".join(texts)) for heading, texts in sections if texts]


def _blocks(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter():
        if child.tag in _BLOCKS:
            yield child
        elif "alert" not in (child.attributes.get("class") or ""):
            yield from _blocks(child)


def _is_bold(block: LexborNode, text: str) -> bool:
    bold = block.css_first("strong, b")
    return bold is not None and clean(node_text(bold)) == clean(text)


def _heading(line: str, is_bold: bool) -> str | None:
    """The heading a line is, without its number. Where nothing is bold it must ask one of the usual questions."""
    found = _HEADING.match(line)
    if found is None or len(line) > _LONGEST_HEADING or line[-1] in ".;:,":
        return None
    heading = line[found.end() :]
    return heading if is_bold or asks(heading) != "unknown" else None


def _validity(answers: list[Answer], since: str | None, until: str | None) -> str | None:
    """What the text says of its coming into and going out of force; no deadline for applying."""
    said = first(answers, "validity")
    dates = f"Fassung gültig ab {since}{f' bis {until}' if until else ''}." if since else None
    return "\n".join(filter(None, (dates, said.text if said else None))) or None


def _citation(text: str) -> str | None:
    found = _PRINTED.findall(text)
    return found[-1] if found else None


def _funder(text: str) -> str | None:
    # "Runderlass des Ministeriums für ...": the ministry in the nominative.
    found = _ISSUED_BY.search(text[:3000])
    return re.sub(r"^Ministeriums\b", "Ministerium", clean(found[1])) if found else None


def _links(page: Page) -> tuple[Link, ...]:
    """The decree as a file, and its text where an old one is kept as a file of its own."""
    files = [("Richtlinie als Datei", part.attribute("href")) for part in page.parts("a[download]", at_least=0)]
    files += [("Wortlaut", part.attribute("src")) for part in page.parts("main iframe[src]", at_least=0)]
    found = {url: Link(title, url) for title, address in files if (url := page.absolute(address))}
    return tuple(found.values())
