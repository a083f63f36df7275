"""The ledger of a running visit: each body is entered as soon as it is there, so a killed run goes on where it was.

Bodies lie in the captures; the ledger says which address of which run they answer. A run that begins takes over what
an unfinished run of the same source left (``take_over``), a run that ends properly leaves nothing (``clear``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.model.sources import CrawlRun, Fetch
from data.store import Store, Work
from scout.visit import Fetched, Validators

ACTOR = "scout"
YOUNG = timedelta(hours=12)  # older bodies are asked for again: a run reads a source's stand of one day
LONGEST = 2000  # characters of an address that the ledger can hold


@dataclass(frozen=True)
class Entry:
    """A body that is there. final_url: its address after redirects, which its links are relative to."""

    fetched: Fetched
    final_url: str


class Ledger(Protocol):
    """What the fetcher asks before it fetches, and tells afterwards."""

    def taken_over(self, address: str) -> Entry | None:
        """The body that an unfinished run already fetched from this address."""

    async def enter(self, entry: Entry) -> None:
        """Notes a body; it is safe when this returns."""


class NoLedger:
    """For visits that nobody goes on with: checks and first looks."""

    def taken_over(self, address: str) -> Entry | None:
        """Nothing, ever."""
        return None

    async def enter(self, entry: Entry) -> None:
        """Forgets it."""


@dataclass
class StoreLedger:
    """The ledger of one run in the store. It is written on ``writer``, off the event loop (None: on asyncio's own)."""

    store: Store
    run_id: int
    writer: Executor | None = None
    _left: Mapping[str, Entry] = field(init=False)
    _entered: set[str] = field(init=False)

    def __post_init__(self) -> None:
        with self.store.reading() as session:
            rows = session.scalars(select(Fetch).where(Fetch.run_id == self.run_id))
            self._left = {row.url: _entry(row) for row in rows}
        self._entered = set(self._left)

    def taken_over(self, address: str) -> Entry | None:
        """The body that an unfinished run already fetched from this address."""
        return self._left.get(address)

    async def enter(self, entry: Entry) -> None:
        """Notes a body in a short transaction of its own."""
        address = entry.fetched.url
        if address in self._entered or max(len(address), len(entry.final_url)) > LONGEST:
            return
        await asyncio.get_running_loop().run_in_executor(self.writer, self._write, entry)
        self._entered.add(address)

    def _write(self, entry: Entry) -> None:
        with self.store.unit_of_work(ACTOR) as work:
            work.session.execute(insert(Fetch), [_row(self.run_id, entry)])


def take_over(work: Work, source_key: str, run_id: int) -> None:
    """Gives what earlier runs of a source left in the ledger to its new run, unless it is too old.

    The caller has the claim on the source (``scout.claim``), so the earlier runs are dead.
    """
    earlier = select(CrawlRun.id).where(CrawlRun.source_key == source_key)
    left = Fetch.run_id.in_(earlier)
    work.session.execute(delete(Fetch).where(left, Fetch.fetched_at < work.clock.now() - YOUNG))
    work.session.execute(update(Fetch).where(left).values(run_id=run_id))


def clear(session: Session, run_id: int) -> None:
    """Empties the ledger of a run that came to its end."""
    session.execute(delete(Fetch).where(Fetch.run_id == run_id))


def _entry(row: Fetch) -> Entry:
    validators = Validators(row.etag, row.last_modified)
    return Entry(Fetched(row.url, row.status, row.sha256, row.size, row.fetched_at, validators), row.final_url)


def _row(run_id: int, entry: Entry) -> dict[str, object]:
    found = entry.fetched
    return {
        "run_id": run_id,
        "url": found.url,
        "final_url": entry.final_url,
        "status": found.status,
        "sha256": found.sha256,
        "size": found.size,
        "etag": found.validators.etag,
        "last_modified": found.validators.last_modified,
        "fetched_at": found.fetched_at,
    }
