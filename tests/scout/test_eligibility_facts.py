"""Who may apply and where, out of whole drafts: statements with their words, and what must always hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.facts.eligibility import MOST_STATEMENTS, of
from scout.facts.values import EligibilityFact
from scout.source import Category, Draft


def draft(**texts: str | None) -> Draft:
    """A draft with these texts."""
    return Draft(external_id="1", url="https://example.org/1", title="Programm", **texts)  # type: ignore[arg-type]


def told(requirements: str) -> set[str]:
    """What the requirements say, as kind:value, with - for "no" and ? for inferred."""
    return {short(fact) for fact in of(draft(requirements=requirements))}


def short(fact: EligibilityFact) -> str:
    return f"{fact.kind}:{fact.value}{'-' if fact.verdict == 'no' else ''}{'?' if fact.certainty == 'inferred' else ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Antragsberechtigt sind Kreise und kreisfreie Städte in Nordrhein-Westfalen. Die Förderung läuft lange.",
            {"applicant:county", "applicant:county_free_city", "list:applicants?", "region:land:nordrhein_westfalen"},
        ),
        ("Antragsberechtigt sind ausschließlich Hochschulen.", {"applicant:university", "list:applicants"}),
        ("Antragsberechtigt sind insbesondere Kommunen.", {"applicant:local_authority"}),
        ("Antragsberechtigt sind: \n• Kommunen,\n• Zweckverbände.\n\nWeiteres folgt.",
         {"applicant:local_authority", "applicant:purpose_association", "list:applicants?"}),
        ("Wer wird gefördert? Kreise. Was wird gefördert? Schulen.", {"applicant:county", "list:applicants?"}),
        ("Wenn Sie als Schulträger Räume ausstatten, hilft das Land.", {"applicant:school_authority"}),
        ("Der Aufruf richtet sich an Kommunen.", {"applicant:local_authority"}),
        ("Kommunen können bis Mai einen Antrag stellen.", {"applicant:local_authority"}),
        ("Nicht antragsberechtigt sind Landkreise.", {"applicant:county-"}),
        ("Antragsteller muss ein Kreis sein.", {"applicant:county", "list:applicants"}),
        ("Förderberechtigte: Kommune, Unternehmen.",
         {"applicant:local_authority", "applicant:company", "list:categories"}),
        ("Antragsberechtigt sind Gemeinden mit bis zu 20.000 Einwohnern.",
         {"applicant:municipality", "list:applicants?", "size:municipality:max:20000"}),
        ("Das Konzept ist mit der Stadt abzustimmen.", set()),
        ("Der Zuwendungsempfänger ist verpflichtet, die Gemeinde zu unterrichten.", {"applicant:other?"}),
    ],
)  # fmt: skip
def test_what_a_text_says_about_applicants(text: str, expected: set[str]) -> None:
    assert told(text) - {"applicant:other?"} == expected - {"applicant:other?"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Vorhaben muss im Rheinischen Revier liegen.", {"region:rheinisches_revier"}),
        ("Gefördert werden nur Projekte im Ruhrgebiet.", {"region:ruhrgebiet"}),
        ("Der Betrieb hat seinen Sitz in Hessen.", {"region:land:hessen"}),
        ("Das Land Brandenburg unterstützt Vorhaben vor Ort.", {"region:land:brandenburg?"}),
        ("Die Standorte entsprechen den GRW-Fördergebieten.", {"region:grw_gebiete"}),
        ("Die Förderung gilt bundesweit.", {"region:germany"}),
        ("Im Ruhrgebiet beträgt der Zuschuss 80 Prozent.", set()),
        ("Bevorzugt werden Projekte im Ruhrgebiet.", set()),
        ("Die Tagung findet oft in der Nähe von Hamburg statt, sagt die Presse.", set()),
        ("Zur Verfügung stehen Mittel in den ausgewählten Modellregionen.", {"list:selected_places?"}),
    ],
)
def test_where_a_text_says_it_applies(text: str, expected: set[str]) -> None:
    assert {fact for fact in told(text) if not fact.startswith("applicant:")} == expected


def test_places_named_one_by_one_are_a_closed_list() -> None:
    text = (
        "Antragsberechtigt sind die folgenden: Stadt Adorf mit den beteiligten Städten Bedorf und Cedorf sowie Kreis "
        "Adorf. Weitere gibt es nicht."
    )
    assert "list:places:Adorf; Bedorf; Cedorf; Kreis Adorf" in told(text)
    generic = (
        "Antragsberechtigt sind alle Landkreise und Städte, die Stadt Adorf, die Stadt Bedorf und der Kreis Cedorf."
    )
    assert not any(fact.startswith("list:places") for fact in told(generic))


def test_free_words_of_a_source_are_read_and_plain_categories_are_left_to_the_matcher() -> None:
    filed = (Category("applicant", "x", "KMU und Kommunen in NRW"),)
    found = of(replace(draft(), categories=filed))
    assert {short(fact) for fact in found} == {"applicant:company", "applicant:local_authority", "list:applicants?"}
    assert all(fact.structured for fact in found)
    assert of(replace(draft(), categories=(Category("applicant", "kommune", "Kommune"),))) == ()


def test_what_a_source_states_in_fields_stays_and_comes_first() -> None:
    stated = EligibilityFact("applicant", "county", "yes", "Kreise", "https://example.org", structured=True)
    found = of(replace(draft(requirements="Antragsberechtigt sind Gemeinden."), eligibility=(stated,)))
    assert found[0] == stated
    assert {fact.value for fact in found} >= {"county", "municipality"}


def test_a_legal_text_says_it_only_where_it_lists_all() -> None:
    filler = "Die Gemeinde wirkt mit. " * 500
    body = f"{filler}\n3. Zuwendungsempfänger\nZuwendungsempfänger sind Gemeinden und Gemeindeverbände.\n{filler}"
    found = of(draft(requirements="Antragsberechtigt sind Vereine.", body=body))
    assert {fact.value for fact in found if fact.found_in == "body"} == {
        "municipality",
        "municipal_union",
        "applicants",
    }


PIECES = st.sampled_from([
    "Antragsberechtigt sind ", "Kommunen", "Kreise", " und ", ", ", "Unternehmen", "Vereine", ". ", "\n", "\n• ", ": ",
    "Nicht antragsberechtigt sind ", "ausgeschlossen", "Wer wird gefördert? ", "in Sachsen", "im Ruhrgebiet",
    "Stadt Adorf",
    "Zuwendungsempfänger sind ", "mit bis zu 5.000 Einwohnern", "e. V.", "z. B. ", " sein", "Antragsteller muss ",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join))


@given(TEXTS, TEXTS, TEXTS)
def test_words_stand_where_the_fact_says_and_nothing_is_said_twice(one: str, two: str, three: str) -> None:
    whole = draft(requirements=one, summary=two, body=three)
    found = of(whole)
    assert len(found) == len(set(found))
    for fact in found:
        assert fact.found_in is not None
        assert fact.start is not None
        text = getattr(whole, fact.found_in)
        assert text[fact.start : fact.start + len(fact.words)] == fact.words
        assert fact.words
        assert len(fact.value) <= 500


@given(st.text(alphabet="abcdefghij ,.;", max_size=400))
def test_text_without_any_known_word_says_nothing(text: str) -> None:
    assert of(draft(requirements=text)) == ()


@settings(max_examples=20, deadline=None)
@given(PIECES, st.integers(2_000, 6_000))
def test_long_foreign_text_is_read_to_the_end_and_stays_few_statements(piece: str, times: int) -> None:
    """Squared time would show as a test that never ends."""
    found = of(draft(summary=piece * times, body=piece * times))
    assert len({(fact.found_in, fact.start, fact.words) for fact in found}) <= MOST_STATEMENTS
