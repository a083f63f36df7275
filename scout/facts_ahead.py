"""Reads the facts of many drafts on all cores: the texts of a whole export take one core a quarter of a minute."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import replace
from typing import Any

from scout.decide import Facts
from scout.facts.read import with_facts
from scout.source import Draft

_log = logging.getLogger(__name__)
# Below this a second process costs more than it saves: it takes half a second to start.
WORTH_IT = 300
MOST_WORKERS = 7  # each holds what reading needs, some 100 MB
_CHUNK = 40
# What ``with_facts`` may change; only this travels back.
_FACTS = (
    "deadlines", "eligibility", "money", "status", "amount_min", "amount_max", "amount_words", "rate_percent",
    "rate_words",
)  # fmt: skip


def facts_ahead(drafts: Sequence[Draft], cores: int | None = None) -> Facts:
    """``with_facts`` for deciding, with these drafts read beforehand. The result does not depend on ``cores``."""
    workers = min((cores or _cores()) - 1, MOST_WORKERS)
    if len(drafts) < WORTH_IT or workers < 1:
        return with_facts
    found = dict(zip(drafts, _read(drafts, workers), strict=True))
    return lambda draft: found.get(draft) or with_facts(draft)


def _cores() -> int:
    """The cores this process may use, which in a container can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(drafts: Sequence[Draft], workers: int) -> list[Draft]:
    """Workers take chunks from the front, this process from the back, until they meet.

    Where workers cannot be started or die (no memory, no semaphores), this process reads all that is left.
    """
    chunks = [drafts[start : start + _CHUNK] for start in range(0, len(drafts), _CHUNK)]
    done: dict[int, list[dict[str, Any]]] = {}
    try:
        _share(chunks, workers, done)
    except (RuntimeError, OSError) as error:  # no thread, no memory, dead; a reader's own fails again below
        _log.warning("Fakten werden auf einem Kern gelesen, weil weitere Prozesse ausfielen: %r", error)
    values = [facts for n, chunk in enumerate(chunks) for facts in (done[n] if n in done else facts_of(chunk))]
    return [replace(draft, **facts) for draft, facts in zip(drafts, values, strict=True)]


def _share(chunks: Sequence[Sequence[Draft]], workers: int, done: dict[int, list[dict[str, Any]]]) -> None:
    """Fills ``done`` with the facts of each chunk by its number; the pool's processes are gone afterwards.

    No future is ever cancelled: a pool that breaks while it holds cancelled ones fails inside its own thread
    (InvalidStateError), so each worker is given the next chunk only when it is done with one.
    """
    left = list(range(len(chunks)))
    # Not forked: other threads of this process may hold locks (crawling, the database).
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        under_way: dict[Future[list[dict[str, Any]]], int] = {}
        while left or under_way:
            while left and len(under_way) < 2 * workers:  # one to read and one to begin with at once
                number = left.pop(0)
                under_way[pool.submit(facts_of, chunks[number])] = number
            if left:
                number = left.pop()
                done[number] = facts_of(chunks[number])
            ready = wait(under_way, timeout=0 if left else None, return_when=FIRST_COMPLETED).done
            done.update({under_way.pop(future): future.result() for future in ready})


def facts_of(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """The facts of each draft by field; runs in a process of its own."""
    return [{name: getattr(read, name) for name in _FACTS} for read in map(with_facts, drafts)]
