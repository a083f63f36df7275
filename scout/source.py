"""What a source is, what its reader hands over, and the registry of all source files.

A source file (``scout/sources/<key>.py``) declares one ``SOURCE`` and imports nothing but this module, ``scout.page``,
``scout.text`` and a family. Values here are frozen and plain: they cross the border to deciding and recording.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from scout.facts.values import DeadlineFact, EligibilityFact, MoneyFact, Status

if TYPE_CHECKING:
    from scout.page import Page

Level = Literal["note", "warning", "error"]
CategoryKind = Literal[
    "applicant", "region", "area", "sub_area", "funding_type", "funder_level", "company_size", "grw", "sector"
]


@dataclass(frozen=True)
class Category:
    """A code the source filed a programme under. Codes are compared, labels are shown."""

    kind: CategoryKind
    code: str
    label: str


@dataclass(frozen=True)
class Contact:
    """An institution to ask (``contact``) or that pays (``funder``)."""

    role: Literal["contact", "funder"]
    name: str
    street: str | None = None
    place: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Link:
    """A further page, e.g. the official announcement."""

    title: str
    url: str


@dataclass(frozen=True)
class Draft:
    """A programme as one reading of one page states it. ``None`` means: the source did not say."""

    external_id: str  # the source's own reference or the canonical path, never the raw URL
    url: str
    title: str
    summary: str | None = None
    body: str | None = None
    requirements: str | None = None
    deadline_text: str | None = None
    procedure: str | None = None
    required_documents: str | None = None
    legal_citation: str | None = None
    status_note: str | None = None
    remark: str | None = None
    application_language: str | None = None
    keywords: str | None = None
    service_key: str | None = None
    issued_on: date | None = None
    funder: str | None = None
    amount_min: int | None = None  # euros
    amount_max: int | None = None
    amount_words: str | None = None
    rate_percent: int | None = None
    rate_words: str | None = None
    status: Status = "unknown"
    language: str = "de"
    damaged: bool = False
    categories: tuple[Category, ...] = ()
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    # As a reader hands them over: only what the source states in fields. ``scout.facts.read`` adds what the texts say.
    deadlines: tuple[DeadlineFact, ...] = ()
    eligibility: tuple[EligibilityFact, ...] = ()
    money: tuple[MoneyFact, ...] = ()
    unknown_facts: tuple[str, ...] = ()  # labels nobody took: an issue, not a loss


@dataclass(frozen=True)
class Problem:
    """Something met while reading. ``message`` is static German; the particulars stand in ``detail``."""

    level: Level
    code: str
    message: str
    url: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Expect:
    """What a healthy run looks like. Mandatory: no promise, no source.

    programmes: (fewest, most) programmes a run reads; fewer stops the run, more only warns.
    filled: share of drafts (0 to 1) in which a field must not be empty; below stops the run.
    failed: share of pages (0 to 1) that may be unreadable; more stops the run.
    moved: share of the stored programmes (0 to 1) that may appear, vanish or change materially in one run; what moves
        beyond it is held for a person. A fifth: an ordinary day of the liveliest source (the EU portal) moves an
        eighth, the real false removals of the Förderdatenbank were 23 %.
    """

    programmes: tuple[int, int]
    filled: Mapping[str, float] = field(default_factory=dict)
    failed: float = 0.1
    moved: float = 0.2


@dataclass(frozen=True)
class Reading:
    """What was read from one body (a page or an archive)."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A programme page that a list page names. ``hints``: what only the list says about it, e.g. a deadline.

    The crawler hands the hints to the reader as ``Page.of(url, body, hints=listed.hints).hints``.
    """

    url: str
    hints: Mapping[str, str] = field(default_factory=dict)


Listing = tuple[list[Listed], str | None]


@dataclass(frozen=True)
class Evidence:
    """How we know what a site looks like, until somebody has compared the reader with the live page.

    kind: ``page`` (a stored copy of a real page), ``excerpt`` (parts of a real page), ``code`` (public code that reads
    it), ``told`` (its documentation or a third party says so). seen: month of that copy, ``2026-06``.
    """

    kind: Literal["page", "excerpt", "code", "told"]
    seen: str | None = None


@dataclass(frozen=True)
class PageSource:
    """A web site with list pages and one page per programme.

    listing: list page -> (programme pages named there, address of the next list page or None)
    detail: programme page, with the hints its list entry gave -> Draft
    """

    key: str
    title: str
    publisher: str
    start: str
    expect: Expect
    listing: Callable[[Page], Listing]
    detail: Callable[[Page], Draft]
    cadence_hours: int = 24
    licence: str | None = None
    # Where the listing came from an excerpt and nobody has compared it with the live site yet.
    needs_live_check: bool = False
    evidence: Evidence | None = None
    # False: the list names the newest only (an RSS feed), so nothing counts as withdrawn for not being on it.
    lists_all: bool = True
    kind: Literal["pages"] = "pages"


@dataclass(frozen=True)
class ArchiveSource:
    """One download that holds every programme.

    read: body of the download -> Reading. Raises BadArchive when nothing can be read at all.
    """

    key: str
    title: str
    publisher: str
    start: str
    expect: Expect
    read: Callable[[bytes], Reading]
    cadence_hours: int = 24
    licence: str | None = None
    needs_live_check: bool = False
    evidence: Evidence | None = None
    max_bytes: int = 200_000_000
    kind: Literal["archive"] = "archive"


@dataclass(frozen=True)
class Ask:
    """One question to an interface. ``body`` makes it a POST."""

    url: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """What its answer is kept under: the URL, with a digest of the body as its fragment where there is one."""
        return self.url if self.body is None else f"{self.url}#POST-{sha256(self.body).hexdigest()[:16]}"


@dataclass(frozen=True)
class Answer:
    """What one answer of an interface holds.

    following: the next question, None at the end. total: how many records the interface announces (None: it does not).
    left_out: the source's own names of the records of this answer that are on purpose no draft (copies, other kinds,
        the second of two that this answer itself repeats); with them the run can tell whether it read as many as were
        announced.
    """

    drafts: tuple[Draft, ...]
    following: Ask | None = None
    total: int | None = None
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class RecordSource:
    """An interface whose every answer holds many programmes, page by page.

    first: the first question. read: (body of an answer, the question) -> Answer. Raises BadAnswer for anything else.
    again: the first question for the same records in another order; asked where paging in the first order repeated
        some and so may have left out others.
    ``start`` is the address that people see.
    """

    key: str
    title: str
    publisher: str
    start: str
    expect: Expect
    first: Ask
    read: Callable[[bytes, Ask], Answer]
    cadence_hours: int = 24
    licence: str | None = None
    needs_live_check: bool = False
    evidence: Evidence | None = None
    again: Ask | None = None
    kind: Literal["records"] = "records"


Source = PageSource | ArchiveSource | RecordSource


class BadAnswer(Exception):
    """The answer of an interface is not of the agreed form; the message says what it is instead."""


class BadArchive(Exception):
    """The download is no archive of the agreed form; the message says what it is instead."""


@cache
def all_sources() -> Mapping[str, Source]:
    """Every source by its key. The folder is the registry: the key must be the file's name."""
    import scout.sources as folder

    found: dict[str, Source] = {}
    for module in _modules(folder.__path__):
        source = importlib.import_module(f"scout.sources.{module}").SOURCE
        if source.key != module:
            raise ValueError(f"scout/sources/{module}.py declares the key {source.key!r}; it must be {module!r}")
        found[module] = source
    return found


def _modules(path: Iterable[str]) -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(list(path)))
