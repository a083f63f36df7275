"""Raw records become a portfolio, or every fault at once; pure.

What one value may be is said in ``fields``; what entries must be to each other (unique keys and places, theme fields
and consolidated projects that exist) is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from data.portfolio.fields import Unfit, shown
from data.portfolio.records import BadPortfolio, Fault, RawPortfolio, Record, meant
from data.portfolio.sections import (
    APPLICATIONS,
    EXPECTED,
    HEAD,
    ITEM_SECTIONS,
    PROPOSALS,
    SECTIONS,
    THEMES,
    Field,
)
from data.portfolio.values import Application, ExpectedCounts, Item, PortfolioFile, Theme, in_order

Values = dict[str, Any]
Entries = dict[str, list[tuple[Record, Values]]]


def assemble(name: str, raw: RawPortfolio, faults: Iterable[Fault] = ()) -> PortfolioFile:
    """The portfolio that the records describe.

    ``name`` is the file's, for messages; ``faults`` are those the reader already found.
    Raises BadPortfolio with all faults.
    """
    found = list(faults)
    head = _read(raw.head, HEAD, found)
    entries: Entries = {
        section.name: [(record, _read(record, section.fields, found)) for record in raw.sections.get(section.name, ())]
        for section in SECTIONS
    }
    if not entries[THEMES.name]:
        found.append(
            Fault(raw.head.at, THEMES.name, "kein einziges Themenfeld; eine leere Datei würde alles entfernen")
        )
    _unique_keys(entries, found)
    _resolve_theme_fields(entries, found)
    _check_places(entries, found)
    _check_consolidated(entries, found)
    expected = _expected(raw, {values["key"] for _, values in entries[THEMES.name]}, found)
    if found:
        raise BadPortfolio(name, sorted(found, key=_reading_order))
    return in_order(_build(head, expected, entries))


def _reading_order(fault: Fault) -> list[tuple[int, str]]:
    """Numbers in a place compare as numbers: line 9 comes before line 10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", fault.at)]


def _read(record: Record, fields: tuple[Field, ...], faults: list[Fault]) -> Values:
    """Typed values by field name; None (or an empty list) where a value is missing or cannot be used."""
    values: Values = {}
    missing: list[Field] = []
    for field in fields:
        cell = record.cells.get(field.name)
        try:
            values[field.name] = field.read(cell.value if cell else None)
        except Unfit as unfit:
            faults.append(_fault(record, field.name, str(unfit)))
            values[field.name] = field.read(None)
        else:
            if field.required and values[field.name] is None:
                missing.append(field)
    is_open = values.get("open") is True
    faults.extend(
        _fault(record, f.name, "fehlt; bitte ausfüllen") for f in missing if not (is_open and f.name == "title")
    )
    return values


def _fault(record: Record, name: str, message: str) -> Fault:
    cell = record.cells.get(name)
    return Fault(cell.at, cell.label, message) if cell else Fault(record.at, name, message)


def _unique_keys(entries: Entries, faults: list[Fault]) -> None:
    """Keys are unique within theme fields, within applications, and over all projects."""
    groups = (
        entries[THEMES.name],
        [pair for section in ITEM_SECTIONS for pair in entries[section.name]],
        entries[APPLICATIONS.name],
    )
    for group in groups:
        first: dict[str, Record] = {}
        for record, values in group:
            key = values["key"]
            if key is not None and key in first:
                message = f"{shown(key)} gibt es schon ({first[key].at}); bitte einen eigenen Schlüssel vergeben"
                faults.append(_fault(record, "key", message))
            elif key is not None:
                first[key] = record


def _resolve_theme_fields(entries: Entries, faults: list[Fault]) -> None:
    """Replaces what a project says about its theme field by the key; keys and titles are accepted."""
    keys = [values["key"] for _, values in entries[THEMES.name] if values["key"]]
    by_word = {values["title"].casefold(): values["key"] for _, values in entries[THEMES.name] if values["title"]}
    by_word |= {key: key for key in keys}
    for section in ITEM_SECTIONS:
        for record, values in entries[section.name]:
            word = values["theme_field"]
            if word is None:
                continue
            values["theme_field"] = by_word.get(word.casefold())
            if values["theme_field"] is None:
                message = f"{shown(word)} ist kein Themenfeld{meant(word, keys)}"
                faults.append(_fault(record, "theme_field", message))


def _check_places(entries: Entries, faults: list[Fault]) -> None:
    first: dict[tuple[str, int], Record] = {}
    for record, values in entries[PROPOSALS.name]:
        spot = (values["theme_field"], values["place"])
        if None in spot:
            continue
        if spot in first:
            message = f"Platz {spot[1]} im Themenfeld {spot[0]} ist schon vergeben ({first[spot].at})"
            faults.append(_fault(record, "place", message))
        first.setdefault(spot, record)


def _check_consolidated(entries: Entries, faults: list[Fault]) -> None:
    parts = [v["key"] for section in ITEM_SECTIONS[1:] for _, v in entries[section.name] if v["key"]]
    taken: dict[str, str] = {}
    for record, values in entries[PROPOSALS.name]:
        for key in values["consolidates"]:
            if key not in parts:
                message = f"{shown(key)} ist weder Einzelprojekt noch Idee{meant(key, parts)}"
                faults.append(_fault(record, "consolidates", message))
            elif key in taken:
                message = f"{shown(key)} ist schon in „{taken[key]}“ aufgegangen; bitte nur einmal nennen"
                faults.append(_fault(record, "consolidates", message))
            taken.setdefault(key, values["key"] or record.at)
        if values["open"] and values["consolidates"]:
            message = "ein offener Platz kann nichts zusammenführen; bitte „open“ entfernen oder die Liste leeren"
            faults.append(_fault(record, "consolidates", message))


def _expected(raw: RawPortfolio, themes: set[str | None], faults: list[Fault]) -> ExpectedCounts:
    totals = _read(Record("", raw.expected), EXPECTED, faults)
    split: dict[str, int] = {}
    for key, cell in raw.expected_by_theme.items():
        if key not in themes:
            known = sorted(theme for theme in themes if theme)
            faults.append(Fault(cell.at, cell.label, f"{shown(key)} ist kein Themenfeld{meant(key, known)}"))
            continue
        number = _read(Record("", {"proposals": cell}), EXPECTED[2:], faults)["proposals"]
        if number is not None:
            split[key] = number
    return ExpectedCounts(**totals, proposals_by_theme_field=split)


def _build(head: Mapping[str, Any], expected: ExpectedCounts, entries: Entries) -> PortfolioFile:
    items = tuple(
        _item(section.kind, values)
        for section in ITEM_SECTIONS
        if section.kind is not None
        for _, values in entries[section.name]
    )
    return PortfolioFile(
        **head,
        expected=expected,
        themes=tuple(Theme(**values) for _, values in entries[THEMES.name]),
        items=items,
        applications=tuple(Application(**values) for _, values in entries[APPLICATIONS.name]),
    )


def _item(kind: Any, values: Values) -> Item:
    given = values | {"status": values["status"] or "unknown", "kind": kind}
    if kind == "proposal":
        given["open"] = bool(values["open"])
        given["title"] = values["title"] or f"Platz {values['place']}: noch offen"
    return Item(**given)


def unknown_field(at: str, label: str, known: Iterable[str]) -> Fault:
    """The fault for a field nobody knows, usually a typing error."""
    return Fault(at, label, f"ist unbekannt{meant(label, known)}")
