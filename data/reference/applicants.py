"""Typed loader of ``applicants.yml``: the county and its towns as applicants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from data.errors import BadInput

Kind = Literal["county", "municipality"]
SHIPPED = "data/reference/applicants.yml"


@dataclass(frozen=True)
class Applicant:
    """Who would apply. ``words`` is what the matcher reads beside every project of this applicant."""

    key: str
    name: str
    kind: Kind
    ags: str
    inhabitants: int | None
    land: str
    words: str


@dataclass(frozen=True)
class Applicants:
    """All applicants of one file; ``lead`` is the one that matches are judged for by default."""

    lead: Applicant
    by_key: Mapping[str, Applicant]


@cache
def shipped_applicants() -> Applicants:
    """Kreis Coesfeld and its eleven towns."""
    return parse_applicants(files("data.reference").joinpath("applicants.yml").read_text("utf-8"), SHIPPED)


def read_applicants(path: Path) -> Applicants:
    """Another county's file. Raises BadInput naming file and field."""
    try:
        return parse_applicants(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} lässt sich nicht lesen ({error}). Erwartet wird eine YAML-Datei in UTF-8.") from error


def parse_applicants(text: str, file: str) -> Applicants:
    """Reads the text of such a file; ``file`` is only for messages."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadInput(f"{file} ist kein gültiges YAML: {error}") from error
    if not isinstance(raw, dict):
        raise BadInput(
            f"{file}: erwartet wird eine Liste von Feldern (kinds, lead, land, applicants), wie in {SHIPPED}."
        )
    kinds = {kind: str(_field(_field(raw, "kinds", file), kind, f"{file}, kinds")["words"]) for kind in get_args(Kind)}
    found = [_applicant(entry, n, raw, kinds, file) for n, entry in enumerate(_field(raw, "applicants", file), 1)]
    by_key = {applicant.key: applicant for applicant in found}
    lead = str(_field(raw, "lead", file))
    if lead not in by_key:
        raise BadInput(f"{file}, Feld lead: {lead!r} steht nicht unter applicants ({', '.join(by_key)}).")
    return Applicants(by_key[lead], by_key)


def _applicant(entry: Any, number: int, raw: dict[str, Any], kinds: Mapping[str, str], file: str) -> Applicant:
    where = f"{file}, applicants, Eintrag {number}"
    kind = _field(entry, "kind", where)
    if kind not in kinds:
        raise BadInput(f"{where}, Feld kind: {kind!r} ist unbekannt; möglich sind {', '.join(kinds)}.")
    inhabitants = entry.get("inhabitants")
    if inhabitants is not None and (not isinstance(inhabitants, int) or inhabitants <= 0):
        raise BadInput(f"{where}, Feld inhabitants: {inhabitants!r} ist keine ganze Zahl über 0 (oder null).")
    return Applicant(
        key=str(_field(entry, "key", where)),
        name=str(_field(entry, "name", where)),
        kind=kind,
        ags=str(_field(entry, "ags", where)),
        inhabitants=inhabitants,
        land=str(_field(raw, "land", file)),
        words=kinds[kind],
    )


def _field(values: Any, name: str, where: str) -> Any:
    if not isinstance(values, dict) or values.get(name) is None:
        raise BadInput(f"{where}: das Feld {name} fehlt. Ein Muster ist {SHIPPED}.")
    return values[name]
