"""Dates as German and English funding texts write them: pure, ``str -> mentions``, never raising."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

_NAMES = {
    1: "januar january jänner jan", 2: "februar february febr feb", 3: "märz maerz march mär mrz mar",
    4: "april apr", 5: "mai may", 6: "juni june jun", 7: "juli july jul", 8: "august aug",
    9: "september sept sep", 10: "oktober october okt oct", 11: "november nov", 12: "dezember december dez dec",
}  # fmt: skip
_MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
_WORD = "|".join(sorted(_MONTHS, key=len, reverse=True))
# Without a day or a year these are names, abbreviations of something else or English verbs.
_NOT_ALONE = {"may", "march", "jan", "jun", "jul", "mar", "mär", "sep", "dec", "dez", "oct", "okt", "apr", "aug", "nov"}
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
# Several days of one month ("1., 15. und 30. April", "24.-25. September").
_AND = r"(?:,|/|&|[-–]|und|bis|bzw\.|oder)"
_YEAR = r"(?:19|20)\d\d"

_DATE = re.compile(
    r"(?<![\d.,:])(?:"
    r"(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?!\d)"
    rf"|(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})(?:\.\s?(?P<year>{_YEAR}|\d{{2}})(?!\d|\.\d)"
    r"|\.(?!\d)|\.?(?=\s?[-–]\s?\d)|(?<=[-–]\s\d\d\.\d\d)(?![\d.,])|(?<=[-–]\d\d\.\d\d)(?![\d.,]))"
    rf"|(?P<slash_day>\d{{1,2}})/(?P<slash_month>\d{{1,2}})/(?P<slash_year>{_YEAR})(?!\d)"
    rf"|(?P<word_day>\d{{1,2}})(?:\.|st|nd|rd|"
    rf"th)?\s?(?:of\s)?(?P<word>{_WORD})\b\.?(?:,?\s?(?P<word_year>{_YEAR})(?!\d))?"
    rf"|(?P<shared_day>\d{{1,2}})\.(?=(?:\s?{_AND}\s?(?:(?:zum|den|am)\s)?\d{{1,2}}\.){{1,4}}\s?(?:(?:{_WORD})\b|"
    rf"\d{{1,2}}\.))"
    rf"|(?:(?<=bis\s)|(?<=bis\szum\s))(?P<mm>0[1-9]|1[0-2])/(?P<mm_year>{_YEAR})(?!\d)"
    r")|\b(?:"
    rf"(?P<en_word>{_WORD})\.?\s(?P<en_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<en_year>{_YEAR})(?!\d)"
    rf"|(?P<quarter>[1-4]|i{{1,3}}|iv)\.\s?quartale?s?\b(?:\s(?:des\sjahres\s)?(?P<quarter_year>{_YEAR})(?!\d))?"
    rf"|q(?P<q>[1-4])[\s/]?(?P<q_year>{_YEAR})(?!\d)"
    rf"|(?P<only_word>{_WORD})\b\.?(?:\s?(?P<only_year>{_YEAR})(?!\d|-\d\d))?"
    rf"|(?:jahres)?ende\s(?:des\sjahres\s)?(?P<end_year>{_YEAR})(?!\d|[-–]\d)"
    r"|(?:(?<=bis\s)|(?<=bis\szum\s)|(?<=spätestens\szum\s))(?P<year_end>(?:jahresende|ende\s(?:eines\s(?:jeden\s)?|"
    r"jede[sn]\s|des\s(?:laufenden\s|jeweiligen\s)?)(?:kalender)?jahres)\b)(?!\s\d)"
    r")",
    re.IGNORECASE,
)  # fmt: skip
# Where a date may begin, in lower case: trying the pattern above at every letter would take ten times as long.
_NUMBER = re.compile(r"[0-9]+")
_NAME = re.compile(
    r"jan|jän|feb|mar|mär|mae|mrz|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|q[1-4]|i[iv.]|ende |jahresende"
)
# No digit and none of the words before a month that stands alone: no date.
_CLUE = re.compile(r"[0-9]|[bB]is |spätestens|zum |Quartal|[jJ]eweils|\([JFMASOND]")
_MID = re.compile(r"\bmitte\s(?:des\s)?$", re.IGNORECASE)
_EARLY = re.compile(r"\banfang\s(?:des\s)?$", re.IGNORECASE)


@dataclass(frozen=True)
class When:
    """A date as it stands in a text: ``start``/``end`` are positions, ``day`` and ``year`` may be missing.

    rough: first or middle of the month ("Anfang Mai", "Mitte Mai").
    """

    start: int
    end: int
    day: int | None
    month: int
    year: int | None
    rough: Literal["", "early", "mid"] = ""
    months: int = 1  # how many months are meant, ``month`` being the last of them

    @property
    def precision(self) -> Literal["day", "month"]:
        """Whether a day is stated, or as good as stated ("Mitte Mai" is the 15th)."""
        return "month" if self.day is None and not self.rough else "day"

    def due(self) -> date | None:
        """The last day meant; a month alone means its last day. None without a year or for a day that is none."""
        if self.year is None:
            return None
        last = monthrange(self.year, self.month)[1]
        day = self.day or {"mid": 15, "early": 10}.get(self.rough, last)
        return date(self.year, self.month, day) if day <= last else None

    def opening(self) -> date | None:
        """The first day meant. None without a year or for a day that is none."""
        if self.year is None or (self.day and self.day > monthrange(self.year, self.month)[1]):
            return None
        return date(self.year, self.month - self.months + 1, self.day or (15 if self.rough == "mid" else 1))

    def yearly(self) -> str | None:
        """The day in a year as MM-DD; a month alone means its last day. None for a day that no year has."""
        last = monthrange(2024, self.month)[1]
        day = self.day or {"mid": 15, "early": 10}.get(self.rough, 28 if self.month == 2 else last)
        return f"{self.month:02d}-{day:02d}" if day <= last else None


def find(text: str) -> tuple[When, ...]:
    """All dates in order; years stated once are shared by the dates listed with them ("1.3. bis 30.4.2027")."""
    if not _CLUE.search(text):
        return ()
    low = text.lower()
    found: list[When] = []
    end = 0
    for start in _starts(low if len(low) == len(text) else text):
        match = _DATE.match(text, start) if start >= end else None
        when = _when(match, text) if match else None
        if match and when:
            found.append(when)
            end = match.end()
    return _with_years(text, _with_months(found)) if found else ()


def _starts(low: str) -> list[int]:
    numbers = [match.start() for match in _NUMBER.finditer(low)]
    return sorted(
        numbers
        + [match.start() for match in _NAME.finditer(low) if not low[match.start() - 1 : match.start()].isalpha()]
    )


def _when(match: re.Match[str], text: str) -> When | None:
    groups = match.groupdict()
    spans = match.start(), match.end()
    if groups["shared_day"]:
        return _checked(When(*spans, int(groups["shared_day"]), 0, None))
    for day, month, year in (
        ("iso_day", "iso_month", "iso_year"), ("day", "month", "year"), ("slash_day", "slash_month", "slash_year"),
        ("word_day", "word", "word_year"), ("en_day", "en_word", "en_year"),
    ):  # fmt: skip
        if groups[day]:
            return _checked(When(*spans, int(groups[day]), _month(groups[month]), _number(groups[year])))
    if groups["end_year"]:
        return When(*spans, None, 12, int(groups["end_year"]))
    if groups["year_end"]:
        return When(*spans, 31, 12, None)
    if groups["quarter"] or groups["q"]:
        quarter = _QUARTERS[(groups["quarter"] or groups["q"]).lower()]
        return When(*spans, None, quarter * 3, _number(groups["quarter_year"] or groups["q_year"]), months=3)
    if groups["mm"]:
        return When(*spans, None, int(groups["mm"]), int(groups["mm_year"]))
    return _month_alone(groups["only_word"], _number(groups["only_year"]), spans, text)


def _month_alone(word: str, year: int | None, spans: tuple[int, int], text: str) -> When | None:
    if not word[0].isupper() or (year is None and word.lower() in _NOT_ALONE):
        return None
    before = text[max(0, spans[0] - 12) : spans[0]]
    rough: Literal["", "early", "mid"] = "mid" if _MID.search(before) else "early" if _EARLY.search(before) else ""
    return When(*spans, None, _month(word), year, rough)


def _checked(when: When) -> When | None:
    if when.day is None or not 1 <= when.day <= 31 or not 0 <= when.month <= 12:
        return None
    if when.month and when.day > monthrange(2024, when.month)[1]:
        return None
    return when if when.month or when.year is None else None


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS[written.lower()]


def _number(written: str | None) -> int | None:
    return None if not written else int(written) + (2000 if len(written) == 2 else 0)


def _with_months(found: Sequence[When]) -> list[When]:
    """A day alone takes the month of the date that follows."""
    done: list[When] = []
    for when in reversed(found):
        if when.month == 0:
            if not done or done[-1].day is None or when.day is None:
                continue
            when = replace(when, month=done[-1].month, year=done[-1].year)
            if when.day is not None and when.day > monthrange(2024, when.month)[1]:
                continue
        done.append(when)
    return done[::-1]


_LISTED = re.compile(
    r"\W*(?:bis|und|oder|bzw\.?|sowie|beziehungsweise|to|until|and|zum|den|der|am|spätestens|einschließlich|zwischen|"
    r"jeweils|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|\W|"
    r"\((?:[^()\d]{0,60})\)|\d{1,2}(?:[.:]\d\d)?\s?uhr(?:\smittags)?)*",
    re.IGNORECASE,
)  # fmt: skip
_NEAR = 90
# The year of the main clause, not that of the projects which are applied for.
_YEAR_SAID = re.compile(
    r"\bim jahre? (20\d\d)(?![^,;.]{0,100}\b(?:maßnahm|vorhab|projekt|beginn|durch))[^,;.]{0,90}$|"
    r"\bfür (20\d\d) gilt\b[^;.]{0,90}$|^(20\d\d):\s[^;|]{0,90}$",
    re.IGNORECASE,
)


def _with_years(text: str, found: list[When]) -> tuple[When, ...]:
    """Dates listed together share the year that one of them states: the later one as a rule, else the one before."""
    for position, when in enumerate(found):
        if when.year is None and (stated := _YEAR_SAID.search(text[max(0, when.start - 100) : when.start])):
            found[position] = replace(when, year=int(stated[1] or stated[2] or stated[3]))
    for position in range(len(found) - 2, -1, -1):
        when, following = found[position], found[position + 1]
        if when.day is None and following.day is not None:
            continue  # "(März bis Juni)" beside a day is something else
        if when.year is None and following.year is not None and _together(text, when, following):
            earlier = (when.month, when.day or 0) <= (following.month, following.day or 31)
            found[position] = replace(when, year=following.year - (0 if earlier else 1))
    for position in range(1, len(found)):
        before, when = found[position - 1], found[position]
        if when.year is None and when.day is not None and before.year is not None and _together(text, before, when):
            later = (when.month, when.day or 31) >= (before.month, before.day or 0)
            found[position] = replace(when, year=before.year + (0 if later else 1))
    return tuple(found)


def _together(text: str, one: When, other: When) -> bool:
    between = text[one.end : other.start]
    if ")" in between and "(" not in between:
        return False
    return len(between) <= _NEAR and _LISTED.fullmatch(between) is not None
