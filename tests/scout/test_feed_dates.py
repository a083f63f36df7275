"""Date strings found in captured feeds, and those that nobody can read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.clock import LOCAL_ZONE
from scout.feed_dates import read_date


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("07.02.2025", "2025-02-07T00:00+01:00"),
        ("22.11.2022 12:16:00", "2022-11-22T12:16+01:00"),
        ("1. März 2025", "2025-03-01T00:00+01:00"),
        ("Fr, 3. Mai 2019 10:00 Uhr", "2019-05-03T10:00+02:00"),
        ("Mittwoch, 15. Dezember 2021, 08:05", "2021-12-15T08:05+01:00"),
        ("Seg, 24 Set 2018", "2018-09-24T00:00+02:00"),
        ("mer, 16 nov 2022", "2022-11-16T00:00+01:00"),
        ("ven. 4 juillet 2025", "2025-07-04T00:00+02:00"),
        ("ven. 6 juin 2025", "2025-06-06T00:00+02:00"),
        ("Fri, 05/03/2019 - 15:21", "2019-05-03T15:21+02:00"),  # a Friday only month first
        ("Sun, 05/03/2023 - 15:21", "2023-03-05T15:21+01:00"),  # a Sunday only day first
        ("2022-09-03 09:37:11+03:00", "2022-09-03T09:37:11+03:00"),
        ("2025-01-03T10:14:24+01:00", "2025-01-03T10:14:24+01:00"),
        ("2025-07-03T10:14:24.123Z", "2025-07-03T10:14:24+00:00"),
        ("2025-07-03", "2025-07-03T00:00+02:00"),
        ("Sat, 09 Dec 2017 15:44:00 +0100", "2017-12-09T15:44+01:00"),
        ("Mon, 18 Nov 2019 19:14:32 EST", "2019-11-18T19:14:32-05:00"),
        ("Tue, 10 Mar 2020 16:05:00 PDT", "2020-03-10T16:05-07:00"),
        ("Thu, 21 Dec 2023 16:39:46 GMT", "2023-12-21T16:39:46+00:00"),
    ],
)
def test_dates_as_feeds_write_them(words: str, moment: str) -> None:
    expected = datetime.fromisoformat(moment)
    expected = expected if "T" in moment else expected.replace(tzinfo=LOCAL_ZONE)
    assert read_date(words) == expected


@pytest.mark.parametrize(
    "words", ["", None, "morgen", "12.13.2024", "31.02.2024 9:00", "Mon, 99 Foo 2020 10:00", "0", "2024-13-40"]
)
def test_words_that_are_no_date(words: str | None) -> None:
    assert read_date(words) is None


def test_what_only_the_library_reads_is_taken_from_it() -> None:
    parsed = datetime(2024, 3, 1, 9, tzinfo=UTC).timetuple()
    assert read_date("2024년 03월 01일", parsed) == datetime(2024, 3, 1, 9, tzinfo=UTC)


@given(st.text(max_size=60))
def test_no_text_breaks_it(words: str) -> None:
    found = read_date(words)
    assert found is None or found.tzinfo is not None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_german_dates_come_back(moment: datetime) -> None:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=LOCAL_ZONE)
    assert read_date(f"{day:%d.%m.%Y}") == day
