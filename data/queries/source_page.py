"""Everything the store knows of each source: runs, promises kept, open issues by fingerprint, what is filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.model.programmes import Deadline, EligibilityStatement, MoneyStatement, Programme, ProgrammeVersion
from data.model.sources import CrawlRun, HealthCheck, IssueRow, SourceRow
from data.source_rings import HEALTHY, MissedCheck, OpenIssue, Ring, RunFigures, SourceRecord, gravest, rings

RUNS = 60
# What a clerk needs of a programme, by the names the interface gives German words.
_COLUMNS = {
    "summary": ProgrammeVersion.summary,
    "requirements": ProgrammeVersion.requirements,
    "funder": ProgrammeVersion.funder,
    "amount_max": ProgrammeVersion.amount_max,
    "rate_percent": ProgrammeVersion.rate_percent,
}
_TABLES: Mapping[str, Any] = {"deadlines": Deadline, "eligibility": EligibilityStatement, "money": MoneyStatement}


@dataclass(frozen=True)
class SourceDetail:
    """One source as the page Quellen shows it. filled: share (0 to 1) of its programmes in which a field is stated."""

    record: SourceRecord
    publisher: str
    url: str
    licence: str | None
    theme_field: str | None
    evidence: str | None
    robots: str
    text_mining: str
    last_good_run: datetime | None
    programmes: int
    filled: Mapping[str, float]
    rings: tuple[Ring, ...]

    @property
    def verdict(self) -> str:
        """The gravest verdict of its rings; ``off`` for a source that is switched off."""
        return gravest(self.rings) if self.record.enabled else "off"


_URGENCY = ("stop", "warn", "ok", "off")


def source_details(session: Session, now: datetime) -> tuple[SourceDetail, ...]:
    """All sources; those that need a person first, funding sources before feeds, then by title."""
    sources = session.scalars(select(SourceRow)).all()
    runs = _runs(session)
    last = {key: found[0][0] for key, found in runs.items()}
    missed, issues = _missed(session, list(last.values())), _issues(session, list(last.values()))
    filled = _filled(session)
    details = [
        _detail(row, runs.get(row.key, ()), missed.get(last.get(row.key)), issues.get(last.get(row.key)), filled, now)
        for row in sources
    ]
    return tuple(
        sorted(
            details,
            key=lambda d: (_URGENCY.index(d.verdict), d.record.kind == "feed", d.record.title.casefold(), d.record.key),
        )
    )


def compared_with_live(session: Session) -> frozenset[str]:
    """Keys of the sources whose reader agreed with the live site when it was last compared."""
    return frozenset(session.scalars(select(SourceRow.key).where(SourceRow.live_status == "ok")))


def _detail(
    row: SourceRow,
    runs: Sequence[tuple[int, str | None, RunFigures]],
    missed: tuple[MissedCheck, ...] | None,
    issues: tuple[OpenIssue, ...] | None,
    filled: Mapping[str, tuple[int, Mapping[str, float]]],
    now: datetime,
) -> SourceDetail:
    figures = tuple(run for _, _, run in runs)
    record = SourceRecord(
        row.key,
        row.kind,
        row.title,
        row.cadence_hours,
        row.enabled,
        row.disabled_reason,
        row.needs_live_check,
        row.live_status,
        row.live_checked_at,
        figures,
        missed or (),
        issues or (),
        (runs[0][1] if runs else None) or row.last_error,
    )
    programmes, shares = filled.get(row.key, (0, {}))
    return SourceDetail(
        record,
        row.publisher,
        row.start_url,
        row.licence,
        row.theme_field,
        row.evidence,
        row.robots,
        row.text_mining,
        next((run.at for run in figures if run.outcome in HEALTHY), None),
        programmes,
        shares,
        rings(record, now),
    )


def _runs(session: Session) -> dict[str, list[tuple[int, str | None, RunFigures]]]:
    """Per source its newest runs with id and message, newest first; one that is still running is left out."""
    number = func.row_number().over(partition_by=CrawlRun.source_key, order_by=CrawlRun.id.desc()).label("number")
    newest = select(CrawlRun.id, number).where(CrawlRun.outcome != "running").subquery()
    statement = (
        select(CrawlRun)
        .join(newest, newest.c.id == CrawlRun.id)
        .where(newest.c.number <= RUNS)
        .order_by(CrawlRun.id.desc())
    )
    found: dict[str, list[tuple[int, str | None, RunFigures]]] = defaultdict(list)
    for run in session.scalars(statement):
        figures = RunFigures(run.finished_at or run.started_at, run.outcome, run.seen, run.new, run.changed)
        found[run.source_key].append((run.id, run.message, figures))
    return found


def _missed(session: Session, run_ids: Sequence[int]) -> dict[int | None, tuple[MissedCheck, ...]]:
    statement = (
        select(HealthCheck)
        .where(HealthCheck.run_id.in_(run_ids), HealthCheck.verdict != "ok")
        .order_by(HealthCheck.verdict, HealthCheck.id)
    )
    found: dict[int | None, tuple[MissedCheck, ...]] = {}
    for row in session.scalars(statement):
        missed = MissedCheck(row.name, row.wanted, row.found, row.verdict)
        found[row.run_id] = (*found.get(row.run_id, ()), missed)
    return found


def _issues(session: Session, run_ids: Sequence[int]) -> dict[int | None, tuple[OpenIssue, ...]]:
    """What the last run of each source met, equal ones as one, with how long they have been met."""
    here = (
        select(
            IssueRow.fingerprint, IssueRow.run_id, func.min(IssueRow.id).label("first"), func.count().label("number")
        )
        .where(IssueRow.run_id.in_(run_ids))
        .group_by(IssueRow.fingerprint, IssueRow.run_id)
        .subquery()
    )
    ever = (
        select(
            IssueRow.fingerprint,
            func.count(func.distinct(IssueRow.run_id)).label("runs"),
            func.min(CrawlRun.started_at).label("since"),
        )
        .join(CrawlRun, CrawlRun.id == IssueRow.run_id)
        .where(IssueRow.fingerprint.in_(select(here.c.fingerprint)))
        .group_by(IssueRow.fingerprint)
        .subquery()
    )
    statement = (
        select(IssueRow, here.c.number, ever.c.runs, ever.c.since)
        .join(here, here.c.first == IssueRow.id)
        .join(ever, ever.c.fingerprint == IssueRow.fingerprint)
        .order_by(IssueRow.level, here.c.number.desc(), IssueRow.id)
    )
    found: dict[int | None, tuple[OpenIssue, ...]] = {}
    for row, number, runs, since in session.execute(statement):
        issue = OpenIssue(row.level, row.code, row.message, number, runs, since, row.url, row.detail, row.fingerprint)
        found[row.run_id] = (*found.get(row.run_id, ()), issue)
    return found


def _filled(session: Session) -> dict[str, tuple[int, Mapping[str, float]]]:
    """Per source: number of its programmes, and the share in which each field is stated."""
    current = (
        select(ProgrammeVersion.id, Programme.source_key)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(ProgrammeVersion.is_current, Programme.withdrawn_at.is_(None))
    ).subquery()
    counted = (
        select(current.c.source_key, func.count(), *(func.count(column) for column in _COLUMNS.values()))
        .join(ProgrammeVersion, ProgrammeVersion.id == current.c.id)
        .group_by(current.c.source_key)
    )
    totals = {
        key: (total, dict(zip(_COLUMNS, numbers, strict=True))) for key, total, *numbers in session.execute(counted)
    }
    for name, table in _TABLES.items():
        stated = (
            select(current.c.source_key, func.count(func.distinct(table.version_id)))
            .join(table, table.version_id == current.c.id)
            .group_by(current.c.source_key)
        )
        numbers: dict[str, int] = dict(session.execute(stated).all())
        for key, (_, fields) in totals.items():
            fields[name] = numbers.get(key, 0)
    return {
        key: (total, {name: number / total for name, number in fields.items()})
        for key, (total, fields) in totals.items()
    }
