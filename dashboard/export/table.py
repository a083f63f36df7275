"""One table of plain values in three forms: CSV that a German Excel opens by a double click, XLSX, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import xlsxwriter

from data.clock import LOCAL_ZONE

Row = TypeVar("Row")

# Excel's own limit for the text of one cell.
LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: German heading, how its value is found in a row, its width in a spreadsheet (characters)."""

    heading: str
    value: Callable[[Row], object]
    width: int = 16


def to_csv(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> bytes:
    """UTF-8 with byte order mark, semicolons, CR LF, German dates and decimal commas; no text becomes a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    for row in rows:
        writer.writerow([_german(column.value(row)) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _german(value: object) -> object:
    if value is None or isinstance(value, bool):
        return {None: "", True: "ja", False: "nein"}[value]
    if isinstance(value, datetime):
        return value.astimezone(LOCAL_ZONE).strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",")
    return value if isinstance(value, int) else guarded(str(value))


def guarded(text: str) -> str:
    """Text that no spreadsheet program takes for a formula (OWASP, CSV injection): an apostrophe before ``= + - @``."""
    starts_formula = text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"}
    return f"'{text}" if text and starts_formula else text


def to_xlsx(title: str, columns: Sequence[Column[Row]], rows: Sequence[Row], created: datetime) -> bytes:
    """One sheet with a fixed heading row and filters. Text is written as text with Excel's quote prefix."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
    sheet = book.add_worksheet(title[:31])
    heading = book.add_format({"bold": True, "bg_color": "#DCE6EF", "bottom": 1, "text_wrap": True})
    styles = {
        "text": book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top", "num_format": "#,##0"}),
        "share": book.add_format({"valign": "top", "num_format": "0.00"}),
        "day": book.add_format({"valign": "top", "num_format": "dd.mm.yyyy"}),
        "time": book.add_format({"valign": "top", "num_format": "dd.mm.yyyy hh:mm"}),
    }
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.heading, heading)
    for place, row in enumerate(rows, start=1):
        for number, column in enumerate(columns):
            _write(sheet, styles, place, number, column.value(row))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    book.close()
    return body.getvalue()


def _write(sheet: Any, styles: dict[str, Any], row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        value = "ja" if value else "nein"
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(LOCAL_ZONE).replace(tzinfo=None), styles["time"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles["day"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles["share" if isinstance(value, float) else "number"])
    else:
        sheet.write_string(row, column, _fitting(str(value)), styles["text"])


def _fitting(text: str) -> str:
    note = " … (gekürzt)"
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(note)] + note


def to_json(rows: Sequence[Any]) -> bytes:
    """The rows as a list of objects with the program's own field names; times and days in ISO 8601."""
    return (json.dumps(rows, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"no JSON form for {value!r}")
