"""Rates, own shares and sums out of prose, in wordings made up after real ones: most figures are not what is paid."""

from __future__ import annotations

import pytest

from scout.facts import money
from scout.facts.values import MoneyFact
from scout.source import Category, Draft

URL = "https://amt.example/programm"


def _draft(text: str, **fields: object) -> Draft:
    return Draft(external_id="p", url=URL, title="Programm", summary=text, **fields)  # type: ignore[arg-type]


def _facts(text: str, kind: str) -> list[MoneyFact]:
    return [fact for fact in money.of(_draft(text)) if fact.kind == kind]


def _numbers(text: str, kind: str) -> list[float | None]:
    return [fact.number for fact in _facts(text, kind)]


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("Die Zuwendung beträgt bis zu 150.000 Euro.", 150_000),
        ("Die Höhe des Zuschusses beträgt maximal EUR 1,5 Millionen je Vorhaben.", 1_500_000),
        ("Der Höchstbetrag ist auf 210.000 EUR für drei Jahre festgelegt.", 210_000),
        ("Der Zuschuss ist auf 4.000 Euro pro Jahr begrenzt.", 4_000),
        ("Die Förderung darf einen Betrag von 30.000 Euro nicht übersteigen.", 30_000),
        ("Die garantierte Beteiligung überschreitet nicht den Betrag von EUR 1,25 Millionen.", 1_250_000),
        ("Gefördert wird als Festbetrag in Höhe von 12.500 Euro.", 12_500),
        ("Als Zuwendung werden 175.000 Euro gewährt, jedoch höchstens 90 % der Ausgaben.", 175_000),
        ("Das Darlehen beträgt maximal je Kreditnehmerin und Kreditnehmer jährlich EUR 2 Millionen.", 2_000_000),
        ("Die Garantie soll TEUR 800 je Unternehmen nicht überschreiten.", 800_000),
        ("Sie erhalten höchstens 800 Euro für den ersten beziehungsweise 1.600 Euro für den zweiten Antrag.", 1_600),
        ("Besondere Kosten können mit bis zu 1.500 Euro bezuschusst werden.", 1_500),
        ("2.000 € - 15.000 €", 15_000),
        ("Hauptpreis: 20.000 €, fünf weitere Preise: je 3.000 €", 20_000),
        ("Grants of up to EUR 2 million per project are available.", 2_000_000),
        ("The maximum grant is €60,000 per pilot.", 60_000),
        # What is not paid to one project is no largest sum.
        ("Die Höhe des Zuschusses beträgt bis zu 18 Euro je Tag und Kind.", None),
        ("Die Förderung beträgt bis zu EUR 21.000 je geschaffener Wohneinheit.", None),
        ("Der Zuschuss beträgt bis zu 1.200 Euro pro Monat.", None),
        ("Je Beratertag sind Ausgaben von bis zu 1.000 Euro förderfähig.", None),
        ("Insgesamt stehen für den Aufruf 30 Mio. Euro zur Verfügung.", None),
        ("Das Gesamtbudget beträgt 4 Mio. Euro.", None),
        ("Die förderfähigen Ausgaben betragen höchstens 90.000 Euro.", None),
        ("Antragsberechtigt sind Unternehmen mit einem Umsatz von höchstens 50 Mio. Euro.", None),
        ("De-minimis-Beihilfen dürfen 300.000 Euro in drei Jahren nicht übersteigen.", None),
        ("Reichen Sie Anträge für Zuschüsse bis 50.000 Euro bis zum 15. Oktober ein.", None),
        ("Der Eigenanteil beträgt mindestens 5.000 Euro.", None),
        ("Für jeden weiteren Partner erhöht sich die Zuwendung um 35.000 Euro.", None),
        ("Seit 2001 wurden über 43 Mio. Euro für 8.200 Schulen bereitgestellt.", None),
        ("Das Vorhaben kostete 3 Mio. Euro.", None),
        ("Übersteigen die Kosten 1,5 Mio. Euro, legen Sie ein Gutachten vor.", None),
    ],
)
def test_the_largest_sum(text: str, largest: int | None) -> None:
    assert max(_numbers(text, "amount_max"), default=None) == largest  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("text", "smallest", "of"),
    [
        ("Die Bagatellgrenze liegt bei EUR 2.500.", 2_500, "funding"),
        ("Die Zuwendung beträgt mindestens 5.000 Euro und höchstens 150.000 Euro.", 5_000, "funding"),
        ("Die Förderung beträgt zwischen 50.000 und 200.000 Euro.", 50_000, "funding"),
        ("Die Mindestfördersumme beträgt 10.000 Euro.", 10_000, "funding"),
        ("Übernommen werden Bürgschaften ab EUR 1,25 Millionen.", 1_250_000, "funding"),
        ("Der Zuschuss darf 3.000 Euro nicht unterschreiten.", 3_000, "funding"),
        ("Die Investition muss mindestens 100.000 Euro betragen.", 100_000, "costs"),
        ("Es müssen Ihnen mindestens EUR 150.000 Kosten entstehen.", 150_000, "costs"),
        ("Sie bekommen keine Förderung, wenn die Gesamtkosten unter 200.000 Euro liegen.", 200_000, "costs"),
        ("Bei Gesamtkosten ab 500.000 Euro ist eine Stellungnahme beizufügen.", None, None),
        ("Die Förderung beträgt über die Laufzeit bis zu 40.000 Euro.", None, None),
    ],
)
def test_the_smallest_sum_is_that_of_the_funding_or_of_the_project(
    text: str, smallest: int | None, of: str | None
) -> None:
    facts = _facts(text, "amount_min")
    assert [(fact.number, fact.value) for fact in facts] == ([(smallest, of)] if smallest else [])


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("Die Höhe des Zuschusses beträgt bis zu 70 Prozent der zuwendungsfähigen Ausgaben.", [70]),
        ("Die Zuwendung beträgt 66 2/3 vom Hundert der Kosten.", [66.67]),
        ("Der Fördersatz beträgt 42,5 %.", [42.5]),
        ("Es gibt einen Zuschuss von 80 v. H. der förderfähigen Kosten.", [80]),
        ("(90 % Fördersatz, max. 20.000 € über zwei Jahre)", [90]),
        ("Gefördert werden bis zu 50 Prozent, bei überregionalen Vorhaben bis zu 60 Prozent der Ausgaben.", [50, 60]),
        ("The funding rate is up to 75% of the eligible costs.", [75]),
        # Other shares.
        ("Der Eigenanteil beträgt mindestens 10 Prozent.", []),
        ("Mindestens 30 % Eigenanteil sind aufzubringen.", []),
        ("Der Zinssatz liegt bei 2 %.", []),
        ("Die Bank wird mit 50 Prozent von der Haftung freigestellt: Haftungsfreistellung von 50 Prozent.", []),
        ("Verbürgt werden bis zu 80 Prozent des Kredits.", []),
        ("Für Verwaltung gibt es eine Pauschale von 5 Prozent der Projektausgaben.", []),
        ("Der Fördersatz erhöht sich um 10 Prozent.", []),
        ("Höchstens 20 Prozent Ausfallzeiten sind zulässig.", []),
        ("Der Landkreis muss weitere 10 Prozent der Finanzierung übernehmen.", []),
        ("Die Gesamtförderung aus öffentlichen Mitteln darf 75 Prozent der Ausgaben nicht übersteigen.", []),
        ("Über 99 % aller Unternehmen sind klein.", []),
        ("Der Primärenergiebedarf liegt 40 Prozent unter dem Gesetz.", []),
    ],
)
def test_rates(text: str, rates: list[float]) -> None:
    assert _numbers(text, "rate") == rates


@pytest.mark.parametrize(
    ("text", "by_case"),
    [
        (
            "Der Zuschuss beträgt 60 Prozent, für Kommunen in der Haushaltssicherung 80 Prozent der Ausgaben.",
            {None: 60, "budget_safeguarding": 80},
        ),
        ("Zuschuss bis 75 % (kommunal) / 94 % (freie Träger)", {None: 75, "private_body": 94}),
        (
            "Zuschüsse bis 50 % der Ausgaben, bis 80 % für Kommunen, bis 90 % für Forschungseinrichtungen",
            {None: 80, "research": 90},
        ),
        ("Der Fördersatz beträgt 50 %, bei interkommunalen Vorhaben 65 %.", {None: 50, "cooperation": 65}),
    ],
)
def test_a_rate_of_a_case_keeps_its_case(text: str, by_case: dict[str | None, float]) -> None:
    highest: dict[str | None, float] = {}
    for fact in _facts(text, "rate"):
        highest[fact.condition] = max(highest.get(fact.condition, 0), fact.number or 0)
    assert highest == by_case


def test_own_shares_are_facts_of_their_own_and_imply_no_rate() -> None:
    text = "Sie müssen einen Eigenanteil von mindestens 10 Prozent der Ausgaben tragen."
    assert _numbers(text, "own_share") == [10]
    assert _numbers(text, "rate") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Förderung ist mit anderen Förderprogrammen kombinierbar.", "yes"),
        ("Eine Kumulierung mit anderen Zuschüssen ist nicht zulässig.", "no"),
        ("Eine Kombination mit anderen Förderungen ist bis zu 100 Prozent der Kosten möglich.", "limited"),
        ("Gefördert werden Kombinationen aus Radweg und Fußweg.", None),
        ("Die Förderung beträgt 50 Prozent.", None),
    ],
)  # fmt: skip
def test_cumulation(text: str, said: str | None) -> None:
    assert [fact.value for fact in _facts(text, "cumulation")] == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sie erhalten die Förderung als Zuschuss.", {"zuschuss"}),
        ("Sie erhalten die Förderung als zinsgünstiges Darlehen.", {"darlehen"}),
        ("Sie erhalten die Förderung in Form einer Bürgschaft.", {"buergschaft"}),
        ("Das Preisgeld beträgt 5.000 Euro.", {"preis"}),
        ("Es gibt kostenlose Materialien.", {"sachleistung"}),
        ("Das Programm ist neu.", set()),
    ],
)
def test_the_form_of_funding_is_read_where_the_source_files_none(text: str, codes: set[str]) -> None:
    assert {fact.value for fact in _facts(text, "funding_type")} == codes


def test_a_filed_form_of_funding_ranks_before_prose() -> None:
    draft = _draft("Ein Darlehen.", categories=(Category("funding_type", "zuschuss", "Zuschuss"),))
    [fact] = [fact for fact in money.of(draft) if fact.kind == "funding_type"]
    assert (fact.value, fact.words, fact.structured, fact.found_in) == ("zuschuss", "Zuschuss", True, None)


def test_each_fact_keeps_its_sentence_and_place() -> None:
    draft = _draft("Das ist neu.\n\nDie Zuwendung beträgt höchstens 150.000 Euro. Viel Erfolg.")
    [fact] = [fact for fact in money.of(draft) if fact.kind == "amount_max"]
    assert fact.words == "Die Zuwendung beträgt höchstens 150.000 Euro."
    assert (fact.found_in, fact.url) == ("summary", URL)
    assert draft.summary is not None
    assert fact.start is not None
    assert draft.summary[fact.start :].startswith(fact.words)


def test_points_of_a_list_are_read_with_the_line_above_them() -> None:
    text = "Die Höhe des Zuschusses beträgt:\n• für Konzepte bis zu 20.000 Euro,\n• für Technik 90.000 Euro."
    assert _numbers(text, "amount_max") == [20_000, 90_000]
    assert _facts(text, "amount_max")[0].words == "für Konzepte bis zu 20.000 Euro,"


def test_columns_show_the_largest_and_smallest_sum_and_the_rate_that_always_holds() -> None:
    draft = _draft(
        "Die Zuwendung beträgt bis zu 60 Prozent, für finanzschwache Kommunen bis zu 80 Prozent der Ausgaben. "
        "Für Konzepte gibt es bis zu 20.000 Euro. Für die Umsetzung gibt es bis zu 90.000 Euro. "
        "Die Bagatellgrenze liegt bei 2.500 Euro."
    )
    shown = money.summary(draft, money.of(draft))
    assert (shown["amount_min"], shown["amount_max"], shown["rate_percent"]) == (2_500, 90_000, 60)
    assert "90.000 Euro" in shown["amount_words"]
    assert "60 Prozent" in shown["rate_words"]


def test_what_the_reader_has_found_in_a_field_stays() -> None:
    draft = _draft("Die Zuwendung beträgt höchstens 50.000 Euro.", amount_max=40_000, amount_words="40.000 Euro")
    assert money.summary(draft, money.of(draft)) == {}


def test_the_legal_text_counts_where_the_plain_texts_say_nothing() -> None:
    law = "1 Zweck\nBeträge über 9.000 Euro.\n5 Art und Umfang, Höhe der Zuwendung\nDer Fördersatz beträgt 75 Prozent."
    alone = _draft("Das ist neu.", body=law)
    assert money.summary(alone, money.of(alone))["rate_percent"] == 75
    beside = _draft("Der Fördersatz beträgt 60 Prozent.", body=law)
    assert money.summary(beside, money.of(beside))["rate_percent"] == 60
    assert {fact.number for fact in money.of(beside) if fact.kind == "rate"} == {60, 75}
