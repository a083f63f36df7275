"""Quellen: can what is shown here be trusted, and what has somebody to do about a source?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import format as german
from dashboard.parts import rings
from dashboard.parts.held_runs import waiting_runs
from dashboard.parts.markup import show
from dashboard.parts.plain import CHOOSE
from dashboard.parts.same_pairs import same_pairs
from dashboard.parts.session import the_store
from data.queries.same import waiting_pairs
from data.queries.source_page import SourceDetail, source_details

RUNS_SHOWN = 12


def page() -> None:
    """Draws the page."""
    store = the_store()
    with store.reading() as session:
        details = source_details(session, store.clock.now())
        pairs = waiting_pairs(session)
    show("heading", title="Quellen", words="Woher die Angaben stammen, wie frisch sie sind und was zu tun ist.")
    if not details:
        show("note", words="Noch keine Quelle eingelesen. Bitte zuerst foerderscout crawl ausführen.")
        return
    programmes = [detail for detail in details if detail.record.kind != "feed"]
    feeds = [detail for detail in details if detail.record.kind == "feed"]
    show("tiles", figures=rings.figures(programmes, feeds))
    show("source_todos", rows=[*rings.todos(details), *rings.pair_todos(len(pairs))])
    waiting_runs(store)
    _table("Förderquellen", programmes)
    with st.expander(german.count_of(len(feeds), "Nachrichtenquelle", "Nachrichtenquellen")):
        if feeds:
            _table("Nachrichtenquellen", feeds)
        else:
            show("note", words="Noch keine Nachrichtenquelle abgefragt. Bitte foerderscout news ausführen.")
    _one(details)
    same_pairs(store, pairs)


def _table(caption: str, details: Sequence[SourceDetail]) -> None:
    show("source_rings", caption=caption, rows=details, ring_chips=rings.ring_chips, trend=rings.trend_words)


def _one(details: Sequence[SourceDetail]) -> None:
    """Everything about one source, below the tables."""
    by_key = {detail.record.key: detail for detail in details}
    left, _ = st.columns([3, 4])
    key = left.selectbox(
        "Eine Quelle im Einzelnen",
        list(by_key),
        index=None,
        format_func=lambda key: by_key[key].record.title,
        key="quelle",
        placeholder=CHOOSE,
    )
    if key is not None:
        show("source_detail", detail=by_key[key], runs=RUNS_SHOWN, rings=rings)
