"""Polls feeds of as many loopback hosts, all new and all unchanged, beside a client that stores nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import aiohttp
import feedparser

from data.reference.feeds import Feed
from data.settings import Settings, read_settings
from data.store import open_store
from scout.feeds import AT_ONCE
from scout.news_record import poll_feeds


@dataclass(frozen=True)
class Spent:
    """What a poll took, in seconds: by the clock, and of this process's CPU."""

    wall: float
    cpu: float


def measure(feeds: int) -> dict[str, Spent]:
    """Both of us, first with new feeds, then with unchanged ones. The pause per host is the live one: one second."""
    with _site() as base, tempfile.TemporaryDirectory() as folder:
        settings = read_settings(state=Path(folder), mirror=base, delay_seconds=1)
        listed = [Feed(f"f{n}", f"F{n}", f"https://h{n}.example/feed.xml") for n in range(feeds)]
        store = open_store(settings)

        def ours(outcome: str) -> Callable[[], None]:
            def poll() -> None:
                reports = poll_feeds(store, settings, listed)
                assert {report.outcome for report in reports} == {outcome}

            return poll

        urls = [f"{base}/h{n}.example/feed.xml" for n in range(feeds)]
        return {
            "Förderscout, alles neu": _timed(ours("ok")),
            "Förderscout, nichts neu (304)": _timed(ours("unchanged")),
            "aiohttp + feedparser, alles neu": _timed(lambda: asyncio.run(_peer(urls, settings, {}))),
            "aiohttp, nichts neu (304)": _timed(
                lambda: asyncio.run(_peer(urls, settings, {"If-None-Match": '"bench"'}))
            ),
        }


def _timed(work: Callable[[], None]) -> Spent:
    wall, cpu = perf_counter(), process_time()
    work()
    return Spent(perf_counter() - wall, process_time() - cpu)


async def _peer(urls: list[str], settings: Settings, headers: dict[str, str]) -> None:
    """One request for each feed, parsed and thrown away: no robots.txt, no limits, no store."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(session: aiohttp.ClientSession, url: str) -> None:
        async with places, session.get(url, headers=headers) as response:
            body = await response.read()
            if response.status == 200:
                assert feedparser.parse(body).entries

    async with aiohttp.ClientSession(headers={"User-Agent": settings.contact}) as session:
        await asyncio.gather(*(one(session, url) for url in urls))


@contextmanager
def _site() -> Iterator[str]:
    started = subprocess.Popen([sys.executable, "-m", "bench.feed_site"], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(started.stdout.readline())}"
    finally:
        started.terminate()
        started.wait()
