"""Dates as feeds write them: RFC 822 and ISO 8601, and the German, Romance and numeric forms met besides. Pure."""

from __future__ import annotations

import re
import time
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz

from data.clock import LOCAL_ZONE

# First letters of month names in German, English, French, Italian, Spanish, Portuguese, Dutch.
_MONTHS = {
    1: ("jan", "jän", "gen", "ene"),
    2: ("feb", "fév", "fev"),
    3: ("mar", "mär", "mrz", "mrt", "maa"),
    4: ("apr", "avr", "abr"),
    5: ("mai", "may", "mag", "mei"),
    6: ("jun", "juin", "giu"),
    7: ("jul", "juil", "lug"),
    8: ("aug", "aoû", "aou", "ago"),
    9: ("sep", "set"),
    10: ("okt", "oct", "ott", "out"),
    11: ("nov",),
    12: ("dez", "dec", "déc", "dic"),
}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = r"(?:\D{1,4}(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _TIME + r"(?:\.\d+)?" + _ZONE)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?P<year>\d{4})" + _TIME + _ZONE)
_SLASHED = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{4})" + _TIME + _ZONE)
_NAMED = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<name>[^\W\d_]{3,10})\.?,?\s+(?P<year>\d{4})" + _TIME + _ZONE)


def read_date(words: str | None, parsed: time.struct_time | None = None) -> datetime | None:
    """The moment that ``words`` name, in UTC; a time without zone is German local time. None when nobody can tell.

    parsed: what the feed library made of it (UTC), used for forms that only it knows. Never raises.
    """
    text = " ".join((words or "").split())
    for reader in (_rfc822, _iso, _dotted, _slashed, _named):
        try:
            found = reader(text)
        except (ValueError, OverflowError):
            found = None
        if found is not None:
            return found
    return _of_library(parsed)


def _rfc822(text: str) -> datetime | None:
    # Anchored: the library's own reader guesses from almost anything.
    if not re.match(r"(?:[A-Za-z]{3,9},?\s)?\d{1,2}\s[A-Za-z]{3,9}\.?\s\d{2,4}\s\d{1,2}:\d{2}", text):
        return None
    parts = parsedate_tz(text)
    if parts is None:
        return None
    naive = datetime(*parts[:6])  # noqa: DTZ001 - the zone follows
    offset = parts[9]
    zone = LOCAL_ZONE if offset is None else timezone(timedelta(seconds=offset))
    return naive.replace(tzinfo=zone).astimezone(UTC)


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    return _made(found, int(found["month"]), int(found["day"])) if found else None


def _dotted(text: str) -> datetime | None:
    found = _DOTTED.search(text)
    return _made(found, int(found["month"]), int(found["day"])) if found else None


def _slashed(text: str) -> datetime | None:
    """Day first as in Europe, unless the weekday named beside it fits month first only."""
    found = _SLASHED.search(text)
    if found is None:
        return None
    one, two = int(found["one"]), int(found["two"])
    readings = [_or_none(found, month, day) for month, day in ((two, one), (one, two))]
    possible = [reading for reading in readings if reading is not None]
    named = next((i for i, day in enumerate(_ENGLISH_DAYS) if text.lower().startswith(day)), None)
    fitting = [r for r in possible if named is None or r.astimezone(LOCAL_ZONE).weekday() == named]
    return next(iter(fitting or possible), None)


def _named(text: str) -> datetime | None:
    found = _NAMED.search(text)
    if found is None:
        return None
    name = found["name"].lower()
    # Longest first: "juin" and "juil" share their first letters with nothing else, "jui" would not tell.
    starts = sorted(((s, m) for m, names in _MONTHS.items() for s in names), key=lambda pair: -len(pair[0]))
    month = next((month for start, month in starts if name.startswith(start)), None)
    return _made(found, month, int(found["day"])) if month else None


def _or_none(found: re.Match[str], month: int, day: int) -> datetime | None:
    try:
        return _made(found, month, day)
    except ValueError:
        return None


def _made(found: re.Match[str], month: int, day: int) -> datetime:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    moment = datetime(int(found["year"]), month, day, hour, minute, second, tzinfo=_zone(found["zone"]))
    return moment.astimezone(UTC)


def _zone(words: str | None) -> tzinfo:
    if words is None:
        return LOCAL_ZONE
    if words == "Z":
        return UTC
    digits = words[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-size if words[0] == "-" else size)


def _of_library(parsed: time.struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
