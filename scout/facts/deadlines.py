"""Deadlines out of the texts of a programme: pure, each fact with the sentence it was read from and its place.

There is no clock here, so that reading the same page twice gives the same facts. A date without a year stands for every
year (``recurring``) unless its sentence states the year; "ab dem 1.3.2027" stays ``announced`` with its opening day.
Whoever knows the day (``data.deadlines``) says which of the recurring days is next and whether the opening has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from data.deadlines import PRECEDENCE
from scout.facts import deadline_passages as passages
from scout.facts.deadline_kinds import kind_at, kind_of
from scout.facts.deadline_passages import Passage
from scout.facts.deadline_states import stated
from scout.facts.deadline_windows import Window, is_submitting, windows
from scout.facts.values import DeadlineFact, DeadlineKind, State, Status

if TYPE_CHECKING:
    from scout.source import Draft

# The field for deadlines first, then what says how things stand, then the other texts.
FIELDS = ("deadline_text", "status_note", "procedure", "summary", "requirements", "remark", "body")
# Texts of guidelines: long, and full of dates of laws, periods and validity. Only what is plain counts there.
_STRICT = {"body", "requirements", "remark"}
_TO_THE_POINT = 400  # characters
# What is stated once in a field is not stated again by prose.
_DATELESS = {"open", "until_spent", "paused", "closed"}
# A question or label that asks for the deadline: what stands below it speaks of applying without saying so.
_ASKED = re.compile(
    r"(?:(?:antrags|bewerbungs|einreich\w{0,8}|anmelde|abgabe)(?:frist(?:en)?|schluss|termine?)|\bstichtage?|\bfristen?|"
    r"\b(?:bis )?wann\b[^?\n]{0,60}(?:antr|bewerb|einreich|anmeld)[^?\n]{0,40})[^\w\n]{0,3}\s{1,4}$",
    re.IGNORECASE,
)
_ABOVE = 120
_NEXT = 40  # characters between a sentence and the next


def of(draft: Draft) -> tuple[DeadlineFact, ...]:
    """All deadlines of a draft: those that its source states in fields, then what its texts say, strongest first.

    A date of a field takes its kind from the prose that states the same date. A different date in prose stays beside
    it: pages show both (``data.deadlines.contradictions``).
    """
    plain = draft.language == "en" and any(fact.due_on for fact in draft.deadlines)
    said = _once(fact for field in FIELDS for fact in _of_field(getattr(draft, field), draft.url, field, plain))
    known = {(fact.due_on, fact.recurs): fact for fact in reversed(said) if fact.due_on or fact.recurs}
    structured = tuple(_with_kind(fact, known) for fact in draft.deadlines)
    dates = {(fact.due_on, fact.recurs) for fact in structured if fact.due_on or fact.recurs}
    states = {fact.state for fact in structured if fact.precision == "none" or fact.state in _DATELESS}
    return structured + _ranked(
        fact for fact in said if (fact.due_on, fact.recurs) not in dates and fact.state not in states
    )


def deadlines(text: str | None, url: str, is_field: bool = False) -> tuple[DeadlineFact, ...]:
    """Every deadline that a text states, or its statements that there is none; ``url`` is where the text stands.

    is_field: the text is the value of a field for deadlines, so that a bare date or "laufend" speaks of applying.
    """
    return _ranked(_once(_read(text or "", passages.all_of(text or ""), url, None, is_field)))


def status_of(note: str | None) -> Status:
    """What a status note says. No note means unknown, not open."""
    if not note:
        return "unknown"
    for passage in passages.all_of(note):
        said = stated(passage.line, bare=True)
        if said in ("closed", "paused"):
            return said
    return "unknown"


def _of_field(text: str | None, url: str, field: str, plain: bool) -> Iterator[DeadlineFact]:
    if not text:
        return iter(())
    found = passages.strict(text) if field in _STRICT else passages.all_of(text)
    return _read(text, found, url, field, bare=field == "deadline_text", plain=plain)


def _read(
    text: str, found: Iterable[Passage], url: str, field: str | None, bare: bool, plain: bool = False
) -> Iterator[DeadlineFact]:
    """The facts of the passages of a text. plain: only dates that are said to be those of submitting count."""
    before, end = "", 0
    for passage in found:
        line = passage.line
        if passage.start > end + _NEXT:
            before = ""
        asked = bare or _is_asked(text, passage.start)
        for fact in _of_sentence(line, url, before, asked, field in _STRICT and not asked, plain):
            yield replace(fact, words=passage.words, found_in=field, start=passage.start)
        # "Projektskizzen sind einzureichen. Stichtag: …": the sentence before says what is due.
        before, end = line, passage.start + len(passage.words)


def _is_asked(text: str, start: int) -> bool:
    above = text[max(0, start - _ABOVE) : start]
    if not above.rstrip().endswith(("?", ":")) and "\n" not in above[-4:]:
        return False
    return _ASKED.search(above) is not None


def _of_sentence(line: str, url: str, before: str, bare: bool, strict: bool, plain: bool) -> Iterator[DeadlineFact]:
    # In a guideline a statement must be a sentence to the point.
    said = None if strict and len(line) > _TO_THE_POINT else stated(line, bare, strict)
    shut = said in ("closed", "paused")
    found = [window for window in windows(line, bare, strict) if not plain or is_submitting(window)]
    taken = {window.opens for window in found if window.closes}
    dated = False
    for window in found:
        if window.closes is None and (shut or window.opens in taken):
            continue
        for fact in _of_window(window, line, url, before):
            dated = dated or fact.state in ("dated", "recurring")
            yield fact
            if said == "recurring" and fact.due_on and fact.precision == "day":
                yield replace(fact, state="recurring", due_on=None, opens_on=None, recurs=f"{fact.due_on:%m-%d}")
    if said and (shut or not dated) and not (said in ("open", "announced") and found):
        about: DeadlineKind = "sketch" if kind_of(line) == "sketch" else "full"
        yield DeadlineFact(said, line, url, kind=about, precision="none")


def _of_window(window: Window, line: str, url: str, sentence_before: str) -> Iterator[DeadlineFact]:
    kind = kind_at(window.clause, window.place, window.end) or kind_of(sentence_before) or "full"
    opens_on = window.opens.opening() if window.opens else None
    if window.closes is None:
        state: State = "open" if window.since else "announced"
        if opens_on:
            yield DeadlineFact(state, line, url, opens_on=opens_on, kind=kind, precision="none")
        return
    due, precision = window.closes.due(), window.closes.precision
    if due:
        yield DeadlineFact("dated", line, url, due, opens_on, kind=kind, precision=precision)
    elif window.closes.year is None and (recurs := window.closes.yearly()):
        yield DeadlineFact("recurring", line, url, recurs=recurs, kind=kind, precision=precision)


def _once(facts: Iterable[DeadlineFact]) -> tuple[DeadlineFact, ...]:
    """Each statement once, where it stands first: the same date of the same kind in two texts is one deadline."""
    found: dict[tuple[object, ...], DeadlineFact] = {}
    for fact in facts:
        found.setdefault(
            (fact.state, fact.due_on, fact.recurs, fact.opens_on if not fact.due_on else None, fact.kind), fact
        )
    return tuple(found.values())


def _ranked(facts: Iterable[DeadlineFact]) -> tuple[DeadlineFact, ...]:
    """Strongest state first. "Before the project starts" adds nothing to a date or another statement."""
    found = tuple(facts)
    stronger = any(fact.state != "open" for fact in found)
    kept = (fact for fact in found if fact.state != "open" or not stronger)
    return tuple(sorted(kept, key=lambda fact: PRECEDENCE.index(fact.state)))


def _with_kind(fact: DeadlineFact, known: Mapping[tuple[date | None, str | None], DeadlineFact]) -> DeadlineFact:
    told = known.get((fact.due_on, fact.recurs))
    return replace(fact, kind=told.kind) if told and fact.kind == "full" else fact
