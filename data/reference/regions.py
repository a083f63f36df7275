"""Typed loader of ``regions.yml``: Länder and named areas a programme may be limited to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from data.errors import BadInput

SHIPPED = "data/reference/regions.yml"


@dataclass(frozen=True)
class Land:
    """A Land. ``names``: how texts call it; ``adjectives``: beginnings of its adjective."""

    code: str
    name: str
    iso: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """A named area smaller than a Land, or across several. ``land``: the one it lies in."""

    code: str
    kind: str
    name: str
    names: tuple[str, ...]
    land: str | None


@dataclass(frozen=True)
class Regions:
    """All Länder and areas by code."""

    laender: Mapping[str, Land]
    areas: Mapping[str, Area]


@cache
def shipped_regions() -> Regions:
    """The Länder of Germany and the areas that NRW programmes name."""
    return parse_regions(files("data.reference").joinpath("regions.yml").read_text("utf-8"), SHIPPED)


def parse_regions(text: str, file: str) -> Regions:
    """Reads the text of such a file. Raises BadInput naming ``file``, entry and field."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadInput(f"{file} ist kein gültiges YAML: {error}") from error
    laender = [_land(entry, where) for entry, where in _entries(raw, "laender", file)]
    areas = [_area(entry, where, {land.code for land in laender}) for entry, where in _entries(raw, "areas", file)]
    codes = [land.code for land in laender] + [area.code for area in areas]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise BadInput(f"{file}: {', '.join(twice)} steht zweimal darin. Jedes Kürzel (code) darf es nur einmal geben.")
    return Regions({land.code: land for land in laender}, {area.code: area for area in areas})


def _entries(raw: Any, name: str, file: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    listed = raw.get(name) if isinstance(raw, dict) else None
    if not isinstance(listed, list):
        raise BadInput(f"{file}: die Liste {name} fehlt. Ein Muster ist {SHIPPED}.")
    for number, entry in enumerate(listed, 1):
        where = f"{file}, {name}, Eintrag {number}"
        if not isinstance(entry, dict):
            raise BadInput(f"{where}: erwartet werden Felder wie code und name, nicht {entry!r}.")
        yield entry, where


def _land(entry: Mapping[str, Any], where: str) -> Land:
    name = _word(entry, "name", where)
    return Land(
        code=_word(entry, "code", where),
        name=name,
        iso=_word(entry, "iso", where),
        names=(name, *_words(entry, "short", where)),
        adjectives=_words(entry, "adjective", where),
    )


def _area(entry: Mapping[str, Any], where: str, laender: set[str]) -> Area:
    land = entry.get("land")
    if land is not None and land not in laender:
        raise BadInput(f"{where}, Feld land: {land!r} steht nicht unter laender (oder null, wenn es mehrere sind).")
    code, name, names = _word(entry, "code", where), _word(entry, "name", where), _words(entry, "names", where)
    if not names:
        raise BadInput(f"{where}, Feld names: mindestens ein Name fehlt, an dem Texte das Gebiet erkennen lassen.")
    return Area(code, _word(entry, "kind", where), name, names, land)


def _word(entry: Mapping[str, Any], name: str, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{where}: das Feld {name} fehlt oder ist kein Text. Ein Muster ist {SHIPPED}.")
    return value


def _words(entry: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = entry.get(name)
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise BadInput(f"{where}, Feld {name}: erwartet wird eine Liste von Texten (auch leer), nicht {value!r}.")
    return tuple(value)
