"""One matched programme: what to know at a glance, and one click away the reasons, the words and the decision."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import format as german
from dashboard.desk import Verdict, decide
from dashboard.parts import chips
from dashboard.parts.applicants import ApplicantRow, who_can_apply
from dashboard.parts.deadline_lines import contradiction_lines
from dashboard.parts.fact_lines import applicant_groups, deadline_facts, further_deadlines, money_facts
from dashboard.parts.markup import show
from dashboard.parts.plain import plain
from dashboard.parts.same_sources import same_sources
from dashboard.parts.session import person, remember_person
from data.errors import BadInput
from data.queries.eligibility import judged_from
from data.queries.matches import DecisionRow, MatchView, ReasonRow
from data.reference.applicants import applicants_in
from data.settings import read_settings
from data.store import Store
from data.wording import shared_words

BARS, BARS_AT_ONCE = 9, 4
_ACTS: tuple[tuple[Verdict, str], ...] = (
    ("accept", "Verfolgen"),
    ("watch", "Merken"),
    ("reject", "Passt nicht"),
    ("comment", "Nur Kommentar"),
)
_TOLD: dict[Verdict, str] = {
    "accept": "wird jetzt verfolgt",
    "watch": "ist gemerkt",
    "reject": "ist als unpassend eingestuft und steht unter den ausgeschlossenen",
    "comment": "hat einen neuen Kommentar",
    "none": "ist wieder offen; die frühere Entscheidung steht im Verlauf",
}


def match_card(store: Store, match: MatchView, reasons: Sequence[ReasonRow], history: Sequence[DecisionRow]) -> None:
    """Draws the card of a match and carries out what is decided on it."""
    with st.container(border=True, key=f"karte_{match.programme.programme_id}", gap="xsmall"):
        show(
            "match",
            match=match,
            chips=chips.match_chips(match),
            money=_money(match),
            why_out=_why_out(match),
            words=_shared(reasons),
        )
        with st.expander("Einzelheiten, Wortlaut und Entscheidung" + _remarks(history), type="compact"):
            _facts(store, match)
            same_sources(store, match.programme)
            show("match_reasons", match=match, bars=chips.reason_bars(reasons, BARS), shown=BARS_AT_ONCE)
            if history:
                show("history", rows=history, tone=chips.verdict_tone)
            _decision_form(store, match, history)


def _facts(store: Store, match: MatchView) -> None:
    today = store.clock.today()
    groups = applicant_groups(_applicants(store, match.programme.programme_id))
    show(
        "match_facts",
        match=match,
        own_words=None if match.eligible_words in {group.words for group in groups} else match.eligible_words,
        applicants=groups,
        deadline=deadline_facts(match),
        conflicts=contradiction_lines(match.programme.deadlines, today),
        further=further_deadlines(match, today),
        money=money_facts(match.programme),
    )


def _applicants(store: Store, programme_id: int) -> Sequence[ApplicantRow]:
    with store.reading() as session:
        return who_can_apply(judged_from(session, programme_id), applicants_in(read_settings().applicants))


def _why_out(match: MatchView) -> str | None:
    return german.RULED_OUT[match.ruled_out] if match.ruled_out else None


def _shared(reasons: Sequence[ReasonRow]) -> tuple[str, ...]:
    named = sorted((r for r in reasons if r.feature != "rest"), key=lambda r: -r.contribution)
    return shared_words((reason.ours, reason.theirs) for reason in named)


def _remarks(history: Sequence[DecisionRow]) -> str:
    return f" · {german.count_of(len(history), 'Eintrag', 'Einträge')} im Verlauf" if history else ""


def _money(match: MatchView) -> str:
    rate = match.programme.rate_percent
    amounts = german.amount_range(match.programme.amount_min, match.programme.amount_max)
    words = ["Förderquote unbekannt" if rate is None else f"Förderquote bis {german.percent(rate)}"]
    return " · ".join([*words, amounts or "Beträge unbekannt"])


def _decision_form(store: Store, match: MatchView, history: Sequence[DecisionRow]) -> None:
    # The number of entries in the key empties the form once something was written, and only then.
    name = f"{match.project_key}_{match.programme.programme_id}_{len(history)}"
    with st.form(f"entscheidung_{name}", border=False):
        left, right = st.columns([5, 3])
        with left:
            note = st.text_area("Anmerkung (freiwillig)", key=f"anmerkung_{name}", height=70)
        with right:
            who = _who(name)
        verdict = _buttons(match, name)
    if verdict is not None:
        _carry_out(store, match, verdict, who, note)


def _who(name: str) -> str:
    known = person() or ""
    # A field keeps what it was first given; once the name is known, all others start anew with it.
    key = f"name_{name}" if not known else f"name_{name}_bekannt"
    return st.text_input("Ihr Name", value=known, key=key)


def _buttons(match: MatchView, name: str) -> Verdict | None:
    """The verdict whose button was pressed, if any."""
    acts = [act for act in _ACTS if act[0] != match.verdict]
    if match.verdict != "none":
        acts.append(("none", "Zurücknehmen"))
    pressed: Verdict | None = None
    with st.container(horizontal=True, gap="small"):
        for verdict, label in acts:
            if st.form_submit_button(label, key=f"{verdict}_{name}"):
                pressed = verdict
    return pressed


def _carry_out(store: Store, match: MatchView, verdict: Verdict, who: str, note: str) -> None:
    try:
        decide(store, who, match.project_key, match.programme.programme_id, verdict, note)
    except BadInput as error:
        st.error(plain(str(error)))
        return
    remember_person(who)
    st.session_state["meldung"] = f"„{german.shortened(match.programme.title, 80)}“ {_TOLD[verdict]}."
    st.rerun()
