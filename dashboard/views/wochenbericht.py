"""Wochenbericht: the digest of a chosen week."""

from __future__ import annotations

import streamlit as st

from dashboard.digest.collect import digest_for, stored_weeks
from dashboard.digest.render import html_fragment
from dashboard.parts.markup import clean, show
from dashboard.parts.plain import CHOOSE
from dashboard.parts.session import the_store
from data.clock import iso_week


def page() -> None:
    """Draws the page."""
    store = the_store()
    running = iso_week(store.clock.today())
    weeks = sorted({running, *stored_weeks(store)}, reverse=True)
    left, _ = st.columns([2, 5])
    week = left.selectbox("Woche", weeks, format_func=_week_words, key="woche", placeholder=CHOOSE)
    if week is None:
        show("note", words="Für diese Woche gibt es keinen Bericht.")
        return
    st.html(f'<div class="fs fs-digest">{clean(html_fragment(digest_for(store, week)))}</div>')


def _week_words(week: str) -> str:
    year, number = week.split("-W")
    return f"Kalenderwoche {int(number)}/{year}"
