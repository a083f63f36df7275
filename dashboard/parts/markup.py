"""Our own HTML fragments: Jinja2 templates with escaping on, cleaned by nh3, shown by ``st.html``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import nh3
import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import format as german

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "em", "h2", "h3", "h4"),
    *("li", "ol", "p", "section", "small", "span", "strong", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "time", "tr", "ul", "hr", "i", "h1"),
}
_ATTRIBUTES = {
    "*": {"class", "title", "id", "role", "aria-label", "aria-hidden", "lang"},
    "a": {"href", "target"},
    "th": {"scope", "colspan"},
    "td": {"colspan"},
    "time": {"datetime"},
}


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["de"] = german
    environment.filters["safe_url"] = safe_url
    return environment


def compile_templates() -> None:
    """Compiles every template, so that no visitor waits for it."""
    for name in _templates().list_templates():
        _templates().get_template(name)


def fragment(template: str, **values: Any) -> str:
    """A filled template as clean HTML: text is escaped, anything that could act is removed."""
    return clean(_templates().get_template(f"{template}.html").render(**values))


def clean(html: str) -> str:
    """HTML with only the tags and attributes our own fragments use."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def safe_url(url: str) -> str | None:
    """A web address, or None for anything else (``javascript:``, ``data:``, ``mailto:``)."""
    return url if url.startswith(("https://", "http://")) else None


def show(template: str, **values: Any) -> None:
    """Shows a filled template."""
    st.html(fragment(template, **values))
