"""What every page needs: the open store, the person at the screen, the words about the clock."""

from __future__ import annotations

import streamlit as st

from dashboard.format import moment
from data.clock import Clock
from data.settings import Settings, read_settings
from data.store import Store, open_store

_NAME = "person"


@st.cache_resource(show_spinner=False)
def _open(_settings: Settings, url: str, state: str) -> Store:
    """One store per process and database; url and state are what tells two stores apart."""
    return open_store(_settings)


def the_store() -> Store:
    """The open store of this process. Raises StoreMismatch when the database is of another version."""
    settings = read_settings()
    return _open(settings, settings.url, str(settings.state_dir))


def person() -> str | None:
    """Who decides: the name given in this session, else the workplace's setting; None when neither is known."""
    given = st.session_state.get(_NAME)
    return given or read_settings().user


def remember_person(name: str) -> None:
    """Keeps the name for this session."""
    st.session_state[_NAME] = " ".join(name.split())


def clock_words(clock: Clock) -> str | None:
    """What to say about a clock that stands; None for one that runs."""
    return f"Vorführung: Die Uhr steht auf {moment(clock.now())}." if clock.stands else None
