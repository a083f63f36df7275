"""Whose turn it is at a host: one request at a time and a pause after it, for all who share one ``Pace``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from scout.visit import Visit


class HostRests(Exception):
    """A server that asked to be left alone for longer than we are ready to wait; it is not asked any more."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host}: {seconds:.0f} s")
        self.host, self.seconds = host, seconds


@dataclass
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause: float = 0.0
    ended: float = float("-inf")  # when the last request ended, by the loop's clock
    rests_until: float = float("-inf")
    closed: float | None = None


@dataclass
class HostRules:
    """The robots.txt of a host as it was read; None: nobody could read it yet. turn: held while it is asked for."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    body: bytes | None = None


class Pace:
    """The pace of one event loop. Hosts are told apart by their live name; each waits for nobody but itself.

    pause: seconds between the end of one request and the beginning of the next, at least.
    A server that is slow is therefore asked more seldom, without anybody measuring it.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, HostRules] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Waits until the host of ``url`` may be asked and holds it meanwhile. Raises HostRests."""
        host = self._host(url)
        loop = asyncio.get_running_loop()
        async with host.turn:
            if host.closed is not None:
                raise HostRests(_name(url), host.closed)
            # max() again after each sleep: Retry-After may have come in between.
            while (wait := max(host.ended + max(self._pause, host.pause), host.rests_until) - loop.time()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                host.ended = loop.time()

    def slow_down(self, url: str, pause: float) -> None:
        """From now on this host gets a pause of at least so many seconds (Crawl-delay)."""
        host = self._host(url)
        host.pause = max(host.pause, pause)

    def rest(self, url: str, seconds: float) -> None:
        """Nobody asks this host for so many seconds (Retry-After)."""
        host = self._host(url)
        host.rests_until = max(host.rests_until, asyncio.get_running_loop().time() + seconds)

    def close(self, url: str, seconds: float) -> None:
        """Nobody asks this host any more; it wished for so many seconds."""
        self._host(url).closed = seconds

    def rules(self, netloc: str) -> HostRules:
        """What robots.txt said to whichever visit read it first; all visits of this crawl share it."""
        return self._rules.setdefault(netloc, HostRules())

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(_name(url), _Host())


@dataclass(frozen=True)
class Net:
    """What the visits under way at the same time share.

    run: makes a visit on the one event loop and waits for its end, from any thread; writer: where ledgers are written.
    """

    pace: Pace
    run: Callable[[Coroutine[Any, Any, Visit]], Visit]
    writer: Executor


def _name(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
