"""No "no" for somebody who may apply: wordings that look like a full list or an exclusion, and are none."""

from __future__ import annotations

import pytest

from data.reference.applicants import shipped_applicants
from data.stated import StatementRow
from matcher.eligibility import Facet, judge
from scout.facts import eligibility
from scout.families.gsb_vocabulary import named
from scout.source import Category, Draft

COUNTY = shipped_applicants().lead
TOWN = shipped_applicants().of_kind("municipality")[0]


def verdicts(text: str, *labels: str, field: str = "requirements") -> tuple[str, str]:
    """What is judged of a text and its categories for the county and a town."""
    filed = tuple(
        Category("applicant", "schule", label) if label == "Schulen" else named("applicant", label) for label in labels
    )
    draft = Draft(external_id="x", url="https://example.org/x", title="Programm", categories=filed, **{field: text})
    said = [
        StatementRow(f.kind, f.value, f.verdict, f.certainty, f.words, f.found_in, f.start)
        for f in eligibility.of(draft)
    ]
    facets = [Facet(category.kind, category.code, category.label) for category in filed]
    county, town = (judge(facets, applicant, "Quelle", said).who.verdict for applicant in (COUNTY, TOWN))
    return county, town


@pytest.mark.parametrize(
    "text",
    [
        "Der Kreis fördert kleine Vorhaben in Ortsteilen.",
        "Mit diesem Topf fördern Kreis und Gemeinden das Ehrenamt.",
        "Die Stadt Musterhausen gewährt Zuschüsse an Vereine.",
        "Förderprogramm der Stadt Musterhausen für Dachbegrünung.",
        "Zuwendungen des Kreises erhalten Vereine.",
    ],
)
@pytest.mark.parametrize("field", ["requirements", "summary"])
def test_who_gives_the_money_is_no_applicant(text: str, field: str) -> None:
    assert "yes" not in verdicts(text, field=field)


def test_who_gets_the_money_of_a_giver_is_one() -> None:
    assert verdicts("Das Land fördert Kommunen bei der Digitalisierung.") == ("yes", "yes")


@pytest.mark.parametrize("text", ["Wer: Städte und Gemeinden im Kreis", "Städte und Gemeinden im Kreis"])
def test_a_bare_row_of_names_names_applicants(text: str) -> None:
    assert verdicts(text) == ("unknown", "yes")


@pytest.mark.parametrize(
    "text",
    [
        "Antragsberechtigt sind:\nUnternehmen\nVereine\nKommunen\nKreise",
        "Antragsberechtigt sind: 1. Unternehmen. 2. Vereine. 3. Gemeinden und Gemeindeverbände.",
        "Antragsberechtigt sind a) Unternehmen, b) Vereine e. V., c) Kreise und Gemeinden.",
        "Antragsberechtigt sind Gemeinden (GV).",
        "Antragsberechtigt sind Gemeinden/GV.",
    ],
)
def test_a_list_is_read_to_its_end(text: str) -> None:
    assert verdicts(text, "Unternehmen") == ("yes", "yes")


@pytest.mark.parametrize(
    "text",
    [
        "Antragsberechtigt sind Unternehmen. Ebenso Kommunen.",
        "Antragsberechtigt sind Unternehmen. Gleiches gilt für Gemeinden und Gemeindeverbände.",
        "Antragsberechtigt sind Unternehmen. Kommunen können sich als Partner an einem Verbund beteiligen.",
        "Antragsberechtigt sind Unternehmen und weitere Antragsteller.",
        "Antragsberechtigt sind Unternehmen, Verbände usw.",
        "Antragsberechtigt sind Krankenhäuser in öffentlicher und freier Trägerschaft.",
        "Antragsberechtigt sind Volkshochschulen.",
        "Antragsberechtigt sind Arbeitgeber.",
        "Antragsberechtigt sind Vereine. Für Vereine gilt ein Satz von 80 %, für Kommunen 60 %.",
        "Der Satz beträgt für Kommunen 90 Prozent. Antragsberechtigt sind Betriebe.",
    ],
)
def test_a_list_that_others_are_named_beside_rules_nobody_out(text: str) -> None:
    assert "no" not in verdicts(text)


def test_a_county_that_gathers_applications_of_its_towns_is_not_ruled_out() -> None:
    assert verdicts("Antragsberechtigt sind Städte und Gemeinden. Kreise können Anträge bündeln.") == ("unknown", "yes")


@pytest.mark.parametrize(
    "text",
    [
        "Nicht antragsberechtigt sind Kommunen, die im ersten Aufruf gefördert wurden.",
        "Nicht antragsberechtigt sind Kreise und Gemeinden ohne Klimaschutzkonzept.",
        "Kommunen sind nicht antragsberechtigt, wenn sie schon ein Konzept haben.",
        "Es ist ein Eigenanteil zu leisten; ausgenommen sind Kreise und Gemeinden.",
        "Von der Nachweispflicht ausgenommen sind Kommunen.",
        "Anträge von Kreisen ohne Beschluss werden nicht gefördert.",
        "Nicht antragsberechtigt: Kommunen außerhalb der Gebietskulisse.",
        "Nicht antragsberechtigt sind Betriebe der Kommunen.",
        "Eine Doppelförderung von Kommunen ist ausgeschlossen.",
    ],
)
def test_an_exclusion_of_some_or_from_a_duty_rules_nobody_out(text: str) -> None:
    assert "no" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nicht antragsberechtigt sind Kommunen.",
        "Öffentlich-rechtliche Einrichtungen und Kommunen können keinen Antrag stellen.",
        "Antragsberechtigt sind Vereine. Öffentlich-rechtliche Einrichtungen können keinen Antrag stellen.",
    ],
)
def test_a_plain_exclusion_still_rules_out(text: str) -> None:
    assert verdicts(text) == ("no", "no")


def test_public_bodies_that_may_not_apply_are_never_named_as_applicants() -> None:
    draft = Draft(
        external_id="x", url="https://example.org/x", title="Programm",
        requirements="Öffentlich-rechtliche Einrichtungen und Privatpersonen können keinen Antrag stellen.",
    )  # fmt: skip
    said = [(fact.value, fact.verdict) for fact in eligibility.of(draft) if fact.kind == "applicant"]
    assert ("public_body", "no") in said
    assert ("public_body", "yes") not in said


@pytest.mark.parametrize(
    "text",
    [
        "Antragsberechtigt sind Schulen. Der Antrag ist vom Schulträger zu stellen.",
        "Das Einverständnis des Schulträgers liegt bei.",
        "Schulen und ihre kommunalen Träger können sich bewerben.",
        "Antragsberechtigt sind Träger der Schule.",
        "Bewerben können sich Schulen in öffentlicher Trägerschaft.",
        "Förderung digitaler Ausstattung an Schulen.",
        "Förderprogramm für moderne Schulen: Sanierung und Barrierefreiheit.",
    ],
)
def test_category_schools_rules_no_school_authority_out(text: str) -> None:
    assert "no" not in verdicts(text, "Schulen", field="summary")


@pytest.mark.parametrize("label", ["Schulen", "Bildungseinrichtung"])
@pytest.mark.parametrize(
    "text",
    [
        "Neue Möbel für Klassenräume.",
        "Umbau von Gebäuden.",
        "Bewerben können sich Schulen. Bezahlt werden Tablets.",
        "Es gibt Geld für Sachmittel.",
        "Wir bezahlen Photovoltaikanlagen auf Turnhallen.",
    ],
)
def test_houses_and_equipment_of_schools_are_those_of_their_authority(text: str, label: str) -> None:
    assert verdicts(text, label, field="summary") == ("unknown", "unknown")
    assert verdicts(text, "Verband/Vereinigung", field="summary") == ("no", "no")


def test_category_schools_rules_out_where_only_schools_apply() -> None:
    assert verdicts("Wettbewerb für Klassen der Jahrgänge 5 bis 10.", "Schulen", field="summary") == ("no", "no")


@pytest.mark.parametrize("label", ["EU", "EU (inkl. Deutschland)", "Europa"])
def test_the_union_never_rules_out(label: str) -> None:
    filed = [Facet("region", label.lower(), label), Facet("region", "bayern", "Bayern")]
    assert judge(filed, COUNTY, "Quelle").where.verdict != "no"
    assert judge(filed[:1], COUNTY, "Quelle").where.verdict == "yes"


def test_beside_federation_and_laender_municipalities_stand_for_the_whole_level() -> None:
    assert verdicts("Antragsberechtigt sind Bund, Länder und Gemeinden.") == ("unknown", "yes")
    assert verdicts("Antragsberechtigt sind Städte und Gemeinden.") == ("no", "yes")


def test_nobody_named_as_entitled_is_not_entitled() -> None:
    assert "yes" not in verdicts("Keine Antragsberechtigung haben Kommunen.")


def test_companies_that_municipalities_hold_shares_of_are_no_municipalities() -> None:
    assert "yes" not in verdicts("Antragsberechtigt sind nur Unternehmen, an denen Kommunen beteiligt sind.")


@pytest.mark.parametrize(
    "text",
    [
        "Antragsteller müssen Unternehmen sein. Kommunen sind über ihre Eigenbetriebe antragsberechtigt.",
        "Antragsberechtigt sind nur Betriebe. Für Modul C sind öffentliche Träger zuwendungsberechtigt.",
        "Antragsberechtigt sind nur Vereine. Im zweiten Baustein werden Vorhaben von Gemeinden und Kreisen gefördert.",
        "Antragsberechtigt sind Vereine. Im zweiten Baustein sind Projekte der Kommunen förderfähig.",
        "Antragsberechtigt sind kleine Betriebe. Der zweite Baustein steht Gemeinden und Landkreisen offen.",
        "Antragsberechtigt sind kleine Betriebe. Die Mittel der zweiten Runde gehen an Kreise und Städte.",
        "Antragsberechtigt sind Kommunen. Öffentliche Einrichtungen können keinen Antrag stellen.",
        "Die Zuwendungsempfänger im Baustein B sind Betriebe. Letztempfänger sind Gebietskörperschaften.",
    ],
)
def test_a_sentence_that_grants_municipal_bodies_something_forbids_a_no(text: str) -> None:
    assert "no" not in verdicts(text, "Unternehmen")


@pytest.mark.parametrize("text", ["Antrag über Ihre Gemeinde", "Die Vereine bewerben sich über die Kommunen."])
@pytest.mark.parametrize("field", ["requirements", "summary"])
def test_who_hands_an_application_on_may_be_meant_or_not(text: str, field: str) -> None:
    assert verdicts(text, "Verband/Vereinigung", field=field) == ("unknown", "unknown")


def test_who_makes_an_offer_known_is_no_applicant() -> None:
    text = "Das Angebot richtet sich an Ehrenamtliche und lässt sich von Kommunen im Amtsblatt bekannt machen."
    assert verdicts(text) == ("unknown", "unknown")
    assert verdicts("Anträge können von Kommunen gestellt werden.") == ("yes", "yes")


@pytest.mark.parametrize("field", ["requirements", "summary"])
@pytest.mark.parametrize(
    "text",
    [
        "Kreise und kreisfreie Städte in NRW",
        "Kreise und kreisfreie Städte können einen Zuschuss bekommen.",
        "Landkreise können einen Zuschuss bekommen.",
    ],
)
def test_where_only_counties_are_named_the_wider_category_says_nothing_about_towns(text: str, field: str) -> None:
    county, town = verdicts(text, "Kommune", field=field)
    assert (county, town != "yes") == ("yes", True)


def test_a_full_list_of_counties_is_not_opened_for_towns_by_a_wider_word() -> None:
    text = "Antragsberechtigt - Öffentliche Stellen. Antragsteller muss ein Kreis oder eine kreisfreie Stadt sein."
    assert verdicts(text, "Öffentliche Einrichtung") == ("yes", "no")


@pytest.mark.parametrize("label", ["Schulen", "Verband/Vereinigung"])
@pytest.mark.parametrize("text", ["Es gibt 5.000 Euro je Region.", "Drei bilden ein Bündnis.", "Konsortien."])
def test_regions_and_alliances_may_hold_a_county(text: str, label: str) -> None:
    assert verdicts(text, label, field="summary") == ("unknown", "unknown")
