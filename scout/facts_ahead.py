"""Reads the facts of many drafts on all cores: the texts of a whole export take one core a quarter of a minute."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from typing import Any

from scout.decide import Facts
from scout.facts.read import with_facts
from scout.source import Draft

# Below this a second process costs more than it saves: it takes half a second to start.
WORTH_IT = 300
_CHUNK = 40
# What ``with_facts`` may change; only this travels back.
_FACTS = (
    "deadlines", "eligibility", "money", "status", "amount_min", "amount_max", "amount_words", "rate_percent",
    "rate_words",
)  # fmt: skip


def facts_ahead(drafts: Sequence[Draft], cores: int | None = None) -> Facts:
    """``with_facts`` for deciding, with these drafts read beforehand. The result does not depend on ``cores``."""
    workers = (cores or os.cpu_count() or 1) - 1
    if len(drafts) < WORTH_IT or workers < 1:
        return with_facts
    found = dict(zip(drafts, _read(drafts, workers), strict=True))
    return lambda draft: found.get(draft) or with_facts(draft)


def _read(drafts: Sequence[Draft], workers: int) -> list[Draft]:
    """Workers take chunks from the front; this process takes from the back what nobody has begun."""
    chunks = [drafts[start : start + _CHUNK] for start in range(0, len(drafts), _CHUNK)]
    # Not forked: other threads of this process may hold locks (crawling, the database).
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(facts_of, chunk) for chunk in chunks]
        done = [_facts(chunk, future) for chunk, future in reversed(list(zip(chunks, futures, strict=True)))]
    values = [facts for facts_of_chunk in reversed(done) for facts in facts_of_chunk]
    return [replace(draft, **facts) for draft, facts in zip(drafts, values, strict=True)]


def _facts(chunk: Sequence[Draft], future: Future[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return facts_of(chunk) if future.cancel() else future.result()


def facts_of(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """The facts of each draft by field; runs in a process of its own."""
    return [{name: getattr(read, name) for name in _FACTS} for read in map(with_facts, drafts)]
