"""News items as their feeds serve them. Writer: scout."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from data.model.base import Base, Code, Hash, Id, Name, Prose, Time, Url


class NewsItem(Base):
    """One entry of one feed. An item without a date carries the day it was first seen, marked as such."""

    __tablename__ = "news_item"
    __table_args__ = (
        UniqueConstraint("source_key", "guid"),
        Index("news_item_by_time", "published_at"),
    )

    id: Mapped[Id]
    source_key: Mapped[Code]
    guid: Mapped[Url]
    url: Mapped[Url]
    title: Mapped[Name]
    summary: Mapped[Prose]
    published_at: Mapped[Time]
    date_is_first_seen: Mapped[bool]
    first_seen: Mapped[Time]
    last_seen: Mapped[Time]
    content_hash: Mapped[Hash]
    # Counted and capped: a feed that changes an entry at every request must not look alive for ever.
    hash_changes: Mapped[int]
