"""Funding programmes with versions, changes, deadlines and the words facts were read from. Writer: scout."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from data.model.base import Base, Code, Euros, Hash, Id, Name, Prose, Time, Url


class Programme(Base):
    """A programme of one source, by the source's own reference. Never deleted."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("source_key", "external_id"),)

    id: Mapped[Id]
    source_key: Mapped[Code]
    external_id: Mapped[Url]  # its own number, path or address
    url: Mapped[Url]
    first_seen: Mapped[Time]
    last_seen: Mapped[Time]
    missing_since: Mapped[Time | None]
    missing_runs: Mapped[int]
    withdrawn_at: Mapped[Time | None]


class ProgrammeVersion(Base):
    """What a programme said from one run on. Written only if the hash over normalised fields differs."""

    __tablename__ = "programme_version"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        Index(
            "one_current_version",
            "programme_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[int]
    is_current: Mapped[bool]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"))
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("page_capture.id"))
    recorded_at: Mapped[Time]
    content_hash: Mapped[Hash]
    damaged: Mapped[bool]  # characters were lost at the source and stand as "?"
    language: Mapped[Code]

    title: Mapped[Name]
    summary: Mapped[Prose | None]
    body: Mapped[Prose | None]
    requirements: Mapped[Prose | None]  # who, conditions
    deadline_text: Mapped[Prose | None]
    procedure: Mapped[Prose | None]
    required_documents: Mapped[Prose | None]
    legal_citation: Mapped[Prose | None]
    status_note: Mapped[Prose | None]
    remark: Mapped[Prose | None]
    application_language: Mapped[Name | None]
    keywords: Mapped[Prose | None]
    service_key: Mapped[Code | None]  # LeiKa/FIM key where the source has one
    issued_on: Mapped[date | None]

    funder: Mapped[Name | None]
    amount_min: Mapped[Euros | None]
    amount_max: Mapped[Euros | None]
    amount_words: Mapped[Prose | None]  # the sentence the amounts were read from
    rate_percent: Mapped[int | None]
    rate_words: Mapped[Prose | None]
    status: Mapped[Code]  # open, closed, paused, unknown: as stated by the source


class ProgrammeCategory(Base):
    """A code the source filed a version under, e.g. kind ``applicant``, code ``kommune``."""

    __tablename__ = "programme_category"
    __table_args__ = (Index("programme_category_by_code", "kind", "code"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[Name]


class ProgrammeContact(Base):
    """Who to ask: an institution behind a version, as the source lists it."""

    __tablename__ = "programme_contact"

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), index=True)
    position: Mapped[int]
    role: Mapped[Code]  # contact, funder
    name: Mapped[Name]
    street: Mapped[Name | None]
    place: Mapped[Name | None]
    phone: Mapped[Name | None]
    email: Mapped[Name | None]
    url: Mapped[Url | None]


class ProgrammeLink(Base):
    """A further page behind a version, e.g. the official announcement."""

    __tablename__ = "programme_link"

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), index=True)
    position: Mapped[int]
    title: Mapped[Name]
    url: Mapped[Url]


class Deadline(Base):
    """One deadline (or the statement that there is none) as one version states it, with its words."""

    __tablename__ = "deadline"
    __table_args__ = (Index("deadline_by_day", "due_on"),)

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), index=True)
    kind: Mapped[Code]  # full, sketch, registration, other
    state: Mapped[Code]  # dated, recurring, open, until_spent, announced, paused, closed
    due_on: Mapped[date | None]
    opens_on: Mapped[date | None]
    recurs: Mapped[Code | None]  # MM-DD
    precision: Mapped[Code]  # day, month, none
    structured: Mapped[bool]  # from a field of the source, not from prose
    words: Mapped[Prose]
    url: Mapped[Url]


class ProgrammeChange(Base):
    """What became different, field by field; the weight decides whether anyone is told."""

    __tablename__ = "programme_change"
    __table_args__ = (Index("programme_change_by_time", "at"),)

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"))
    at: Mapped[Time]
    kind: Mapped[Code]  # new, deadline, amount, rate, eligibility, status, text, withdrawn, back
    field: Mapped[Code | None]
    before: Mapped[Prose | None]
    after: Mapped[Prose | None]
    weight: Mapped[Code]  # material, minor, cosmetic
    from_version: Mapped[int | None]
    to_version: Mapped[int | None]
