"""How we behave towards servers: who we say we are, how often we ask, how long we wait when told to."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version

from data.settings import Settings

ROBOTS_NAME = "foerderscout"  # the name robots.txt files can address us by
FEWEST_SECONDS = 1.0  # pause between two requests to one live host, whatever the settings say


@dataclass(frozen=True)
class Limits:
    """Bounds of one visit; the defaults are for live sites, tests tighten them.

    timeout_seconds: for one page, from connecting to the last byte; archive_seconds: the same for an archive.
    page_bytes: largest page, after decompression. retries: further tries after a failed one.
    longest_pause: seconds we are ready to wait on a server's word (Retry-After, Crawl-delay) within one visit.
    backoff_seconds: first pause for a server that is overloaded and does not say for how long; then twice as long.
    list_pages: a listing that goes on longer than this is going in circles.
    """

    timeout_seconds: float = 30
    archive_seconds: float = 900
    page_bytes: int = 10_000_000
    feed_bytes: int = 5_000_000
    retries: int = 2
    redirects: int = 5
    longest_pause: float = 120
    backoff_seconds: float = 10
    list_pages: int = 500


LIVE_LIMITS = Limits()


def user_agent(settings: Settings) -> str:
    """An honest name with a contact address."""
    try:
        number = version("foerderscout")
    except PackageNotFoundError:
        number = "0"
    return f"Foerderscout/{number} (+mailto:{settings.contact})"


def pause_seconds(settings: Settings) -> float:
    """The pause between two requests to one host: below one second only against a mirror."""
    return settings.delay_seconds if settings.mirror else max(FEWEST_SECONDS, settings.delay_seconds)


def retry_after_seconds(value: str | None, date: str | None) -> float | None:
    """How long a ``Retry-After`` header asks us to wait; None when it is missing or unreadable.

    value: seconds or an HTTP date; the latter is read against the answer's own ``Date`` header, so no clock is needed.
    """
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip())
    try:
        until, since = parsedate_to_datetime(value), parsedate_to_datetime(date or "")
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):
        return None
