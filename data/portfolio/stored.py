"""The portfolio in force as a portfolio file's values: what was imported, read back from the store."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.model.portfolio import PastApplication
from data.portfolio.values import Application, ExpectedCounts, Item, Kind, PortfolioFile, Theme, in_order
from data.queries.portfolio import ProjectRow, lines_of, portfolio_head, portfolio_rows, theme_rows

_KINDS: dict[str, Kind] = {"proposal": "proposal", "single": "single", "idea": "idea"}


def stored_portfolio(session: Session) -> PortfolioFile | None:
    """The current portfolio; None when none was imported. Importing it again changes nothing."""
    head = portfolio_head(session)
    if head is None:
        return None
    rows = portfolio_rows(session)
    themes = sorted(theme_rows(session), key=lambda theme: theme.position)
    return in_order(
        PortfolioFile(
            label=head.label,
            as_of=head.as_of,
            note=head.note,
            expected=ExpectedCounts(**head.expected_counts),
            themes=tuple(Theme(t.key, t.title, t.priority, t.description, t.terms, t.sources) for t in themes),
            items=tuple(_item(row, rows) for row in rows),
            applications=_applications(session),
        )
    )


def _item(row: ProjectRow, rows: tuple[ProjectRow, ...]) -> Item:
    return Item(
        key=row.key,
        kind=_KINDS[row.kind],
        theme_field=row.theme_field,
        title=row.title,
        summary=row.summary,
        status=row.status,
        status_as_of=row.status_as_of,
        planning_complete=row.planning_complete,
        cost_eur=row.cost_eur,
        money_secured_eur=row.money_secured_eur,
        money_note=row.money_note,
        owner=row.owner,
        lead=row.lead,
        partners=row.partners,
        municipalities=row.municipalities,
        relation=row.relation,
        sources=row.sources,
        place=row.place,
        open=row.is_open_place,
        consolidates=tuple(part.key for part in rows if part.consolidated_into == row.key),
    )


def _applications(session: Session) -> tuple[Application, ...]:
    return tuple(
        Application(
            key=row.key,
            title=row.title,
            call=row.call,
            deadline=row.deadline,
            period=row.period,
            own_share_eur=row.own_share_eur,
            total_eur=row.total_eur,
            outcome=row.outcome,
            note=row.note,
            sources=lines_of(row.sources),
        )
        for row in session.scalars(select(PastApplication).order_by(PastApplication.position))
    )
