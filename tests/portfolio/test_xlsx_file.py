"""A portfolio as the county's spreadsheet: headings, words, and faults named by sheet, row and column."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.portfolio.files import portfolio_from_bytes, read_portfolio, shipped_portfolio
from data.portfolio.records import BadPortfolio
from data.portfolio.values import PortfolioFile
from data.portfolio.xlsx_writer import portfolio_to_xlsx

NOW = datetime(2026, 8, 21, 14, 0, tzinfo=UTC)
SMALL = read_portfolio(Path(__file__).with_name("small.yml"))


def edited(edit: Callable[[Any], None], portfolio: PortfolioFile = SMALL) -> bytes:
    """The portfolio's spreadsheet after somebody worked on it in another program."""
    book = openpyxl.load_workbook(io.BytesIO(portfolio_to_xlsx(portfolio, NOW)))
    edit(book)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def cell(book: Any, sheet: str, heading: str, row: int = 2) -> Any:
    column = next(c.column for c in book[sheet][1] if c.value == heading)
    return book[sheet].cell(row=row, column=column)


def faults_of(body: bytes) -> list[str]:
    with pytest.raises(BadPortfolio) as caught:
        portfolio_from_bytes("Mappe.xlsx", body)
    return [str(fault) for fault in caught.value.faults]


def test_sheets_and_words_are_german() -> None:
    book = openpyxl.load_workbook(io.BytesIO(portfolio_to_xlsx(SMALL, NOW)))
    assert book.sheetnames == [
        "Angaben",
        "Themenfelder",
        "Projektvorschläge",
        "Einzelprojekte",
        "Ideen",
        "Bewerbungen",
    ]
    assert cell(book, "Projektvorschläge", "Status").value == "konkrete Planung"
    assert cell(book, "Projektvorschläge", "Planung abgeschlossen").value == "nein"
    assert cell(book, "Projektvorschläge", "Partner").value == "Stadt Eins\nStadt Zwei"
    assert cell(book, "Projektvorschläge", "Kosten (Euro)").value == 900000


@pytest.mark.parametrize("portfolio", [SMALL, shipped_portfolio()], ids=["small", "shipped"])
def test_saved_by_another_program_it_is_still_the_same(portfolio: PortfolioFile) -> None:
    assert portfolio_from_bytes("p.xlsx", edited(lambda book: None, portfolio)) == portfolio


def test_no_text_is_a_formula() -> None:
    def edit(book: Any) -> None:
        cell(book, "Ideen", "Titel").value = "Titel"

    portfolio = portfolio_from_bytes("p.xlsx", edited(edit))
    tricky = portfolio.items[-1].__class__(**(vars(portfolio.items[-1]) | {"title": '=HYPERLINK("x")', "owner": "@a"}))
    body = portfolio_to_xlsx(PortfolioFile(**(vars(portfolio) | {"items": (*portfolio.items[:-1], tricky)})), NOW)
    book = openpyxl.load_workbook(io.BytesIO(body))
    for heading in ("Titel", "Kümmerer"):
        written = cell(book, "Ideen", heading)
        assert written.data_type == "s"
        assert written.quotePrefix


def test_what_people_type_is_understood() -> None:
    def edit(book: Any) -> None:
        cell(book, "Ideen", "Titel").value = 2030
        cell(book, "Ideen", "Partner").value = "Stadt Eins; Stadt Zwei"
        cell(book, "Ideen", "Themenfeld").value = "Verwaltung"
        cell(book, "Ideen", "Status vom").value = datetime(2026, 5, 17)  # noqa: DTZ001 - Excel has no zones
        cell(book, "Ideen", "Kosten (Euro)").value = 5000.0
        cell(book, "Ideen", "Bezug zur Strategie").value = "Umsetzung der Strategie"
        book["Ideen"].title = "ideen "
        book.create_sheet("Notizen")

    idea = portfolio_from_bytes("p.xlsx", edited(edit)).items[-1]
    assert (idea.title, idea.partners, idea.theme_field) == ("2030", ("Stadt Eins", "Stadt Zwei"), "verwaltung")
    assert (idea.status_as_of, idea.cost_eur, idea.relation) == ("2026-05-17", 5000, "strategy_implementation")


def test_without_the_sheet_about_itself_it_is_named_after_the_file() -> None:
    portfolio = portfolio_from_bytes("Steckbriefe.xlsx", edited(lambda book: book.remove(book["Angaben"])))
    assert portfolio.label == "Steckbriefe"
    assert portfolio.items == SMALL.items


def test_all_faults_with_sheet_row_and_column() -> None:
    def edit(book: Any) -> None:
        cell(book, "Projektvorschläge", "Kosten (Euro)").value = "ca. 30 T€"
        cell(book, "Einzelprojekte", "Themenfeld").value = "Verwaltng"
        cell(book, "Einzelprojekte", "Titel", row=3).value = None

    found = faults_of(edited(edit))
    assert found == [
        "Blatt Einzelprojekte, Zeile 2, Spalte B, Feld Themenfeld: „Verwaltng“ ist kein Themenfeld – "
        "meinten Sie „verwaltung“?",
        "Blatt Einzelprojekte, Zeile 3, Spalte C, Feld Titel: fehlt; bitte ausfüllen",
        "Blatt Projektvorschläge, Zeile 2, Spalte J, Feld Kosten (Euro): „ca. 30 T€“ ist nicht verwendbar; "
        "bitte ganze Euro ohne Zusatz, z. B. 30000",
    ]


def test_fractions_of_a_euro_are_refused_as_a_person_writes_them() -> None:
    def edit(book: Any) -> None:
        cell(book, "Ideen", "Kosten (Euro)").value = 99.5

    assert "„99,5“ ist nicht verwendbar" in faults_of(edited(edit))[0]


def test_a_missing_sheet_and_wrong_headings_are_named() -> None:
    assert faults_of(edited(lambda book: book.remove(book["Ideen"])))[0].startswith("Blatt Ideen: fehlt")

    def edit(book: Any) -> None:
        cell(book, "Ideen", "Schlüssel", row=1).value = "Schlüsel"
        cell(book, "Einzelprojekte", "Partner", row=1).value = "Kommunen"

    found = faults_of(edited(edit))
    assert any("Blatt Ideen, Zeile 1, Spalte A, Feld Schlüsel" in f and "„Schlüssel“" in f for f in found)
    assert any("Feld Schlüssel: diese Spalte fehlt" in f for f in found)
    assert any("diese Überschrift gibt es zweimal" in f for f in found)


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 halb", b"Titel;Kosten\r\nx;1\r\n"], ids=["empty", "cut", "csv"])
def test_what_is_no_spreadsheet_is_said_to_be_none(body: bytes) -> None:
    assert "lässt sich nicht als Excel-Datei lesen" in faults_of(body)[0]


def test_a_truncated_spreadsheet_is_said_to_be_unreadable() -> None:
    body = portfolio_to_xlsx(SMALL, NOW)
    assert "lässt sich nicht als Excel-Datei lesen" in faults_of(body[: len(body) // 2])[0]
