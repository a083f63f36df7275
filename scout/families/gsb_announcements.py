"""Announcement lists of a GSB content system: teasers with dates, whose links lead to the ministries' own pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scout.facts.values import DeadlineFact
from scout.families import guideline
from scout.families.gsb_vocabulary import named
from scout.page import Page, PageChanged
from scout.source import Draft, Listed, Listing
from scout.text import parse_date

_PAGE_NUMBER = re.compile(r"gtp=\d+_list(?:%25|%)?(?:3D|253D|=)(\d+)", re.IGNORECASE)
_HITS = re.compile(r"\b(\d+) Treffer\b")
_PER_PAGE = 10


def listing(page: Page) -> Listing:
    """The announcements of one list page with their dates, which stand nowhere else in this form."""
    teasers = page.parts(".l-teaser-list .c-teaser--announcement")
    return [_listed(page, teaser) for teaser in teasers], next_page(page, len(teasers))


def detail(page: Page) -> Draft:
    """One announcement. The pages belong to many ministries: the list's facts lead, their text is read whole."""
    hints = page.hints
    title = hints.get("title") or page.one("h1")
    text = _main_text(page)
    parts = guideline.parts(text or "")
    return Draft(
        external_id=_identity(page.url),
        url=page.url,
        title=title,
        summary=hints.get("teaser") or page.attribute("content", "meta[name=description]"),
        body=text,
        requirements=parts.requirements,
        procedure=parts.procedure,
        remark=parts.validity,
        issued_on=parse_date(hints.get("published", "")),
        funder=hints.get("category"),
        categories=(named("region", "bundesweit"), named("funder_level", "Bund")),
        deadlines=_deadlines(page),
    )


def _listed(page: Page, teaser: Page) -> Listed:
    times = teaser.parts("time[datetime]")
    if len(times) > 2:
        raise PageChanged(page.url, "time[datetime]", len(times), "published and at most one deadline")
    url = teaser.absolute(teaser.attribute("href"))
    if url is None:
        raise PageChanged(page.url, ".c-teaser--announcement[href]", "no address", "an address")
    hints = {
        "title": teaser.one(".c-teaser__title"),
        "category": teaser.maybe(".c-topline__category"),
        "teaser": teaser.maybe(".c-teaser__text"),
        "published": times[0].attribute("datetime"),
        "deadline": times[1].attribute("datetime") if len(times) == 2 else None,
        "dates": " ".join(time.own_text() for time in times),
        "listed_on": page.url,
    }
    return Listed(url, {name: value for name, value in hints.items() if value})


def _deadlines(page: Page) -> tuple[DeadlineFact, ...]:
    due = parse_date(page.hints.get("deadline", "")[:10])
    if due is None:
        return ()
    return (DeadlineFact("dated", page.hints["dates"], page.hints["listed_on"], due, structured=True),)


def _main_text(page: Page) -> str | None:
    # Exactly one <main> is the only thing that the ministries' templates share.
    return page.passage("main") if len(page.parts("main", at_least=0)) == 1 else None


def _identity(url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/") + query


def next_page(page: Page, entries: int) -> str | None:
    """The list page after this one. Raises PageChanged when more hits are announced than pages are linked."""
    current = _number(page.url) or 1
    links = page.links("a[href*='gtp=']", at_least=0)
    following = next((link for link in links if _number(link) == current + 1), None)
    hits = _HITS.search(page.root.text(deep=True))
    if following is None and hits and int(hits[1]) > (current - 1) * _PER_PAGE + entries:
        raise PageChanged(page.url, "a[href*='gtp=']", f"no link to page {current + 1}", f"pages for {hits[1]} hits")
    return following


def _number(url: str) -> int | None:
    match = _PAGE_NUMBER.search(url)
    return int(match[1]) if match else None
