"""Gets one body: asks conditionally, keeps the capture, refuses locks and error answers by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request
from scrapy.http import Response

from data.clock import Clock
from scout.captures import CaptureLost, Captures, Known
from scout.crawl_parts import PAUSE_ASKED
from scout.guard import ERROR_PAGES, looks_blocked
from scout.ledger import Entry, Ledger, NoLedger
from scout.mirror import Mirror, wire
from scout.politeness import Limits
from scout.problems import problem
from scout.source import Ask, Problem
from scout.trouble import problem_of
from scout.visit import NOTHING_KNOWN, Fetched, Validators

REDIRECTS = frozenset({301, 302, 303, 307, 308})
Download = Callable[[Request], Awaitable[Response]]


class Unread(Exception):
    """A body that could not be had; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class Body:
    """One answer. ``not_modified``: the server says that ``bytes`` (ours, from last time) still holds."""

    url: str  # after redirects: what links in the page are relative to
    bytes: bytes
    not_modified: bool = False


@dataclass
class Fetcher:
    """Fetches for one visit and remembers what it fetched in ``pages``, by address."""

    clock: Clock
    captures: Captures
    mirror: Mirror | None
    limits: Limits
    ledger: Ledger = field(default_factory=NoLedger)
    pages: dict[str, Fetched] = field(default_factory=dict)

    async def get(self, download: Download, url: str) -> Body:
        """The body of a page; an unchanged one comes from the captures. Raises Unread."""
        return await self.ask(download, Ask(url))

    async def ask(self, download: Download, ask: Ask) -> Body:
        """The body of an answer; an unchanged one comes from the captures. Raises Unread."""
        left = self._left_by_an_unfinished_run(ask)
        if left is not None:
            return left
        known = self.captures.known(wire(self.mirror, ask.url)) if ask.body is None else None
        response = await self._answer(download, ask, known.validators if known else NOTHING_KNOWN, {})
        if response.status == 304 and known is not None:
            kept = await self._kept(ask.url, known, response.url)
            if kept is not None:
                return Body(response.url, kept, not_modified=True)
            response = await self._answer(download, ask, NOTHING_KNOWN, {})
        return await self._keep(ask, response)

    async def get_archive(self, download: Download, url: str, known: Validators, max_bytes: int) -> Body:
        """The body of a large download; with ``not_modified`` the bytes are empty. Raises Unread."""
        left = self._left_by_an_unfinished_run(Ask(url))
        if left is not None:
            return left
        larger = {"download_maxsize": max_bytes, "download_timeout": self.limits.archive_seconds}
        response = await self._answer(download, Ask(url), known, larger)
        if response.status == 304:
            return Body(response.url, b"", not_modified=True)
        return await self._keep(Ask(url), response)

    async def _answer(self, download: Download, ask: Ask, known: Validators, meta: dict[str, Any]) -> Response:
        try:
            headers = {**ask.headers, **_conditions(known)}
            method = "GET" if ask.body is None else "POST"
            response = await download(Request(ask.url, method=method, headers=headers, body=ask.body, meta=dict(meta)))
        except Exception as error:  # whatever it is, it is this address's problem, not the run's
            raise Unread(problem_of(error, ask.address)) from error
        if response.status not in (200, 304) or (response.status == 304 and not _conditions(known)):
            # A redirect that is left over leads where the client does not go, e.g. to a file of this machine.
            code = "redirect_refused" if response.status in REDIRECTS else "http_error"
            raise Unread(problem(code, ask.address, _status_words(response)))
        return response

    def _left_by_an_unfinished_run(self, ask: Ask) -> Body | None:
        entry = self.ledger.taken_over(ask.address)
        body = self._captured(entry.fetched.sha256) if entry else None
        if entry is None or body is None:
            return None
        self.pages[ask.address] = entry.fetched
        return Body(entry.final_url, body)

    async def _kept(self, url: str, known: Known, final_url: str) -> bytes | None:
        body = self._captured(known.sha256)
        if body is not None:
            await self._enter(self._note(url, 200, known.sha256, len(body), known.validators), final_url)
        return body

    def _captured(self, digest: str) -> bytes | None:
        try:
            return self.captures.read(digest)
        except CaptureLost:
            return None  # asked for again by the caller; restoring is for bodies nobody can ask for any more

    async def _keep(self, ask: Ask, response: Response) -> Body:
        body, url = response.body, ask.address
        if not body.strip():
            raise Unread(problem("empty_answer", url))
        validators = Validators(_header(response, "ETag"), _header(response, "Last-Modified"))
        digest = self.captures.keep(body)
        fetched = self._note(url, response.status, digest, len(body), validators)
        kind = looks_blocked(body, response.url)
        if kind is not None:
            raise Unread(problem("error_page" if kind in ERROR_PAGES else "blocked", url, kind))
        if ask.body is None:
            self.captures.remember(wire(self.mirror, url), digest, validators)
        await self._enter(fetched, response.url)
        return Body(response.url, body)

    def _note(self, url: str, status: int, digest: str, size: int, validators: Validators) -> Fetched:
        fetched = Fetched(url, status, digest, size, self.clock.now(), validators)
        self.pages[url] = fetched
        return fetched

    async def _enter(self, fetched: Fetched, final_url: str) -> None:
        await self.ledger.enter(Entry(fetched, final_url))


def _conditions(known: Validators) -> dict[str, str]:
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _status_words(response: Response) -> str:
    asked = response.request.meta.get(PAUSE_ASKED) if response.request else None
    pause = f"; der Server bittet um {asked:.0f} Sekunden Pause" if asked else ""
    return f"HTTP {response.status}{pause}"


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:500] if value else None
