"""Visits one source: the only Scrapy spider. Follows its list pages, keeps every body, has every page read.

Pages are asked for one after another with ``engine.download_async`` instead of callbacks: a source lives on one
host, which gets one request at a time anyway, and each failure then surfaces at the address it belongs to.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response

from data.clock import Clock
from data.settings import Settings
from scout.captures import Captures
from scout.crawl_settings import scrapy_settings
from scout.fetching import Fetcher
from scout.ledger import Ledger, NoLedger
from scout.mirror import mirror_of
from scout.pace import Net, Pace
from scout.politeness import LIVE_LIMITS, Limits, pause_seconds
from scout.record_tour import RecordTour
from scout.source import ArchiveSource, RecordSource, Source
from scout.tours import ArchiveTour, PageTour
from scout.visit import NOTHING_KNOWN, Validators, Visit

__all__ = ["SourceSpider", "visit"]

Tour = PageTour | ArchiveTour | RecordTour


class SourceSpider(Spider):
    """Makes one tour through one source. ``tour`` does the reading, Scrapy the downloading, at the ``pace`` of all."""

    name = "source"

    def __init__(self, tour: Tour, hosts: list[str], pace: Pace, **_: Any) -> None:
        super().__init__()
        self.tour, self.pace = tour, pace
        self.allowed_domains = hosts
        self.crash: Exception | None = None
        self.came_to_its_end = False

    async def start(self) -> AsyncIterator[Any]:
        """Runs the whole tour; there is nothing for Scrapy to schedule."""
        try:
            await self.tour.run(self._download)
            self.came_to_its_end = True
        except Exception as error:  # Scrapy would log it and call the crawl a success
            self.crash = error
        return
        yield

    async def _download(self, request: Request) -> Response:
        return await self.crawler.engine.download_async(request)


def visit(
    source: Source,
    settings: Settings,
    clock: Clock,
    captures: Captures,
    *,
    known: Validators = NOTHING_KNOWN,
    limits: Limits = LIVE_LIMITS,
    ledger: Ledger | None = None,
    net: Net | None = None,
) -> Visit:
    """Fetches and reads one source.

    known: what the server said when the archive was last applied (SourceRow.etag, last_modified). With it an
        unchanged archive ends in ``Visit.unchanged``; pass nothing to have it read again in any case.
    ledger: where bodies are entered as they come, and looked up before they are asked for.
    net: the visits under way at the same time, this one among them; alone it needs none.
    Never raises for what servers and pages do: each failure is one of ``Visit.problems`` (codes: scout.problems).
    """
    fetcher = Fetcher(clock, captures, mirror_of(settings), limits, ledger or NoLedger())
    pace = net.pace if net else Pace(pause_seconds(settings))
    coming = _visit(_tour(source, fetcher, known), fetcher, scrapy_settings(settings, limits), pace)
    return net.run(coming) if net else asyncio.run(coming)


async def _visit(tour: Tour, fetcher: Fetcher, settings: dict[str, Any], pace: Pace) -> Visit:
    await _crawl(tour, settings, pace)
    return replace(tour.result(), pages=tuple(fetcher.pages.values()), problems=tuple(tour.problems))


def _tour(source: Source, fetcher: Fetcher, known: Validators) -> Tour:
    if isinstance(source, ArchiveSource):
        return ArchiveTour(source, fetcher, known)
    return RecordTour(source, fetcher) if isinstance(source, RecordSource) else PageTour(source, fetcher)


async def _crawl(tour: Tour, settings: dict[str, Any], pace: Pace) -> None:
    runner = AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler(SourceSpider)
    await runner.crawl(crawler, tour=tour, hosts=tour.hosts, pace=pace)
    spider = crawler.spider
    if isinstance(spider, SourceSpider) and spider.crash is not None:
        raise spider.crash
    if not isinstance(spider, SourceSpider) or not spider.came_to_its_end:
        # Scrapy takes an interruption for the end; half a tour would pass for a whole one.
        await crawler.stop_async()
        raise asyncio.CancelledError
