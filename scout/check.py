"""Compares a source's live pages with what its reader expects and with the pages that were saved for its tests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from data.clock import Clock
from data.settings import Settings
from scout.captures import Captures
from scout.crawl import visit
from scout.health import for_rehearsal
from scout.page import Page
from scout.politeness import LIVE_LIMITS, Limits
from scout.source import Answer, ArchiveSource, Ask, Draft, Listing, PageSource, Problem, RecordSource, Source
from scout.visit import Visit


@dataclass(frozen=True)
class CheckReport:
    """The comparison of one source.

    result: ``ok``, ``fields_missing`` (a field that every saved page, or any saved answer, fills is empty live),
        ``too_few`` (fewer programmes than promised), or the code of the problem that stopped the check.
    read: fields the live reading filled; lost: fields of the saved pages that it did not.
    """

    key: str
    result: str
    url: str
    programmes: int
    read: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    saved_pages: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the live page could be read at all."""
        return self.result in {"ok", "fields_missing", "too_few"}


def check_source(
    source: Source, settings: Settings, clock: Clock, captures: Captures, saved: Path, limits: Limits = LIVE_LIMITS
) -> CheckReport:
    """Reads the first list page that names programmes and the first of them (an archive: all of it) and compares.

    saved: folder with the source's saved pages, ``<case>/page.html``; it may be missing.
    """
    if isinstance(source, ArchiveSource):
        expect = for_rehearsal(source.expect) if settings.mirror else source.expect
        return _check_archive(source, visit(source, settings, clock, captures, limits=limits), expect.programmes[0])
    if isinstance(source, RecordSource):
        return _check_records(source, settings, clock, captures, saved, limits)
    listed: list[int] = []

    def only_first(page: Page) -> Listing:
        entries, following = source.listing(page)
        listed.append(len(entries))
        # The index of a site's map names no programme itself.
        return entries[:1], None if entries else following

    found = visit(replace(source, listing=only_first), settings, clock, captures, limits=limits)
    return _check_pages(source, found, sum(listed), saved)


def _check_records(
    source: RecordSource, settings: Settings, clock: Clock, captures: Captures, saved: Path, limits: Limits
) -> CheckReport:
    announced: list[int] = []

    def only_first(body: bytes, ask: Ask) -> Answer:
        answer = source.read(body, ask)
        announced.append(len(answer.drafts) if answer.total is None else answer.total)
        return replace(answer, following=None, total=None)

    found = visit(replace(source, read=only_first), settings, clock, captures, limits=limits)
    if not found.drafts:
        code = found.problems[0].code if found.problems else "bad_answer"
        return CheckReport(source.key, code, source.first.url, sum(announced), problems=found.problems)
    answers = list(_saved_answers(source, saved))
    promised = set().union(*(filled(draft) for answer in answers for draft in answer.drafts))
    read = tuple(sorted(set().union(*map(filled, found.drafts))))
    lost = tuple(sorted(promised - set(read)))
    result = "fields_missing" if lost else "ok"
    return CheckReport(source.key, result, source.first.url, sum(announced), read, lost, len(answers), found.problems)


def _check_pages(source: PageSource, found: Visit, listed: int, saved: Path) -> CheckReport:
    if not found.drafts:
        code = found.problems[0].code if found.problems else "page_changed"
        return CheckReport(source.key, code, source.start, listed, problems=found.problems)
    draft = found.drafts[0]
    promised, pages = _saved_fields(source, saved)
    read = filled(draft)
    lost = tuple(sorted(promised - set(read)))
    return CheckReport(
        source.key, "fields_missing" if lost else "ok", draft.url, listed, read, lost, pages, found.problems
    )


def _check_archive(source: ArchiveSource, found: Visit, fewest: int) -> CheckReport:
    errors = [p for p in found.problems if p.level == "error"]
    if found.failed:
        return CheckReport(source.key, errors[0].code, source.start, 0, problems=found.problems)
    shares = [set(filled(draft)) for draft in found.drafts]
    read = tuple(sorted(set().union(*shares))) if shares else ()
    result = "ok" if len(found.drafts) >= fewest else "too_few"
    return CheckReport(source.key, result, source.start, len(found.drafts), read, problems=found.problems)


def filled(draft: Draft) -> tuple[str, ...]:
    """The names of the fields a draft says something about."""
    empty: tuple[object, ...] = (None, "", (), False, "unknown")
    return tuple(sorted(f.name for f in fields(draft) if getattr(draft, f.name) not in empty))


def _saved_fields(source: PageSource, saved: Path) -> tuple[set[str], int]:
    """The fields that every readable saved page fills, and how many pages that are."""
    drafts = list(_saved_drafts(source, saved))
    common = set.intersection(*(set(filled(draft)) for draft in drafts)) if drafts else set()
    return common, len(drafts)


def _saved_answers(source: RecordSource, saved: Path) -> Iterable[Answer]:
    for path in sorted(saved.glob("*/answer.json")):
        try:
            yield source.read(path.read_bytes(), source.first)
        except Exception:  # see below
            continue


def _saved_drafts(source: PageSource, saved: Path) -> Iterable[Draft]:
    for path in sorted(saved.glob("*/page.html")):
        try:
            about = path.with_name("case.json")  # the address the page stood under, and its list entry's hints
            told = json.loads(about.read_bytes()) if about.exists() else {}
            yield source.detail(Page.of(told.get("url", source.start), path.read_bytes(), told.get("hints", {})))
        except Exception:  # a saved page that cannot be read is the finding of the source's own test, not of this
            continue
