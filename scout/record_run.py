"""Writes what belongs to a run rather than to a programme: captures, issues, health checks, the source's own row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert
from sqlalchemy.orm import Session

from data.model.sources import HealthCheck, IssueRow, PageCapture, SourceRow
from scout.health import Check
from scout.source import Problem, Source
from scout.visit import Fetched, Validators


def captures(session: Session, run_id: int, pages: Iterable[Fetched]) -> Mapping[str, int]:
    """Writes a row for every fetched body, once per address; returns their ids by address."""
    rows = {
        page.url: {
            "run_id": run_id,
            "url": page.url[:2000],
            "fetched_at": page.fetched_at,
            "status": page.status,
            "sha256": page.sha256,
            "size": page.size,
        }
        for page in pages
    }
    if not rows:
        return {}
    written = session.execute(insert(PageCapture).returning(PageCapture.url, PageCapture.id), list(rows.values()))
    return dict(written.all())


def issues(session: Session, run_id: int, source_key: str, problems: Iterable[Problem]) -> None:
    """Writes what a run met."""
    rows = [
        {
            "run_id": run_id,
            "source_key": source_key,
            "level": problem.level,
            "code": problem.code,
            "message": problem.message,
            "url": problem.url[:2000] if problem.url else None,
            "detail": problem.detail,
            "fingerprint": fingerprint(source_key, problem),
        }
        for problem in problems
    ]
    if rows:
        session.execute(insert(IssueRow), rows)


def fingerprint(source_key: str, problem: Problem) -> str:
    """The same for the same trouble of a source in every run, whatever its particulars."""
    return sha256("\n".join((source_key, problem.code, problem.message)).encode()).hexdigest()


def checks(session: Session, run_id: int, examined: Iterable[Check]) -> None:
    """Writes all health checks of a run, also the passed ones."""
    rows = [
        {"run_id": run_id, "name": c.name, "wanted": c.wanted, "found": c.found, "verdict": c.verdict} for c in examined
    ]
    if rows:
        session.execute(insert(HealthCheck), rows)


def mirror_source(session: Session, source: Source) -> SourceRow:
    """Keeps the row of a source in step with its file; what people and servers said about it stays."""
    row = session.get(SourceRow, source.key)
    if row is None:
        row = SourceRow(key=source.key, enabled=True, error_count=0)
        session.add(row)
    row.kind, row.title, row.publisher = source.kind, source.title, source.publisher
    row.start_url, row.cadence_hours, row.licence = source.start, source.cadence_hours, source.licence
    row.needs_live_check = source.needs_live_check
    row.evidence = " ".join(filter(None, (source.evidence.kind, source.evidence.seen))) if source.evidence else None
    return row


def mirror_sources(session: Session, sources: Iterable[Source]) -> None:
    """Keeps a row for every source, so that one that never ran is seen as such."""
    for source in sources:
        mirror_source(session, source)


def live_checked(session: Session, source: Source, now: datetime, result: str) -> None:
    """Notes what a comparison with the live site came to: ``ok`` or what differed."""
    row = mirror_source(session, source)
    row.live_status, row.live_checked_at = fit(result), now


def source_read(session: Session, source_key: str, now: datetime, validators: Validators | None) -> None:
    """Notes a healthy run in the source's row; ``validators`` None leaves what the server said before."""
    row = session.get_one(SourceRow, source_key)
    row.checked_at, row.error_count, row.last_error = now, 0, None
    if validators is not None:
        row.etag, row.last_modified = fit(validators.etag), fit(validators.last_modified)


def source_failed(session: Session, source_key: str, now: datetime, message: str) -> None:
    """Notes a run that could not be applied in the source's row."""
    row = session.get_one(SourceRow, source_key)
    row.checked_at, row.last_error = now, message
    row.error_count += 1


def fit(text: str | None, most: int = 500) -> str | None:
    """Text for a column of bounded length; PostgreSQL would refuse what SQLite swallows."""
    return text if text is None or len(text) <= most else text[: most - 1] + "…"
