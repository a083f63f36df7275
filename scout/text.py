"""Dates, sums and whitespace as field values write them: pure, never raising. Prose is read by ``scout.facts``."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "dezember")  # fmt: skip
_SHORT = {"jänner": 1, "jan": 1, "feb": 2, "febr": 2, "mär": 3, "mrz": 3, "maerz": 3, "apr": 4, "jun": 6, "jul": 7,
          "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12}  # fmt: skip
_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)} | _SHORT
_MONTH_WORD = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))

# Control characters but not whitespace, and what shows nothing: soft hyphen, zero-width signs, byte order mark.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200d\u2060\ufeff]")

_DATE = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?!\d)"
    r"|(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}|\d{2})(?!\d|\.\d)|(?!\d))"
    rf"|(?P<word_day>\d{{1,2}})\.\s?(?P<word>{_MONTH_WORD})\b\.?(?:\s(?P<word_year>\d{{4}})(?!\d))?"
    rf"|(?<!\d\.\s)(?<!\d\.)\b(?P<only_word>{_MONTH_WORD})\b\.?\s(?P<only_year>\d{{4}})(?!\d)"
    r")",
    re.IGNORECASE,
)
# At most fifteen digits: no sum has more, and without a bound a table of figures takes squared time.
_NUMBER = r"(?<![\d.,])\d{1,3}(?:[.\s\u202f]\d{3}){1,4}(?:,\d{1,2})?(?![\d])|(?<![\d.,])\d{1,15}(?:,\d{1,3})?(?![\d])"
_MOST_EUROS = 10**13
_SCALE = r"Mrd\.?|Milliarden?|Mio\.?|Millionen|Million|Tsd\.?|Tausend|T(?=\s?(?:€|EUR|Euro))"
_EUROS = re.compile(
    rf"(?:(?:EUR|€)\s?(?P<after>{_NUMBER})(?:\s?(?P<after_scale>{_SCALE})(?!\w))?)"
    rf"|(?P<number>{_NUMBER})(?:,[-–]+)?\s?(?P<scale>{_SCALE})?\s?(?P<unit>Euro\b|EUR\b|€)",
)


@dataclass(frozen=True)
class DateMention:
    """A date as it stands in a text. ``year`` or ``day`` may be missing; ``start``/``end`` are character positions."""

    start: int
    end: int
    day: int | None
    month: int
    year: int | None

    def on(self, year: int | None = None) -> date | None:
        """The day meant; a month alone means its last day. None without a year or for an impossible day."""
        chosen = self.year if self.year is not None else year
        if chosen is None or not 1900 <= chosen <= 2200:
            return None
        last = monthrange(chosen, self.month)[1]
        day = self.day if self.day is not None else last
        return date(chosen, self.month, day) if day <= last else None

    @property
    def yearly(self) -> str | None:
        """The day in a year as MM-DD, for deadlines that come back; None for a month alone."""
        return f"{self.month:02d}-{self.day:02d}" if self.day is not None else None


@dataclass(frozen=True)
class Figure:
    """A sum as it stands in a text, in whole euros."""

    start: int
    end: int
    value: float


def clean(text: str) -> str:
    """One line: control and invisible characters gone, whitespace runs one space, Unicode composed."""
    line = " ".join(_UNSEEN.sub("", text).split())
    return line if unicodedata.is_normalized("NFC", line) else unicodedata.normalize("NFC", line)


def find_dates(text: str) -> tuple[DateMention, ...]:
    """All dates in a text, in order; also those without a year ("30.08.") and months alone ("Dezember 2026")."""
    return tuple(mention for match in _DATE.finditer(text) if (mention := _mention(match)) is not None)


def parse_date(text: str) -> date | None:
    """The date that the text is, with its year: 31.12.2027, 1. Nov. 2024, 31. Dezember 2026, 2026-12-31."""
    text = clean(text)
    match = _DATE.fullmatch(text)
    mention = _mention(match) if match else None
    return mention.on() if mention is not None and mention.day is not None else None


def find_euros(text: str) -> tuple[Figure, ...]:
    """All euro amounts in a text, in whole euros: "150.000 Euro", "1,5 Mio. EUR", "30 T€"; no absurd ones."""
    found = []
    for match in _EUROS.finditer(text):
        value = _decimal(match["number"] or match["after"]) * _factor(match["scale"] or match["after_scale"])
        if value <= _MOST_EUROS:
            found.append(Figure(match.start(), match.end(), round(value)))
    return tuple(found)


def _mention(match: re.Match[str]) -> DateMention | None:
    where = match.start(), match.end()
    if match["iso_year"]:
        day, month, year = int(match["iso_day"]), int(match["iso_month"]), int(match["iso_year"])
    elif match["only_word"]:
        return DateMention(*where, None, _MONTH_NUMBER[match["only_word"].lower()], int(match["only_year"]))
    elif match["word"]:
        day, month = int(match["word_day"]), _MONTH_NUMBER[match["word"].lower()]
        return _checked(where, day, month, int(match["word_year"]) if match["word_year"] else None)
    else:
        day, month = int(match["day"]), int(match["month"])
        written = match["year"]
        return _checked(where, day, month, None if not written else int(written) + (2000 if len(written) == 2 else 0))
    return _checked(where, day, month, year)


def _checked(where: tuple[int, int], day: int, month: int, year: int | None) -> DateMention | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
        return None
    return DateMention(*where, day, month, year)


def _decimal(written: str) -> float:
    return float(re.sub(r"[.\s\u202f]", "", written).replace(",", "."))


def _factor(scale: str | None) -> int:
    if not scale:
        return 1
    if scale.startswith(("Mrd", "Milliard")):
        return 1_000_000_000
    return 1_000_000 if scale.startswith("Mi") else 1_000
