"""Who can apply: one line for each kind of applicant, towns apart only where they differ, from what is stored."""

from __future__ import annotations

from dashboard.parts.applicants import who_can_apply
from dashboard.parts.fact_lines import applicant_groups
from dashboard.parts.markup import fragment
from data.queries.eligibility import judged_from
from data.reference.applicants import shipped_applicants
from data.stated import CategoryRow, JudgedFrom, StatementRow
from data.store import Store
from tests.dashboard.filled import HOSTILE

NRW = CategoryRow("region", "nordrhein_westfalen", "Nordrhein-Westfalen")


def judged(*codes: str, words: str = "Antragsberechtigt sind Beispiele.") -> JudgedFrom:
    """A programme whose requirements name these, and nobody else."""
    named = [StatementRow("applicant", code, "yes", "stated", words, "requirements", 0) for code in codes]
    whole = StatementRow("list", "applicants", "yes", "inferred", words, "requirements", 0)
    return JudgedFrom("Quelle", (NRW,), (*named, whole))


def test_one_line_for_each_kind_and_one_for_all_towns() -> None:
    rows = who_can_apply(judged("local_authority"), shipped_applicants())
    assert [(row.name, row.may) for row in rows] == [
        ("Kreis Coesfeld", "ja"),
        ("Kreisangehörige Gemeinde", "ja"),
        ("Schulträger", "ja"),
        ("Kommunales Unternehmen", "unbekannt"),
        ("Zweckverband oder Zusammenschluss von Kommunen", "unbekannt"),
    ]
    assert "Antragsberechtigt sind Beispiele." in (rows[0].words or "")


def test_towns_that_differ_have_a_line_each() -> None:
    rows = {row.name: row.may for row in who_can_apply(judged("youth_authority"), shipped_applicants())}
    assert rows["Kreis Coesfeld"] == rows["Stadt Dülmen"] == rows["Stadt Coesfeld"] == "ja"
    assert rows["Gemeinde Senden"] == "nein"


def test_nothing_stated_is_shown_as_unknown_and_foreign_words_as_text() -> None:
    rows = who_can_apply(JudgedFrom("Quelle", (), ()), shipped_applicants())
    assert {row.may for row in rows} == {"unbekannt"}
    assert "Die Quelle sagt dazu nichts." in fragment("applicants", applicants=applicant_groups(rows))
    rows = who_can_apply(judged("county", words=HOSTILE), shipped_applicants())
    hostile = fragment("applicants", applicants=applicant_groups(rows))
    assert "<script" not in hostile
    assert "&lt;script&gt;" in hostile


def test_a_programme_that_is_not_there_has_nothing_to_judge_from(store: Store) -> None:
    with store.reading() as session:
        assert judged_from(session, 4711) == JudgedFrom("", (), ())
