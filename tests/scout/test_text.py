"""German text functions: tables of real wordings, and what must hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.markup import html_text
from scout.text import Figure, clean, find_dates, find_euros, parse_date

MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember"]  # fmt: skip
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


def parse_euros(text: str) -> float | None:
    return _whole(text, find_euros(text))


def _whole(text: str, figures: tuple[Figure, ...]) -> float | None:
    """The one figure that the text is, from its first to its last character."""
    return figures[0].value if [(f.start, f.end) for f in figures] == [(0, len(text))] else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31.12.2027", date(2027, 12, 31)),
        ("1. 3. 2027", date(2027, 3, 1)),
        ("31.12.26", date(2026, 12, 31)),
        ("1. Nov. 2024", date(2024, 11, 1)),
        ("31. Dezember 2026", date(2026, 12, 31)),
        ("28. März 2026", date(2026, 3, 28)),
        ("2026-09-30", date(2026, 9, 30)),
        ("00. November 2020", None),
        ("31.02.2026", None),
        ("30.13.2026", None),
        ("Dezember 2026", None),
        ("30.09.", None),
        ("", None),
    ],
)
def test_dates(written: str, meant: date | None) -> None:
    assert parse_date(written) == meant


def test_dates_in_a_sentence_keep_what_is_missing() -> None:
    mentions = find_dates("Anträge sind vom 30.08. bis 30.09.2023 oder bis Ende Februar 2024 möglich (§ 1.2.3).")
    assert [(m.day, m.month, m.year) for m in mentions] == [(30, 8, None), (30, 9, 2023), (None, 2, 2024)]
    assert mentions[2].on() == date(2024, 2, 29)
    assert mentions[0].on(2023) == date(2023, 8, 30)
    assert mentions[0].yearly == "08-30"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("150.000 Euro", 150_000),
        ("EUR 50.000", 50_000),
        ("1,5 Mio. EUR", 1_500_000),
        ("30 T€", 30_000),
        ("250 Tsd. Euro", 250_000),
        ("2 Millionen Euro", 2_000_000),
        ("1 Milliarde Euro", 1_000_000_000),
        ("1.234.567,89 €", 1_234_568),
        ("5000,- €", 5_000),
        ("300 €", 300),
        ("viel Geld", None),
        ("12 Monate", None),
    ],
)
def test_euros(written: str, meant: int | None) -> None:
    assert parse_euros(written) == meant


def test_a_range_of_euros_gives_both_amounts() -> None:
    assert [f.value for f in find_euros("zwischen 10.000 Euro und 1,2 Mio. Euro")] == [10_000, 1_200_000]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Förder<b>mittel</b>", "Fördermittel"),
        ("<p>Richtlinie</p><p>Richtlinie</p>", "Richtlinie\n\nRichtlinie"),
        ("<div>A<div>B</div>C</div>", "A\n\nB\n\nC"),
        ("<ul><li>eins</li><li><p>zwei</p></li></ul>", "• eins\n• zwei"),
        ("Straße 1<br/>48143&#160;Münster", "Straße 1\n48143 Münster"),
        ("<table><tr><th>Frist</th><td>30.9.</td></tr></table>", "Frist 30.9."),
        ("<script>x()</script>a\n  b", "a b"),
        ("kein HTML, nur Text", "kein HTML, nur Text"),
        ("", ""),
    ],
)
def test_html_becomes_readable_text(html: str, text: str) -> None:
    assert html_text(html) == text


@settings(deadline=None)
@given(DAYS)
def test_a_written_date_reads_back(day: date) -> None:
    assert parse_date(f"{day:%d.%m.%Y}") == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}. {MONTHS[day.month - 1]} {day.year}") == day


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12))
def test_a_written_amount_reads_back(amount: int) -> None:
    assert parse_euros(f"{amount:,}".replace(",", ".") + " Euro") == amount
    assert parse_euros(f"{amount} €") == amount


@settings(deadline=None)
@given(st.text())
def test_nothing_ever_raises(text: str) -> None:
    parse_date(text)
    parse_euros(text)
    find_dates(text)
    html_text(text)


@settings(deadline=None)
@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\n" not in clean(text)
    assert "\x00" not in clean(text)
