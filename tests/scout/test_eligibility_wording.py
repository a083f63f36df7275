"""Words for applicants become codes: compounds, places, exceptions, English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.facts.applicants_wording import CODES, mentions
from scout.facts.inhabitants import inhabitants


def named(text: str, language: str = "de") -> list[str]:
    """Codes in order of place; a minus says: named to be left out."""
    found = sorted(mentions(text, language), key=lambda mention: mention.start)
    return list(dict.fromkeys(("-" if mention.left_out else "") + mention.code for mention in found))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kreise und kreisfreie Städte", ["county", "county_free_city"]),
        ("Landkreise, Städte und Gemeinden", ["county", "municipality"]),
        ("Gemeinden und Gemeindeverbände", ["municipality", "municipal_union"]),
        ("Kommunen sowie deren Zusammenschlüsse", ["local_authority", "purpose_association"]),
        ("kommunale Gebietskörperschaften", ["local_authority"]),
        ("Abwasserzweckverbände und Zweckverbände", ["purpose_association"]),
        ("kommunale und gemeinnützige Unternehmen", ["municipal_company"]),
        ("Unternehmen mit mindestens 30 Prozent kommunaler Beteiligung", ["municipal_company"]),
        ("Stadtwerke, Eigenbetriebe", ["municipal_company"]),
        ("Kommunen und die von ihnen getragenen Unternehmen", ["local_authority", "municipal_company"]),
        ("Betriebe, an denen Kommunen mindestens ein Viertel halten", ["municipal_company"]),
        ("Gesellschaften, an denen Kreise und Gemeinden beteiligt sind", ["municipal_company"]),
        ("Unternehmen im Eigentum von Städten", ["municipal_company"]),
        ("Antrag über Ihre Gemeinde", ["other"]),
        ("kommunale und private Waldbesitzende", ["other"]),
        ("private und kommunale Waldbesitzer", ["other"]),
        ("private Waldbesitzer", ["farmer"]),
        ("Fachbehörden und Dienststellen der Verwaltung", ["other"]),
        ("juristische Personen des privaten und öffentlichen Rechts", ["public_body"]),
        ("juristische Personen des Privatrechts", ["private_law"]),
        ("natürliche und juristische Personen", ["private_person", "legal_person"]),
        ("Einrichtungen unabhängig von ihrer Rechtsform", ["other", "anyone"]),
        ("öffentliche Schulträger", ["school_authority"]),
        ("Träger der öffentlichen Jugendhilfe", ["youth_authority"]),
        ("Träger der freien Jugendhilfe", ["association"]),
        ("örtliche Träger der Sozialhilfe", ["county_duty"]),
        ("Kreishandwerkerschaften und Handwerkskammern", ["chamber"]),
        ("Kirchengemeinden", ["church"]),
        ("Wohnungsbaugenossenschaften und Handwerksbetriebe", ["company"]),
        ("KMU, Freiberuflerinnen, Existenzgründer", ["company"]),
        ("staatliche Hochschulen und Forschungseinrichtungen", ["university", "research"]),
        ("Sportvereine, Umweltverbände, Stiftungen", ["association"]),
        ("Altenpflegeschulen", ["school"]),
        ("die Stadt Musterhausen und der Kreis Beispiel", ["place"]),
        ("der Kreis der Antragsberechtigten", []),
        ("ein Kreislauf aus Stoffen", []),
        ("Körperschaften des öffentlichen Rechts wie zum Beispiel Kirchen", ["church"]),
    ],
)
def test_german_words_and_their_codes(text: str, codes: list[str]) -> None:
    assert named(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kommunen (ohne Kreise)", ["local_authority", "-county"]),
        (
            "Kommunen mit Ausnahme der Kreise und kreisfreien Städte",
            ["local_authority", "-county", "-county_free_city"],
        ),
        ("Kommunale Träger unterhalb der Kreisebene", ["local_authority", "-county"]),
        ("Kreise ausgenommen", ["-county"]),
        ("Gebietskörperschaften sind nicht antragsberechtigt", ["-local_authority"]),
        ("Nicht antragsberechtigt sind Kommunen", ["-local_authority"]),
        ("juristische Personen im außergemeindlichen Bereich", ["legal_person", "-local_authority"]),
        ("Vereine in Gemeinden", ["association"]),
        ("Unternehmen in Abstimmung mit dem Kreis", ["company"]),
        ("Anträge von Kommunen", ["local_authority"]),
    ],
)
def test_who_is_left_out_and_who_is_only_a_place_or_a_helper(text: str, codes: list[str]) -> None:
    assert named(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("local and regional authorities", ["local_authority"]),
        ("municipalities and cities", ["municipality"]),
        ("any legal entity", ["anyone"]),
        ("public or private entities", ["public_body"]),
        ("SMEs and universities", ["company", "university"]),
    ],
)
def test_english_words_and_their_codes(text: str, codes: list[str]) -> None:
    assert named(text, "en") == codes


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Gemeinden mit bis zu 10.000 Einwohnern", ["municipality:max:10000"]),
        ("Städte mit mehr als 50 000 Einwohnern", ["municipality:min:50000"]),
        ("Kommunen mit weniger als 20.000 Einwohnern", ["municipality:max:20000"]),
        ("Kommunen mit nicht mehr als 5.000 Einwohnern", ["municipality:max:5000"]),
        ("Orte bis 10.000 Einwohner", []),
        ("eine Region mit einer Million Einwohnern", []),
    ],
)
def test_inhabitants_count_only_beside_a_municipality(text: str, limits: list[str]) -> None:
    assert list(inhabitants(text, 0, len(text))) == limits


@given(st.text(max_size=300), st.sampled_from(["de", "en"]))
def test_every_mention_is_a_known_code_at_its_place(text: str, language: str) -> None:
    for mention in mentions(text, language):
        assert mention.code in CODES
        assert 0 <= mention.start < mention.end <= len(text)
