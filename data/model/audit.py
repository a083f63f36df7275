"""Who did what when, and facts about the store itself. Writer: the store."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from data.model.base import Base, Code, Id, Key, Name, Prose, Time


class AuditEvent(Base):
    """One act of a person or a job, in the same transaction as the act; never updated, never deleted."""

    __tablename__ = "audit_event"

    id: Mapped[Id]
    at: Mapped[Time]
    actor: Mapped[Name]
    action: Mapped[Code]
    subject: Mapped[Name]
    before: Mapped[Prose | None]
    after: Mapped[Prose | None]


class StoreFact(Base):
    """A fact about this store, e.g. where the demo's clock stands."""

    __tablename__ = "store_fact"

    key: Mapped[Key]
    value: Mapped[Prose]
