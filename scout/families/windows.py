"""Deadlines that a site states in a field of its own, e.g. "Förderfenster" or "Stichtag"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from scout.facts.values import DeadlineFact, State
from scout.page import Page
from scout.source import Draft
from scout.text import find_dates

_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("closed", re.compile(r"geschlossen|beendet|abgelaufen|nicht mehr möglich|ausgelaufen", re.IGNORECASE)),
    ("paused", re.compile(r"ausgesetzt|pausiert|derzeit (?:nicht|keine?)|zurzeit (?:nicht|keine?)", re.IGNORECASE)),
    ("until_spent", re.compile(r"ausgeschöpft|aufgebraucht|windhund|solange mittel", re.IGNORECASE)),
    ("open", re.compile(r"ganzjährig|laufend|jederzeit|bis auf weiteres|unbefristet|antragstellung möglich", re.I)),
)
# An opening day alone is no deadline; whether it lies ahead only the reader of prose can weigh.
_OPENS = re.compile(r"\b(?:ab|seit|beginn\w{0,4}|start\w{0,4})(?: (?:dem|am|zum))?:? ?$", re.IGNORECASE)


def with_window(read: Callable[[Page], Draft]) -> Callable[[Page], Draft]:
    """The reader, with what its deadline field states taken as structured. The text stays for people."""

    def detail(page: Page) -> Draft:
        draft = read(page)
        return replace(draft, deadlines=window(draft.deadline_text or "", draft.url))

    return detail


def window(text: str, url: str) -> tuple[DeadlineFact, ...]:
    """What a field says, line by line. A line that says neither a date nor a state is left to the readers of prose."""
    return tuple(fact for line in text.splitlines() if (fact := _line(line.strip(), url)) is not None)


def _line(words: str, url: str) -> DeadlineFact | None:
    state = next((state for state, pattern in _STATES if pattern.search(words)), None)
    if state in {"closed", "paused"}:
        return DeadlineFact(state, words, url, precision="none", structured=True)
    mentions = [mention for mention in find_dates(words) if mention.day is not None and mention.on() is not None]
    if len(mentions) == 1 and _OPENS.search(words[: mentions[0].start]):
        return None
    days = [day for mention in mentions if (day := mention.on()) is not None]
    if len(days) in {1, 2} and days == sorted(days):
        opens = days[0] if len(days) == 2 else None
        return DeadlineFact("dated", words, url, due_on=days[-1], opens_on=opens, structured=True)
    return DeadlineFact(state, words, url, precision="none", structured=True) if state and not days else None
