"""Dates and statements that other sentences, other offices, other stages or the source's own fields explain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scout.facts import deadlines as reader
from scout.facts.deadlines import deadlines
from scout.facts.umlauts import restored
from scout.facts.values import DeadlineFact
from scout.source import Draft

URL = "https://amt.example/programm"
DRAFT = Draft("1", URL, "Förderung der Beispiele")
CALL = replace(DRAFT, language="en", deadlines=(DeadlineFact("dated", "", URL, date(2027, 9, 17), structured=True),))


@pytest.mark.parametrize(
    "text",
    [
        "Deadline for submitting applications: 17 September 2027.Evaluation period: October 2027 - March 2028.",
        "For questions about this call, contact the agency by 13 August 2027.",
        "The transposition deadline of the directive is on 29 May 2027.",
        "Information to applicants is expected until 31 March 2028.",
        "Grant agreements are signed by 30 June 2028.",
    ],
)
def test_a_call_whose_deadline_is_filed_has_no_other_from_its_timetable(text: str) -> None:
    assert [fact.due_on for fact in reader.of(replace(CALL, body=text))] == [date(2027, 9, 17)]


def test_a_further_stage_of_such_a_call_is_read() -> None:
    text = "Full proposals of the second stage must be submitted; the submission deadline is 20 January 2028."
    assert [fact.due_on for fact in reader.of(replace(CALL, body=text))] == [date(2027, 9, 17), date(2028, 1, 20)]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("closed", "Die Antragsfrist ist abgelaufen."),
        ("open", "Anträge können jederzeit gestellt werden."),
        ("paused", "Derzeit können keine Anträge gestellt werden."),
    ],
)
def test_what_a_field_states_is_not_stated_again_by_prose(state: str, text: str) -> None:
    filed = DeadlineFact(state, "Status", URL, precision="none", structured=True)  # type: ignore[arg-type]
    assert [fact.state for fact in reader.of(replace(DRAFT, procedure=text))] == [state]
    assert reader.of(replace(DRAFT, procedure=text, deadlines=(filed,))) == (filed,)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "Bis wann ist der Antrag zu stellen?\nBis zum 16. Mai 2027. Danach nur, soweit noch Mittel da sind.",
            "2027-05-16",
        ),
        ("Wann kann man sich bewerben? Vom 1. März bis zum 30. April 2027.", "2027-04-30"),
        ("Antragsfrist:\nbis zum 3. Juni 2027, 12 Uhr", "2027-06-03"),
    ],
)
def test_a_question_above_says_what_the_date_is(text: str, due: str) -> None:
    assert [str(fact.due_on) for fact in reader.of(replace(DRAFT, body=text)) if fact.due_on] == [due]
    assert not deadlines(text.split("\n")[-1].split("? ")[-1].split(". Danach")[0], URL)


@pytest.mark.parametrize(
    "text",
    [
        "Der Aufruf gilt fortlaufend bis zu seiner Rücknahme.",
        "Der Aufruf wird im Ministerialblatt veröffentlicht und gilt bis auf Widerruf.",
        "Call offen mit mehreren Runden",
    ],
)
def test_open_until_withdrawn(text: str) -> None:
    assert [fact.state for fact in deadlines(text, URL)] == ["open"]


def test_the_second_stage_is_the_application_even_where_sketches_are_named() -> None:
    text = (
        "In der zweiten Stufe werden die Verfasser der ausgewählten Skizzen gebeten, bis zum 30. Juni 2027 einen "
        "förmlichen Förderantrag vorzulegen."
    )
    assert [fact.kind for fact in deadlines(text, URL)] == ["full"]


@pytest.mark.parametrize(
    ("text", "recurs"),
    [
        ("Die geprüften Anträge legt die Bezirksregierung dem Ministerium bis zum 1. März vor.", []),
        ("Die Kammern leiten die Anträge bis zum 15. April an das Ministerium weiter.", []),
        ("Anträge sind der Bezirksregierung bis zum 1. März vorzulegen.", ["03-01"]),
        ("Der Antrag ist bis zum 1. März dem Ministerium vorzulegen.", ["03-01"]),
    ],
)
def test_what_an_office_hands_on_is_not_the_applicants_deadline(text: str, recurs: list[str]) -> None:
    assert [fact.recurs for fact in deadlines(text, URL)] == recurs


@pytest.mark.parametrize(
    ("text", "recurs"),
    [
        ("Anträge sind bis zum Ende eines Kalenderjahres für das Folgejahr zu stellen.", ["12-31"]),
        ("Bewerbungen nehmen wir bis Jahresende entgegen.", ["12-31"]),
        ("Das Vorhaben muss bis zum Ende des Jahres abgeschlossen sein.", []),
        (
            "Richten Sie Ihren Antrag auf Pauschalmittel bitte bis zum 1.10. an die Bezirksregierung Musterstadt, zur "
            "Förderung von Grabungen und für alle weiteren Arbeiten im Boden bitte bis zum 30.9. an das Amt für Funde.",
            ["10-01", "09-30"],
        ),
    ],
)
def test_ends_of_years_and_rows_of_deadlines(text: str, recurs: list[str]) -> None:
    assert [fact.recurs for fact in deadlines(text, URL)] == recurs


def test_a_part_without_money_does_not_pause_the_programme() -> None:
    assert deadlines("Sie können vorerst keine Förderung im Bereich Musik bekommen.", URL) == ()


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Antraege koennen jederzeit gestellt werden.", "open"),
        ("Die Antragstellung ist derzeit nicht moeglich.", "paused"),
        ("Jaehrlich zum 30. September koennen Antraege eingereicht werden.", "recurring"),
        ("Die Antragsfrist laeuft bis spaetestens 31. Maerz 2027.", "dated"),
    ],
)
def test_umlauts_in_two_letters(text: str, state: str) -> None:
    assert [fact.state for fact in deadlines(text, URL)] == [state]
    assert deadlines(text, URL)[0].words == text


def test_only_stems_of_funding_texts_get_their_umlauts_back() -> None:
    assert restored("Zuschuesse fuer Massnahmen, Foerderhoehe") == "Zuschüsse für Maßnahmen, Förderhöhe"
    assert restored("neue Steuer, aktuell, Israel, Michael, Poet") == "neue Steuer, aktuell, Israel, Michael, Poet"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Stille Plätze (SP-2026-01): bis 8. Oktober 2026", ["2026-10-08"]),
        ("Offene Aufrufe:\n- Lesegärten (LG-3): bis 8. Oktober 2026\n- Wehre (WE-4): bis 30. November 2026, 12 Uhr",
         ["2026-10-08", "2026-11-30"]),
        ("Neue Förderlinie Lesegärten am Fluss: bis 13.4.2027", ["2027-04-13"]),
        ("Finnland: bis 30.9.2027 oder sechs Wochen vor der Abreise.", ["2027-09-30"]),
        ("Die Halle ist bis 30.9.2027 oder länger gesperrt.", []),
        ("Stille Plätze (SP-2026-01): bis 8. Oktober 2026 befristet", []),
        ("Projektlaufzeit (FKZ-12): bis 8. Oktober 2026", []),
        ("Sperrung der Brücke (Abschnitt 2): bis 8. Oktober 2026", []),
        ("Sperrung der Straße (A1): bis 8. Oktober 2026", []),
    ],
)  # fmt: skip
def test_the_number_or_name_of_a_call_says_that_a_line_of_a_list_closes_it(text: str, days: list[str]) -> None:
    assert [f"{fact.due_on}" for fact in deadlines(text, URL)] == days


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Anträge nimmt die Stiftung jederzeit an.", ["open"]),
        ("Der Fonds nimmt Projektvorschläge das ganze Jahr über an.", ["open"]),
        ("Die Büros nehmen laufend neue Bewerbungen an.", ["open"]),
        ("Die Stiftung nimmt jederzeit Änderungen an.", []),
        ("Die Zahl der Anträge nimmt laufend zu.", []),
    ],
)
def test_who_takes_applications_at_any_time_is_open(text: str, states: list[str]) -> None:
    assert [fact.state for fact in deadlines(text, URL)] == states
