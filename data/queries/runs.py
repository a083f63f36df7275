"""One run in figures, with its problems grouped: what the command line says after a crawl."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.model.sources import CrawlRun, IssueRow


@dataclass(frozen=True)
class ProblemGroup:
    """Equal problems of one run; ``example`` is one of the addresses they were met at."""

    level: str
    code: str
    message: str
    count: int
    example: str | None


@dataclass(frozen=True)
class RunView:
    """One run of one source."""

    source_key: str
    outcome: str
    pages: int
    seen: int
    new: int
    changed: int
    missing: int
    message: str | None
    problems: tuple[ProblemGroup, ...]


def newest_run(session: Session, source_key: str) -> RunView | None:
    """The newest run of a source, also an unfinished one; None when it never ran."""
    last = select(func.max(CrawlRun.id)).where(CrawlRun.source_key == source_key).scalar_subquery()
    run = session.scalar(select(CrawlRun).where(CrawlRun.id == last))
    if run is None:
        return None
    return RunView(
        source_key=run.source_key,
        outcome=run.outcome,
        pages=run.pages,
        seen=run.seen,
        new=run.new,
        changed=run.changed,
        missing=run.missing,
        message=run.message,
        problems=_problems(session, run.id),
    )


def _problems(session: Session, run_id: int) -> tuple[ProblemGroup, ...]:
    count = func.count()
    rows = session.execute(
        select(IssueRow.level, IssueRow.code, IssueRow.message, count, func.min(IssueRow.url))
        .where(IssueRow.run_id == run_id)
        .group_by(IssueRow.level, IssueRow.code, IssueRow.message)
        .order_by(IssueRow.level, count.desc(), IssueRow.code)
    )
    return tuple(ProblemGroup(*row) for row in rows)
