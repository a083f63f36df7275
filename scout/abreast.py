"""Reads several sources at the same time: one event loop for the net, one thread for each run, one writer at a time.

A host gets no more requests than from one source alone (``scout.pace``), so a crawl of forty sources takes as long as
the slowest host, not as long as all together. Why threads around one loop: docs/decisions/0009.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock, Thread
from typing import Any

from data.settings import Settings
from data.store import Store, Work
from scout.intake import RunReport, crawl_source
from scout.pace import Net, Pace
from scout.politeness import pause_seconds
from scout.source import Source
from scout.visit import Visit

AT_ONCE = 24  # sources under way; each waits for its host nearly all the time, and holds a connection to PostgreSQL


@dataclass(frozen=True)
class SerialStore(Store):
    """A store whose transactions wait for each other: SQLite has one writer, and waiting beats being refused."""

    turn: RLock = field(default_factory=RLock)

    @contextmanager
    def unit_of_work(self, actor: str) -> Iterator[Work]:
        """One transaction of one actor, when it is its turn."""
        with self.turn, super().unit_of_work(actor) as work:
            yield work


def crawl_abreast(
    store: Store, settings: Settings, sources: Sequence[Source], at_once: int = AT_ONCE
) -> Iterator[tuple[Source, RunReport | Exception]]:
    """Runs every source (``scout.intake.crawl_source``) and yields it as soon as it is done, with what it raised.

    Left early (Ctrl+C), runs that are being recorded are finished; visits under way end at once, and the next crawl
    goes on where they were.
    """
    serial = SerialStore(store.engine, store.clock, store.state)
    with _net(pause_seconds(settings)) as net, ThreadPoolExecutor(at_once, "source") as runs:
        started = {runs.submit(crawl_source, serial, settings, source, net=net): source for source in sources}
        try:
            for done in as_completed(started):
                yield started[done], _outcome(done)
        except BaseException:
            runs.shutdown(wait=False, cancel_futures=True)
            net.stop()
            raise


def _outcome(done: Future[RunReport]) -> RunReport | Exception:
    error = done.exception()
    if error is None:
        return done.result()
    if isinstance(error, Exception):
        return error
    raise error


@dataclass(frozen=True)
class _OneLoop(Net):
    """A net whose visits run on a loop in a thread of its own."""

    loop: asyncio.AbstractEventLoop
    visits: set[asyncio.Task[Any]]

    def stop(self) -> None:
        """Ends all visits under way."""
        self.loop.call_soon_threadsafe(lambda: [visit.cancel() for visit in self.visits])


@contextmanager
def _net(pause: float) -> Iterator[_OneLoop]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="net", daemon=True)
    thread.start()
    visits: set[asyncio.Task[Any]] = set()

    async def known(coming: Coroutine[Any, Any, Visit]) -> Visit:
        visit = asyncio.create_task(coming)
        visits.add(visit)
        try:
            return await visit
        finally:
            visits.discard(visit)

    def run(coming: Coroutine[Any, Any, Visit]) -> Visit:
        try:
            return asyncio.run_coroutine_threadsafe(known(coming), loop).result()
        except concurrent.futures.CancelledError as error:
            # Not an Exception, so that the run is left unfinished instead of being closed as failed.
            raise KeyboardInterrupt from error

    try:
        with ThreadPoolExecutor(1, "ledger") as writer:
            yield _OneLoop(Pace(pause), run, writer, loop, visits)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
