"""What a project is also about in other words: the fields of words its text belongs to. Pure.

A programme says "Gigabitausbau" where a project says "Glasfaser", and the EU says it in English. An entry is met when
one of its German forms stands in the text: word by word by their stems, a long single word also inside a compound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from data.reference.lexicon import Entry, shipped_lexicon
from matcher.text import HYPHEN, normalise, stem, words

# Shorter words stand inside compounds of quite other meaning ("Sport" in "Transport").
SHORTEST_INSIDE = 7


@dataclass(frozen=True)
class WordField:
    """An entry with its German forms as stems."""

    entry: Entry
    forms: tuple[tuple[str, ...], ...]
    inside: tuple[str, ...]


@dataclass(frozen=True)
class Related:
    """What a text says in other words. entries: head words of the fields met; german, english: their words."""

    entries: tuple[str, ...]
    german: str
    english: str


NOTHING = Related((), "", "")


@cache
def shipped_fields() -> tuple[WordField, ...]:
    """The fields of the shipped lexicon."""
    return tuple(map(_field, shipped_lexicon()))


def related(text: str, fields: Sequence[WordField] | None = None) -> Related:
    """The words of all fields that a text meets, in the order of the lexicon."""
    read = _parts(text)
    stems = [stem(word) for word in read]
    met = [field.entry for field in (shipped_fields() if fields is None else fields) if _meets(field, read, stems)]
    if not met:
        return NOTHING
    return Related(
        tuple(entry.term for entry in met),
        " ".join(word for entry in met for word in (entry.term, *entry.german)),
        " ".join(word for entry in met for word in entry.english),
    )


def _parts(text: str) -> list[str]:
    """The normalised words of a text, hyphenated ones part by part."""
    return [part for word in words(text) for part in HYPHEN.split(normalise(word)) if part]


def _field(entry: Entry) -> WordField:
    forms = [_parts(form) for form in (entry.term, *entry.german)]
    single = (form[0] for form in forms if len(form) == 1 and len(form[0]) >= SHORTEST_INSIDE)
    return WordField(entry, tuple(tuple(map(stem, form)) for form in forms if form), tuple(single))


def _meets(field: WordField, read: Sequence[str], stems: Sequence[str]) -> bool:
    return any(_stands(form, stems) for form in field.forms) or any(
        part in word for part in field.inside for word in read
    )


def _stands(form: Sequence[str], stems: Sequence[str]) -> bool:
    return any(tuple(stems[start : start + len(form)]) == tuple(form) for start in _starts(form[0], stems))


def _starts(first: str, stems: Sequence[str]) -> Iterable[int]:
    return (place for place, found in enumerate(stems) if found == first)
