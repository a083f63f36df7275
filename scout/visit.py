"""What one visit to a source brought home: the border between fetching (scout.crawl) and deciding (scout.intake)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scout.source import Draft, Problem


@dataclass(frozen=True)
class Validators:
    """What a server said about one address last time, for conditional requests. ``None`` means: it said nothing.

    sha256: of the archive that was applied last, by these readers: the very same bytes need not be read again.
    """

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


NOTHING_KNOWN = Validators()


@dataclass(frozen=True)
class Fetched:
    """One body as it was fetched; the bytes lie in ``scout.captures.Captures`` under ``sha256``.

    url: the address on the live site, also when a mirror answered and after redirects the one asked for first.
    size: bytes after content decoding.
    """

    url: str
    status: int
    sha256: str
    size: int
    fetched_at: datetime
    validators: Validators = NOTHING_KNOWN


@dataclass(frozen=True)
class Visit:
    """Everything one visit brought.

    complete: the last list page was reached and no list page failed (archive: it was read to its end), so that a
        programme that is not among the drafts is missing at the source, not merely unread.
    failed: German sentence why nothing could be read at all (start page or archive unreachable, blocked, no
        archive), else None. The particulars are among the problems.
    unchanged: the source answered "not modified" to our conditional request, or with the very bytes of last time:
        everything known counts as seen, there are no drafts, and nothing is missing.
    problems: a programme whose page is named in one was not read; it is not missing either.
    capture_of: external_id of a draft -> address (``Fetched.url``) of the body it was read from.
    """

    pages: tuple[Fetched, ...] = ()
    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    complete: bool = False
    failed: str | None = None
    unchanged: bool = False
    capture_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def validators(self) -> Validators:
        """ETag and Last-Modified of the archive, to be kept in SourceRow after a healthy run."""
        return self.pages[0].validators if len(self.pages) == 1 else NOTHING_KNOWN

    @property
    def bodies(self) -> Mapping[str, str]:
        """SHA-256 of the body that each draft was read from, by external id."""
        fetched = {page.url: page.sha256 for page in self.pages}
        return {key: fetched[url] for key, url in self.capture_of.items() if url in fetched}
