"""All deadlines of a programme as lines with their kind, and what in them contradicts: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import format as german
from data.deadlines import StatedDeadline, binding_deadline, contradictions


@dataclass(frozen=True)
class DeadlineLine:
    """One statement: what it says, its words and where they stand."""

    words: str
    quote: str
    url: str


def deadline_lines(stated: Sequence[StatedDeadline], today: date) -> tuple[DeadlineLine, ...]:
    """The statements beside the binding one, dates first by day; empty when there is no other.

    A programme that states one thing only needs no list.
    """
    if len(stated) < 2:
        return ()
    lines = [(_order(entry, today), _line(entry, today)) for entry in stated]
    return tuple(dict.fromkeys(line for _, line in sorted(lines, key=lambda pair: pair[0])))


def contradiction_lines(stated: Sequence[StatedDeadline], today: date) -> tuple[str, ...]:
    """Each contradiction as one German sentence, the statement that is followed first."""
    pairs = [(_words(found.first, today), _words(found.second, today)) for found in contradictions(stated, today)]
    return tuple(f"Die Quelle widerspricht sich: {first} – an anderer Stelle: {second}." for first, second in pairs)


def _line(entry: StatedDeadline, today: date) -> DeadlineLine:
    return DeadlineLine(_words(entry, today), entry.words, entry.url)


def _words(entry: StatedDeadline, today: date) -> str:
    return german.deadline_words(binding_deadline([entry], today))


def _order(entry: StatedDeadline, today: date) -> tuple[bool, date, str]:
    bound = binding_deadline([entry], today)
    due = bound.due_on if bound else None
    return due is None or due < today, due or date.max, entry.words
