"""A digest is kept once per state of the store: looking at it writes nothing, the end of its week makes it final."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select

from dashboard.digest.collect import digest_for
from data.clock import StandingClock
from data.model.audit import AuditEvent
from data.model.digests import Digest
from data.store import Store
from tests.dashboard.filled import fill

WEEK = "2026-W34"


def _builds(store: Store) -> int:
    with store.reading() as session:
        wanted = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "digest.build")
        return session.scalar(wanted) or 0


def test_looking_at_the_running_week_again_writes_nothing(store: Store) -> None:
    fill(store, hostile=False)
    first = digest_for(store, WEEK)
    assert digest_for(store, WEEK) == first
    assert _builds(store) == 1


def test_after_its_week_a_digest_is_built_once_more_and_then_read_back(store: Store) -> None:
    fill(store, hostile=False)
    digest_for(store, WEEK)
    monday = replace(store, clock=StandingClock(datetime(2026, 8, 24, 6, tzinfo=UTC)))
    final = digest_for(monday, WEEK)
    with store.reading() as session:
        assert session.scalars(select(Digest)).one().built_at == monday.clock.now()
    later = replace(store, clock=StandingClock(datetime(2026, 9, 1, 6, tzinfo=UTC)))
    assert digest_for(later, WEEK) == final
    assert _builds(store) == 2
