"""Treffer: the portfolio on the left, the programmes that fit the chosen project on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import format as german
from dashboard.parts.markup import show
from dashboard.parts.match_card import match_card
from dashboard.parts.pager import page_number, pager
from dashboard.parts.plain import plain
from dashboard.parts.session import the_store
from dashboard.views.foerderluecken import EVERY, lacks_money
from data.priority import ROMAN, priority_of, readiness_of
from data.queries.matches import (
    DecisionRow,
    MatchView,
    decision_history,
    matches_by_project,
    news_matches,
    project_matches,
    reasons_of,
)
from data.queries.overview import counts
from data.queries.portfolio import ProjectRow, portfolio_rows
from data.store import Store

PARAMETER = "projekt"
CARDS = 6
NEWS = 8


def page() -> None:
    """Draws the page."""
    store = the_store()
    with store.reading() as session:
        projects = [p for p in portfolio_rows(session) if not p.is_open_place]
        matches = matches_by_project(session, store.clock.today())
    if not projects:
        show("heading", title="Treffer", words="")
        show("note", words="Das Portfolio ist noch leer. Bitte zuerst foerderscout portfolio import ausführen.")
        return
    left, right = st.columns([4, 9], gap="medium")
    with left:
        project = _choose(projects, matches)
    with right:
        if project is None:
            show("note", words="Kein Projekt entspricht den Filtern links.")
        else:
            _project(store, project)


def _choose(projects: Sequence[ProjectRow], matches: Mapping[str, Sequence[MatchView]]) -> ProjectRow | None:
    """The filters and the list; the choice is kept in the address, so that it can be passed on."""
    show("heading", title="Treffer", words="Portfolio in der Reihenfolge der Strategie")
    by_key = {project.key: project for project in _filtered(projects)}
    if not by_key:
        return None
    wanted = st.session_state.get(PARAMETER) or st.query_params.get(PARAMETER)
    keys = list(by_key)
    st.session_state[PARAMETER] = wanted if wanted in by_key else keys[0]
    with st.container(height=430, key="projektliste"):
        key = st.radio(
            "Projekt",
            keys,
            key=PARAMETER,
            format_func=lambda k: plain(german.shortened(by_key[k].title, 90)),
            captions=[plain(_caption(by_key[k], matches.get(k, ()))) for k in keys],
            label_visibility="collapsed",
        )
    st.query_params[PARAMETER] = key
    return by_key[key]


def _filtered(projects: Sequence[ProjectRow]) -> list[ProjectRow]:
    fields = dict.fromkeys(project.theme_title for project in projects)
    states = dict.fromkeys(german.STATUSES[project.status] for project in projects)
    first, second = st.columns(2)
    field = first.selectbox("Themenfeld", [EVERY, *fields], key="treffer_feld")
    state = second.selectbox("Stand", [EVERY, *states], key="treffer_stand")
    only_open = st.checkbox("nur ohne gesicherte Finanzierung", key="treffer_offen")
    return [
        p
        for p in projects
        if field in (EVERY, p.theme_title)
        and state in (EVERY, german.STATUSES[p.status])
        and (not only_open or lacks_money(p))
    ]


def _caption(project: ProjectRow, matches: Sequence[MatchView]) -> str:
    hits = sum(counts(match) for match in matches)
    words = "kein offener Treffer" if not hits else german.count_of(hits, "offener Treffer", "offene Treffer")
    level = ROMAN.get(project.theme_priority, "–")
    part = " · Teil eines Vorhabens" if project.consolidated_into else ""
    return f"{level} {project.theme_title} · {german.STATUSES[project.status]} · {words}{part}"


def _project(store: Store, project: ProjectRow) -> None:
    with store.reading() as session:
        matches = project_matches(session, project.key, store.clock.today())
        shown = [match for match in matches if match.ruled_out is None]
        reasons = reasons_of(session, [m.match_id for m in shown if m.match_id is not None])
        history = decision_history(session, project.key)
        news = news_matches(session, project.key, NEWS)
    show(
        "project",
        project=project,
        priority=priority_of(project.theme_title, project.theme_priority, project.status).words,
        readiness=readiness_of(project.status, project.planning_complete, project.cost_eur, project.money_secured_eur),
    )
    _told()
    hidden = [match for match in matches if match.ruled_out is not None]
    st.subheader(f"Passende Förderprogramme ({len(shown)})", anchor=False)
    if not shown:
        show("note", words="Zurzeit kein passendes Programm, für das ein Antrag möglich scheint.")
    page_key = f"seite_{project.key}"
    number = page_number(page_key, len(shown), CARDS)
    for match in shown[(number - 1) * CARDS : number * CARDS]:
        match_card(store, match, reasons.get(match.match_id or 0, ()), history.get(match.programme.programme_id, ()))
    pager(page_key, len(shown), CARDS)
    if hidden:
        _ruled_out(store, hidden, history)
    if news:
        with st.expander(f"Nachrichten zum Thema ({len(news)})"):
            show("news", items=news)


def _told() -> None:
    """The outcome of the last act, said once."""
    words = st.session_state.pop("meldung", None)
    if words:
        st.success(plain(words))


def _ruled_out(store: Store, hidden: Sequence[MatchView], history: Mapping[int, Sequence[DecisionRow]]) -> None:
    """One click away, each with its reason: nothing disappears."""
    words = german.count_of(len(hidden), "ausgeschlossenes Programm", "ausgeschlossene Programme")
    if not st.toggle(f"{words} zeigen", key=f"ausgeschlossen_{hidden[0].project_key}"):
        return
    with store.reading() as session:
        reasons = reasons_of(session, [m.match_id for m in hidden if m.match_id is not None])
    for match in hidden:
        match_card(store, match, reasons.get(match.match_id or 0, ()), history.get(match.programme.programme_id, ()))
