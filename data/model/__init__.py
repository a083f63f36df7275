"""Typed tables (SQLAlchemy 2.1); one module per topic, one writer per table."""

from __future__ import annotations

from sqlalchemy import MetaData

from data.model import audit, digests, matches, news, portfolio, programmes, sources
from data.model.base import Base

TOPICS = (audit, digests, matches, news, portfolio, programmes, sources)


def all_tables() -> MetaData:
    """The metadata with every table registered, for migrations."""
    return Base.metadata
