"""The facts of a card: each quotation once, applicants with one answer together."""

from __future__ import annotations

from dashboard.parts.applicants import ApplicantRow
from dashboard.parts.fact_lines import FactLine, applicant_groups, once


def test_a_quotation_stands_once_and_never_only_repeats_the_value() -> None:
    lines = once(
        [
            FactLine("Förderquote", "bis 80 %", "80 Prozent,  höchstens 10.000 Euro"),
            FactLine("Beträge", "bis 10.000 €", "80 Prozent, höchstens 10.000 Euro"),
            FactLine("Förderart", "Zuschuss", "zuschuss", "https://amt.example/"),
            FactLine("Kumulierung", "unbekannt"),
        ]
    )
    assert [line.words for line in lines] == ["80 Prozent, höchstens 10.000 Euro", None, None, None]
    assert lines[2].url == "https://amt.example/"


def test_applicants_with_the_same_answer_from_the_same_words_are_one_entry() -> None:
    rows = [
        ApplicantRow("Kreis", "yes", "a"),
        ApplicantRow("Unternehmen", "unknown", "a"),
        ApplicantRow("Gemeinde", "yes", "a"),
        ApplicantRow("Schulträger", "yes", "b"),
    ]
    told = [(group.names, group.may, group.words) for group in applicant_groups(rows)]
    assert told == [("Kreis; Gemeinde", "ja", "a"), ("Unternehmen", "unbekannt", "a"), ("Schulträger", "ja", "b")]
