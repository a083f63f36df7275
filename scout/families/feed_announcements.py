"""Announcements in an RSS feed whose titles end with the dates: ``… | published - deadline``, day.month.year each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from scout.families.federal_hosts import ministry_of
from scout.markup import html_text
from scout.page import Page, PageChanged
from scout.source import Listed, Listing
from scout.text import clean, parse_date

_DAY = r"\d{1,2}\.\d{1,2}\.\d{4}"
_DATES = re.compile(rf"\s?\|\s?(?P<words>(?P<published>{_DAY})(?:\s?[-–]\s?(?P<deadline>{_DAY}))?)$")


def listing(page: Page) -> Listing:
    """The announcements of the feed with their dates. It has one page and names the newest only.

    Raises PageChanged when no title carries dates any more: the feed would still be read, but without a deadline.
    """
    items = page.elements("item")
    listed = [_listed(page, item) for item in items]
    if not any("dates" in entry.hints for entry in listed):
        raise PageChanged(page.url, "item > title", items[0].get("title", "no title"), "… | dd.mm.yyyy - dd.mm.yyyy")
    return listed, None


def _listed(page: Page, item: Mapping[str, str]) -> Listed:
    url, title = page.absolute(item.get("link")), clean(item.get("title", ""))
    if url is None or not title:
        raise PageChanged(page.url, "item", f"link {item.get('link')!r}, title {title!r}", "a title and an address")
    dates = _DATES.search(title)
    hints = {
        "title": title[: dates.start()].strip() if dates else title,
        "category": ministry_of(url),
        "teaser": clean(html_text(item.get("description", ""))),
        "published": _iso(dates["published"]) if dates else _stamp(item.get("pubDate")),
        "deadline": _iso(dates["deadline"]) if dates else None,
        "dates": dates["words"] if dates else None,
        "listed_on": page.url,
    }
    return Listed(url, {name: value for name, value in hints.items() if value})


def _iso(written: str | None) -> str | None:
    day = parse_date(written or "")
    return day.isoformat() if day else None


def _stamp(written: str | None) -> str | None:
    try:
        return parsedate_to_datetime(written or "").date().isoformat()
    except ValueError:
        return None
