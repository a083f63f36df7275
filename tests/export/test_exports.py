"""Exports as people use them: in a German Excel, in a script, in a calendar."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import icalendar
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.commands import export
from dashboard.export.deadlines import to_calendar
from dashboard.export.table import LONGEST_CELL, Column, guarded, to_csv, to_xlsx
from data.clock import StandingClock
from data.queries.export import export_deadlines, export_programmes
from data.queries.export_matches import export_matches
from data.settings import read_settings
from data.store import Store, open_store
from tests.commandline import Outcome, call
from tests.export.filled import FORMULA, fill

TODAY = date(2026, 8, 21)


@pytest.fixture
def state(tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled state folder whose commands live on the tests' day."""
    monkeypatch.setenv("FOERDERSCOUT_NOW", clock.now().isoformat())
    opened = open_store(read_settings(state=tmp_path / "state"), clock)
    fill(opened)
    opened.engine.dispose()
    return tmp_path / "state"


def table(done: Outcome) -> list[dict[str, str]]:
    assert done.exit_code == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_a_german_excel(state: Path) -> None:
    done = call(export, state, "export", "programmes")
    assert done.stdout.startswith(b"\xef\xbb\xbfProgramm;")
    assert b"\r\n" in done.stdout
    first = table(done)[0]
    assert first["Programm"] == "Digitale Akte; Zuschuss für Kommunen"
    assert first["Nächste Frist"] == "30.09.2026"
    assert first["Kurztext"] == "Zeile eins\nZeile zwei"
    assert first["Antragsberechtigt"] == "Kommune"
    assert first["Bekannt seit"] == "20.08.2026 08:30"


def test_csv_holds_no_formula(state: Path) -> None:
    titles = [row["Programm"] for row in table(call(export, state, "export", "programmes"))]
    assert f"'{FORMULA}" in titles


def test_xlsx_holds_typed_cells_and_no_formula(state: Path, tmp_path: Path) -> None:
    out = tmp_path / "programme.xlsx"
    done = call(export, state, "export", "programmes", "--format", "xlsx", "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, b"")
    assert "5 Zeilen" in done.stderr
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, sheet[2], strict=True))
    assert row["Nächste Frist"].value == datetime(2026, 9, 30)  # noqa: DTZ001 - Excel has no zones
    assert row["Betrag bis (Euro)"].value == 250_000
    formula = next(cell for cells in sheet.iter_rows() for cell in cells if cell.value == FORMULA)
    assert formula.data_type == "s"
    assert formula.quotePrefix


def test_xlsx_needs_a_file(state: Path) -> None:
    done = call(export, state, "export", "matches", "--format", "xlsx")
    assert done.exit_code == 2
    assert "--out" in done.stderr


def test_a_target_that_cannot_be_written_is_named(state: Path, tmp_path: Path) -> None:
    done = call(export, state, "export", "matches", "--out", str(tmp_path / "gibt" / "es" / "nicht.csv"))
    assert done.exit_code == 4
    assert "nicht.csv lässt sich nicht schreiben" in done.stderr


def test_json_holds_every_fact_with_its_words(state: Path) -> None:
    rows = json.loads(call(export, state, "export", "programmes", "--format", "json").text)
    assert len(rows) == 5
    assert rows[0]["deadline"]["words"] == "Anträge bis 30.09.2026"
    assert rows[0]["rate_words"] == "bis zu 80 Prozent"
    assert rows[4]["deadline"] is None


def test_matches_stand_in_the_strategys_order_with_reason_and_decision(state: Path) -> None:
    rows = table(call(export, state, "export", "matches"))
    assert [(r["Schlüssel"], r["Passung"]) for r in rows] == [
        ("scannen", "mittel"),
        ("akte", "hoch"),
        ("akte", "niedrig"),
        ("mobilitaet", "mittel"),
    ]
    best = rows[1]
    assert best["Begründung"] == "Akten ↔ Akte"
    assert best["Wert"] == "0,5000"
    # A comment does not take a decision back; the newest words are shown.
    assert (best["Entscheidung"], best["Anmerkung"]) == ("verfolgen", "Rückruf am Montag")
    assert rows[2]["Entscheidung"] == ""
    assert (rows[0]["Art des Treffers"], rows[0]["Berechtigung"]) == ("Meldung", "")


def test_matches_keep_the_whole_score_in_their_reasons(quick_store: Store) -> None:
    fill(quick_store)
    with quick_store.reading() as session:
        rows = export_matches(session, TODAY)
    for row in rows:
        assert sum(reason.contribution for reason in row.reasons) == pytest.approx(row.score)


def test_deadlines_by_day_then_those_without_one(state: Path) -> None:
    rows = table(call(export, state, "export", "deadlines"))
    assert [(r["Frist"], r["Kennung der Quelle"]) for r in rows] == [
        ("30.09.2026", "p-1"),
        ("30.11.2026", "p-4"),
        ("15.03.2027", "p-2"),
        ("", "p-3"),
    ]
    assert rows[0]["Wortlaut"] == "Anträge bis 30.09.2026"


def test_past_deadlines_only_when_asked_for(state: Path) -> None:
    rows = table(call(export, state, "export", "deadlines", "--with-past"))
    assert rows[0]["Frist"] == "30.06.2026"
    assert len(rows) == 5


def test_exports_are_the_same_on_both_databases(store: Store) -> None:
    fill(store)
    with store.reading() as session:
        assert [row.external_id for row in export_programmes(session, TODAY)] == ["p-1", "p-2", "p-3", "p-4", "p-5"]
        assert [row.external_id for row in export_deadlines(session, TODAY)] == ["p-1", "p-4", "p-2", "p-3"]
        assert [row.subject for row in export_matches(session, TODAY)] == ["scannen", "akte", "akte", "mobilitaet"]


def test_an_empty_store_gives_headings_and_no_rows(tmp_path: Path) -> None:
    for name in ("matches", "programmes", "deadlines"):
        assert table(call(export, tmp_path / "leer", "export", name)) == []


def events(body: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def test_the_calendar_has_all_day_events_with_words_and_address(state: Path) -> None:
    done = call(export, state, "export", "deadlines", "--format", "ics")
    assert "3 Fristen mit Datum, 1 ohne Datum ausgelassen" in done.stderr
    found = events(done.stdout)
    assert [event["dtstart"].dt for event in found] == [date(2026, 9, 30), date(2026, 11, 30), date(2027, 3, 15)]
    assert found[0]["dtend"].dt == date(2026, 10, 1)
    assert found[0]["summary"] == "Antragsfrist: Digitale Akte; Zuschuss für Kommunen"
    assert "„Anträge bis 30.09.2026“" in found[0]["description"]
    assert "https://q.example/p-1" in found[0]["description"]
    assert "nur den Monat" in found[1]["description"]
    assert "jährlich" in found[2]["description"]


def test_a_postponed_deadline_keeps_its_event(quick_store: Store) -> None:
    from sqlalchemy import select

    from data.model.programmes import Deadline, ProgrammeVersion

    fill(quick_store)
    with quick_store.reading() as session:
        before = events(to_calendar(export_deadlines(session, TODAY)))[0]
    with quick_store.unit_of_work("test") as work:
        deadline = work.session.scalars(select(Deadline).where(Deadline.due_on == date(2026, 9, 30))).one()
        deadline.due_on = date(2026, 10, 15)
        work.session.get_one(ProgrammeVersion, deadline.version_id).number = 3
    with quick_store.reading() as session:
        after = events(to_calendar(export_deadlines(session, TODAY)))[0]
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == date(2026, 10, 15)
    assert after["sequence"] > before["sequence"]


def test_the_same_store_gives_the_same_calendar_and_each_event_its_own_name(quick_store: Store) -> None:
    fill(quick_store)
    with quick_store.reading() as session:
        once, twice = (to_calendar(export_deadlines(session, TODAY, with_past=True)) for _ in range(2))
    assert once == twice
    uids = [event["uid"] for event in events(once)]
    assert len(set(uids)) == len(uids) == 4


@given(st.text())
def test_no_guarded_text_starts_a_formula_and_none_loses_a_character(text: str) -> None:
    safe = guarded(text)
    assert safe.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert safe in (text, f"'{text}")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_csv_gives_back_what_went_in(cells: list[str]) -> None:
    columns = [Column(f"c{n}", lambda row, n=n: row[n]) for n in range(len(cells))]
    body = to_csv(columns, [cells]).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(body, newline=""), delimiter=";"))
    assert read[1:] == [[guarded(cell) for cell in cells]]


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    columns = [Column("Text", lambda row: row[0])]
    body = to_xlsx("Lang", columns, [("x" * (LONGEST_CELL + 1),)], datetime(2026, 8, 21))  # noqa: DTZ001
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    value = sheet["A2"].value
    assert isinstance(value, str)
    assert len(value) == LONGEST_CELL
    assert value.endswith("(gekürzt)")
