"""Finds the name of an error met while crawling: one error in, one Problem out."""

from __future__ import annotations

import re

import aiohttp
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from scout.crawl_parts import (
    BrokenCompression,
    ForbiddenByRobots,
    LeftTheSite,
    RobotsUnread,
    TooLarge,
    TooManyRedirects,
)
from scout.guard import RefusedAddress, refusal_in
from scout.pace import HostRests
from scout.page import PageChanged
from scout.problems import problem
from scout.source import BadAnswer, BadArchive, Problem

_TLS_SETTING = re.compile(r" ssl:(?:<[^>]{0,100}>|\w{1,20})")  # says nothing to people and differs each time
_BY_TYPE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (PageChanged, "page_changed"),
    (BadArchive, "bad_archive"),
    (BadAnswer, "bad_answer"),
    (ForbiddenByRobots, "refused_by_robots"),
    (RobotsUnread, "robots_unread"),
    ((LeftTheSite, RefusedAddress, UnsupportedURLSchemeError), "redirect_refused"),
    (HostRests, "host_rests"),
    (TooManyRedirects, "too_many_redirects"),
    ((TooLarge, DownloadCancelledError), "too_large"),
    (DownloadTimeoutError, "timeout"),
    ((ResponseDataLossError, BrokenCompression), "truncated"),
    (DownloadFailedError, "connection_lost"),
    ((CannotResolveHostError, DownloadConnectionRefusedError), "unreachable"),
)


def problem_of(error: BaseException, url: str, otherwise: str = "fetch_error") -> Problem:
    """The problem behind an error met while fetching or reading ``url``; ``otherwise``: code for any other error."""
    if isinstance(error, RobotsUnread) and isinstance(error.__cause__, Exception):
        return _behind_robots(error.__cause__, url)
    refusal = refusal_in(error)
    if refusal is not None:
        return problem("redirect_refused", url, refusal.address)
    if isinstance(error.__cause__, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return problem("certificate", url, str(error))
    code = next((code for kind, code in _BY_TYPE if isinstance(error, kind)), otherwise)
    words = _TLS_SETTING.sub("", str(error))
    return problem(code, url, f"{type(error).__name__}: {words}" if code == otherwise else words)


def _behind_robots(cause: Exception, url: str) -> Problem:
    # Where the whole server is out of reach, robots.txt is merely the first to notice.
    found = problem_of(cause, url)
    server_wide = {"redirect_refused", "certificate", "unreachable"}
    return found if found.code in server_wide else problem("robots_unread", url, str(cause))
