"""Starts a new source: its file with readers still to be written, and its first saved page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import scout
from data.clock import Clock
from data.errors import BadInput, RunFailed
from data.settings import Settings
from scout.captures import Captures
from scout.crawl import visit
from scout.page import Page
from scout.politeness import LIVE_LIMITS, Limits
from scout.source import Draft, Expect, Listing, PageSource

CHECKOUT = Path(scout.__file__).parent.parent

SKELETON = '''"""TODO in one sentence: whose programmes these are and how the site lists them."""

from scout.page import Page
from scout.source import Draft, Expect, Listed, Listing, PageSource


def listing(page: Page) -> Listing:
    """The programme pages that a list page names, and the address of the next list page."""
    following = page.links("a[rel=next]", at_least=0)
    return [Listed(url) for url in page.links("selector-of-the-links")], following[0] if following else None


def detail(page: Page) -> Draft:
    """One programme page."""
    return Draft(
        external_id=page.one("selector-of-the-reference"),
        url=page.url,
        title=page.one("h1"),
        summary=page.passage("selector-of-the-summary"),
    )


SOURCE = PageSource(
    key="{key}",
    title="{host}",
    publisher="{host}",
    start="{url}",
    listing=listing,
    detail=detail,
    expect=Expect(programmes=(1, 1), filled={{"summary": 0.95}}),
    needs_live_check=True,
)
'''


@dataclass(frozen=True)
class Newcomer:
    """The files that were written."""

    source_file: Path
    saved_page: Path


def start_source(
    key: str,
    url: str,
    settings: Settings,
    clock: Clock,
    captures: Captures,
    *,
    root: Path = CHECKOUT,
    limits: Limits = LIVE_LIMITS,
) -> Newcomer:
    """Writes ``scout/sources/<key>.py`` and saves the list page at ``url`` as ``tests/sources/<key>/first/list.html``.

    Raises BadInput when the key cannot be used or exists, RunFailed when the page cannot be fetched; then nothing
    was written.
    """
    source_file = root / "scout" / "sources" / f"{key}.py"
    saved_page = root / "tests" / "sources" / key / "first" / "list.html"
    _check_place(key, url, root, source_file)
    body = _fetch(key, url, settings, clock, captures, limits)
    saved_page.parent.mkdir(parents=True, exist_ok=True)
    saved_page.write_bytes(body)
    about = json.dumps({"url": url}, ensure_ascii=False, indent=2)
    saved_page.with_name("case.json").write_text(about + "\n", encoding="utf-8")
    host = urlsplit(url).netloc
    source_file.write_text(SKELETON.format(key=key, host=host, url=url), encoding="utf-8")
    return Newcomer(source_file, saved_page)


def _check_place(key: str, url: str, root: Path, source_file: Path) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,60}", key):
        raise BadInput(f"Schlüssel {key!r}: erlaubt sind a-z, 0-9 und _, am Anfang ein Buchstabe.")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname or '"' in url or "\\" in url:
        raise BadInput(f"{url!r} ist keine Web-Adresse (https://…).")
    if not (root / "tests").is_dir():
        raise BadInput(
            f"In {root} liegt kein Ordner tests. Neue Quellen entstehen im Quelltext des Projekts, "
            "nicht in einer Installation: bitte dort aufrufen."
        )
    if source_file.exists():
        raise BadInput(f"Die Quelle {key!r} gibt es schon: {source_file}. Bitte einen anderen Schlüssel wählen.")


def _fetch(key: str, url: str, settings: Settings, clock: Clock, captures: Captures, limits: Limits) -> bytes:
    def look(_: Page) -> Listing:
        return [], None

    def never(page: Page) -> Draft:
        raise AssertionError(f"{page.url} is not read, only saved")

    source = PageSource(key, key, key, url, Expect((0, 0)), look, never)
    found = visit(source, settings, clock, captures, limits=limits)
    if found.failed:
        raise RunFailed(f"{found.failed} Es wurde nichts angelegt.")
    return captures.read(found.pages[0].sha256)
