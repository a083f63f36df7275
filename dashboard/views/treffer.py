"""Treffer: the portfolio on the left, the programmes that fit the chosen project on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import format as german
from dashboard.parts.gaps import is_counted
from dashboard.parts.markup import show
from dashboard.parts.match_card import match_card
from dashboard.parts.pager import page_number, pager
from dashboard.parts.plain import CHOOSE, plain
from dashboard.parts.session import the_store
from dashboard.views.foerderluecken import EVERY, lacks_money
from data.priority import ROMAN, priority_of, readiness_of
from data.queries.matches import (
    COUNTED_BANDS,
    MatchView,
    decision_history,
    hits_by_project,
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
        matches = hits_by_project(session, store.clock.today())
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
    wanted = st.session_state.get(PARAMETER) or st.query_params.get(PARAMETER)
    by_key = {project.key: project for project in _filtered(projects, wanted)}
    if not by_key:
        return None
    keys = list(by_key)
    st.session_state[PARAMETER] = wanted if wanted in by_key else keys[0]
    with st.container(height=390, key="projektliste"):
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


def _filtered(projects: Sequence[ProjectRow], wanted: str | None) -> list[ProjectRow]:
    """What the filters leave; a part or an ended project only when asked for, or when a link names it."""
    fields = dict.fromkeys(project.theme_title for project in projects)
    states = dict.fromkeys(german.STATUSES[project.status] for project in projects)
    first, second = st.columns(2)
    field = first.selectbox("Themenfeld", [EVERY, *fields], key="treffer_feld", placeholder=CHOOSE)
    state = second.selectbox("Stand", [EVERY, *states], key="treffer_stand", placeholder=CHOOSE)
    only_open = st.checkbox("nur ohne gesicherte Finanzierung", key="treffer_offen")
    every = st.checkbox("auch Teile von Vorhaben und beendete Projekte", key="treffer_alle")
    return [
        p
        for p in projects
        if (every or is_counted(p) or p.key == wanted)
        and field in (EVERY, p.theme_title)
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
        news = news_matches(session, project.key, NEWS)
    show(
        "project",
        project=project,
        priority=priority_of(project.theme_title, project.theme_priority, project.status).words,
        readiness=readiness_of(project.status, project.planning_complete, project.cost_eur, project.money_secured_eur),
    )
    _told()
    first, weak, out = sorted_out(matches)
    st.subheader(f"Passende Förderprogramme ({len(first)})", anchor=False)
    if not first:
        show("note", words="Zurzeit kein gut passendes Programm, für das ein Antrag möglich scheint.")
    _cards(store, f"seite_{project.key}", first)
    _on_request(store, f"schwach_{project.key}", weak, "Programme mit niedriger Übereinstimmung zeigen")
    _on_request(store, f"ausgeschlossen_{project.key}", out, "Ausgeschlossene Programme zeigen, mit Grund")
    if news:
        with st.expander(f"Nachrichten zum Thema ({len(news)})"):
            show("news", items=news)


def sorted_out(
    matches: Sequence[MatchView],
) -> tuple[Sequence[MatchView], Sequence[MatchView], Sequence[MatchView]]:
    """What to look at first, what fits only weakly, and what is ruled out; each keeps its order."""
    possible = [match for match in matches if match.ruled_out is None]
    first = [match for match in possible if match.band in COUNTED_BANDS or match.verdict != "none"]
    weak = [match for match in possible if match not in first]
    return first, weak, [match for match in matches if match.ruled_out is not None]


def _told() -> None:
    """The outcome of the last act, said once."""
    words = st.session_state.pop("meldung", None)
    if words:
        st.success(plain(words))


def _on_request(store: Store, key: str, matches: Sequence[MatchView], words: str) -> None:
    """One click away: nothing disappears."""
    if matches and st.toggle(f"{words} ({len(matches)})", key=key):
        _cards(store, f"seite_{key}", matches)


def _cards(store: Store, key: str, matches: Sequence[MatchView]) -> None:
    """One page of cards with the pager below."""
    number = page_number(key, len(matches), CARDS)
    page_of = matches[(number - 1) * CARDS : number * CARDS]
    if not page_of:
        return
    with store.reading() as session:
        reasons = reasons_of(session, [m.match_id for m in page_of if m.match_id is not None])
        history = decision_history(session, page_of[0].project_key)
    for match in page_of:
        match_card(store, match, reasons.get(match.match_id or 0, ()), history.get(match.programme.programme_id, ()))
    pager(key, len(matches), CARDS)
