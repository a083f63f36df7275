"""Pairs that may be one programme: side by side with the reason, for a person to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import format as german
from dashboard.parts.markup import show
from dashboard.parts.pager import page_number, pager
from dashboard.parts.plain import plain
from dashboard.parts.same_sources import STATES
from dashboard.parts.session import person, remember_person
from dashboard.same_desk import same_programme
from data.deadlines import binding_deadline
from data.errors import BadInput
from data.queries.programmes import ProgrammeCard
from data.queries.same import WaitingPair
from data.store import Store

PAIRS = 5
EXPLAINED = (
    "Zwei Einträge meinen vielleicht dasselbe Förderprogramm. „Dasselbe“: Es erscheint überall nur noch einmal, mit "
    "beiden Quellen. „Verschieden“: Es bleiben zwei. Das gilt sofort und auf Dauer, auch wenn sich Texte ändern."
)
_KEY = "vielleicht_dasselbe"
_TOLD = "meldung_dasselbe"


@dataclass(frozen=True)
class Row:
    """A field of both programmes, in words."""

    label: str
    statements: tuple[str, str]


def same_pairs(store: Store, pairs: Sequence[WaitingPair]) -> None:
    """Draws the list of waiting pairs; nothing when none waits and nothing was just decided."""
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.success(plain(told))
    if not pairs:
        return
    st.subheader(f"Vielleicht dasselbe Programm ({len(pairs)})", anchor=False)
    show("note", words=EXPLAINED)
    number = page_number(_KEY, len(pairs), PAIRS)
    for pair in pairs[(number - 1) * PAIRS : number * PAIRS]:
        _pair(store, pair)
    pager(_KEY, len(pairs), PAIRS)


def _pair(store: Store, pair: WaitingPair) -> None:
    first, second = pair.first, pair.second
    name = f"{first.programme_id}_{second.programme_id}"
    with st.container(border=True, key=f"paar_{name}"):
        rows = [
            Row(label, (one, other))
            for (label, one), (_, other) in zip(_facts(store, first), _facts(store, second), strict=True)
        ]
        show("same_pair", cards=(first, second), rows=rows, why=pair.why)
        with st.form(f"dasselbe_{name}", border=False):
            left, right = st.columns([5, 3])
            note = left.text_input("Anmerkung (freiwillig)", key=f"paar_anmerkung_{name}")
            who = right.text_input("Ihr Name", value=person() or "", key=f"paar_name_{name}")
            with st.container(horizontal=True, gap="small"):
                same = st.form_submit_button("Dasselbe", key=f"dasselbe_ja_{name}")
                different = st.form_submit_button("Verschieden", key=f"dasselbe_nein_{name}")
    if same or different:
        _decide(store, pair, same, note, who)


def _facts(store: Store, card: ProgrammeCard) -> list[tuple[str, str]]:
    deadline = binding_deadline(card.deadlines, store.clock.today())
    return [
        ("Quelle", card.source_title),
        ("Fördergeber", card.funder or german.UNKNOWN),
        ("Antragsfrist", german.deadline_words(deadline)),
        ("Beträge", german.amount_range(card.amount_min, card.amount_max) or german.UNKNOWN),
        ("Förderquote", german.percent(card.rate_percent)),
        ("Stand", STATES.get(card.status, german.UNKNOWN)),
        ("Kurztext", german.shortened(card.summary or german.UNKNOWN, 300)),
    ]


def _decide(store: Store, pair: WaitingPair, is_same: bool, note: str, who: str) -> None:
    try:
        same_programme(store, pair.first.programme_id, pair.second.programme_id, is_same, note, who)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    remember_person(who)
    word = "sind jetzt ein Programm" if is_same else "bleiben verschiedene Programme"
    titles = " und ".join(f"„{german.shortened(card.title, 60)}“" for card in (pair.first, pair.second))
    st.session_state[_TOLD] = f"{titles} {word}."
    st.rerun()
