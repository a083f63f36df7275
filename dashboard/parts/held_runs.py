"""Runs that wait for a person: what was held back of them, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import format as german
from dashboard.desk import RunVerdict, decide_run
from dashboard.parts.markup import show
from dashboard.parts.pager import page_number, pager
from dashboard.parts.plain import plain
from dashboard.parts.session import person, remember_person
from data.errors import BadInput
from data.queries.held import HeldView, held_runs
from data.queries.held_content import held_content
from data.store import Store

RUNS = 3
TITLES = 8
_KEY = "zurueckgehalten"
_TOLD = "meldung_lauf"
_PARTS = {"appeared": "neu oder wieder da", "changed": "wesentlich geändert", "vanished": "nicht mehr gelistet"}
_DECIDED = {"apply": "Übernehmen", "discard": "Verwerfen"}
NEXT = "wird beim nächsten Abruf der Quelle umgesetzt, sofort mit"


def waiting_runs(store: Store) -> None:
    """Draws the runs that wait; nothing when none waits and nothing was just decided."""
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.success(plain(told))
    with store.reading() as session:
        waiting = held_runs(session, waiting=True)
        number = page_number(_KEY, len(waiting), RUNS)
        shown = [
            (held, held_content(session, store.state, held)) for held in waiting[(number - 1) * RUNS : number * RUNS]
        ]
    if not waiting:
        return
    st.subheader(f"Zurückgehaltene Läufe ({len(waiting)})", anchor=False)
    words = "Hier hat sich auf einmal ungewöhnlich viel bewegt. Bis zur Entscheidung bleibt der bisherige Stand."
    show("note", words=words)
    for held, content in shown:
        _run(store, held, content)
    pager(_KEY, len(waiting), RUNS)


def command_of(held: HeldView) -> str:
    """The command that carries out the last decision at once; without a decision, applying."""
    return f"foerderscout runs {held.decision or 'apply'} {held.run_id} --reason …"


def _run(store: Store, held: HeldView, content: Mapping[str, tuple[str, ...]] | None) -> None:
    with st.container(border=True, key=f"lauf_{held.run_id}"):
        parts = None if content is None else [(words, content[part]) for part, words in _PARTS.items() if content[part]]
        decided = _DECIDED.get(held.decision or "")
        show("held_run", held=held, parts=parts, shown=TITLES, decided=decided, next=NEXT, command=command_of(held))
        if decided is None:
            _form(store, held)
        else:
            with st.expander("Anders entscheiden", type="compact"):
                _form(store, held)


def _form(store: Store, held: HeldView) -> None:
    # A second decision starts with empty fields: the time of the last one is part of their names.
    name = f"{held.run_id}_{held.decided_at:%H%M%S%f}" if held.decided_at else str(held.run_id)
    with st.form(f"lauf_entscheiden_{name}", border=False):
        left, right = st.columns([5, 3])
        reason = left.text_input("Grund (Pflichtangabe)", key=f"lauf_grund_{name}")
        who = right.text_input("Ihr Name", value=person() or "", key=f"lauf_name_{name}")
        with st.container(horizontal=True, gap="small"):
            apply = st.form_submit_button("Übernehmen", key=f"lauf_ja_{name}")
            discard = st.form_submit_button("Verwerfen", key=f"lauf_nein_{name}")
    if apply or discard:
        _decide(store, held, "apply" if apply else "discard", reason, who)


def _decide(store: Store, held: HeldView, verdict: RunVerdict, reason: str, who: str) -> None:
    try:
        decide_run(store, who, held.run_id, verdict, reason)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    remember_person(who)
    how = "wird übernommen" if verdict == "apply" else "wird verworfen"
    st.session_state[_TOLD] = f"Lauf {held.run_id} ({german.shortened(held.source_title, 60)}) {how}."
    st.rerun()
