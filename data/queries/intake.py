"""What the intake must know of the store before it decides: known programmes, their current content, earlier runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from data.model.programmes import (
    Deadline,
    EligibilityStatement,
    MoneyStatement,
    Programme,
    ProgrammeCategory,
    ProgrammeChange,
    ProgrammeContact,
    ProgrammeLink,
    ProgrammeVersion,
)
from data.model.sources import CrawlRun, HeldRun, PageCapture, SourceRow
from data.source_rings import HEALTHY

# SQLite and PostgreSQL bound the number of parameters in a statement.
_AT_ONCE = 500
_PARTS_FOR_A_WHOLE = 3
Key = TypeVar("Key", int, str)

_NOT_CONTENT = {
    "id", "programme_id", "number", "is_current", "run_id", "capture_id", "recorded_at", "content_hash",
    "facts_version",
}  # fmt: skip
_PARTS = (ProgrammeCategory, ProgrammeContact, ProgrammeLink, Deadline, EligibilityStatement, MoneyStatement)
_CONTENT = [column.name for column in ProgrammeVersion.__table__.columns if column.name not in _NOT_CONTENT]


@dataclass(frozen=True)
class KnownProgramme:
    """A programme of a source with its current version.

    captured_from, captured: address and SHA-256 of the body that version was read from.
    """

    programme_id: int
    external_id: str
    url: str
    captured_from: str | None
    captured: str | None
    version_id: int
    version: int
    content_hash: str
    facts_version: str
    missing_runs: int
    missing_since: datetime | None
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
    """What the source said when it was last applied, and by which version of this program it was read.

    sha256: of the body its current programmes were read from; None while one of them is missing or held, so that the
    next run looks again even at the same bytes.
    """

    code_version: str | None
    etag: str | None
    last_modified: str | None
    sha256: str | None


def known_programmes(session: Session, source_key: str) -> tuple[KnownProgramme, ...]:
    """All programmes ever seen in a source, also the withdrawn ones, each with its current version."""
    rows: Iterable[Any] = session.execute(
        select(
            Programme.id,
            Programme.external_id,
            Programme.url,
            PageCapture.url,
            PageCapture.sha256,
            ProgrammeVersion.id,
            ProgrammeVersion.number,
            ProgrammeVersion.content_hash,
            ProgrammeVersion.facts_version,
            Programme.missing_runs,
            Programme.missing_since,
            Programme.withdrawn_at.is_not(None),
        )
        .join(ProgrammeVersion, (ProgrammeVersion.programme_id == Programme.id) & ProgrammeVersion.is_current)
        .outerjoin(PageCapture, PageCapture.id == ProgrammeVersion.capture_id)
        .where(Programme.source_key == source_key)
    )
    return tuple(KnownProgramme(*row) for row in rows)


def quiet_withdrawals(session: Session, source_key: str) -> frozenset[int]:
    """Withdrawn programmes of a source whose withdrawal nobody was told of."""
    rows = session.execute(
        select(ProgrammeChange.programme_id, ProgrammeChange.weight)
        .join(Programme, Programme.id == ProgrammeChange.programme_id)
        .where(
            Programme.source_key == source_key,
            Programme.withdrawn_at.is_not(None),
            ProgrammeChange.kind == "withdrawn",
        )
        .order_by(ProgrammeChange.id)
    )
    last = dict(rows.all())
    return frozenset(programme_id for programme_id, weight in last.items() if weight == "cosmetic")


def read_otherwise(session: Session, source_key: str, facts_version: str) -> bool:
    """Whether a current version of a source has its facts from readers of another version."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Programme.id == ProgrammeVersion.programme_id,
                    Programme.source_key == source_key,
                    ProgrammeVersion.is_current,
                    ProgrammeVersion.facts_version != facts_version,
                )
            )
        )
    )


def was_read_whole(session: Session, source_key: str) -> bool:
    """Whether a source was ever applied as a whole; some have a page that fails in every run, so three parts count."""
    outcomes = session.scalars(select(CrawlRun.outcome).where(CrawlRun.source_key == source_key)).all()
    return "ok" in outcomes or "unchanged" in outcomes or outcomes.count("partial") >= _PARTS_FOR_A_WHOLE


def contents(session: Session, version_ids: Sequence[int]) -> Mapping[int, Content]:
    """What these versions say, by version id."""
    found: dict[int, Content] = {}
    for ids in chunks(version_ids):
        parts = {model: _by_version(session, model, ids) for model in _PARTS}
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
    return LastRun(
        version,
        source.etag if source else None,
        source.last_modified if source else None,
        _applied_body(session, source_key, source.start_url) if source else None,
    )


def _applied_body(session: Session, source_key: str, start_url: str) -> str | None:
    """SHA-256 of what the start address answered in the last healthy run, if nothing of it is open."""
    missing = select(Programme.id).where(
        Programme.source_key == source_key, Programme.missing_runs > 0, Programme.withdrawn_at.is_(None)
    )
    held = (
        select(HeldRun.run_id)
        .join(CrawlRun, CrawlRun.id == HeldRun.run_id)
        .where(CrawlRun.source_key == source_key, HeldRun.settled.is_(None))
    )
    if session.scalar(missing.limit(1)) is not None or session.scalar(held.limit(1)) is not None:
        return None
    return session.scalar(
        select(PageCapture.sha256)
        .join(CrawlRun, CrawlRun.id == PageCapture.run_id)
        .where(CrawlRun.source_key == source_key, CrawlRun.outcome == "ok", PageCapture.url == start_url)
        .order_by(CrawlRun.id.desc())
        .limit(1)
    )


def titles_of(session: Session, source_key: str, external_ids: Sequence[str]) -> Mapping[str, str]:
    """The present titles of some programmes of a source, by external id."""
    found: dict[str, str] = {}
    for ids in chunks(external_ids):
        rows = session.execute(
            select(Programme.external_id, ProgrammeVersion.title)
            .join(ProgrammeVersion, (ProgrammeVersion.programme_id == Programme.id) & ProgrammeVersion.is_current)
            .where(Programme.source_key == source_key, Programme.external_id.in_(ids))
        )
        found.update(rows.all())
    return found


def chunks(ids: Sequence[Key]) -> Iterable[Sequence[Key]]:
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
