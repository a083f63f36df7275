"""Our parts in Scrapy's machine: guarded download handler, robots with their pace, patient retry, named refusals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar
from urllib.parse import urlsplit

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from scout.guard import guarded_connector, refusal_in, refuse_url
from scout.mirror import Mirror, original, wire
from scout.pace import HostRests, Pace
from scout.politeness import ROBOTS_NAME, retry_after_seconds
from scout.unpack import CutOff, TooMuch, unpacked

OVERLOADED = frozenset({429, 503})
PAUSE_ASKED = "pause_asked"  # key in Request.meta: seconds a server asked for that were too many for one visit


class ForbiddenByRobots(IgnoreRequest):
    """robots.txt does not allow this address."""


class RobotsUnread(IgnoreRequest):
    """robots.txt could not be read, so nothing on this host may be (RFC 9309, 2.3.1.4). Cause: ``__cause__``."""


class LeftTheSite(IgnoreRequest):
    """A redirect led to a host that neither the source nor its list pages name."""


class TooManyRedirects(IgnoreRequest):
    """A chain of redirects without an end."""


class TooLarge(IgnoreRequest):
    """A body that is larger than allowed once decompressed."""


class BrokenCompression(IgnoreRequest):
    """A compressed body that is cut off or damaged."""


class GuardedHandler(AiohttpDownloadHandler):
    """Downloads through the guard, at the pace of all visits, and from the mirror where there is one.

    Scrapy calls its asyncio handler experimental; it is the one that needs no reactor, so a process can crawl
    several sources one after another, and the guard is the same as the feed client's.
    """

    experimental: ClassVar[bool] = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        base = crawler.settings["FOERDERSCOUT_MIRROR"]
        self._mirror = Mirror(base.rstrip("/")) if base else None
        self._unguarded = self._session  # never used, only closed
        self._session = aiohttp.ClientSession(
            connector=guarded_connector(self._mirror, limit_per_host=self._pool_size_per_host),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )

    @asynccontextmanager
    async def _make_request(self, request: Request, timeout: float) -> AsyncIterator[_ClientResponse]:
        refuse_url(request.url)
        # Verbatim: the client would otherwise write the query's escapes in its own way.
        meta = {**request.meta, "verbatim_url": True}
        asked = request.replace(url=wire(self._mirror, request.url), meta=meta)
        async with super()._make_request(asked, timeout) as response:
            yield response

    async def download_request(self, request: Request) -> Response:
        async with _pace(self.crawler).turn(request.url):
            response = await super().download_request(request)
        if target := _header(response, "Location"):
            response.headers["Location"] = original(self._mirror, target)
        return response

    async def close(self) -> None:
        await self._unguarded.close()
        await super().close()


class Onsite(OffsiteMiddleware):
    """Refuses addresses that can be judged before anything is asked, each by its name."""

    def process_request(self, request: Request, spider: Any = None) -> None:
        refuse_url(request.url)
        try:
            super().process_request(request)
        except IgnoreRequest as error:
            raise LeftTheSite(request.url) from error


class CountedRedirect(RedirectMiddleware):
    """Names the refusal of an endless chain."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        try:
            return super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            raise TooManyRedirects(request.url) from error


class BoundedDecompression(HttpCompressionMiddleware):
    """Unpacks within bounds, and names what is refused: too large, or not whole.

    Scrapy takes what it can get out of a damaged body for the page.
    """

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        encoding = _header(response, "Content-Encoding")
        if not encoding or response.status == 304:
            return response
        most = request.meta.get("download_maxsize", self._max_size)
        try:
            body = unpacked(response.body, encoding, most)
        except TooMuch as error:
            raise TooLarge(str(error)) from error
        except CutOff as error:
            raise BrokenCompression(str(error)) from error
        del response.headers["Content-Encoding"]
        return response.replace(body=body)


class PatientRetry(RetryMiddleware):
    """Lets a host rest as long as ``Retry-After`` asks before anybody tries again; Scrapy's own tries again at once.

    A host that asks for more than ``RETRY_AFTER_MAX`` is not asked again, by no visit that shares the pace. One that
    is overloaded and does not say for how long gets ``FOERDERSCOUT_BACKOFF`` seconds, each time twice as many.
    """

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        pace = _pace(self.crawler)
        wait = retry_after_seconds(_header(response, "Retry-After"), _header(response, "Date"))
        if wait is not None and wait > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            request.meta[PAUSE_ASKED] = wait
            pace.close(request.url, wait)
            return response
        if wait is None and response.status in OVERLOADED:
            wait = self.crawler.settings.getfloat("FOERDERSCOUT_BACKOFF") * 2 ** request.meta.get("retry_times", 0)
        if wait:
            pace.rest(request.url, wait)
        return super().process_response(request, response)

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        if refusal_in(exception) is not None or isinstance(exception, HostRests):
            return None  # ours, and it will be the same next time
        return super().process_exception(request, exception)


class Robots(RobotsTxtMiddleware):
    """Obeys robots.txt, also where Scrapy does not: ``Crawl-delay`` is kept, and an unreadable file forbids.

    404 and the like mean that there are no rules (RFC 9309, 2.3.1.3).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unread: dict[str, Exception] = {}

    async def process_request(self, request: Request, spider: Any = None) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self.robot_parser(request)
        host = urlsplit(request.url).netloc
        if host in self._unread:
            raise RobotsUnread(host) from self._unread[host]
        if rules is None:
            return
        if not rules.allowed(request.url, ROBOTS_NAME):
            raise ForbiddenByRobots(request.url)
        self._keep_pace(request, rules.crawl_delay(ROBOTS_NAME))

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, which one visit asks for and all others of the crawl take over."""
        host = urlsplit(request.url).netloc
        if host in self._parsers:
            return await super().robot_parser(request)
        shared = _pace(self.crawler).rules(host)
        async with shared.turn:
            if shared.body is not None:
                self._parsers[host] = self._parserimpl.from_crawler(self.crawler, shared.body)
            return await super().robot_parser(request)

    def _keep_pace(self, request: Request, delay: float | None) -> None:
        if not delay:
            return
        if delay > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            raise ForbiddenByRobots(f"Crawl-delay: {delay:g}")
        _pace(self.crawler).slow_down(request.url, delay)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise RobotsUnread(f"HTTP {response.status}")
        rules = response if response.status == 200 else response.replace(body=b"")
        await super()._parse_robots(rules, netloc, request)
        _pace(self.crawler).rules(netloc).body = rules.body

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, RobotsUnread) or not isinstance(exc, IgnoreRequest):
            self._unread[netloc] = exc
        super()._robots_error(exc, netloc)


def _pace(crawler: Crawler) -> Pace:
    pace = getattr(crawler.spider, "pace", None)
    if not isinstance(pace, Pace):
        raise TypeError(f"{crawler.spider!r} has no pace; without one nothing is fetched")
    return pace


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
