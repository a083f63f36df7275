"""Rows and totals of the funding gaps, worked out of portfolio and matches: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.format import STATUSES
from data.deadlines import BindingDeadline
from data.priority import ROMAN, Readiness, money_gap, readiness_of
from data.queries.matches import MatchView
from data.queries.overview import ACTIVE, counts
from data.queries.portfolio import ProjectRow, ThemeRow


@dataclass(frozen=True)
class GapRow:
    """A project with what is missing and what can be applied for.

    eligible, unclear: matches that count and for which the applicant is eligible or not known to be.
    """

    project: ProjectRow
    readiness: Readiness
    eligible: int
    unclear: int
    deadline: BindingDeadline | None


@dataclass(frozen=True)
class GapGroup:
    """Projects of one priority and one status: one step of the strategy's order."""

    title: str
    rows: tuple[GapRow, ...]


@dataclass(frozen=True)
class Total:
    """Sums over the known figures of a theme field or of all fields of a priority (``is_sum``), in euros.

    None: no project states the figure. uncovered: cost of projects whose secured money is not known.
    unclear: number of projects that lack one of the two figures.
    """

    title: str
    priority: int
    is_sum: bool
    projects: int
    open_places: int
    cost: int | None
    secured: int | None
    gap: int | None
    uncovered: int | None
    unclear: int


def is_counted(project: ProjectRow) -> bool:
    """Whether a project stands for itself: still active, and not a part of a consolidated proposal."""
    return project.consolidated_into is None and project.status in ACTIVE


def gap_rows(projects: Iterable[ProjectRow], matches: Mapping[str, Sequence[MatchView]]) -> tuple[GapRow, ...]:
    """One row per project, in the order given (the strategy's)."""
    return tuple(_row(project, [m for m in matches.get(project.key, ()) if counts(m)]) for project in projects)


def _row(project: ProjectRow, open_matches: Sequence[MatchView]) -> GapRow:
    dated = [m.deadline for m in open_matches if m.deadline and m.deadline.days_left is not None]
    eligible = sum(match.eligible == "yes" for match in open_matches)
    readiness = readiness_of(project.status, project.planning_complete, project.cost_eur, project.money_secured_eur)
    nearest = min(dated, key=lambda deadline: deadline.days_left or 0, default=None)
    return GapRow(project, readiness, eligible, len(open_matches) - eligible, nearest)


def grouped(rows: Iterable[GapRow]) -> tuple[GapGroup, ...]:
    """The rows under headings of priority and status, keeping their order."""
    groups: dict[str, list[GapRow]] = {}
    for row in rows:
        groups.setdefault(_heading(row.project), []).append(row)
    return tuple(GapGroup(title, tuple(members)) for title, members in groups.items())


def _heading(project: ProjectRow) -> str:
    step = "noch offene Plätze" if project.is_open_place else STATUSES[project.status]
    return f"Priorität {ROMAN.get(project.theme_priority, '–')} · {step}"


def totals(projects: Sequence[ProjectRow], themes: Sequence[ThemeRow]) -> tuple[Total, ...]:
    """Sums per theme field, each priority led by its own sum; fields without any project are listed too."""
    result: list[Total] = []
    for priority in sorted({theme.priority for theme in themes}):
        of_priority = [project for project in projects if project.theme_priority == priority]
        result.append(_total(f"Priorität {ROMAN.get(priority, '–')}", priority, True, of_priority))
        result += [
            _total(theme.title, priority, False, [p for p in of_priority if p.theme_field == theme.key])
            for theme in themes
            if theme.priority == priority
        ]
    return tuple(result)


def _total(title: str, priority: int, is_sum: bool, projects: Sequence[ProjectRow]) -> Total:
    real = [project for project in projects if not project.is_open_place]
    gaps = [money_gap(project.cost_eur, project.money_secured_eur) for project in real]
    return Total(
        title=title,
        priority=priority,
        is_sum=is_sum,
        projects=len(real),
        open_places=len(projects) - len(real),
        cost=_known_sum(project.cost_eur for project in real),
        secured=_known_sum(project.money_secured_eur for project in real),
        gap=_known_sum(gaps),
        uncovered=_known_sum(project.cost_eur for project in real if project.money_secured_eur is None),
        unclear=sum(gap is None for gap in gaps),
    )


def _known_sum(figures: Iterable[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
