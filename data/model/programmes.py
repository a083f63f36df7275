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
    # The programme that stands for all sources of the same one; None: this one stands for itself.
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)


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
    # Which reading of ours found the facts, see scout.facts.read.
    facts_version: Mapped[Code] = mapped_column(default="")


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
    kind: Mapped[Code]  # full, sketch, registration, question, other
    state: Mapped[Code]  # dated, recurring, open, until_spent, announced, paused, closed
    due_on: Mapped[date | None]
    opens_on: Mapped[date | None]
    recurs: Mapped[Code | None]  # MM-DD
    precision: Mapped[Code]  # day, month, none
    structured: Mapped[bool]  # from a field of the source, not from prose
    words: Mapped[Prose]
    url: Mapped[Url]
    found_in: Mapped[Code | None]  # the field of the version the words stand in
    start: Mapped[int | None]  # position of the words in that field, in characters


class EligibilityStatement(Base):
    """Who or where a version names or rules out, with its words. No rows: nothing stated, which rules nothing out."""

    __tablename__ = "eligibility"

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), index=True)
    kind: Mapped[Code]  # applicant, region, list, size
    value: Mapped[Name]
    verdict: Mapped[Code]  # yes, no
    certainty: Mapped[Code]  # stated, inferred
    structured: Mapped[bool]
    words: Mapped[Prose]
    url: Mapped[Url]
    found_in: Mapped[Code | None]
    start: Mapped[int | None]


class MoneyStatement(Base):
    """How much and in what form, as one version states it, with its words."""

    __tablename__ = "money"

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), index=True)
    kind: Mapped[Code]  # funding_type, rate, own_share, amount_min, amount_max, cumulation
    value: Mapped[Code | None]
    number: Mapped[float | None]  # percent or euros, by kind
    condition: Mapped[Code | None]  # e.g. budget_safeguarding; None: always
    structured: Mapped[bool]
    words: Mapped[Prose]
    url: Mapped[Url]
    found_in: Mapped[Code | None]
    start: Mapped[int | None]


class SamePair(Base):
    """Two programmes of different sources that are one, or may be. Written by the rule, never by people."""

    __tablename__ = "same_pair"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[Id]
    first_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    verdict: Mapped[Code]  # same, unsure
    score: Mapped[float]
    why: Mapped[Prose]  # one German sentence a clerk understands
    found_at: Mapped[Time]


class SameDecision(Base):
    """What a person said about two programmes; the newest row of a pair holds. Append-only. Writer: people."""

    __tablename__ = "same_decision"
    __table_args__ = (Index("same_decision_by_pair", "first_id", "second_id"),)

    id: Mapped[Id]
    first_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    is_same: Mapped[bool]
    note: Mapped[Prose | None]
    decided_by: Mapped[Name]
    decided_at: Mapped[Time]


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
    # source: it says something else; reader: it says the same, and we read it better.
    cause: Mapped[Code] = mapped_column(default="source")
    from_version: Mapped[int | None]
    to_version: Mapped[int | None]
