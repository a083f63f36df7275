"""Typed loader of ``lexicon.yml``: words of municipal digitalisation and what else texts call them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from data.errors import BadInput

SHIPPED = "data/reference/lexicon.yml"
_FIELDS = frozenset({"term", "de", "en", "broader", "why"})


@dataclass(frozen=True)
class Entry:
    """One field of words: the head word, other German words for it, what English texts say, wider head words."""

    term: str
    german: tuple[str, ...]
    english: tuple[str, ...]
    broader: tuple[str, ...]
    why: str


@cache
def shipped_lexicon() -> tuple[Entry, ...]:
    """The entries in the order of the file."""
    return parse_lexicon(files("data.reference").joinpath("lexicon.yml").read_text("utf-8"), SHIPPED)


def parse_lexicon(text: str, file: str) -> tuple[Entry, ...]:
    """Reads the text of such a file. Raises BadInput naming file, entry and field; ``file`` is only for messages."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadInput(f"{file} ist kein gültiges YAML: {error}") from error
    if not isinstance(raw, list):
        raise BadInput(f"{file}: Erwartet wird eine Liste von Einträgen (- term: …).")
    entries = tuple(_entry(entry, f"{file}, Eintrag {number}") for number, entry in enumerate(raw, 1))
    known: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if entry.term in known:
            raise BadInput(f"{file}, Eintrag {number}: {entry.term!r} steht schon weiter oben.")
        known.add(entry.term)
    for number, entry in enumerate(entries, 1):
        for wider in entry.broader:
            if wider not in known:
                raise BadInput(f"{file}, Eintrag {number}, Feld broader: {wider!r} ist kein Eintrag.")
    return entries


def _entry(raw: Any, where: str) -> Entry:
    if not isinstance(raw, dict):
        raise BadInput(f"{where}: Erwartet werden Felder (term, de, en, broader, why), nicht {raw!r}.")
    for name in raw:
        if name not in _FIELDS:
            raise BadInput(f"{where}: unbekanntes Feld {name!r}; erlaubt sind {', '.join(sorted(_FIELDS))}.")
    for name in ("term", "why"):
        if not isinstance(raw.get(name), str) or not raw[name].strip():
            raise BadInput(f"{where}, Feld {name}: fehlt oder ist leer.")
    words = {name: _words(raw.get(name, []), f"{where}, Feld {name}") for name in ("de", "en", "broader")}
    return Entry(raw["term"].strip(), words["de"], words["en"], words["broader"], raw["why"].strip())


def _words(raw: Any, where: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(word, str) and word.strip() for word in raw):
        raise BadInput(f"{where}: Erwartet wird eine Liste von Wörtern, nicht {raw!r}.")
    return tuple(word.strip() for word in raw)
