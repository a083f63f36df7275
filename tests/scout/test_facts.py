"""Facts out of prose, in wordings made up after real ones: a date alone is no deadline."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.facts.deadlines import deadlines, status_of

URL = "https://amt.example/programm"


def _states(text: str, is_field: bool = False) -> list[tuple[str, date | None, str | None]]:
    return [(fact.state, fact.due_on, fact.recurs) for fact in deadlines(text, URL, is_field)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Anträge sind bis zum 31.07.2027 zu stellen.", [("dated", date(2027, 7, 31), None)]),
        ("Der nächste Stichtag ist der 1. Februar 2027.", [("dated", date(2027, 2, 1), None)]),
        ("Anträge nehmen wir vom 1.3. bis 30.4.2027 an.", [("dated", date(2027, 4, 30), None)]),
        ("Der Antrag ist jährlich bis zum 30. September einzureichen.", [("recurring", None, "09-30")]),
        ("Anträge für das Folgejahr bitte bis 15.10. einreichen.", [("recurring", None, "10-15")]),
        ("Anträge können jederzeit gestellt werden.", [("open", None, None)]),
        ("Die Antragstellung ist laufend möglich.", [("open", None, None)]),
        ("Stellen Sie den Antrag vor Beginn des Vorhabens.", [("open", None, None)]),
        ("Es können keine Anträge mehr gestellt werden.", [("closed", None, None)]),
        ("Derzeit ist eine Antragstellung nicht möglich.", [("paused", None, None)]),
        ("Es gilt das Windhundverfahren.", [("until_spent", None, None)]),
        ("Der nächste Förderaufruf wird rechtzeitig veröffentlicht.", [("announced", None, None)]),
        ("Die Antragsfrist ist am 31.12.2024 abgelaufen.", [("closed", None, None)]),
        # None of these speaks of applying.
        ("Die Richtlinie tritt am 31.12.2027 außer Kraft.", []),
        ("Die Richtlinie gilt bis zum 31. Dezember 2026.", []),
        ("Der Bewilligungszeitraum endet spätestens am 30.06.2028.", []),
        ("Die Anträge richten sich nach der Richtlinie vom 2.3.2026.", []),
        ("Der Aufruf wurde am 28. Juli 2026 veröffentlicht.", []),
        ("Stand: 1.1.2026", []),
        ("Gefördert werden Kommunen.", []),
    ],
)
def test_deadlines(text: str, read: list[tuple[str, date | None, str | None]]) -> None:
    assert _states(text) == read


def test_each_deadline_keeps_its_sentence_and_page() -> None:
    text = "Das Programm ist neu. Skizzen sind bis 31.3.2027, Anträge bis 30.9.2027 einzureichen. Viel Erfolg."
    facts = deadlines(text, URL)
    assert [fact.due_on for fact in facts] == [date(2027, 3, 31), date(2027, 9, 30)]
    assert {fact.words for fact in facts} == {"Skizzen sind bis 31.3.2027, Anträge bis 30.9.2027 einzureichen."}
    assert {fact.url for fact in facts} == {URL}
    assert facts[0].kind == "sketch"


def test_an_opening_day_goes_with_its_deadline() -> None:
    [fact] = deadlines("Einreichungsfrist 20.05.2027 - 31.07.2027", URL)
    assert (fact.opens_on, fact.due_on) == (date(2027, 5, 20), date(2027, 7, 31))


def test_a_month_is_its_last_day_and_said_to_be_a_month() -> None:
    [fact] = deadlines("Anträge sind bis Ende Februar 2028 möglich.", URL)
    assert (fact.due_on, fact.precision) == (date(2028, 2, 29), "month")


def test_in_a_field_for_deadlines_bare_words_count() -> None:
    assert _states("31.12.2027") == []
    assert _states("31.12.2027", is_field=True) == [("dated", date(2027, 12, 31), None)]
    assert _states("laufend", is_field=True) == [("open", None, None)]


def test_open_is_dropped_beside_a_date() -> None:
    text = "Der Antrag ist vor Beginn des Vorhabens zu stellen. Anträge sind bis zum 31.07.2027 einzureichen."
    assert _states(text) == [("dated", date(2027, 7, 31), None)]


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Antragstellung nicht mehr möglich", "closed"),
        ("Antragstellung derzeit nicht möglich", "paused"),
        ("Programm ausgelaufen", "closed"),
        ("Neu gefasst", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_status_note_is_read_and_its_absence_means_unknown(note: str | None, status: str) -> None:
    assert status_of(note) == status


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_text_can_be_read(text: str, is_field: bool) -> None:
    for fact in deadlines(text, URL, is_field):
        assert fact.words
        assert (fact.state == "dated") == (fact.due_on is not None)
        assert (fact.state == "recurring") == (fact.recurs is not None)


# Each of them once took minutes: something to repeat, so that a search has to try every place again and again.
@pytest.mark.parametrize(
    "text",
    [
        "Antrag vom 01.02.2026 " + "– " * 200_000 + "x 30.09.2026",
        "Antrag bis zum " + "30.09.2026 " * 40_000,
        "vor " + "antrag" * 70_000,
        "antrag vor " * 40_000,
        "Förderung bis zu " + "111 " * 100_000 + "x Euro",
        "Förderung bis zu " + "100 Euro " * 45_000,
        "Förderung bis zu " + "9" * 400_000 + " Euro",
        "mittel " * 60_000,
        "derzeit antrag " * 27_000,
        "antrag wird " * 35_000,
        "laufend antrag" * 29_000,
        "Frist veröffentlicht " * 20_000 + "30.09.2026",
    ],
    ids=lambda text: text[:24],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    """No assertion on seconds: with searches that go back on themselves this would not end within the suite."""
    assert len(text) >= 280_000
    assert all(fact.words for fact in deadlines(text, URL) + deadlines(text, URL, is_field=True))
    assert status_of(text) in {"paused", "unknown"}


def test_real_sentences_are_mostly_read_right(shared_cases: list[dict[str, object]]) -> None:
    """A floor under the reading of 125 real sentences; measured 0.65 when written, issue 3 raises it."""
    right = sum((_states(str(case["text"])) or [("none",)])[0][0] == case["expected"]["state"] for case in shared_cases)  # type: ignore[index]
    assert right / len(shared_cases) >= 0.6


@pytest.fixture
def shared_cases(shared: Path) -> list[dict[str, object]]:
    lines = (shared / "eval" / "deadlines-dev.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]
