"""Reads a portfolio from a spreadsheet with German headings; messages name sheet, row and column."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from data.portfolio.assemble import assemble, unknown_field
from data.portfolio.records import BadPortfolio, Cell, Fault, RawPortfolio, Record, meant
from data.portfolio.sections import EXPECTED, HEAD, SECTIONS, THEMES, Field, Section
from data.portfolio.values import PortfolioFile
from data.portfolio.xlsx_layout import ABOUT, ABOUT_FIELDS, EXPECTED_HEADING, REQUIRED_SHEETS, is_number, sheet_name

Table = list[tuple[Any, ...]]

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    OSError,
    EOFError,
    ValueError,
)


def portfolio_from_xlsx(name: str, body: bytes) -> PortfolioFile:
    """The portfolio in ``body``; ``name`` is the file's, for messages. Raises BadPortfolio with all faults.

    The sheet ``Angaben`` may be missing: the portfolio is then named after the file.
    """
    tables = _tables(name, body)
    faults = _sheet_faults(tables)
    head = {"label": Cell(PurePath(name).stem, f"Blatt {ABOUT}", "Bezeichnung")}
    about = _about(tables.get(ABOUT, []), faults)
    head |= {field.name: about[field.name] for field in HEAD if field.name in about}
    expected = {field.name: about[field.name] for field in EXPECTED if field.name in about}
    sections, by_theme = {}, {}
    for section in SECTIONS:
        if section.sheet in tables:
            sections[section.name] = tuple(_records(section, tables[section.sheet], faults))
    # Without its sheets and columns every row would be faulty; say what counts and stop.
    if any(sheet not in tables for sheet in REQUIRED_SHEETS) or _lacks_columns(sections):
        raise BadPortfolio(name, faults)
    for record in sections.get(THEMES.name, ()):
        if EXPECTED_HEADING in record.cells and record.cells[EXPECTED_HEADING].value is not None:
            by_theme[str(record.cells["key"].value)] = record.cells[EXPECTED_HEADING]
    return assemble(name, RawPortfolio(Record(f"Blatt {ABOUT}", head), sections, expected, by_theme), faults)


def _lacks_columns(sections: dict[str, tuple[Record, ...]]) -> bool:
    required = {section.name: {f.name for f in section.fields if f.required} for section in SECTIONS}
    return any(required[name] - set(record.cells) for name, records in sections.items() for record in records[:1])


def _tables(name: str, body: bytes) -> dict[str, Table]:
    """Every sheet's values by its name, spelled as the layout spells it."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        return {sheet_name(sheet.title): _rows(sheet) for sheet in book.worksheets}
    except _UNREADABLE as error:
        message = f"lässt sich nicht als Excel-Datei lesen ({error}); bitte als .xlsx speichern"
        raise BadPortfolio(name, [Fault("ganze Datei", None, message)]) from error


def _rows(sheet: Any) -> Table:
    # Some programs write a wrong used range; reading on is safe.
    sheet.reset_dimensions()
    return list(sheet.iter_rows(values_only=True))


def _sheet_faults(tables: dict[str, Table]) -> list[Fault]:
    missing = [sheet for sheet in REQUIRED_SHEETS if sheet not in tables]
    there = ", ".join(tables)
    return [
        Fault(f"Blatt {sheet}", None, f"fehlt; bitte anlegen oder umbenennen (vorhanden: {there})") for sheet in missing
    ]


def _about(table: Table, faults: list[Fault]) -> dict[str, Cell]:
    found = {}
    for number, row in enumerate(table[1:], start=2):
        heading = str(row[0]).strip() if row and row[0] is not None else ""
        field = next((f for f in ABOUT_FIELDS if f.heading.casefold() == heading.casefold()), None)
        at = f"Blatt {ABOUT}, Zeile {number}"
        if field is not None:
            found[field.name] = _cell(field, row[1] if len(row) > 1 else None, f"{at}, Spalte B")
        elif heading:
            faults.append(unknown_field(at, heading, [f.heading for f in ABOUT_FIELDS]))
    return found


def _records(section: Section, table: Table, faults: list[Fault]) -> Iterator[Record]:
    if not table:
        faults.append(
            Fault(f"Blatt {section.sheet}", None, "ist leer; die erste Zeile muss die Überschriften enthalten")
        )
        return
    columns = _columns(section, table[0], faults)
    for number, row in enumerate(table[1:], start=2):
        if all(value is None or value == "" for value in row):
            continue
        at = f"Blatt {section.sheet}, Zeile {number}"
        cells = {
            field.name: _cell(field, row[column] if column < len(row) else None, f"{at}, {_column(column)}")
            for column, field in columns.items()
        }
        yield Record(at, cells)


def _columns(section: Section, headings: Iterable[Any], faults: list[Fault]) -> dict[int, Field]:
    """Which column holds which field; unknown, repeated and missing headings are faults."""
    known = {field.heading.casefold(): field for field in section.fields}
    if section is THEMES:
        known[EXPECTED_HEADING.casefold()] = Field(EXPECTED_HEADING, EXPECTED_HEADING, EXPECTED[2].read)
    at = f"Blatt {section.sheet}, Zeile 1"
    found: dict[int, Field] = {}
    for column, heading in enumerate(headings):
        text = "" if heading is None else " ".join(str(heading).split())
        field = known.get(text.casefold())
        if field is None and text:
            message = f"die Überschrift ist unbekannt{meant(text, [f.heading for f in known.values()])}"
            faults.append(Fault(f"{at}, {_column(column)}", text, message))
        elif field is not None and field in found.values():
            faults.append(
                Fault(f"{at}, {_column(column)}", text, "diese Überschrift gibt es zweimal; bitte nur einmal")
            )
        elif field is not None:
            found[column] = field
    for field in section.fields:
        if field.required and field not in found.values():
            faults.append(Fault(at, field.heading, "diese Spalte fehlt; bitte anlegen"))
    return found


def _column(number: int) -> str:
    return f"Spalte {get_column_letter(number + 1)}"


def _cell(field: Field, value: Any, at: str) -> Cell:
    plain = _plain(value)
    if not is_number(field) and isinstance(plain, int) and not isinstance(plain, bool):
        plain = str(plain)
    if field.is_list and isinstance(plain, str):
        return Cell(tuple(plain.split("\n" if "\n" in plain else ";")), at, field.heading)
    return Cell(plain, at, field.heading)


def _plain(value: Any) -> object:
    """None, bool, int or text; what Excel holds as a fraction or a date becomes the text a person would write."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else str(value).replace(".", ",")
    return value if value is None or isinstance(value, bool | int | str) else str(value)
