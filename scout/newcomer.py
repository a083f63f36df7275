"""Starts a new source: its file with readers still to be written, and the saved pages for its tests."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
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
from scout.skeletons import SAVED_AS, Form, form_of, skeleton
from scout.source import Draft, Expect, Listed, Listing, PageSource

CHECKOUT = Path(scout.__file__).parent.parent

# Stands in ``case.json`` until the saved body carries our own words; a test fails as long as it does.
AS_FETCHED = "as_fetched"


@dataclass(frozen=True)
class Newcomer:
    """The files that were written: the source, its saved list, one saved page per programme page that was named."""

    source_file: Path
    saved_page: Path
    programme_pages: tuple[Path, ...]
    form: Form


def start_source(
    key: str,
    url: str,
    settings: Settings,
    clock: Clock,
    captures: Captures,
    *,
    pages: Sequence[str] = (),
    prose: bool = False,
    root: Path = CHECKOUT,
    limits: Limits = LIVE_LIMITS,
) -> Newcomer:
    """Writes ``scout/sources/<key>.py`` and saves the list at ``url`` and some programme pages for its tests.

    The list becomes ``tests/sources/<key>/first/list.html`` (a feed ``list.xml``, JSON ``answer.json``), each page
    ``tests/sources/<key>/<end of its address>/page.html``.
    prose: the pages have no markup to go by, only headings and text; the reader of a family is taken.
    Raises BadInput when the key or an address cannot be used, RunFailed when one cannot be fetched; then nothing was
    written.
    """
    source_file = root / "scout" / "sources" / f"{key}.py"
    folder = root / "tests" / "sources" / key
    _check_place(key, (url, *pages), root, source_file)
    bodies = _fetch(key, url, pages, settings, clock, captures, limits)
    form = _form(bodies[url], pages, prose)
    saved = _save(folder / "first" / SAVED_AS[form], url, bodies[url])
    names = _case_names(pages)
    programme_pages = tuple(_save(folder / names[page] / "page.html", page, bodies[page]) for page in pages)
    source_file.write_text(skeleton(form, key, url, bodies[url], f"{clock.now():%Y-%m}"), encoding="utf-8")
    return Newcomer(source_file, saved, programme_pages, form)


def _form(body: bytes, pages: Sequence[str], prose: bool) -> Form:
    form = form_of(body)
    if form == "records" and pages:
        raise BadInput(
            "Diese Adresse antwortet mit JSON; eine solche Quelle hat keine Programmseiten. Bitte nur sie nennen."
        )
    return "prose" if prose and form == "pages" else form


def _save(path: Path, url: str, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    about = json.dumps({AS_FETCHED: True, "url": url}, ensure_ascii=False, indent=2)
    path.with_name("case.json").write_text(about + "\n", encoding="utf-8")
    return path


def _case_names(pages: Sequence[str]) -> dict[str, str]:
    """A folder's name for each page, by the end of its address."""
    names: dict[str, str] = {}
    for page in pages:
        end = urlsplit(page).path.rstrip("/").rpartition("/")[2].partition(".")[0]
        name = re.sub(r"[^a-z0-9]+", "-", end.lower()).strip("-")[:60] or "page"
        names[page] = name if name not in {"first", *names.values()} else f"{name}-{len(names) + 1}"
    return names


def _check_place(key: str, urls: Sequence[str], root: Path, source_file: Path) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,60}", key):
        raise BadInput(f"Schlüssel {key!r}: erlaubt sind a-z, 0-9 und _, am Anfang ein Buchstabe.")
    for url in urls:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname or '"' in url or "\\" in url:
            raise BadInput(f"{url!r} ist keine Web-Adresse (https://…).")
    if not (root / "tests").is_dir():
        raise BadInput(
            f"In {root} liegt kein Ordner tests. Neue Quellen entstehen im Quelltext des Projekts, "
            "nicht in einer Installation: bitte dort aufrufen."
        )
    if source_file.exists():
        raise BadInput(f"Die Quelle {key!r} gibt es schon: {source_file}. Bitte einen anderen Schlüssel wählen.")


def _fetch(
    key: str,
    url: str,
    pages: Sequence[str],
    settings: Settings,
    clock: Clock,
    captures: Captures,
    limits: Limits,
) -> dict[str, bytes]:
    """The bodies by their addresses."""

    def listing(_: Page) -> Listing:
        return [Listed(page) for page in pages], None

    def detail(page: Page) -> Draft:
        return Draft(page.url, page.url, "only saved")

    source = PageSource(key, key, key, url, Expect((0, 0)), listing, detail)
    found = visit(source, settings, clock, captures, limits=limits)
    errors = [p for p in found.problems if p.level == "error"]
    if found.failed or errors:
        raise RunFailed(f"{found.failed or f'{errors[0].url}: {errors[0].message}'} Es wurde nichts angelegt.")
    return {page.url: captures.read(page.sha256) for page in found.pages}
