"""Reads a feed document into plain items and decides what each means for the store. Pure: no network, no store.

Dates: what feeds really write (``07.02.2025``, ``mer, 16 nov 2022``, zone names, nothing at all) was collected from
captured feeds; an item whose date cannot be read or cannot be true carries the day it was first seen, marked so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urljoin

import feedparser
import nh3

from scout.feed_dates import read_date

TITLE_LENGTH = 300
SUMMARY_LENGTH = 1200  # a teaser, not the article: the text belongs to its publisher
GUID_LENGTH = 500
HASH_CHANGES = 24  # a feed that changes an entry at every request must not look alive for ever (lemon24/reader #340)
AHEAD = timedelta(days=2)  # clocks and zones differ by hours; what lies further ahead is no publication date
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ud800-\udfff]")
_BLOCKS = re.compile(r"</?(?:p|br|div|li|ul|ol|h\d|tr|td|th|blockquote|figure|img)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One entry of a feed. ``published_at`` is None when the feed gives no date that can be true."""

    guid: str
    url: str
    title: str
    summary: str
    published_at: datetime | None

    @property
    def content_hash(self) -> str:
        """Over what a reader sees, so that counters and tracking in the entry do not count as changes."""
        return sha256("\0".join((self.title, self.summary, self.url)).encode()).hexdigest()


@dataclass(frozen=True)
class Parsed:
    """A feed document: its items, or the code of the problem (scout.problems) why there are none."""

    items: tuple[Item, ...]
    problem: Literal["no_feed", "empty_feed"] | None = None
    detail: str | None = None


@dataclass(frozen=True)
class StoredItem:
    """What the store knows of an item."""

    guid: str
    url: str
    content_hash: str
    hash_changes: int


@dataclass(frozen=True)
class Intent:
    """What to do about an item: ``new``, ``changed``, ``seen`` (nothing but the day). guid: of the stored row."""

    kind: Literal["new", "changed", "seen"]
    guid: str
    item: Item


def parse(body: bytes, url: str, now: datetime, content_type: str = "") -> Parsed:
    """Reads a feed document of any make. Never raises for what is in it.

    url: where it came from, for relative links. now: items from after it have no usable date.
    """
    # Bytes only: a string that came from configuration would be opened as a file or an address. Markup is cleaned and
    # thrown away by ``plain``; the library's own cleaning before it would be half of all the work.
    document = feedparser.parse(
        _without_control_characters(body),
        response_headers=_headers(url, content_type),
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not document.entries:
        known = bool(document.get("version"))
        return Parsed((), "empty_feed" if known else "no_feed", None if known else _start_of(body))
    base = _absolute(document.feed.get("link"), url) or url
    return Parsed(_distinct([_item(dict(entry), base, now) for entry in document.entries]))


def decide(stored: Iterable[StoredItem], items: Iterable[Item]) -> tuple[Intent, ...]:
    """What each item means, given what the store knows of this feed.

    An item is the stored one with its guid, else the one with its address and text: some feeds invent new guids at
    each request (lemon24/reader #322). Changes of one item are counted and not followed beyond HASH_CHANGES.
    """
    known = {row.guid: row for row in stored}
    same = {(row.url, row.content_hash): row for row in known.values()}
    return tuple(_intent(known.get(item.guid) or same.get((item.url, item.content_hash)), item) for item in items)


def _intent(row: StoredItem | None, item: Item) -> Intent:
    if row is None:
        return Intent("new", item.guid, item)
    differs = row.content_hash != item.content_hash and row.hash_changes < HASH_CHANGES
    return Intent("changed" if differs else "seen", row.guid, item)


def _item(entry: Mapping[str, Any], base: str, now: datetime) -> Item:
    link = _absolute(entry.get("link"), base)
    summary = plain(_summary(entry), SUMMARY_LENGTH)
    guid = _CONTROL_TEXT.sub("", str(entry.get("id") or "")).strip()
    url = link or _absolute(guid if guid.startswith("http") else None, base) or base
    title = plain(entry.get("title") or "", TITLE_LENGTH) or _shorten(summary, 80) or url
    return Item(_guid(guid or link, title, summary), url, title, summary, _published(entry, now))


def _summary(entry: Mapping[str, Any]) -> str:
    if entry.get("summary"):
        return str(entry["summary"])
    contents = entry.get("content") or [{}]
    return str(contents[0].get("value") or "")


def _guid(given: str | None, title: str, summary: str) -> str:
    if given and len(given) <= GUID_LENGTH:
        return given
    return sha256((given or f"{title}\0{summary}").encode()).hexdigest()


def _distinct(items: list[Item]) -> tuple[Item, ...]:
    """Items that share a guid but not their address are told apart by the address; of true repeats the first stays."""
    addresses: dict[str, set[str]] = {}
    for item in items:
        addresses.setdefault(item.guid, set()).add(item.url)
    own = [replace(i, guid=_guid(i.url, i.title, i.summary)) if len(addresses[i.guid]) > 1 else i for i in items]
    return tuple({item.guid: item for item in reversed(own)}.values())[::-1]


def _published(entry: Mapping[str, Any], now: datetime) -> datetime | None:
    for name in ("published", "updated", "created"):
        found = read_date(entry.get(name), entry.get(f"{name}_parsed"))
        if found is not None and found.year >= 1990 and found <= now + AHEAD:
            return found
    return None


def plain(markup: str, length: int) -> str:
    """Text of a piece of HTML on one line, without markup, scripts and control characters, at most ``length`` long."""
    text = _text(markup)
    if re.search(r"</?(p|a|br|img|div|b|i|strong|em|span|li)\b[^<>]*>", text, re.IGNORECASE):
        text = _text(text)  # encoded twice
    return _shorten(" ".join(_CONTROL_TEXT.sub(" ", text).split()), length)


def _text(markup: str) -> str:
    spaced = _BLOCKS.sub(lambda tag: f" {tag[0]}", markup)
    return html.unescape(nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"}))


def _shorten(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:–-") + "…"


def _absolute(link: Any, base: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        full = urljoin(base, _CONTROL_TEXT.sub("", link).strip())
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) and len(full) <= 2000 else None


def _without_control_characters(body: bytes) -> bytes:
    is_wide = body[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in body[:4]  # UTF-16 and UTF-32
    return body if is_wide else _CONTROL.sub(b"", body).lstrip()


def _headers(url: str, content_type: str) -> dict[str, str]:
    headers = {"content-location": url}
    return headers | {"content-type": content_type} if "charset" in content_type.lower() else headers


def _start_of(body: bytes) -> str:
    return " ".join(body[:200].decode("utf-8", "replace").split())[:80] or "leer"
