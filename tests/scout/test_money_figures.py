"""Sums and percentages in every way of writing them that was met; whatever is written can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.facts import money
from scout.facts.money_figures import euros, figures, percents
from scout.source import Draft


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("150.000 Euro", [150_000]),
        ("EUR 1,5 Millionen", [1_500_000]),
        ("1,25 Mio. €", [1_250_000]),
        ("TEUR 1.250", [1_250_000]),
        ("30 T€", [30_000]),
        ("25 Tsd. Euro", [25_000]),
        ("500 000 EUR", [500_000]),
        ("5.000,- €", [5_000]),
        ("EUR 500,00", [500]),
        ("EUR 2 million", [2_000_000]),
        ("€5M", [5_000_000]),
        ("1.5mn EUR", [1_500_000]),
        ("€60,000", [60_000]),
        ("zwischen 50.000 und 200.000 Euro", [50_000, 200_000]),
        ("1 bis 2 Mio. Euro", [1_000_000, 2_000_000]),
        ("EUR 5.000 bis 25.000", [5_000, 25_000]),
        ("2 Mrd. Euro", [2_000_000_000]),
        # Slips, dates and paragraphs are no sums.
        ("EUR 500.0000", []),
        ("1.02.2026 Euro", []),
        ("Nummer 5.1 der Richtlinie", []),
    ],
)
def test_sums(text: str, numbers: list[float]) -> None:
    assert [figure.number for figure in euros(text)] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("80 Prozent", [80]),
        ("42,5 %", [42.5]),
        ("60 v. H.", [60]),
        ("70 v.H.", [70]),
        ("66 2/3 vom Hundert", [66.67]),
        ("33⅓ %", [33.33]),
        ("eine 90-prozentige Förderung", [90]),
        ("75 per cent", [75]),
        ("10 Prozentpunkte", []),
        ("180 Prozent", []),
    ],
)
def test_percentages(text: str, numbers: list[float]) -> None:
    assert [figure.number for figure in percents(text)] == numbers


@given(st.integers(1, 10**9), st.sampled_from(["{} Euro", "{} EUR", "EUR {}", "€ {}", "{} €"]))
def test_a_sum_in_german_writing_is_read_back(amount: int, pattern: str) -> None:
    written = f"{amount:,}".replace(",", ".")
    assert [figure.number for figure in euros(f"bis zu {pattern.format(written)}.")] == [amount]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.,%€ EURobisProzent ½⅔\n•-:;()Mio"), max_size=120) | st.text())
def test_any_text_can_be_read_and_words_stand_where_they_are_said_to(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
    draft = Draft(external_id="p", url="https://amt.example/p", title="P", summary=text, body=f"1 Förderhöhe\n{text}")
    facts = money.of(draft)
    for fact in facts:
        source = getattr(draft, fact.found_in or "")
        assert fact.start is not None
        assert source[fact.start : fact.start + len(fact.words)] == fact.words
        assert fact.words
    money.summary(draft, facts)


# Something to repeat, so that a search that goes back on itself would have to try every place again and again.
@pytest.mark.parametrize(
    "text",
    [
        "Förderung bis zu " + "111 " * 100_000 + "x Euro",
        "Förderung bis zu " + "100 Euro " * 30_000,
        "Förderung bis zu " + "9" * 400_000 + " Euro",
        "Förderung 50 % " * 20_000,
        "kumul andere " * 25_000,
        "Förderhöhe\n" * 30_000,
        "• bis zu 5 Euro,\n" * 4_000,
        "zwischen 1 und " * 20_000 + "5 Euro",
    ],
    ids=lambda text: text[:24],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    """No assertion on seconds: with searches that go back on themselves this would not end within the suite."""
    draft = Draft(external_id="p", url="https://amt.example/p", title="P", summary=text, body=text)
    assert all((fact.number or 0) < 10**9 for fact in money.of(draft))
