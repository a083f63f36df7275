"""Dates as funding texts write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.facts.dates import find

MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember"]  # fmt: skip
ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("vom 1.3. bis 30.4.2027", ["2027-03-01", "2027-04-30"]),
        ("15.2., 15.5. und 15.10.2027", ["2027-02-15", "2027-05-15", "2027-10-15"]),
        ("15.10. bis 31.1.2027", ["2026-10-15", "2027-01-31"]),
        ("1.10.2026 bis 31.3.", ["2026-10-01", "2027-03-31"]),
        ("24.-25. September 2027", ["2027-09-24", "2027-09-25"]),
        ("1. und 15. März 2027", ["2027-03-01", "2027-03-15"]),
        ("31.12.27", ["2027-12-31"]),
        ("1. 3. 2027", ["2027-03-01"]),
        ("15.Mai 2027", ["2027-05-15"]),
        ("31/12/2027", ["2027-12-31"]),
        ("30th September 2027, March 6, 2027", ["2027-09-30", "2027-03-06"]),
        ("IV. Quartal 2027", ["2027-12-31"]),
        ("Q2 2027", ["2027-06-30"]),
        ("bis 12/2027", ["2027-12-31"]),
        ("bis Ende 2027", ["2027-12-31"]),
        ("Mitte Mai 2027", ["2027-05-15"]),
        ("Aug./Sept. 2027", ["2027-09-30"]),
        ("31.02.2027", []),
        ("99.99.9999", []),
        ("12.00 Uhr", []),
        ("250.000 Euro", []),
        ("Förderaufruf 01/2027", []),
        ("2021-2027", []),
        ("you may apply", []),
    ],
)
def test_days_meant(text: str, due: list[str]) -> None:
    assert [str(day) for when in find(text) if (day := when.due())] == due


@pytest.mark.parametrize(
    ("text", "yearly"),
    [
        ("31. März eines jeden Jahres", ["03-31"]),
        ("01.03. bzw. 01.09.", ["03-01", "09-01"]),
        ("bis Ende September", ["09-30"]),
        ("bis Ende Februar", ["02-28"]),
        ("1. Quartal", ["03-31"]),
    ],
)
def test_days_without_a_year(text: str, yearly: list[str]) -> None:
    assert [when.yearly() for when in find(text)] == yearly
    assert [when.due() for when in find(text)] == [None] * len(yearly)


def test_a_quarter_opens_with_its_first_month() -> None:
    [when] = find("3. Quartal 2027")
    assert (when.opening(), when.due(), when.precision) == (date(2027, 7, 1), date(2027, 9, 30), "month")


@settings(deadline=None)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_written_date_reads_back(day: date) -> None:
    forms = [f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat(), f"{day:%d/%m/%Y}",
             f"{day.day}. {MONTHS[day.month - 1]} {day.year}", f"{day.day} {ENGLISH[day.month - 1]} {day.year}",
             f"{ENGLISH[day.month - 1]} {day.day}, {day.year}"]  # fmt: skip
    for form in forms:
        [when] = find(f"bis {form} möglich")
        assert when.due() == day


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for when in find(text):
        assert 0 <= when.start < when.end <= len(text)
        when.due()
        when.opening()
        when.yearly()
