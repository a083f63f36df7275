"""Typed loader of ``applicants.yml``: the county, its towns and other kinds of applicant, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from data.errors import BadInput
from data.reference.regions import shipped_regions

Kind = Literal["county", "municipality", "school_authority", "municipal_company", "municipal_association"]
Role = Literal["school_authority", "youth_authority", "county_duty"]
SHIPPED = "data/reference/applicants.yml"


@dataclass(frozen=True)
class OwnShare:
    """Least share of the costs the applicant must bear itself, in percent; None: not known."""

    least_percent: int | None = None
    budget_safeguarding: bool | None = None


@dataclass(frozen=True)
class Applicant:
    """Who would apply. ``words`` is what the matcher reads beside every project of this applicant.

    inside, outside: areas of ``regions.yml`` it lies in and does not lie in; of all others nothing is known.
    inhabitants_below: a bound that follows from law where the number itself was not looked up.
    """

    key: str
    name: str
    kind: Kind
    ags: str
    inhabitants: int | None
    land: str
    words: str
    county: str = ""  # name of the county it belongs to
    inhabitants_below: int | None = None
    roles: tuple[Role, ...] = ()
    schools: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    own_share: OwnShare = OwnShare()


@dataclass(frozen=True)
class Applicants:
    """All applicants of one file; ``lead`` is the one that matches are judged for by default."""

    lead: Applicant
    by_key: Mapping[str, Applicant]
    titles: Mapping[str, str]  # kind -> what people call it

    def of_kind(self, kind: Kind) -> tuple[Applicant, ...]:
        """All applicants of one kind, in the order of the file."""
        return tuple(applicant for applicant in self.by_key.values() if applicant.kind == kind)


@cache
def shipped_applicants() -> Applicants:
    """Kreis Coesfeld, its eleven towns, and the other kinds of applicant around them."""
    return parse_applicants(files("data.reference").joinpath("applicants.yml").read_text("utf-8"), SHIPPED)


def applicants_in(path: Path | None) -> Applicants:
    """The applicants of a county's own file (setting ``applicants``), else the shipped ones. Raises BadInput."""
    return read_applicants(path.expanduser()) if path else shipped_applicants()


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
    kinds = _kinds(raw, file)
    found = [_applicant(entry, n, raw, kinds, file) for n, entry in enumerate(_field(raw, "applicants", file), 1)]
    by_key = {applicant.key: applicant for applicant in found}
    lead = str(_field(raw, "lead", file))
    if lead not in by_key:
        raise BadInput(f"{file}, Feld lead: {lead!r} steht nicht unter applicants ({', '.join(by_key)}).")
    titles = {kind: str(values.get("title") or kind) for kind, values in kinds.items()}
    return Applicants(by_key[lead], by_key, titles)


def _kinds(raw: dict[str, Any], file: str) -> Mapping[str, Mapping[str, Any]]:
    kinds = _field(raw, "kinds", file)
    if not isinstance(kinds, dict):
        raise BadInput(f"{file}, Feld kinds: erwartet werden Arten mit words, wie in {SHIPPED}.")
    for kind, values in kinds.items():
        if kind not in get_args(Kind):
            raise BadInput(f"{file}, Feld kinds: {kind!r} ist unbekannt; möglich sind {', '.join(get_args(Kind))}.")
        _field(values, "words", f"{file}, kinds, {kind}")
    return kinds


def _applicant(
    entry: Any, number: int, raw: dict[str, Any], kinds: Mapping[str, Mapping[str, Any]], file: str
) -> Applicant:
    where = f"{file}, applicants, Eintrag {number}"
    kind = _field(entry, "kind", where)
    if kind not in kinds:
        raise BadInput(f"{where}, Feld kind: {kind!r} ist unbekannt; möglich sind {', '.join(kinds)}.")
    return Applicant(
        key=str(_field(entry, "key", where)),
        name=str(_field(entry, "name", where)),
        kind=kind,
        ags=str(_field(entry, "ags", where)),
        inhabitants=_number(entry, "inhabitants", where),
        land=str(_field(raw, "land", file)),
        words=str(kinds[kind]["words"]),
        county=_county(raw),
        inhabitants_below=_number(entry, "inhabitants_below", where),
        roles=_listed(entry, "roles", where, get_args(Role)),
        schools=_listed(entry, "schools", where),
        inside=_listed(raw, "inside", file, shipped_regions().areas),
        outside=_listed(raw, "outside", file, shipped_regions().areas),
        own_share=_own_share(raw.get("own_share") or {}, file),
    )


def _county(raw: dict[str, Any]) -> str:
    named = (
        entry.get("name") for entry in raw["applicants"] if isinstance(entry, dict) and entry.get("kind") == "county"
    )
    return str(next(named, "") or "")


def _own_share(raw: Any, file: str) -> OwnShare:
    where = f"{file}, own_share"
    if not isinstance(raw, dict):
        raise BadInput(f"{where}: erwartet werden die Felder least_percent und budget_safeguarding, wie in {SHIPPED}.")
    safeguarding = raw.get("budget_safeguarding")
    if safeguarding is not None and not isinstance(safeguarding, bool):
        raise BadInput(f"{where}, Feld budget_safeguarding: {safeguarding!r} ist weder true noch false (oder null).")
    return OwnShare(_number(raw, "least_percent", where), safeguarding)


def _number(entry: Mapping[str, Any], name: str, where: str) -> int | None:
    value = entry.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value <= 0):
        raise BadInput(f"{where}, Feld {name}: {value!r} ist keine ganze Zahl über 0 (oder null).")
    return value


def _listed(entry: Mapping[str, Any], name: str, where: str, known: Sequence[str] | Mapping[str, Any] = ()) -> Any:
    values = entry.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadInput(f"{where}, Feld {name}: erwartet wird eine Liste von Wörtern, nicht {values!r}.")
    wrong = [value for value in values if known and value not in known]
    if wrong:
        raise BadInput(f"{where}, Feld {name}: {', '.join(wrong)} ist unbekannt; möglich sind {', '.join(known)}.")
    return tuple(values)


def _field(values: Any, name: str, where: str) -> Any:
    if not isinstance(values, dict) or values.get(name) is None:
        raise BadInput(f"{where}: das Feld {name} fehlt. Ein Muster ist {SHIPPED}.")
    return values[name]
