"""Puts a portfolio into the store: one transaction, with the audit trail of every project that became different.

A project that a newer file no longer holds is marked as removed and stays, because decisions point to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.model.portfolio import PastApplication, Portfolio, Project, ProjectSource, ThemeField
from data.portfolio.values import Application, ExpectedCounts, Item, PortfolioFile, Theme
from data.store import Store, Work

Values = dict[str, Any]


@dataclass(frozen=True)
class Changed:
    """A project that became different, and in which fields."""

    key: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """What an import did. Keys of projects; ``back``: was removed and is in the portfolio again."""

    label: str
    theme_fields: int
    proposals: int
    open_places: int
    single_projects: int
    ideas: int
    applications: int
    new: tuple[str, ...]
    changed: tuple[Changed, ...]
    removed: tuple[str, ...]
    back: tuple[str, ...]


def import_portfolio(store: Store, portfolio: PortfolioFile, origin: str, actor: str) -> ImportReport:
    """Makes ``portfolio`` the current one. All of it is stored, or nothing.

    origin: the file it was read from, for people. Reading and checking the file comes before (``files``).
    """
    with store.unit_of_work(actor) as work:
        _put_themes(work, portfolio.themes)
        new, changed, back = _put_items(work, portfolio)
        removed = _remove_missing(work, {item.key for item in portfolio.items})
        _put_applications(work.session, portfolio.applications)
        _put_head(work, portfolio, origin)
        report = _report(portfolio, new, changed, removed, back)
        work.audit("portfolio_import", origin, after=_counts(report))
    return report


def _report(
    portfolio: PortfolioFile, new: list[str], changed: list[Changed], removed: list[str], back: list[str]
) -> ImportReport:
    proposals = portfolio.of_kind("proposal")
    return ImportReport(
        label=portfolio.label,
        theme_fields=len(portfolio.themes),
        proposals=len(proposals),
        open_places=sum(item.open for item in proposals),
        single_projects=len(portfolio.of_kind("single")),
        ideas=len(portfolio.of_kind("idea")),
        applications=len(portfolio.applications),
        new=tuple(new),
        changed=tuple(changed),
        removed=tuple(removed),
        back=tuple(back),
    )


def _counts(report: ImportReport) -> dict[str, Any]:
    return {name: len(v) if isinstance(v, tuple) else v for name, v in asdict(report).items()}


def _put_themes(work: Work, themes: Sequence[Theme]) -> None:
    kept = {theme.key for theme in themes}
    for row in work.session.scalars(select(ThemeField).where(ThemeField.removed_at.is_(None))):
        if row.key not in kept:
            row.removed_at = work.clock.now()
            work.audit("theme_field_removed", f"theme_field/{row.key}")
    for position, theme in enumerate(themes):
        values = asdict(theme) | {
            "position": position,
            "terms": "\n".join(theme.terms),
            "sources": "\n".join(theme.sources),
            "removed_at": None,
        }
        row_or_none = work.session.get(ThemeField, theme.key)
        if row_or_none is None:
            work.session.add(ThemeField(**values))
            work.audit("theme_field_added", f"theme_field/{theme.key}", after={"title": theme.title})
            continue
        before, after = _apply(row_or_none, values)
        if after:
            work.audit("theme_field_changed", f"theme_field/{theme.key}", before, after)
    # Projects point to theme fields, so these must be there first.
    work.session.flush()


def _put_items(work: Work, portfolio: PortfolioFile) -> tuple[list[str], list[Changed], list[str]]:
    into = {part: item.key for item in portfolio.items for part in item.consolidates}
    sources = _stored_sources(work.session)
    new, changed, back = [], [], []
    for item in portfolio.items:
        row = work.session.get(Project, item.key)
        values = _columns(item, into.get(item.key))
        if row is None:
            work.session.add(Project(**values))
            work.audit("project_added", f"project/{item.key}", after={"title": item.title})
            new.append(item.key)
            continue
        if row.removed_at is not None:
            back.append(item.key)
        before, after = _apply(row, values)
        if sources.get(item.key, ()) != item.sources:
            before, after = before | {"sources": sources.get(item.key, ())}, after | {"sources": item.sources}
        if after:
            work.audit("project_changed", f"project/{item.key}", before, after)
            fields = tuple(name for name in after if name not in {"text_hash", "removed_at"})
            changed.append(Changed(item.key, item.title, fields))
    # Sources point to projects, so these must be there first.
    work.session.flush()
    for item in portfolio.items:
        if sources.get(item.key, ()) != item.sources:
            _put_sources(work.session, item)
    return new, [change for change in changed if change.fields], back


def _stored_sources(session: Session) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in session.scalars(select(ProjectSource).order_by(ProjectSource.id)):
        found[row.project_key] = (*found.get(row.project_key, ()), row.url)
    return found


def _put_sources(session: Session, item: Item) -> None:
    session.execute(delete(ProjectSource).where(ProjectSource.project_key == item.key))
    # One flush each: their numbers keep the file's order on every database.
    for url in item.sources:
        session.add(ProjectSource(project_key=item.key, url=url))
        session.flush()


def _columns(item: Item, consolidated_into: str | None) -> Values:
    values = asdict(item)
    del values["sources"], values["consolidates"]
    return values | {
        "is_open_place": values.pop("open"),
        "partners": "\n".join(item.partners),
        "municipalities": "\n".join(item.municipalities),
        "consolidated_into": consolidated_into,
        "text_hash": text_hash(item),
        "removed_at": None,
    }


def text_hash(item: Item) -> str:
    """Fingerprint of what the matcher reads of a project: title, summary, theme field."""
    words = json.dumps([item.title, item.summary, item.theme_field], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def _apply(row: ThemeField | Project, values: Mapping[str, Any]) -> tuple[Values, Values]:
    """Writes the values that differ; returns what was and what is now."""
    before: Values = {}
    after: Values = {}
    for name, value in values.items():
        present = getattr(row, name)
        if present != value:
            before[name], after[name] = present, value
            setattr(row, name, value)
    return before, after


def _remove_missing(work: Work, kept: set[str]) -> list[str]:
    removed = []
    for row in work.session.scalars(select(Project).where(Project.removed_at.is_(None)).order_by(Project.key)):
        if row.key not in kept:
            row.removed_at = work.clock.now()
            # A removed proposal no longer holds the parts it was made of.
            row.consolidated_into = None
            work.audit("project_removed", f"project/{row.key}", before={"title": row.title})
            removed.append(row.key)
    return removed


def _put_applications(session: Session, applications: Sequence[Application]) -> None:
    session.execute(delete(PastApplication))
    for position, application in enumerate(applications):
        values = asdict(application) | {"sources": "\n".join(application.sources), "position": position}
        session.add(PastApplication(**values))


def _put_head(work: Work, portfolio: PortfolioFile, origin: str) -> None:
    now: datetime = work.clock.now()
    work.session.add(
        Portfolio(
            label=portfolio.label,
            note=portfolio.note,
            as_of=portfolio.as_of,
            origin=origin[:500],
            imported_at=now,
            imported_by=work.actor,
            expected_counts=expected_json(portfolio.expected),
        )
    )


def expected_json(expected: ExpectedCounts) -> str:
    """The strategy's own counts as the store keeps them."""
    return json.dumps(asdict(expected), ensure_ascii=False, sort_keys=True)
