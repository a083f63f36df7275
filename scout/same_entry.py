"""What the rule about same programmes looks at: one programme of one source, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TEXT_READ = 3000  # characters of the text; what a programme is stands at its beginning

# never: ruled out for good, and kept so that no chain of other pairs brings the two together.
Word = Literal["same", "unsure", "different", "never"]


@dataclass(frozen=True)
class Entry:
    """A programme as its current version states it. Empty or None: the source did not say.

    key: the programme's id in the store (any number that tells entries apart). source: key of the source, or a host.
    text: its beginning is enough (``TEXT_READ`` characters). regions: labels of the places it is filed under.
    deadlines: closing days known to the day. amounts: euros. rates: percent. links: addresses it names.
    """

    key: int
    source: str
    url: str
    title: str
    text: str = ""
    funder: str | None = None
    regions: tuple[str, ...] = ()
    citation: str | None = None
    issued_on: date | None = None
    amounts: frozenset[int] = frozenset()
    rates: frozenset[int] = frozenset()
    deadlines: frozenset[date] = frozenset()
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether two entries are one programme. ``why``: one German sentence for a clerk; score: 0 to 1, for sorting."""

    verdict: Word
    score: float
    why: str
