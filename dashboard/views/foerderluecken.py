"""Förderlücken: the portfolio in the strategy's order, with the money each project has, lacks and could apply for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import format as german
from dashboard.parts.chart import gap_chart
from dashboard.parts.gaps import Total, gap_rows, grouped, is_counted, totals
from dashboard.parts.markup import show
from dashboard.parts.plain import CHOOSE
from dashboard.parts.session import the_store
from data.queries.matches import hits_by_project
from data.queries.portfolio import PortfolioHead, ProjectRow, portfolio_head, portfolio_rows, theme_rows

EVERY = "Alle"
KINDS = {"Vorhaben": "proposal", "Einzelprojekte": "single", "Ideen": "idea"}


def page() -> None:
    """Draws the page."""
    store = the_store()
    with store.reading() as session:
        head = portfolio_head(session)
        themes = theme_rows(session)
        projects = portfolio_rows(session)
        matches = hits_by_project(session, store.clock.today())
    show("heading", title="Förderlücken", words=_words(head))
    if not projects:
        show("note", words="Das Portfolio ist noch leer. Bitte zuerst foerderscout portfolio import ausführen.")
        return
    counted = [project for project in projects if is_counted(project)]
    _picture(totals(counted, themes))
    chosen = _filtered(counted)
    groups = grouped(gap_rows(chosen, matches))
    show("gaps", groups=groups, caption=_caption(chosen))
    _left_out(projects, counted)


def _words(head: PortfolioHead | None) -> str:
    order = "Reihenfolge der Strategie: erst Priorität des Themenfelds, dann Stand (laufend, konkret geplant, Idee)."
    if head is None:
        return order
    stand = f", Stand {german.stated_day(head.as_of)}" if head.as_of else ""
    return f"{order} Portfolio: {head.label}{stand}."


def _picture(sums: Sequence[Total]) -> None:
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.altair_chart(
            gap_chart(sums),
            width="stretch",
            theme=None,
            alt="Balken je Themenfeld: gesichertes Geld, Förderlücke und Kosten mit unbekannter Deckung; "
            "dieselben Zahlen stehen in der Tabelle daneben.",
        )
    with right:
        show("totals", rows=sums)


def _filtered(projects: Sequence[ProjectRow]) -> list[ProjectRow]:
    fields = dict.fromkeys(project.theme_title for project in projects)
    first, second, third = st.columns([2, 2, 3], vertical_alignment="bottom")
    field = first.selectbox("Themenfeld", [EVERY, *fields], key="luecken_feld", placeholder=CHOOSE)
    kind = second.selectbox("Art", [EVERY, *KINDS], key="luecken_art", placeholder=CHOOSE)
    only_gaps = third.checkbox("nur ohne gesicherte Finanzierung", key="luecken_offen")
    rows = [p for p in projects if field in (EVERY, p.theme_title) and kind_fits(p, kind)]
    return [row for row in rows if not only_gaps or lacks_money(row)]


def kind_fits(project: ProjectRow, kind: str) -> bool:
    """Whether a project is of the kind chosen in the filter."""
    return kind == EVERY or project.kind == KINDS[kind]


def lacks_money(project: ProjectRow) -> bool:
    """Whether the money is not known to be secured in full; open places ask for no money."""
    if project.is_open_place:
        return False
    if project.cost_eur is None or project.money_secured_eur is None:
        return True
    return project.money_secured_eur < project.cost_eur


def _caption(chosen: Sequence[ProjectRow]) -> str:
    places = sum(project.is_open_place for project in chosen)
    words = german.count_of(len(chosen) - places, "Projekt", "Projekte")
    if places:
        words += f" und {german.count_of(places, 'offener Platz', 'offene Plätze')}"
    return (
        f"{words}. Offene Treffer: Übereinstimmung hoch oder mittel, und nichts Bekanntes spricht gegen einen Antrag."
    )


def _left_out(projects: Sequence[ProjectRow], counted: Sequence[ProjectRow]) -> None:
    parts = sum(project.consolidated_into is not None for project in projects)
    ended = len(projects) - len(counted) - parts
    words = (
        f"Nicht mitgezählt: {german.count_of(parts, 'Projekt oder Idee', 'Projekte und Ideen')}, die in einem Vorhaben "
        f"aufgegangen sind, und {german.count_of(ended, 'beendetes Projekt', 'beendete Projekte')} "
        "(abgeschlossen, eingestellt oder abgelehnt)."
    )
    show("note", words=words)
