"""Renders a digest as HTML, Markdown or plain text; the words are the digest's own, escaped for each form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from textwrap import fill
from typing import Literal
from urllib.parse import quote, urlsplit

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard.digest.model import WeeklyDigest
from dashboard.format import BANDS, ELIGIBLE, day, in_days
from data.priority import ROMAN

Format = Literal["html", "md", "text"]
COLUMNS = 78
# Characters that would start formatting, links or images in Markdown.
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:-])")


def render(digest: WeeklyDigest, form: Format) -> str:
    """The whole digest: a self-contained page (html), Markdown (md) or plain text of at most 78 columns (text)."""
    return _environment(form == "html").get_template(f"digest.{form}.j2").render(digest=digest)


def html_fragment(digest: WeeklyDigest) -> str:
    """The digest's body for the dashboard: no page around it, everything from outside escaped."""
    return _environment(True).get_template("body.html.j2").render(digest=digest)


def markdown_text(text: str) -> str:
    """Text from outside as Markdown that shows exactly this text."""
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def safe_address(url: str) -> str:
    """An address that may be linked; anything but http and https becomes ``#``."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return "#"
    return quote(url, safe=":/?#[]@!$&'*+,;=%~._-")


def day_of_week(value: date) -> str:
    """``Montag, 17. August 2026``"""
    return format_date(value, "EEEE, d. MMMM y", locale="de")


def wrapped(text: str, lead: str) -> str:
    """A paragraph of at most 78 columns that starts with ``lead`` and hangs below it."""
    flat = " ".join(str(text).split())
    return fill(flat, COLUMNS, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False)


@cache
def _environment(escape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("dashboard.digest", "templates"),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "md": markdown_text,
        "wrap": wrapped,
        "day": day,
        "weekday": day_of_week,
        "away": in_days,
        "address": safe_address,
        "priority": ROMAN.__getitem__,
        "band": BANDS.__getitem__,
        "eligible": ELIGIBLE.__getitem__,
    }
    environment.filters.update(filters)
    return environment
