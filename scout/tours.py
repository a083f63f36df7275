"""The ways through a source: list pages with one page per programme, one archive with all of them, or an interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from scout.fetching import Download, Fetcher, Unread
from scout.page import Page
from scout.problems import problem, told
from scout.source import ArchiveSource, BadArchive, Draft, Listed, PageSource, Problem
from scout.trouble import problem_of
from scout.visit import Validators, Visit


class PageTour:
    """Follows the listing to its last page, then reads each programme page it named, in the listing's order."""

    def __init__(self, source: PageSource, fetcher: Fetcher) -> None:
        self._source, self._fetcher = source, fetcher
        self.hosts = [site_of(source.start)]
        self.problems: list[Problem] = []
        self._drafts: list[Draft] = []
        self._capture_of: dict[str, str] = {}
        self._complete = False
        self._failed: str | None = None

    async def run(self, download: Download) -> None:
        """Makes the tour; what goes wrong is in ``problems`` afterwards."""
        listed = await self._listed(download)
        self.hosts.extend({site_of(entry.url) for entry in listed.values()} - set(self.hosts))
        for entry in listed.values():
            try:
                await self._read(download, entry)
            except Unread as unread:
                self.problems.append(unread.problem)

    def result(self) -> Visit:
        """What the tour brought, without pages and problems."""
        return Visit(
            drafts=tuple(self._drafts),
            complete=self._complete,
            failed=self._failed,
            capture_of=self._capture_of,
        )

    async def _listed(self, download: Download) -> Mapping[str, Listed]:
        listed: dict[str, Listed] = {}
        seen: set[str] = set()
        following: str | None = self._source.start
        while following is not None:
            try:
                if following in seen or len(seen) >= self._fetcher.limits.list_pages:
                    raise Unread(problem("page_changed", following, "die Trefferliste läuft im Kreis"))
                seen.add(following)
                entries, following = await self._list_page(download, following)
            except Unread as unread:
                self._stop_listing(unread.problem, is_first=len(seen) == 1)
                return listed
            listed.update({entry.url: entry for entry in entries if entry.url not in listed})
        self._complete = True
        return listed

    async def _list_page(self, download: Download, url: str) -> tuple[list[Listed], str | None]:
        body = await self._fetcher.get(download, url)
        try:
            return self._source.listing(Page.of(body.url, body.bytes))
        except Exception as error:
            raise Unread(problem_of(error, url, otherwise="reader_error")) from error

    def _stop_listing(self, found: Problem, is_first: bool) -> None:
        self.problems.append(found)
        if is_first:
            self._failed = f"Die Startseite {self._source.start} war nicht lesbar: {told(found)}"

    async def _read(self, download: Download, entry: Listed) -> None:
        body = await self._fetcher.get(download, entry.url)
        try:
            page = Page.of(body.url, body.bytes, hints=entry.hints)
            draft = self._source.detail(page)
        except Exception as error:
            raise Unread(problem_of(error, entry.url, otherwise="reader_error")) from error
        if page.broken_characters:
            self.problems.append(replace(problem("broken_characters", entry.url), level="warning"))
        self._drafts.append(draft)
        self._capture_of[draft.external_id] = entry.url


class ArchiveTour:
    """Downloads one archive and reads it."""

    def __init__(self, source: ArchiveSource, fetcher: Fetcher, known: Validators) -> None:
        self._source, self._fetcher, self._known = source, fetcher, known
        self.hosts = [site_of(source.start)]
        self.problems: list[Problem] = []
        self._visit = Visit()

    async def run(self, download: Download) -> None:
        """Makes the tour; what goes wrong is in ``problems`` afterwards."""
        try:
            self._visit = await self._read(download)
        except Unread as unread:
            self.problems.append(unread.problem)
            self._visit = Visit(failed=f"Der Download {self._source.start} war nicht lesbar: {told(unread.problem)}")

    def result(self) -> Visit:
        """What the tour brought, without pages and problems."""
        return self._visit

    async def _read(self, download: Download) -> Visit:
        source = self._source
        body = await self._fetcher.get_archive(download, source.start, self._known, source.max_bytes)
        fetched = self._fetcher.pages.get(source.start)
        if body.not_modified or (fetched is not None and fetched.sha256 == self._known.sha256):
            return Visit(complete=True, unchanged=True)
        try:
            reading = source.read(body.bytes)
        except BadArchive as error:
            raise Unread(problem("bad_archive", source.start, str(error))) from error
        except Exception as error:
            raise Unread(problem_of(error, source.start, otherwise="reader_error")) from error
        self.problems.extend(reading.problems)
        capture_of = {draft.external_id: source.start for draft in reading.drafts}
        return Visit(drafts=reading.drafts, complete=True, capture_of=capture_of)


def site_of(url: str) -> str:
    """The host of an address, as the crawl's bounds know it: with all hosts below it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
