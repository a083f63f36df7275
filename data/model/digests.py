"""Weekly digests as they were built. Writer: dashboard.digest."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from data.model.base import Base, Code, Hash, Id, Prose, Time


class Digest(Base):
    """The digest of one ISO week; the same input builds the same digest."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("week"),)

    id: Mapped[Id]
    week: Mapped[Code]  # 2026-W48
    built_at: Mapped[Time]
    input_hash: Mapped[Hash]
    content: Mapped[Prose]  # the collected digest as JSON; rendered on demand
