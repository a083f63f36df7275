"""What the spreadsheet form of a portfolio looks like: names that its reader and its writer share."""

from __future__ import annotations

from data.portfolio import fields as f
from data.portfolio.sections import APPLICATIONS, EXPECTED, HEAD, SECTIONS, Field

# Sheet with label, date and the strategy's own counts, one a row.
ABOUT = "Angaben"
ABOUT_HEADINGS = ("Feld", "Wert")
ABOUT_FIELDS = (*HEAD, *EXPECTED)

# Column of the theme field sheet.
EXPECTED_HEADING = "Vorschläge laut Strategie"

REQUIRED_SHEETS = tuple(section.sheet for section in SECTIONS if section is not APPLICATIONS)


def is_number(field: Field) -> bool:
    """Whether a column holds numbers; in any other column a number that somebody typed is text."""
    return field.read in (f.euros, f.count, f.place, f.priority)


def is_long(field: Field) -> bool:
    """Whether a column needs room."""
    return field.read is f.prose or field.is_list


def sheet_name(title: str) -> str:
    """The name of a sheet as this layout spells it; a sheet of another name keeps its own."""
    known = (ABOUT, *(section.sheet for section in SECTIONS))
    return next((name for name in known if name.casefold() == title.strip().casefold()), title)
