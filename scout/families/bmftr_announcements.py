"""Announcements of the federal research ministry: one announcement stands under three forms of address and two hosts.

``bekanntmachung-2466.html``, ``bekanntmachung.php?B=445`` and ``…/2019/07/2553_bekanntmachung.html`` carry a number,
newer ones ``…/2026/07/2026-07-28-bekanntmachung-name.html`` the day; the ministry was renamed and moved. So the number,
or the day with the name, is what identifies an announcement, never its address.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from scout.families import guideline
from scout.families.gsb_announcements import next_page
from scout.families.gsb_vocabulary import named
from scout.page import Page, PageChanged
from scout.source import Draft, Listed, Listing
from scout.text import find_dates

LINKS = "main a[href*='/Bekanntmachungen/DE/'], main a[href*='bekanntmachung-'], main a[href*='bekanntmachung.php']"
# The view made for newsletters holds the text alone.
_CLEAN_VIEW = "view=renderNewsletterHtml"
_NUMBER = re.compile(
    r"(?:bekanntmachung-(?P<a>\d{1,6})\.html|bekanntmachung\.php\?(?:[^#]{0,100}&)?b=(?P<b>\d{1,6})\b|"
    r"/(?P<c>\d{1,6})_bekanntmachung\.html)",
    re.IGNORECASE,
)
_DAY_AND_NAME = re.compile(r"/(?P<name>\d{4}-\d{2}-\d{2}-[^/?#]{3,160})\.html", re.IGNORECASE)
_ISSUED = re.compile(r"^Vom (?P<day>[^\n]{6,40})$", re.MULTILINE)
_PUBLISHED = re.compile(r"[ ,;(–-]{0,4}(?P<words>Bundesanzeiger vom \d{1,2}\.[^,;)]{2,20}\d{4})\)?$")
_LABEL = re.compile(r"^Bekanntmachung\s?:?\s?(?:Datum:?)?\s{0,3}", re.IGNORECASE)


def listing(page: Page) -> Listing:
    """The announcements of one page of results, each in the view that holds its text alone."""
    entries: dict[str, Listed] = {}
    for url in page.links(LINKS):
        if found := identity(url):
            entries.setdefault(found, Listed(_clean(url)))
    if not entries:
        raise PageChanged(page.url, LINKS, "no announcement with number or day", "at least 1")
    return list(entries.values()), next_page(page, len(entries))


def detail(page: Page) -> Draft:
    """One announcement."""
    found = identity(page.url)
    if found is None:
        raise PageChanged(page.url, "address", "neither number nor day", "e.g. …/2553_bekanntmachung.html")
    text = _text(page)
    parts = guideline.parts(text)
    title, published = _title(page)
    return Draft(
        external_id=found,
        url=_without_view(page.url),
        title=title,
        summary=_teaser(parts.before),
        body=text,
        requirements=parts.requirements,
        procedure=parts.procedure,
        legal_citation=published,
        remark=parts.validity,
        issued_on=_issued_on(text),
        funder="Bundesministerium für Forschung, Technologie und Raumfahrt",
        categories=(named("region", "bundesweit"), named("funder_level", "Bund"), named("funding_type", "Zuschuss")),
    )


def identity(url: str) -> str | None:
    """What identifies an announcement, whatever form its address has: its number, else its day with its name."""
    day = _DAY_AND_NAME.search(url)
    if day:
        return day["name"].lower()
    number = _NUMBER.search(url)
    return (number["a"] or number["b"] or number["c"]).lstrip("0") if number else None


def _clean(url: str) -> str:
    return url if urlsplit(url).query else f"{url}?{_CLEAN_VIEW}"


def _without_view(url: str) -> str:
    return url.replace(f"?{_CLEAN_VIEW}", "")


def _text(page: Page) -> str:
    root = "main" if page.parts("main", at_least=0) else "body"
    text = page.passage(root)
    if not text:
        raise PageChanged(page.url, root, "no text", "the announcement")
    return text


def _title(page: Page) -> tuple[str, str | None]:
    """The title without the site's label, and where it was published."""
    title = _LABEL.sub("", page.one("h1")) or page.one("h2")
    published = _PUBLISHED.search(title)
    return (title[: published.start()], published["words"]) if published else (title, None)


def _teaser(before: str | None) -> str | None:
    """The first paragraph that speaks in sentences, above the first section."""
    paragraphs = (before or "").split("\n\n")
    return next((text for text in paragraphs if len(text) > 80 and text.rstrip().endswith(".")), None)


def _issued_on(text: str) -> date | None:
    line = _ISSUED.search(text)
    mentions = find_dates(line["day"]) if line else ()
    return mentions[0].on() if mentions else None
