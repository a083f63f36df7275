"""Shares in words, own shares in euros, umlauts in two letters, and figures that belong to somebody else."""

from __future__ import annotations

import pytest

from scout.facts import money
from scout.facts.money import chosen
from scout.source import Draft


def _read(text: str) -> list[tuple[str, str | None, float | None]]:
    found = money.of(Draft("1", "https://amt.example/p", "Programm", summary=text))
    return [(fact.kind, fact.value, fact.number) for fact in found if fact.kind != "funding_type"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Gefördert wird die Hälfte der förderfähigen Kosten.", [("rate", None, 50)]),
        ("Der Zuschuss deckt drei Viertel der Ausgaben.", [("rate", None, 75)]),
        (
            "Die Gemeinde trägt ein Drittel der Kosten selbst, zwei Drittel der zuwendungsfähigen Ausgaben werden als "
            "Zuschuss gewährt.",
            [("own_share", None, 33.33), ("rate", None, 66.67)],
        ),
        ("Sie erbringen einen Eigenanteil von einem Viertel.", [("own_share", None, 25)]),
        ("Bis zu 90 Prozent, höchstens 20.000 Euro.", [("rate", None, 90), ("amount_max", "funding", 20_000)]),
        ("Meist bis zu 75 Prozent.", [("rate", None, 75)]),
        ("Bis zu 20 Prozent der Fläche dürfen versiegelt sein.", []),
        ("20 Prozent, so die Schätzung.", []),
        ("Die Zuwendung wird zur Hälfte nach der Bewilligung ausgezahlt.", []),
        ("Zwei Drittel der Mitglieder müssen in Nordrhein-Westfalen wohnen.", []),
        ("Im Stadtviertel wird gefördert, was ein Drittel der Bewohner wünscht.", []),
    ],
)
def test_shares_in_words(text: str, read: list[tuple[str, str | None, float]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ein Eigenanteil von mindestens 5.000 Euro ist zu erbringen.", [("own_share", "euro", 5_000)]),
        ("Die Eigenmittel betragen 12.000 EUR.", [("own_share", "euro", 12_000)]),
        ("Der Zuschuss beträgt 50 % der Kosten ohne Eigenmittel.", [("rate", None, 50)]),
        ("Gezahlt werden 50 Prozent des Eigenanteils der Kosten.", []),
        ("Ein Fünftel der Kosten muss aus anderen Quellen kommen.", [("own_share", None, 20)]),
        ("Der Zuschuss deckt 50 % der Kosten, die aus anderen Quellen offen sind.", [("rate", None, 50)]),
        ("Das Projekt soll 5.000 bis 100.000 Euro kosten.", [("amount_min", "costs", 5_000)]),
    ],
)
def test_own_shares(text: str, read: list[tuple[str, str | None, float]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "Foerderung von bis zu 80 % der foerderfaehigen Ausgaben, Zuschuesse von hoechstens 50.000 Euro.",
            [("rate", None, 80), ("amount_max", "funding", 50_000)],
        ),
        ("Der Foerdersatz betraegt 60 Prozent.", [("rate", None, 60)]),
        ("Der Hoechstbetrag liegt bei 30.000 Euro.", [("amount_max", "funding", 30_000)]),
    ],
)
def test_umlauts_in_two_letters(text: str, read: list[tuple[str, str | None, float]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("The requested funding cannot exceed EUR 4 600 000.", 4_600_000),
        ("Betriebe mit Investitionsbedarf; Darlehen über die Hausbank, Digitalprojekt bis 2.500.000 EUR", 2_500_000),
        ("Darlehen bis zu 200.000 EUR (davon Betriebsmittel bis 80.000 EUR)", 200_000),
    ],
)
def test_sums(text: str, largest: int) -> None:
    fact = chosen(money.of(Draft("1", "https://amt.example/p", "Programm", summary=text)), "amount_max")
    assert fact is not None
    assert fact.number == largest


def test_what_others_have_to_bring_is_no_rate() -> None:
    assert (
        _read("Die Kreise müssen eine zusätzliche Förderung von 10 Prozent der Ausgaben erbringen (ohne Sachmittel).")
        == []
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("In der Regel 50 bis 70 Prozent.", [("rate", None, 70)]),
        ("In der Regel werden 50 bis 70 Prozent übernommen.", [("rate", None, 70)]),
        ("Üblicherweise 60 Prozent, in Härtefällen mehr.", [("rate", None, 60)]),
        ("Studien: 50 Prozent. Investitionen: bis zu 40 Prozent.", [("rate", None, 50), ("rate", None, 40)]),
        ("Beratung: bis zu 80 Prozent; Umsetzung: 40 Prozent.", [("rate", None, 80), ("rate", None, 40)]),
        ("Altersgruppe 18 bis 25: 50 Prozent. Frauen: 40 Prozent.", []),
        ("Umsetzung: 10 Prozent Reduktion der Wege.", []),
        ("In der Regel nehmen 50 bis 70 Prozent teil.", []),
    ],
)
def test_what_is_usual_and_what_stands_behind_a_label(text: str, read: list[tuple[str, str | None, float]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Der Zuschuss beträgt bis zu 100.000 Euro; 175.000 Euro bei zwei beteiligten Städten.", [100_000, 175_000]),
        ("Je Stadt höchstens 90.000 Euro. 175.000 Euro bei zwei beteiligten Städten.", [90_000, 175_000]),
        ("Der Bund erhielt Anträge über 175.000 Euro bei zwei beteiligten Städten.", []),
        ("Das Bündnis bekommt bis zu 5 Mio. Euro und leitet bis zu 60.000 Euro je Drittempfänger weiter.", [5_000_000]),
        ("Bis zu 300.000 Euro dürfen an Dritte weitergegeben werden.", []),
        ("Die Zuschüsse an Dritte können zwischen 300 Euro und 9.000 Euro betragen.", []),
        ("Der Zuschuss beträgt höchstens 80.000 Euro, hiervon bis zu 90.000 Euro für Technik.", [80_000]),
    ],
)
def test_more_partners_get_more_and_what_is_passed_on_is_not_the_sum(text: str, sums: list[int]) -> None:
    assert [number for kind, _, number in _read(text) if kind == "amount_max"] == sums


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Bisher ausgezahlt: 170.000 € für Lesestunden.", []),
        ("Bislang bewilligt: 20.000 Euro.", []),
        ("Geräte werden bezuschusst (ab 1.000 € besondere Begründung nötig).", []),
        ("Zuschüsse ab 1.000 Euro.", [("amount_min", "funding", 1_000)]),
        ("Bis zu 9.000 € Anschub Ausschreibung 2026 beendet.", [("amount_max", "funding", 9_000)]),
    ],
)
def test_what_was_paid_and_what_a_larger_sum_takes(text: str, read: list[tuple[str, str | None, float]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "Die höchste Förderung beträgt 3 Millionen Euro (bei Verbünden 5 Millionen Euro).",
            [("amount_max", "funding", 3_000_000), ("amount_max", "funding", 5_000_000)],
        ),
        ("Mehr als 75.000 Euro werden nicht gewährt.", [("amount_max", "funding", 75_000)]),
        ("Der Zuschuss ist bei 75.000 Euro gedeckelt.", [("amount_max", "funding", 75_000)]),
        ("Bei 75.000 Euro an Kosten wird die Prüfung auf Belege begrenzt.", []),
        ("Zuschussquote: 45 %", [("rate", None, 45)]),
    ],
)
def test_further_words_for_the_largest_sum(text: str, read: list[tuple[str, str | None, float]]) -> None:
    assert _read(text) == read
