"""What readers hand over before anything is believed: cells with their place in the file, and the faults found."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.errors import BadInput


@dataclass(frozen=True)
class Cell:
    """One value as the file has it. ``at`` is its place in German, e.g. ``Zeile 12``; ``label`` the field's name there.

    value: None, bool, int, str or a tuple of these (a list in the file).
    """

    value: object
    at: str
    label: str


@dataclass(frozen=True)
class Record:
    """One entry of a section with its cells by field name."""

    at: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Fault:
    """Something in a file that cannot be used: where, which field, which value, and what to do."""

    at: str
    label: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.at}, Feld {self.label}: {self.message}" if self.label else f"{self.at}: {self.message}"


@dataclass(frozen=True)
class RawPortfolio:
    """A file that could be read, before its values are checked."""

    head: Record
    sections: Mapping[str, tuple[Record, ...]]
    expected: Mapping[str, Cell] = field(default_factory=dict)
    expected_by_theme: Mapping[str, Cell] = field(default_factory=dict)


class BadPortfolio(BadInput):
    """A portfolio file with faults; ``faults`` holds all of them, the message lists them line by line."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        count = "1 Fehler" if len(self.faults) == 1 else f"{len(self.faults)} Fehler"
        lines = "".join(f"\n  {name}, {fault}" for fault in self.faults)
        super().__init__(f"{name} wurde nicht übernommen, {count}; der gespeicherte Stand bleibt unverändert.{lines}")


def meant(value: str, known: Iterable[str]) -> str:
    """`` – meinten Sie „…“?`` for the nearest known word, or the list of what is allowed when none is near."""
    words = list(known)
    by_form = {word.casefold(): word for word in words}
    near = difflib.get_close_matches(value.casefold(), by_form, n=1, cutoff=0.6)
    if near:
        return f" – meinten Sie „{by_form[near[0]]}“?"
    return f"; erlaubt: {', '.join(words)}." if words else "."
