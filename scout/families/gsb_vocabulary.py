"""Categories of a GSB export as codes with German names (``gsb_vocabulary.yml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from scout.families.gsb_archive import Document
from scout.source import Category, CategoryKind

_GROUPS: Mapping[str, CategoryKind] = {
    "Foerderberechtigte": "applicant",
    "Foerderart": "funding_type",
    "Foerdergeber": "funder_level",
    "Foerdergebiet": "region",
    "Foerderbereich": "area",
    "GRW": "grw",
    "Unternehmensgroesse": "company_size",
    "Branchen": "sector",
}
# Age of a company: nothing a public body is asked for.
_NOT_WANTED = {"Unternehmensalter"}
_CATEGORY = re.compile(r"/Categories/FDB/([^/]+)/([^/]+)$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def categories(document: Document) -> tuple[Category, ...]:
    """The codes a programme is filed under, sorted, one spelling per code; groups we do not know keep their name."""
    found = set()
    for path in (path for targets in document.targets.values() for path in targets):
        match = _CATEGORY.search(path)
        if match and match[1] not in _NOT_WANTED:
            found.add(_category(match[1], match[2]))
    return tuple(sorted(found, key=lambda category: (category.kind, category.code)))


def named(kind: CategoryKind, label: str) -> Category:
    """The category that carries this name; an unknown name becomes its own code, in lower case."""
    return Category(kind, _codes(kind).get(label, label.lower()), label)


@cache
def _codes(kind: CategoryKind) -> Mapping[str, str]:
    return {label: code for code, label in _vocabulary().get(kind, {}).items()}


@cache
def _category(group: str, code: str) -> Category:
    names = _vocabulary()
    code = names["same_code"].get(code, code)
    kind = _GROUPS.get(group)
    if kind is not None:
        return Category(kind, code, names[kind].get(code, code))
    # Sub-areas share codes ("forschung_innovation"), so their area is part of the code.
    area = _CAMEL.sub("_", group.removeprefix("UF_")).lower()
    label = names["sub_area"].get(code, code)
    return Category("sub_area", f"{area}/{code}", f"{names['area'].get(area, area)}: {label}")


@cache
def _vocabulary() -> Mapping[str, Mapping[str, str]]:
    text = files("scout.families").joinpath("gsb_vocabulary.yml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return read
