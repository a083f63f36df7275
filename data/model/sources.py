"""Where things come from: sources, runs, captures, issues and health checks. Writer: scout."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.model.base import Base, Code, Hash, Id, Key, Name, Prose, Time, Url


class SourceRow(Base):
    """One source, mirrored from its file at each start; the file is the authority."""

    __tablename__ = "source"

    key: Mapped[Key]
    kind: Mapped[Code]  # archive, pages, records, feed
    title: Mapped[Name]
    publisher: Mapped[Name]
    start_url: Mapped[Url]
    cadence_hours: Mapped[int]
    licence: Mapped[Name | None]
    enabled: Mapped[bool]
    disabled_reason: Mapped[Prose | None]
    theme_field: Mapped[Code | None]
    evidence: Mapped[Name | None]  # how we know its pages: kind and month of a copy ("page 2026-06")
    live_status: Mapped[Name | None]  # what comparing our reader with the live site came to: ok, or what differed
    live_checked_at: Mapped[Time | None]
    needs_live_check: Mapped[bool] = mapped_column(default=False)
    # What the host says to robots (allowed, forbidden, unknown) and about text mining (reserved, free, unknown).
    robots: Mapped[Code] = mapped_column(default="unknown")
    robots_checked_at: Mapped[Time | None]
    text_mining: Mapped[Code] = mapped_column(default="unknown")
    text_mining_checked_at: Mapped[Time | None]
    # Conditional requests and the next due time, for feeds.
    etag: Mapped[Name | None]
    last_modified: Mapped[Name | None]
    checked_at: Mapped[Time | None]
    next_check_at: Mapped[Time | None]
    error_count: Mapped[int]
    last_error: Mapped[Prose | None]


class CrawlRun(Base):
    """One run of one source; written for every run, also the failed one."""

    __tablename__ = "crawl_run"
    __table_args__ = (Index("crawl_run_by_source", "source_key", "started_at"),)

    id: Mapped[Id]
    source_key: Mapped[Code]
    started_at: Mapped[Time]
    finished_at: Mapped[Time | None]
    outcome: Mapped[Code]  # running, ok, partial, unchanged, held, refused, failed, discarded
    pages: Mapped[int]
    seen: Mapped[int]
    new: Mapped[int]
    changed: Mapped[int]
    missing: Mapped[int]
    message: Mapped[Prose | None]
    code_version: Mapped[Code]


class PageCapture(Base):
    """A body as it was fetched; the bytes lie in the state folder under their hash."""

    __tablename__ = "page_capture"
    __table_args__ = (
        UniqueConstraint("run_id", "url"),
        Index("page_capture_by_url", "url"),
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"))
    url: Mapped[Url]
    fetched_at: Mapped[Time]
    status: Mapped[int]
    sha256: Mapped[Hash]
    size: Mapped[int]


class IssueRow(Base):
    """Something a run met that a person may want to look at. The fingerprint groups over runs."""

    __tablename__ = "issue"
    __table_args__ = (Index("issue_by_fingerprint", "fingerprint"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), index=True)
    source_key: Mapped[Code]
    level: Mapped[Code]  # note, warning, error
    code: Mapped[Code]  # static: page_changed, unknown_fact, blocked, stub, damaged, ...
    message: Mapped[Prose]
    url: Mapped[Url | None]
    detail: Mapped[Prose | None]
    fingerprint: Mapped[Hash]


class HealthCheck(Base):
    """One check of one run; one row per check, also the passed ones."""

    __tablename__ = "health_check"

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), index=True)
    name: Mapped[Code]
    wanted: Mapped[Name]
    found: Mapped[Name]
    verdict: Mapped[Code]  # ok, warn, stop


class Fetch(Base):
    """The ledger of a running visit: each body as soon as it is there, so that a killed run goes on where it was."""

    __tablename__ = "fetch"
    __table_args__ = (UniqueConstraint("run_id", "url"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"))
    url: Mapped[Url]  # what was asked for
    final_url: Mapped[Url]  # after redirects
    status: Mapped[int]
    sha256: Mapped[Hash]
    size: Mapped[int]
    etag: Mapped[Name | None]
    last_modified: Mapped[Name | None]
    fetched_at: Mapped[Time]


class HeldRun(Base):
    """A run that moved more than a set share and waits for a person; what it read lies in the captures."""

    __tablename__ = "held_run"

    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), primary_key=True)
    sha256: Mapped[Hash]  # the drafts as read
    why: Mapped[Prose]
    held_at: Mapped[Time]
    settled: Mapped[Code | None]  # applied, discarded, superseded
    settled_at: Mapped[Time | None]


class RunDecision(Base):
    """What a person decided about a held run, with the reason. Append-only. Writer: people."""

    __tablename__ = "run_decision"

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), index=True)
    decision: Mapped[Code]  # apply, discard
    reason: Mapped[Prose]
    decided_by: Mapped[Name]
    decided_at: Mapped[Time]


class AddedFeed(Base):
    """A feed that people added, or a shipped one about which they decided otherwise. Writer: people."""

    __tablename__ = "added_feed"

    key: Mapped[Key]
    url: Mapped[Url]
    title: Mapped[Name]
    publisher: Mapped[Name | None]
    theme_field: Mapped[Code | None]
    language: Mapped[Code]
    evidence: Mapped[Name | None]
    status: Mapped[Name | None]
    note: Mapped[Prose | None]  # why it is switched off, for one
    robots: Mapped[Code]
    text_mining: Mapped[Code]
    licence: Mapped[Name | None]
    enabled: Mapped[bool]
    added_by: Mapped[Name]
    added_at: Mapped[Time]
