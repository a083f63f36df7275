"""Who may apply, as stored: categories and statements of current versions, for judging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.model.programmes import EligibilityStatement, Programme, ProgrammeCategory, ProgrammeVersion
from data.model.sources import SourceRow
from data.stated import CategoryRow, JudgedFrom, StatementRow

Row = TypeVar("Row")


def current_categories(session: Session, programme_id: int | None = None) -> dict[int, tuple[CategoryRow, ...]]:
    """Applicant and region categories by current version, in a fixed order; of one programme or of all."""
    category = ProgrammeCategory
    wanted = (
        select(category.version_id, category.kind, category.code, category.label)
        .join(ProgrammeVersion, ProgrammeVersion.id == category.version_id)
        .where(ProgrammeVersion.is_current, category.kind.in_(("applicant", "region")))
        .order_by(category.version_id, category.kind, category.code)
    )
    if programme_id is not None:
        wanted = wanted.where(ProgrammeVersion.programme_id == programme_id)
    return _by_version((row[0], CategoryRow(*row[1:])) for row in session.execute(wanted))


def current_statements(session: Session, programme_id: int | None = None) -> dict[int, tuple[StatementRow, ...]]:
    """Statements by current version, in the order they were found; of one programme or of all."""
    stated = EligibilityStatement
    wanted = (
        select(
            stated.version_id, stated.kind, stated.value, stated.verdict, stated.certainty, stated.words,
            stated.found_in, stated.start,
        )
        .join(ProgrammeVersion, ProgrammeVersion.id == stated.version_id)
        .where(ProgrammeVersion.is_current)
        .order_by(stated.version_id, stated.id)
    )  # fmt: skip
    if programme_id is not None:
        wanted = wanted.where(ProgrammeVersion.programme_id == programme_id)
    return _by_version((row[0], StatementRow(*row[1:])) for row in session.execute(wanted))


def judged_from(session: Session, programme_id: int) -> JudgedFrom:
    """What one programme's eligibility is judged from; empty if there is no such programme."""
    wanted = (
        select(SourceRow.title, Programme.source_key)
        .select_from(Programme)
        .join(SourceRow, SourceRow.key == Programme.source_key, isouter=True)
        .where(Programme.id == programme_id)
    )
    row = session.execute(wanted).one_or_none()
    source = (row[0] or row[1]) if row else ""
    return JudgedFrom(
        source,
        _only(current_categories(session, programme_id)),
        _only(current_statements(session, programme_id)),
    )


def _by_version(rows: Iterable[tuple[int, Row]]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for version_id, row in rows:
        found[version_id].append(row)
    return {version_id: tuple(entries) for version_id, entries in found.items()}


def _only(by_version: Mapping[int, tuple[Row, ...]]) -> tuple[Row, ...]:
    return next(iter(by_version.values()), ())
