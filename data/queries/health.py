"""How the sources are doing: last good run, outcome, age against cadence, open issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.model.sources import CrawlRun, IssueRow, SourceRow
from data.source_rings import HEALTHY, TURNS_UNTIL_LATE


@dataclass(frozen=True)
class SourceHealth:
    """One source with its last run and its last good run. Times are None when there was no such run.

    state: ``ok``, ``partial``, ``late``, ``refused``, ``held``, ``failed``, ``running``, ``never``, ``off``.
    seen: programmes or news items in the last good run.
    """

    key: str
    kind: str  # archive, pages, records, feed
    title: str
    publisher: str
    url: str
    cadence_hours: int
    theme_field: str | None
    state: str
    last_run: datetime | None
    last_good_run: datetime | None
    age: timedelta | None
    seen: int | None
    warnings: int
    errors: int
    message: str | None


def source_state(enabled: bool, last_outcome: str | None, age: timedelta | None, cadence_hours: int) -> str:
    """One word for a source. A failed, refused or held last run outweighs age, age outweighs a good run."""
    if not enabled:
        return "off"
    if last_outcome is None:
        return "never"
    if last_outcome in {"failed", "refused", "held"}:
        return last_outcome
    if age is None:
        return "running" if last_outcome == "running" else "never"
    if age > timedelta(hours=cadence_hours * TURNS_UNTIL_LATE):
        return "late"
    return "partial" if last_outcome == "partial" else "ok"


def source_health(session: Session, now: datetime) -> tuple[SourceHealth, ...]:
    """All sources; those that need a look first, then programmes before feeds, then by title."""
    last = _latest(session, ())
    good = _latest(session, HEALTHY)
    issues = _issue_counts(session, [run.id for run in last.values()])
    sources = session.scalars(select(SourceRow)).all()
    rows = [_health(source, last.get(source.key), good.get(source.key), issues, now) for source in sources]
    return tuple(sorted(rows, key=lambda r: (_URGENCY.index(r.state), r.kind == "feed", r.title.casefold(), r.key)))


_URGENCY = ("failed", "refused", "held", "late", "never", "partial", "running", "ok", "off")


def needs_a_look(row: SourceHealth) -> bool:
    """Whether somebody should look at a source now."""
    return row.state in {"failed", "refused", "held", "late", "never"}


def _health(
    source: SourceRow,
    last: CrawlRun | None,
    good: CrawlRun | None,
    issues: dict[int, dict[str, int]],
    now: datetime,
) -> SourceHealth:
    good_time = _end(good)
    age = now - good_time if good_time else None
    counts = issues.get(last.id, {}) if last else {}
    expected = source.enabled and not _is_waiting(source, last)
    return SourceHealth(
        key=source.key,
        kind=source.kind,
        title=source.title,
        publisher=source.publisher,
        url=source.start_url,
        cadence_hours=source.cadence_hours,
        theme_field=source.theme_field,
        state=source_state(expected, last.outcome if last else None, age, source.cadence_hours),
        last_run=_end(last),
        last_good_run=good_time,
        age=age,
        seen=good.seen if good else None,
        warnings=counts.get("warning", 0),
        errors=counts.get("error", 0),
        message=_message(source, last),
    )


def _end(run: CrawlRun | None) -> datetime | None:
    return None if run is None else run.finished_at or run.started_at


def _is_waiting(source: SourceRow, last: CrawlRun | None) -> bool:
    """Nobody expects anything of a source that waits for the first comparison with its live site."""
    return source.needs_live_check and source.live_status != "ok" and last is None


def _message(source: SourceRow, last: CrawlRun | None) -> str | None:
    if _is_waiting(source, last):
        return "wartet auf den ersten Vergleich mit der echten Seite (foerderscout sources check)"
    if not source.enabled:
        return source.disabled_reason
    if last is not None and last.outcome in {"failed", "refused", "held", "partial"}:
        return last.message or source.last_error
    return None


def _latest(session: Session, outcomes: Sequence[str]) -> dict[str, CrawlRun]:
    """The newest run per source; with ``outcomes`` the newest of these outcomes."""
    newest = select(func.max(CrawlRun.id)).group_by(CrawlRun.source_key)
    if outcomes:
        newest = newest.where(CrawlRun.outcome.in_(outcomes))
    runs = session.scalars(select(CrawlRun).where(CrawlRun.id.in_(newest)))
    return {run.source_key: run for run in runs}


def _issue_counts(session: Session, run_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    statement = (
        select(IssueRow.run_id, IssueRow.level, func.count())
        .where(IssueRow.run_id.in_(run_ids))
        .group_by(IssueRow.run_id, IssueRow.level)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for run_id, level, count in session.execute(statement):
        found[run_id][level] = count
    return found
