"""Writes a portfolio as a spreadsheet with German headings, which the reader reads back to the same values.

Every text is written as text with Excel's quote prefix, so that one that begins with ``=`` never becomes a formula,
also not when somebody edits the cell.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from data.portfolio import fields as f
from data.portfolio.sections import APPLICATIONS, ITEM_SECTIONS, THEMES, Field, Section
from data.portfolio.values import RELATION_WORDS, STATUS_CODES, STATUS_WORDS, PortfolioFile
from data.portfolio.xlsx_layout import ABOUT, ABOUT_FIELDS, ABOUT_HEADINGS, EXPECTED_HEADING, is_long, is_number

Rows = list[list[object]]


def portfolio_to_xlsx(portfolio: PortfolioFile, created: datetime) -> bytes:
    """The file's bytes; ``created`` goes into its properties."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    book.set_properties({"title": portfolio.label, "created": created.replace(tzinfo=None)})
    styles = _styles(book)
    _about(book, styles, portfolio)
    _themes(book, styles, portfolio)
    for section in ITEM_SECTIONS:
        rows = [_row(section, item) for item in portfolio.items if item.kind == section.kind]
        sheet = _sheet(book, styles, section, section.fields, rows)
        _choices(sheet, section, portfolio, len(rows))
    rows = [_row(APPLICATIONS, application) for application in portfolio.applications]
    _sheet(book, styles, APPLICATIONS, APPLICATIONS.fields, rows)
    book.close()
    return body.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "heading": book.add_format({"bold": True, "bg_color": "#DCE6EF", "bottom": 1, "text_wrap": True}),
        "text": book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
    }


def _about(book: Any, styles: dict[str, Any], portfolio: PortfolioFile) -> None:
    sheet = book.add_worksheet(ABOUT)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    _write(sheet, styles, 0, list(ABOUT_HEADINGS), heading=True)
    for number, field in enumerate(ABOUT_FIELDS, start=1):
        holder = portfolio if hasattr(portfolio, field.name) else portfolio.expected
        _write(sheet, styles, number, [field.heading, getattr(holder, field.name)])


def _themes(book: Any, styles: dict[str, Any], portfolio: PortfolioFile) -> None:
    expected = portfolio.expected.proposals_by_theme_field
    rows = [[*_row(THEMES, theme), expected.get(theme.key)] for theme in portfolio.themes]
    _sheet(book, styles, THEMES, (*THEMES.fields, Field("expected", EXPECTED_HEADING, f.count)), rows)


def _sheet(book: Any, styles: dict[str, Any], section: Section, columns: tuple[Field, ...], rows: Rows) -> Any:
    sheet = book.add_worksheet(section.sheet)
    _write(sheet, styles, 0, [column.heading for column in columns], heading=True)
    for number, row in enumerate(rows, start=1):
        _write(sheet, styles, number, row)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, 48 if is_long(column) else 14 if is_number(column) else 22)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return sheet


def _write(sheet: Any, styles: dict[str, Any], row: int, values: list[object], heading: bool = False) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int):
            sheet.write_number(row, column, value, styles["number"])
        elif value is not None:
            sheet.write_string(row, column, str(value), styles["heading" if heading else "text"])


def _row(section: Section, value: Any) -> list[object]:
    return [_cell(field, getattr(value, field.name)) for field in section.fields]


def _cell(field: Field, value: Any) -> object:
    if field.read is f.status:
        return STATUS_WORDS[value]
    if value is None or value == () or (field.name == "open" and not value):
        return None
    if field.read is f.relation:
        return RELATION_WORDS[value]
    if field.read is f.yes_no:
        return "ja" if value else "nein"
    return _joined(value) if field.is_list else value


def _joined(entries: tuple[str, ...]) -> str:
    """One entry a line. A single entry with a semicolon gets a line end, or it would be read as two."""
    return "\n".join(entries) + ("\n" if len(entries) == 1 and ";" in entries[0] else "")


def _choices(sheet: Any, section: Section, portfolio: PortfolioFile, rows: int) -> None:
    """Selection lists for the columns with fixed words, also for rows still to be filled in."""
    lists = {"status": list(STATUS_CODES), "planning_complete": ["ja", "nein"], "open": ["ja", "nein"]}
    keys = [theme.key for theme in portfolio.themes]
    # Excel takes at most 255 characters for a list written into the rule itself.
    if keys and len(",".join(keys)) <= 255:
        lists["theme_field"] = keys
    for number, field in enumerate(section.fields):
        if field.name in lists:
            rule = {"validate": "list", "source": lists[field.name], "error_type": "warning"}
            sheet.data_validation(1, number, rows + 100, number, rule)
