"""The script Streamlit runs for each visit: look, navigation, notice about the clock."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.parts.markup import show
from dashboard.parts.plain import plain
from dashboard.parts.session import clock_words, the_store
from dashboard.theme import style_sheet
from dashboard.views import foerderluecken, quellen, treffer, ueberblick, wochenbericht
from data.errors import FoerderscoutError

WORDMARK = Path(__file__).parent / "parts" / "wordmark.svg"
PAGES = (
    (ueberblick.page, "Überblick", "ueberblick"),
    (foerderluecken.page, "Förderlücken", "foerderluecken"),
    (treffer.page, "Treffer", "treffer"),
    (wochenbericht.page, "Wochenbericht", "wochenbericht"),
    (quellen.page, "Quellen", "quellen"),
)


def run() -> None:
    """Draws the chosen page."""
    pages = [st.Page(draw, title=title, url_path=path, default=path == "ueberblick") for draw, title, path in PAGES]
    chosen = st.navigation(pages, position="top")
    st.set_page_config(page_title=f"{chosen.title} – Förderscout", layout="wide")
    st.logo(WORDMARK, size="medium")
    st.html(style_sheet())
    try:
        store = the_store()
    except FoerderscoutError as error:
        st.error(plain(str(error)))
        st.stop()
    words = clock_words(store.clock)
    if words:
        show("clock", words=words)
    chosen.run()


run()
