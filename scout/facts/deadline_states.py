"""What a sentence says about applying without a date: closed, paused, until the money is spent, announced, open."""

from __future__ import annotations

import re

from scout.facts import deadline_open_patterns as opened
from scout.facts import deadline_shut_patterns as shut
from scout.facts.values import State

# A point inside a date, number or name ends no sentence.
_INNER_DOT = re.compile(
    r"\.(?:(?<=\d\.)|(?=\w)|(?<=\b\w\.)|(?<=\bnr\.)|(?<=\bca\.)|(?<=bzw\.)|(?<=abs\.)|(?<=ggf\.)|(?<=iff\.)|(?<=vgl\.))"
)
_NOW_BEFORE = re.compile(rf"\b{shut.NOW}\b[^.]{{0,60}}$")


def stated(line: str, bare: bool = False, strict: bool = False) -> State | None:
    """The strongest state that a sentence states without a date; None when it says nothing about whether one may apply.

    bare: the sentence is the value of a field for deadlines, where "laufend" or "jährlich" alone speak of applying.
    strict: it is one of a guideline, where "is planned" and "yearly" are about all kinds of things.
    """
    low = _INNER_DOT.sub("·", line.lower())
    if _is_closed(low):
        return "closed"
    if _is_paused(low):
        return "paused"
    if not strict and ((bare and opened.YEARLY_VALUE.search(low)) or _is_yearly(low)):
        return "recurring"
    if _has(low, opened.SPENT_WORDS) and opened.SPENT.search(low):
        return "until_spent"
    if not strict and (_is_announced(low) or (bare and opened.SEASON_VALUE.search(low))):
        return "announced"
    return "open" if (bare and opened.OPEN_VALUE.search(low)) or _any(low, opened.OPEN) is not None else None


def _has(low: str, words: tuple[str, ...]) -> bool:
    """A quick look before the slow one."""
    for word in words:  # noqa: SIM110 (a third faster than "any", and asked a hundred times for each sentence)
        if word in low:
            return True
    return False


def _is_closed(low: str) -> bool:
    if not _has(low, shut.CLOSED_WORDS):
        return False
    match = shut.CLOSED.search(low)
    if match is None or shut.ASIDE.search(low):
        return False
    # "Derzeit geschlossen" may open again.
    return "mehr" in match.group() or not _NOW_BEFORE.search(low[: match.end()])


def _is_paused(low: str) -> bool:
    match = _any(low, shut.PAUSED)
    # "Bis die Mittel ausgeschöpft sind" says the contrary.
    return match is not None and not shut.ASIDE.search(low) and not shut.UNTIL.search(low[: match.end()])


def _is_yearly(low: str) -> bool:
    if not _has(low, opened.YEARLY_WORDS):
        return False
    return bool(opened.YEARLY.search(low) and opened.RUNS.search(low) and not opened.NOT_A_ROUND.search(low))


def _is_announced(low: str) -> bool:
    if not _has(low, opened.ANNOUNCED_WORDS):
        return False
    return opened.ANNOUNCED.search(low) is not None and not opened.NO_ANNOUNCEMENT.search(low)


def _any(low: str, listed: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]) -> re.Match[str] | None:
    """The first of the patterns that is found, each tried only when one of its words is there."""
    for words, pattern in listed:
        if _has(low, words) and (match := pattern.search(low)):
            return match
    return None
