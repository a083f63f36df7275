"""A German pager under long lists; Streamlit's own speaks English to screen readers."""

from __future__ import annotations

import streamlit as st


def page_number(key: str, total: int, size: int) -> int:
    """The page shown now, from 1; never beyond the last one, also after the list has become shorter."""
    return max(1, min(int(st.session_state.get(key, 1)), -(-total // size)))


def pager(key: str, total: int, size: int) -> None:
    """Buttons to turn the page, with where one is; nothing when one page holds it all."""
    pages = -(-total // size)
    if pages <= 1:
        return
    number = page_number(key, total, size)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Zurück", key=f"{key}_zurueck", disabled=number == 1, on_click=_turn, args=(key, number - 1))
        st.text(f"Seite {number} von {pages}")
        st.button("Weiter", key=f"{key}_weiter", disabled=number == pages, on_click=_turn, args=(key, number + 1))


def _turn(key: str, number: int) -> None:
    st.session_state[key] = number
