"""German forms, and the deadline that binds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import format as german
from data.deadlines import StatedDeadline, binding_deadline, is_over

TODAY = date(2026, 8, 21)


def stated(state: str = "dated", due: date | None = None, recurs: str | None = None, precision: str = "day"):
    return StatedDeadline("full", state, due, None, recurs, precision, f"Wortlaut {state} {due}", "https://q.example/")


def test_numbers_and_money_are_german():
    assert german.number(1234567) == "1.234.567"
    assert german.euro(1115628) == "1.115.628\u00a0€"
    assert german.euro(None) == "unbekannt"
    assert german.short_euro(2_860_000) == "2,9\u00a0Mio.\u00a0€"
    assert german.short_euro(999_999) == "999.999\u00a0€"
    assert german.percent(80) == "80\u00a0%"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(None, None, None), (None, 5000, "bis 5.000\u00a0€"), (100, None, "ab 100\u00a0€"), (7, 7, "7\u00a0€")],
)
def test_amount_ranges(low: int | None, high: int | None, words: str | None):
    assert german.amount_range(low, high) == words


def test_a_moment_is_told_in_the_countys_time():
    assert german.moment(datetime(2026, 8, 21, 14, 0, tzinfo=UTC)) == "21.08.2026, 16:00 Uhr"
    assert german.moment(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == "02.01.2026, 00:30 Uhr"
    assert german.local_day(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=20), "gerade eben"),
        (timedelta(minutes=1), "vor 1 Minute"),
        (timedelta(hours=5, minutes=59), "vor 5 Stunden"),
        (timedelta(days=1), "vor 1 Tag"),
        (timedelta(days=3), "vor 3 Tagen"),
    ],
)
def test_ages(age: timedelta, words: str):
    assert german.ago(age) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "heute"), (1, "morgen"), (12, "in 12 Tagen"), (-1, "gestern"), (-3, "vor 3 Tagen")],
)
def test_days_from_today(count: int, words: str):
    assert german.in_days(count) == words


def test_cadences_and_stated_days():
    assert [german.every(h) for h in (1, 6, 24, 72, 168)] == [
        "stündlich",
        "alle 6 Stunden",
        "täglich",
        "alle 3 Tage",
        "wöchentlich",
    ]
    assert [german.stated_day(t) for t in ("2025-10-09", "2025-10", "2025", "Herbst 2025")] == [
        "09.10.2025",
        "10/2025",
        "2025",
        "Herbst 2025",
    ]


@given(st.text(), st.integers(min_value=2, max_value=200))
def test_shortened_text_never_exceeds_its_length(text: str, longest: int):
    short = german.shortened(text, longest)
    assert len(short) <= longest
    assert short == " ".join(text.split()) or short.endswith("…")


def test_what_was_not_stated_before_a_change_is_said():
    assert german.change_value("bis 60.000 Euro") == "bis 60.000 Euro"
    assert german.change_value(None) == "keine Angabe"
    assert german.field_name("eligibility") == "Förderberechtigte"


def test_the_earliest_date_ahead_binds():
    near, far, gone = (stated(due=TODAY + timedelta(days=d)) for d in (3, 30, -3))
    binding = binding_deadline([far, gone, near], TODAY)
    assert binding is not None
    assert (binding.state, binding.days_left, binding.words) == ("dated", 3, near.words)
    assert german.deadline_words(binding) == "Antrag bis Mo., 24.08.2026 (in 3 Tagen)"


def test_today_is_not_over_yet():
    binding = binding_deadline([stated(due=TODAY)], TODAY)
    assert binding is not None
    assert not is_over(binding)
    assert german.deadline_words(binding).endswith("(heute)")


def test_a_month_lasts_until_its_last_day():
    binding = binding_deadline([stated(due=date(2026, 8, 1), precision="month")], TODAY)
    assert binding is not None
    assert binding.due_on == date(2026, 8, 31)
    assert german.deadline_words(binding) == "Antrag bis Ende August 2026 (in 10 Tagen)"


def test_a_recurring_day_comes_again_next_year():
    binding = binding_deadline([stated("recurring", recurs="03-31")], TODAY)
    assert binding is not None
    assert binding.due_on == date(2027, 3, 31)
    leap = binding_deadline([stated("recurring", recurs="02-29")], TODAY)
    assert leap is not None
    assert leap.due_on == date(2027, 2, 28)


def test_a_statement_without_date_outweighs_a_date_gone_by():
    binding = binding_deadline([stated(due=TODAY - timedelta(days=9)), stated("until_spent")], TODAY)
    assert binding is not None
    assert binding.state == "until_spent"
    assert not is_over(binding)


def test_nothing_stated_is_unknown_and_not_over():
    assert binding_deadline([], TODAY) is None
    assert not is_over(None)
    assert german.deadline_words(None) == "Frist unbekannt"


def test_a_date_gone_by_is_over():
    binding = binding_deadline([stated(due=TODAY - timedelta(days=1))], TODAY)
    assert is_over(binding)
    assert german.deadline_words(binding) == "Frist abgelaufen: Do., 20.08.2026"


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
entries = st.builds(
    stated,
    st.sampled_from(["dated", "recurring", "open", "until_spent", "announced", "paused", "closed"]),
    st.none() | days,
    st.none() | st.builds("{:02d}-{:02d}".format, st.integers(1, 12), st.integers(1, 31)),
    st.sampled_from(["day", "month", "none"]),
)


@given(st.lists(entries, max_size=5), days, st.randoms())
def test_what_binds_never_lies_behind_and_does_not_hang_on_the_order(entries, today: date, random):
    binding = binding_deadline(entries, today)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert binding_deadline(shuffled, today) == binding
    if binding is not None and binding.state == "dated":
        assert binding.due_on is not None
        assert binding.due_on >= today
        assert binding.days_left == (binding.due_on - today).days
    if binding is not None:
        assert german.deadline_words(binding)
