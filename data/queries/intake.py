"""What the intake must know of the store before it decides: known programmes, their current content, earlier runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.model.programmes import (
    Deadline,
    EligibilityStatement,
    MoneyStatement,
    Programme,
    ProgrammeCategory,
    ProgrammeContact,
    ProgrammeLink,
    ProgrammeVersion,
)
from data.model.sources import CrawlRun, PageCapture, SourceRow

HEALTHY = ("ok", "partial", "unchanged")
# SQLite and PostgreSQL bound the number of parameters in a statement.
_AT_ONCE = 500

_NOT_CONTENT = {
    "id", "programme_id", "number", "is_current", "run_id", "capture_id", "recorded_at", "content_hash",
    "facts_version",
}  # fmt: skip
_PARTS = (ProgrammeCategory, ProgrammeContact, ProgrammeLink, Deadline, EligibilityStatement, MoneyStatement)
_CONTENT = [column.name for column in ProgrammeVersion.__table__.columns if column.name not in _NOT_CONTENT]


@dataclass(frozen=True)
class KnownProgramme:
    """A programme of a source with its current version; ``captured_from`` is the address that was read for it."""

    programme_id: int
    external_id: str
    url: str
    captured_from: str | None
    version_id: int
    version: int
    content_hash: str
    missing_runs: int
    withdrawn: bool


@dataclass(frozen=True)
class Content:
    """What a version says: columns by name, and the rows that belong to it in their order."""

    external_id: str
    url: str
    columns: Mapping[str, Any]
    categories: tuple[Mapping[str, Any], ...]
    contacts: tuple[Mapping[str, Any], ...]
    links: tuple[Mapping[str, Any], ...]
    deadlines: tuple[Mapping[str, Any], ...]
    eligibility: tuple[Mapping[str, Any], ...]
    money: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class LastRun:
    """What the source said when it was last applied, and by which version of this program it was read."""

    code_version: str | None
    etag: str | None
    last_modified: str | None


def known_programmes(session: Session, source_key: str) -> tuple[KnownProgramme, ...]:
    """All programmes ever seen in a source, also the withdrawn ones, each with its current version."""
    rows = session.execute(
        select(
            Programme.id,
            Programme.external_id,
            Programme.url,
            PageCapture.url,
            ProgrammeVersion.id,
            ProgrammeVersion.number,
            ProgrammeVersion.content_hash,
            Programme.missing_runs,
            Programme.withdrawn_at,
        )
        .join(ProgrammeVersion, (ProgrammeVersion.programme_id == Programme.id) & ProgrammeVersion.is_current)
        .outerjoin(PageCapture, PageCapture.id == ProgrammeVersion.capture_id)
        .where(Programme.source_key == source_key)
    )
    return tuple(KnownProgramme(*row[:8], withdrawn=row[8] is not None) for row in rows)


def contents(session: Session, version_ids: Sequence[int]) -> Mapping[int, Content]:
    """What these versions say, by version id."""
    found: dict[int, Content] = {}
    for ids in chunks(version_ids):
        parts = {
            model: _by_version(session, model, ids)
            for model in _PARTS
        }
        rows = session.execute(
            select(ProgrammeVersion, Programme.external_id, Programme.url)
            .join(Programme, Programme.id == ProgrammeVersion.programme_id)
            .where(ProgrammeVersion.id.in_(ids))
        )
        for version, external_id, url in rows:
            found[version.id] = Content(
                external_id,
                url,
                {name: getattr(version, name) for name in _CONTENT},
                *(tuple(rows.get(version.id, ())) for rows in parts.values()),
            )
    return found


def seen_before(session: Session, source_key: str, runs: int) -> tuple[int, ...]:
    """How many programmes the last healthy runs of a source saw, newest first."""
    return tuple(
        session.scalars(
            select(CrawlRun.seen)
            .where(CrawlRun.source_key == source_key, CrawlRun.outcome.in_(HEALTHY))
            .order_by(CrawlRun.started_at.desc(), CrawlRun.id.desc())
            .limit(runs)
        )
    )


def last_run(session: Session, source_key: str) -> LastRun:
    """The last healthy run of a source; all ``None`` when there was none."""
    version = session.scalar(
        select(CrawlRun.code_version)
        .where(CrawlRun.source_key == source_key, CrawlRun.outcome.in_(HEALTHY))
        .order_by(CrawlRun.started_at.desc(), CrawlRun.id.desc())
        .limit(1)
    )
    source = session.get(SourceRow, source_key)
    return LastRun(version, source.etag if source else None, source.last_modified if source else None)


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Ids in portions that both databases take in one statement."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _by_version(session: Session, model: Any, ids: Sequence[int]) -> Mapping[int, list[Mapping[str, Any]]]:
    columns = model.__table__.columns
    rows: dict[int, list[Mapping[str, Any]]] = {}
    ordered = select(model.__table__).where(columns.version_id.in_(ids))
    for row in session.execute(ordered.order_by(*(columns[n] for n in ("id", "kind", "code") if n in columns))):
        kept = {k: v for k, v in row._mapping.items() if k not in ("id", "version_id", "position")}
        rows.setdefault(row.version_id, []).append(kept)
    return rows
