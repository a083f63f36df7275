"""The current portfolio as plain values: its head, its theme fields and its projects in the strategy's order."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from data.model.portfolio import Portfolio, Project, ProjectSource, ThemeField
from data.priority import status_rank

_KIND_ORDER = {"proposal": 0, "single": 1, "idea": 2}


@dataclass(frozen=True)
class PortfolioHead:
    """Which portfolio is in force and where it came from. ``expected_counts``: what the strategy's slides count."""

    label: str
    note: str | None
    as_of: str | None
    origin: str
    imported_at: datetime
    imported_by: str
    expected_counts: Mapping[str, Any]


@dataclass(frozen=True)
class ThemeRow:
    """A theme field; ``priority`` 1 to 3 is the strategy's first level."""

    key: str
    position: int
    title: str
    priority: int
    description: str | None
    terms: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ProjectRow:
    """A proposal, single project or idea. None means: not known; amounts are whole euros."""

    key: str
    kind: str  # proposal, single, idea
    theme_field: str
    theme_title: str
    theme_priority: int
    place: int | None
    is_open_place: bool
    title: str
    summary: str | None
    status: str
    status_as_of: str | None
    planning_complete: bool | None
    cost_eur: int | None
    money_secured_eur: int | None
    money_note: str | None
    owner: str | None
    lead: str | None
    partners: tuple[str, ...]
    municipalities: tuple[str, ...]
    relation: str | None
    consolidated_into: str | None
    sources: tuple[str, ...]


def portfolio_head(session: Session) -> PortfolioHead | None:
    """The newest import; None when nothing has been imported yet."""
    row = session.scalars(select(Portfolio).order_by(Portfolio.id.desc()).limit(1)).first()
    if row is None:
        return None
    return PortfolioHead(
        row.label, row.note, row.as_of, row.origin, row.imported_at, row.imported_by, json.loads(row.expected_counts)
    )


def theme_rows(session: Session) -> tuple[ThemeRow, ...]:
    """Theme fields by priority, then in the file's order."""
    rows = session.scalars(
        select(ThemeField)
        .where(ThemeField.removed_at.is_(None))
        .order_by(ThemeField.priority, ThemeField.position, ThemeField.key)
    )
    return tuple(
        ThemeRow(t.key, t.position, t.title, t.priority, t.description, lines_of(t.terms), lines_of(t.sources))
        for t in rows
    )


def portfolio_rows(session: Session) -> tuple[ProjectRow, ...]:
    """All projects of the current portfolio, in the strategy's order.

    Order: priority of the theme field, rank of the status, theme field, kind (proposals first), place, title.
    Projects that a newer import no longer holds are left out.
    """
    sources = _sources(session)
    statement = (
        select(Project, ThemeField)
        .join(ThemeField, ThemeField.key == Project.theme_field)
        .where(Project.removed_at.is_(None))
    )
    pairs = sorted(session.execute(statement), key=_strategy_order)
    return tuple(_row(project, theme, sources.get(project.key, ())) for project, theme in pairs)


def _strategy_order(pair: Row[Project, ThemeField]) -> tuple[int, int, int, int, int, str, str]:
    project, theme = pair
    return (
        theme.priority,
        status_rank(project.status),
        theme.position,
        _KIND_ORDER[project.kind],
        project.place or 0,
        project.title.casefold(),
        project.key,
    )


def _sources(session: Session) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in session.scalars(select(ProjectSource).order_by(ProjectSource.id)):
        found[row.project_key].append(row.url)
    return {key: tuple(urls) for key, urls in found.items()}


def _row(project: Project, theme: ThemeField, sources: Iterable[str]) -> ProjectRow:
    return ProjectRow(
        key=project.key,
        kind=project.kind,
        theme_field=theme.key,
        theme_title=theme.title,
        theme_priority=theme.priority,
        place=project.place,
        is_open_place=project.is_open_place,
        title=project.title,
        summary=project.summary,
        status=project.status,
        status_as_of=project.status_as_of,
        planning_complete=project.planning_complete,
        cost_eur=project.cost_eur,
        money_secured_eur=project.money_secured_eur,
        money_note=project.money_note,
        owner=project.owner,
        lead=project.lead,
        partners=lines_of(project.partners),
        municipalities=lines_of(project.municipalities),
        relation=project.relation,
        consolidated_into=project.consolidated_into,
        sources=tuple(sources),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """A column that holds one entry a line, as a tuple."""
    return tuple(line for line in text.split("\n") if line)
