"""One run in figures, with its problems grouped: what the command line says after a crawl."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.model.sources import CrawlRun, IssueRow


@dataclass(frozen=True)
class ProblemGroup:
    """Equal problems of one run; ``example`` is the first address they were met at, ``detail`` its particulars."""

    level: str
    code: str
    message: str
    count: int
    example: str | None
    detail: str | None


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
    groups = (
        select(func.min(IssueRow.id).label("first"), func.count().label("number"))
        .where(IssueRow.run_id == run_id)
        .group_by(IssueRow.level, IssueRow.code, IssueRow.message)
        .subquery()
    )
    rows = session.execute(
        select(IssueRow.level, IssueRow.code, IssueRow.message, groups.c.number, IssueRow.url, IssueRow.detail)
        .join(groups, IssueRow.id == groups.c.first)
        .order_by(IssueRow.level, groups.c.number.desc(), IssueRow.code)
    )
    return tuple(ProblemGroup(*row) for row in rows)
