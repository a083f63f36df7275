"""The feeds in force: the shipped list with what people added or switched off, and the state of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.model.sources import AddedFeed, SourceRow
from data.reference.feeds import Feed


@dataclass(frozen=True)
class FeedState:
    """What the store knows of a polled feed; times in UTC."""

    checked_at: datetime | None
    next_check_at: datetime | None
    error_count: int
    last_error: str | None
    robots: str
    text_mining: str


def feeds_in_force(session: Session, shipped: Iterable[Feed]) -> tuple[Feed, ...]:
    """The shipped feeds, in their order, then those that people added; what people said about one of them holds."""
    added = {row.key: _feed(row) for row in session.scalars(select(AddedFeed).order_by(AddedFeed.added_at))}
    listed = [added.pop(feed.key, feed) for feed in shipped]
    return (*listed, *added.values())


def feed_states(session: Session) -> dict[str, FeedState]:
    """The state of every feed that was polled, by key."""
    rows = session.scalars(select(SourceRow).where(SourceRow.kind == "feed"))
    return {
        row.key: FeedState(
            row.checked_at, row.next_check_at, row.error_count, row.last_error, row.robots, row.text_mining
        )
        for row in rows
    }


def _feed(row: AddedFeed) -> Feed:
    return Feed(
        row.key,
        row.title,
        row.url,
        row.theme_field,
        row.language,
        row.publisher,
        evidence=row.evidence,
        status=row.status,
        note=row.note,
        robots=row.robots,
        text_mining=row.text_mining,
        licence=row.licence,
        enabled=row.enabled,
    )
