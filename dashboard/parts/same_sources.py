"""The sources of one programme in its card: links, contradictions side by side, and taking a source out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import format as german
from dashboard.parts.markup import show
from dashboard.parts.plain import CHOOSE, plain
from dashboard.parts.session import person, remember_person
from dashboard.same_desk import not_part_of_it
from data.errors import BadInput
from data.queries.programmes import Borrowed, ProgrammeCard
from data.queries.same import Contradiction, SameGroup, same_groups
from data.store import Store

LABELS = {
    "deadline": "Antragsfrist",
    "deadlines": "Antragsfrist",
    "amount_min": "Mindestbetrag",
    "amount_max": "Höchstbetrag",
    "rate_percent": "Förderquote",
    "status": "Stand",
    "summary": "Kurztext",
    "funder": "Fördergeber",
}
STATES: Mapping[object, str] = {"open": "offen", "closed": "geschlossen", "paused": "ruht", "unknown": "unbekannt"}
_WITHOUT_DAY: Mapping[object, str] = {
    "open": "laufend möglich",
    "until_spent": "bis die Mittel verbraucht sind",
    "announced": "angekündigt",
    "paused": "ausgesetzt",
    "closed": "geschlossen",
}


@dataclass(frozen=True)
class Said:
    """What one source says, in words."""

    source_title: str
    url: str
    value: str
    words: str | None


@dataclass(frozen=True)
class Row:
    """A field in which sources differ."""

    label: str
    statements: tuple[Said, ...]


@dataclass(frozen=True)
class Note:
    """A field taken from another source."""

    label: str
    source_title: str
    url: str


def same_sources(store: Store, card: ProgrammeCard) -> None:
    """Draws the sources of a programme that several portals have; nothing for any other."""
    with store.reading() as session:
        group = same_groups(session, [card.programme_id], store.clock.today()).get(card.programme_id)
    if group is None:
        return
    rows = [_row(contradiction) for contradiction in group.contradictions]
    show("same_sources", group=group, rows=rows, borrowed=_notes(card.borrowed))
    with st.popover("Eine Quelle gehört nicht dazu"):
        _form(store, card, group)


def _notes(borrowed: Sequence[Borrowed]) -> list[Note]:
    return [Note(LABELS[b.field], b.source_title, b.url) for b in borrowed if b.field in LABELS]


def _row(contradiction: Contradiction) -> Row:
    said = tuple(
        Said(s.source_title, s.url, value_words(contradiction.field, s.value), s.words)
        for s in contradiction.statements
    )
    return Row(LABELS[contradiction.field], said)


def value_words(field: str, value: object) -> str:
    """A value of ``data.queries.same.Statement`` in German."""
    if isinstance(value, tuple):
        state, due = value
        if isinstance(due, date):
            return german.day(due) + (" (vorbei)" if state == "over" else "")
        return _WITHOUT_DAY[state]
    if isinstance(value, (int, float)):
        return german.percent(value) if field == "rate_percent" else german.euro(round(value))
    return STATES.get(value, str(value))


def _form(store: Store, card: ProgrammeCard, group: SameGroup) -> None:
    titles = {s.card.programme_id: f"{s.card.source_title}: {s.card.title}" for s in group.sources if not s.is_lead}
    name = f"{card.programme_id}_{len(group.sources)}"
    with st.form(f"quellen_{name}", border=False):
        left, right = st.columns([5, 3])
        chosen = left.selectbox(
            "Diese Quelle gehört nicht dazu",
            list(titles),
            index=None,
            format_func=lambda number: german.shortened(titles[number], 90),
            key=f"fremd_{name}",
            placeholder=CHOOSE,
        )
        who = right.text_input("Ihr Name", value=person() or "", key=f"quellen_name_{name}")
        pressed = st.form_submit_button("Gehört nicht dazu", key=f"trennen_{name}")
    if pressed:
        _take_out(store, chosen, titles, who)


def _take_out(store: Store, chosen: int | None, titles: Mapping[int, str], who: str) -> None:
    if chosen is None:
        st.error("Bitte zuerst die Quelle wählen, die nicht dazugehört.")
        return
    try:
        not_part_of_it(store, chosen, None, who)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    remember_person(who)
    st.session_state["meldung"] = f"„{german.shortened(titles[chosen], 80)}“ steht jetzt für sich."
    st.rerun()
