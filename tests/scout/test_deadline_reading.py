"""What deadlines sentences state, by class, in wordings made up after real ones."""

from __future__ import annotations

from datetime import date

import pytest

from scout.facts.deadlines import deadlines, status_of

URL = "https://amt.example/programm"
Read = list[tuple[str, str, str]]


def read(text: str, is_field: bool = False) -> Read:
    """State, kind and day of every fact; of an opening alone its first day."""
    return [
        (fact.state, fact.kind, fact.recurs or str(fact.due_on or fact.opens_on or ""))
        for fact in deadlines(text, URL, is_field)
    ]


def days(text: str, is_field: bool = False) -> list[str]:
    return [day for _, _, day in read(text, is_field) if day]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Anträge sind bis zum 31.07.2027 zu stellen.", ["2027-07-31"]),
        ("Anträge nehmen wir vom 1.3. bis 30.4.2027 an.", ["2027-04-30"]),
        ("Einsendeschluss ist der 5. Mai 2027 (Poststempel).", ["2027-05-05"]),
        ("Es gilt eine Ausschlussfrist: 31.01.2027.", ["2027-01-31"]),
        ("Der nächste Stichtag ist der 1. Februar 2027.", ["2027-02-01"]),
        ("Nächste Stichtage: 15.01.2027, 15.04.2027 und 15.07.2027", ["2027-01-15", "2027-04-15", "2027-07-15"]),
        ("Skizzen sind bis Mitte Februar 2027 einzureichen.", ["2027-02-15"]),
        ("Unterlagen zum Antrag müssen bis Ende Februar 2028 vorliegen.", ["2028-02-29"]),
        ("Die Antragstellung ist bis Ende 2027 möglich.", ["2027-12-31"]),
        ("Die Frist wurde vom 31.12.2026 auf den 28.02.2027 verlängert.", ["2027-02-28"]),
        ("Die Frist zur Abgabe der Bewerbung endet mit Ablauf des 15. Januar 2027.", ["2027-01-15"]),
        ("Die Einreichung ist am 30.09.2026, 12:00 Uhr, geschlossen worden.", ["2026-09-30"]),
        ("Einreichungen vom 01.02.-31.03.27 möglich", ["2027-03-31"]),
        ("Anträge zum Programm, das am 31.12.2027 endet, müssen bis 30.06.2027 eingehen.", ["2027-06-30"]),
        ("Stichtage für Modul A: 30. April 2027 Modul B: 30. Juni 2027", ["2027-04-30", "2027-06-30"]),
        ("Applications must be submitted by March 31, 2027.", ["2027-03-31"]),
        ("Submission deadline: 2027-04-14", ["2027-04-14"]),
        ("Cut-off dates: 1 March 2027, 1st September 2027", ["2027-03-01", "2027-09-01"]),
        ("Im Jahr 2027 können Förderanträge auch noch zum 15. September gestellt werden.", ["2027-09-15"]),
    ],
)
def test_days_by_which_to_apply(text: str, due: list[str]) -> None:
    assert days(text) == due
    assert {state for state, _, _ in read(text)} <= {"dated", "closed"}


@pytest.mark.parametrize(
    ("text", "recurs"),
    [
        ("Der Antrag ist jährlich bis zum 30. September einzureichen.", ["09-30"]),
        ("Anträge sind bis zum 31. März eines jeden Jahres vorzulegen.", ["03-31"]),
        ("Anträge für das Folgejahr bitte bis 15.10. einreichen.", ["10-15"]),
        ("Förderanträge sind zum 15.2., 15.5. und 15.10. zu stellen.", ["02-15", "05-15", "10-15"]),
        ("Die Anträge sind bis zum 30.9. des Vorjahres einzureichen.", ["09-30"]),
        ("Die Anträge sind jeweils zum 1. März und 1. September zu stellen.", ["03-01", "09-01"]),
        ("Anträge sind im Zeitraum 1.10. bis 30.11. eines Jahres zu stellen.", ["11-30"]),
        ("Der Antrag muss spätestens am 30. April des dem Förderjahr vorausgehenden Jahres eingehen.", ["04-30"]),
        ("Es gibt zwei Antragsrunden im Jahr (Stichtage 1. April und 1. Oktober).", ["04-01", "10-01"]),
    ],
)
def test_days_that_come_every_year(text: str, recurs: list[str]) -> None:
    assert days(text) == recurs
    assert {state for state, _, _ in read(text)} == {"recurring"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Richtlinie tritt am 31.12.2027 außer Kraft.",
        "Die Richtlinie gilt bis zum 31. Dezember 2026.",
        "Das Programm ist bis zum 31.12.2028 befristet.",
        "Geltungsdauer: 30.06.2027",
        "Gültig ab: 1. Juli 2026",
        "Der Bewilligungszeitraum endet spätestens am 30.06.2028.",
        "Förderzeitraum 01.01.2027 bis 31.12.2029",
        "Die Projekte müssen bis spätestens 30. Juni 2028 abgeschlossen sein.",
        "Der Verwendungsnachweis ist bis zum 31. März des Folgejahres vorzulegen.",
        "Die Mittel müssen bis zum 30.11.2027 abgerufen werden.",
        "Anträge auf Auszahlung sind bis zum 15.11.2027 zu stellen.",
        "Änderungsanträge sind bis zum 1. Oktober zu stellen.",
        "Die Anträge richten sich nach der Richtlinie vom 2.3.2026.",
        "Der Aufruf wurde am 28. Juli 2026 veröffentlicht.",
        "Stand: 1.1.2026",
        "Letzte Aktualisierung: 28.02.2026",
        "Förderfähig sind rückwirkend ab 1. Januar 2026 entstandene Ausgaben.",
        "Eine Informationsveranstaltung findet am 12. Januar 2027 statt.",
        "Die Anmeldung zum Webinar ist bis zum 5. Januar 2027 möglich.",
        "Die Jury tagt am 15. Juni 2027.",
        "Die Preisverleihung ist am 3. September 2027.",
        "Maßgeblich ist die Einwohnerzahl zum Stichtag 30. Juni 2025.",
        "Für Anträge, die bis zum 31.12.2025 gestellt wurden, gilt die alte Fassung.",
        "Für Anträge, die vor dem 1.2.2026 gestellt werden, findet die alte Richtlinie Anwendung.",
        "Die Bewilligung erfolgt bis spätestens 31.12.2027.",
        "Nummer 5.2. bis 5.4. gelten entsprechend für Anträge.",
        "Der Zuschuss zum Antrag beträgt bis zu 10.12 Euro.",
        "The project must end by 31 December 2029.",
        "Gefördert werden Kommunen.",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Es können keine Anträge mehr gestellt werden.", "closed"),
        ("Eine Einreichung ist nicht mehr möglich.", "closed"),
        ("Der Aufruf wurde geschlossen.", "closed"),
        ("Das Programm ist ausgelaufen.", "closed"),
        ("The call for proposals is closed.", "closed"),
        ("Derzeit ist eine Antragstellung nicht möglich.", "paused"),
        ("Das Antragsportal ist derzeit geschlossen.", "paused"),
        ("Die Antragstellung ist bis auf Weiteres ausgesetzt.", "paused"),
        ("Die Fördermittel für 2026 sind ausgeschöpft.", "paused"),
        ("Für 2026 stehen keine Mittel zur Verfügung.", "paused"),
        ("Vorläufiger Antragsstopp ab dem 1. Juni 2026", "paused"),
        ("Es gilt das Windhundverfahren.", "until_spent"),
        ("Anträge werden bis zur Ausschöpfung der Mittel angenommen.", "until_spent"),
        ("Solange Haushaltsmittel verfügbar sind, können Anträge gestellt werden.", "until_spent"),
        ("Der nächste Förderaufruf wird rechtzeitig veröffentlicht.", "announced"),
        ("Die nächste Antragsrunde startet voraussichtlich im Frühjahr.", "announced"),
        ("Ein neuer Förderaufruf ist in Vorbereitung.", "announced"),
        ("Der Aufruf wird jährlich ausgeschrieben.", "recurring"),
        ("Anträge können jederzeit gestellt werden.", "open"),
        ("Die Antragstellung ist laufend möglich.", "open"),
        ("Stellen Sie den Antrag vor Beginn des Vorhabens.", "open"),
        ("Der Antrag ist mindestens sechs Wochen vor Projektbeginn einzureichen.", "open"),
        ("Für die Antragstellung gelten keine Fristen.", "open"),
        ("Eine Antragsfrist besteht nicht.", "open"),
        ("Die Antragstellung ist seit 19. Mai 2026 möglich.", "open"),
        ("Proposals are accepted on a rolling basis.", "open"),
    ],
)
def test_statements_without_a_closing_day(text: str, state: str) -> None:
    assert [found for found, _, _ in read(text)] == [state]


@pytest.mark.parametrize(
    "text",
    [
        "Die Antragstellung erfolgt über die Hausbank.",
        "Anträge können nur Kommunen stellen.",
        "Wir stellen laufend aktuelle Antragsformulare bereit.",
        "Eine rückwirkende Antragstellung ist nicht möglich.",
        "Eine Kumulierung mit anderen Mitteln ist nicht möglich.",
        "Sonst ist eine Förderung nicht mehr möglich.",
        "Nach Ablauf der Frist sind Anträge nicht mehr möglich.",
        "Mit dem Vorhaben darf vor Bewilligung nicht begonnen werden.",
        "Die Förderung wird im Rahmen verfügbarer Haushaltsmittel gewährt.",
        "Ein Antrag über das Online-Portal ist derzeit technisch nicht möglich.",
    ],
)
def test_how_who_and_what_say_nothing_about_when(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("31.12.2027", [("dated", "full", "2027-12-31")]),
        ("laufend", [("open", "full", "")]),
        ("jährlich", [("recurring", "full", "")]),
        ("jährlich bis 31.01.", [("recurring", "full", "01-31")]),
        ("bis 31.01.2027 (jährlich)", [("dated", "full", "2027-01-31"), ("recurring", "full", "01-31")]),
        ("2027: 09.02. - 10.04. (nur für Schulen)", [("dated", "full", "2027-04-10")]),
        ("Q1 2027", [("dated", "full", "2027-03-31")]),
        ("März 2027", [("dated", "full", "2027-03-31")]),
        ("ab 2027", [("open", "full", "")]),
        ("ab 01.03.2027", [("announced", "full", "2027-03-01")]),
        ("Herbst 2027", [("announced", "full", "")]),
        (
            "31.12.2026 (Skizze), 30.06.2027 (Antrag)",
            [("dated", "sketch", "2026-12-31"), ("dated", "full", "2027-06-30")],
        ),
        ("Infotag: 11.02.2027 | Skizzen: 05.03.2027", [("dated", "sketch", "2027-03-05")]),
        ("laufend (Vorhabensende: 30.06.2029)", [("open", "full", "")]),
        ("laufend bis 30.06.2029", [("dated", "full", "2029-06-30")]),
        ("15. Oktober 2026 (abgelaufen)", [("closed", "full", ""), ("dated", "full", "2026-10-15")]),
        ("Förderzeitraum 01.01.-31.12.2027", []),
        ("siehe Aufruf", []),
    ],
)
def test_values_of_a_field_for_deadlines(value: str, expected: Read) -> None:
    assert read(value, is_field=True) == expected


def test_a_bare_date_counts_in_a_field_only() -> None:
    assert read("31.12.2027") == read("laufend") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Skizzen sind bis 31.3.2027, Anträge bis 30.9.2027 einzureichen.", ["sketch", "full"]),
        ("Interessenbekundungen bitte bis 19. Juni 2027 einreichen.", ["sketch"]),
        ("Der Bedarf ist bis spätestens 21.08.2027 anzumelden.", ["registration"]),
        ("Rückfragen sind bis zum 20. Januar 2027 möglich.", ["question"]),
        ("Antrag: bis 28.03.2027 | Meldebogen: bis 27.06.2027", ["full", "other"]),
        ("Zunächst sind Projektskizzen vorzulegen. Stichtag: 15. Januar 2027", ["sketch"]),
    ],
)
def test_what_is_due_is_told(text: str, kinds: list[str]) -> None:
    assert [kind for _, kind, _ in read(text)] == kinds


@pytest.mark.parametrize(
    ("text", "opens", "due"),
    [
        ("Einreichungsfrist 20.05.2027 - 31.07.2027", date(2027, 5, 20), date(2027, 7, 31)),
        ("Anträge sind vom 30.08. bis 30.09.2027 möglich.", date(2027, 8, 30), date(2027, 9, 30)),
        ("Anträge sind vom 15.10. bis 31.1.2027 möglich.", date(2026, 10, 15), date(2027, 1, 31)),
        ("Die Antragsfrist beginnt am 1.2.2027 und endet am 30.4.2027.", date(2027, 2, 1), date(2027, 4, 30)),
        ("The call opens on 12 January 2027 and closes on 20 April 2027.", date(2027, 1, 12), date(2027, 4, 20)),
        ("Anträge können ab dem 15. Januar 2027 gestellt werden.", date(2027, 1, 15), None),
    ],
)
def test_opening_days(text: str, opens: date, due: date | None) -> None:
    [fact] = deadlines(text, URL)
    assert (fact.opens_on, fact.due_on) == (opens, due)


def test_a_month_is_its_last_day_and_said_to_be_a_month() -> None:
    [fact] = deadlines("Anträge sind bis Ende Februar 2028 möglich.", URL)
    assert (fact.due_on, fact.precision) == (date(2028, 2, 29), "month")


def test_open_is_dropped_beside_a_date() -> None:
    text = "Der Antrag ist vor Beginn des Vorhabens zu stellen. Anträge sind bis zum 31.07.2027 einzureichen."
    assert read(text) == [("dated", "full", "2027-07-31")]


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Antragstellung nicht mehr möglich", "closed"),
        ("Antragstellung derzeit nicht möglich", "paused"),
        ("Programm ausgelaufen", "closed"),
        ("Die Mittel sind erschöpft.", "paused"),
        ("Neu gefasst", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_status_note_is_read_and_its_absence_means_unknown(note: str | None, status: str) -> None:
    assert status_of(note) == status
