"""Überblick: what is new, what is due, and how the sources are doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from dashboard import format as german
from dashboard.parts import chips
from dashboard.parts.gaps import gap_rows, is_counted
from dashboard.parts.markup import show
from dashboard.parts.pager import page_number, pager
from dashboard.parts.session import the_store
from data.queries.health import SourceHealth, needs_a_look, source_health
from data.queries.matches import MatchView, hits_by_project, latest_match_time
from data.queries.overview import Due, NoveltyPage, Stock, counts, due_within, novelties, novelty_count, stock
from data.queries.portfolio import ProjectRow, portfolio_rows
from data.store import Store

NEW_DAYS = 7
DUE_WEEKS = 8
ROWS = 6


@dataclass(frozen=True)
class Figure:
    """One headline figure."""

    label: str
    value: str
    note: str


def page() -> None:
    """Draws the page."""
    store = the_store()
    today = store.clock.today()
    with store.reading() as session:
        projects = [p for p in portfolio_rows(session) if is_counted(p) and not p.is_open_place]
        matches = hits_by_project(session, today)
        sources = source_health(session, store.clock.now())
        held, matched_at = stock(session), latest_match_time(session)
    titles = {project.key: project.title for project in projects}
    due = due_within(matches, titles, 7 * DUE_WEEKS)
    stand = f"Abgleich mit dem Portfolio: {german.moment(matched_at)}" if matched_at else "Noch kein Abgleich gelaufen"
    show("heading", title="Überblick", words=f"Heute ist {german.weekday_and_day(today)} · {stand}")
    show("tiles", figures=_figures(held, projects, matches, due, sources))
    left, right = st.columns(2, gap="large")
    with left:
        _new(store)
    with right:
        _due(due)
    _sources(sources)


def _figures(
    held: Stock,
    projects: Sequence[ProjectRow],
    matches: Mapping[str, Sequence[MatchView]],
    due: Sequence[Due],
    sources: Sequence[SourceHealth],
) -> list[Figure]:
    hits = [m for p in projects for m in matches.get(p.key, ()) if counts(m)]
    gaps = [row.readiness.gap_eur for row in gap_rows(projects, matches)]
    known = [gap for gap in gaps if gap is not None]
    running = [source for source in sources if source.state != "off"]
    ailing = sum(needs_a_look(source) for source in running)
    return [
        Figure("Förderprogramme im Bestand", german.number(held.programmes), _damaged(held)),
        Figure(
            "Offene Treffer",
            german.number(len(hits)),
            f"zu {german.count_of(len({m.project_key for m in hits}), 'Projekt', 'Projekten')}",
        ),
        Figure(f"Fristen in {DUE_WEEKS} Wochen", german.number(len(due)), _nearest(due)),
        Figure(
            "Bekannte Förderlücke",
            german.short_euro(sum(known)),
            f"{german.count_of(len(gaps) - len(known), 'Projekt', 'Projekte')} ohne volle Angabe",
        ),
        Figure(
            "Quellen in Ordnung",
            f"{len(running) - ailing} von {len(running)}",
            "alle auf dem Laufenden" if not ailing else f"{ailing} mit Bedarf, siehe unten",
        ),
    ]


def _damaged(held: Stock) -> str:
    words = [f"{german.number(held.withdrawn)} zurückgezogen"] if held.withdrawn else []
    if held.damaged:
        words.append(f"{german.number(held.damaged)} mit Zeichenverlust")
    return ", ".join(words) or "aus allen Förderquellen"


def _nearest(due: Sequence[Due]) -> str:
    if not due:
        return "keine bekannt"
    return f"nächste {german.in_days(due[0].deadline.days_left or 0)}"


def _new(store: Store) -> None:
    since = store.clock.now() - timedelta(days=NEW_DAYS)
    with store.reading() as session:
        number = page_number("neu_seite", novelty_count(session, since), ROWS)
        found = novelties(session, since, ROWS, ROWS * (number - 1))
    show("novelties", page=found, days=NEW_DAYS, changes_of=chips.change_chips, summary=_novelty_words(found))
    pager("neu_seite", found.total, ROWS)


def _novelty_words(found: NoveltyPage) -> str:
    if not found.total:
        return "Nichts Neues: Keine Quelle hat in dieser Zeit ein Förderprogramm ergänzt oder wesentlich geändert."
    return (
        f"{german.count_of(found.total, 'Förderprogramm', 'Förderprogramme')}, davon {german.number(found.concerning)} "
        "mit Bezug zu einem Projekt; diese stehen vorn."
    )


def _due(due: Sequence[Due]) -> None:
    number = page_number("frist_seite", len(due), ROWS)
    words = (
        f"{german.count_of(len(due), 'Frist', 'Fristen')} von Programmen, die zu einem Projekt passen."
        if due
        else "In dieser Zeit läuft keine bekannte Frist eines passenden Programms ab."
    )
    rows = due[(number - 1) * ROWS : number * ROWS]
    show("due", rows=rows, weeks=DUE_WEEKS, summary=words, tone=chips.deadline_tone)
    pager("frist_seite", len(due), ROWS)


def _sources(sources: Sequence[SourceHealth]) -> None:
    st.subheader("Zustand der Quellen", anchor=False)
    if not sources:
        show("note", words="Noch keine Quelle eingelesen. Bitte zuerst foerderscout crawl ausführen.")
        return
    show("sources", rows=[source for source in sources if needs_a_look(source)], tone=chips.source_tone)
