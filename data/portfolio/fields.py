"""Reads one value of a portfolio file: a cell's value becomes a typed value or a German sentence about what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from data.portfolio.records import meant
from data.portfolio.values import RELATION_WORDS, STATUS_CODES

Reader = Callable[[object], Any]

# PostgreSQL's integer and a county's budget both end well below.
MOST_EUROS = 2_000_000_000
LONGEST = {"line": 500, "prose": 30_000, "url": 2_000, "key": 80}

# What neither YAML nor a spreadsheet's XML can hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = {"", "unbekannt", "?", "-"}


class Unfit(ValueError):
    """A value that cannot be used; the message is German and says what to write instead."""


def line(value: object) -> str | None:
    """One line of text: white space collapsed."""
    text = _text(value)
    return None if text is None else _within(" ".join(text.split()), "line") or None


def prose(value: object) -> str | None:
    """Text of several lines, ends trimmed."""
    text = _text(value)
    if text is None:
        return None
    return _within("\n".join(part.rstrip() for part in text.splitlines()).strip(), "prose") or None


def _text(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unfit(f"{shown(value)} ist kein Text; bitte in Anführungszeichen setzen")
    bad = _UNPRINTABLE.search(value)
    if bad is not None:
        raise Unfit(f"enthält das unsichtbare Zeichen U+{ord(bad.group()):04X}; bitte neu eintippen")
    return value


def _within(text: str, kind: str) -> str:
    if len(text) > LONGEST[kind]:
        raise Unfit(f"hat {len(text)} Zeichen, erlaubt sind {LONGEST[kind]}; bitte kürzen")
    return text


def key(value: object) -> str | None:
    """A stable short name: small letters, digits, hyphens."""
    text = line(value)
    if text is not None and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        raise Unfit(f"{shown(text)} ist kein Schlüssel; bitte nur a–z, 0–9 und Bindestrich, z. B. schul-it")
    return None if text is None else _within(text, "key")


def euros(value: object) -> int | None:
    """Whole euros. ``30.000`` is refused: YAML would read it as thirty."""
    number = _whole(value, "bitte ganze Euro ohne Zusatz, z. B. 30000")
    if number is not None and number > MOST_EUROS:
        raise Unfit(f"{shown(value)} ist zu groß; bitte ganze Euro, höchstens {MOST_EUROS}")
    return number


def count(value: object) -> int | None:
    """A number from 0 on."""
    number = _whole(value, "bitte eine ganze Zahl")
    if number is not None and number > 10_000:
        raise Unfit(f"{shown(value)} ist zu groß; bitte eine Anzahl bis 10000")
    return number


def place(value: object) -> int | None:
    """The place of a proposal within its theme field, from 1 on."""
    number = count(value)
    if number == 0:
        raise Unfit("0 ist kein Platz; die Plätze eines Themenfelds zählen ab 1")
    return number


def priority(value: object) -> int | None:
    """1 to 3, also written I to III."""
    roman = {"I": 1, "II": 2, "III": 3}
    if isinstance(value, str) and value.strip() in roman:
        return roman[value.strip()]
    number = _whole(value, "bitte 1, 2 oder 3")
    if number is not None and number not in {1, 2, 3}:
        raise Unfit(f"{shown(value)} ist keine Priorität der Strategie; bitte 1, 2 oder 3")
    return number


def _whole(value: object, wanted: str) -> int | None:
    if value is None or (isinstance(value, str) and value.strip() in _UNKNOWN):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and re.fullmatch(r"(0|[1-9][0-9]{0,15})", value.strip()):
        return int(value)
    raise Unfit(f"{shown(value)} ist nicht verwendbar; {wanted}")


def yes_no(value: object) -> bool | None:
    """ja or nein; empty and ``unbekannt`` mean not known."""
    if value is None or isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else None
    if word in _UNKNOWN:
        return None
    if word in {"ja", "nein"}:
        return word == "ja"
    raise Unfit(f"{shown(value)} ist nicht verwendbar; bitte true oder false (ja oder nein), leer für unbekannt")


def stamp(value: object) -> str | None:
    """A year, month or day: 2021, 2021-05 or 2021-05-17."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else line(value)
    if text is None or text in _UNKNOWN:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text, re.ASCII)
    try:
        date(*(int(part or 1) for part in match.groups()) if match else ())
    except (ValueError, TypeError):
        raise Unfit(f"{shown(text)} ist kein Stand; bitte Jahr, Monat oder Tag, z. B. 2021-05-17") from None
    return text


def status(value: object) -> str | None:
    """The strategy's word for a status, as the store's code."""
    return _word(value, {word.casefold(): code for word, code in STATUS_CODES.items()}, tuple(STATUS_CODES), "Status")


def relation(value: object) -> str | None:
    """How a project relates to the strategy, by code or by words, as the code."""
    codes = {code: code for code in RELATION_WORDS} | {w.casefold(): code for code, w in RELATION_WORDS.items()}
    return _word(value, codes, (*RELATION_WORDS, *RELATION_WORDS.values()), "Bezug zur Strategie")


def _word(value: object, codes: dict[str, str], known: tuple[str, ...], what: str) -> str | None:
    text = line(value)
    if text is None:
        return None
    if text.casefold() not in codes:
        raise Unfit(f"{shown(text)} ist kein bekannter {what}{meant(text, known)}")
    return codes[text.casefold()]


def lines(value: object) -> tuple[str, ...]:
    """A list of one-line texts; a repeated entry is refused."""
    return _entries(value, "line")


def urls(value: object) -> tuple[str, ...]:
    """A list of web addresses."""
    found = _entries(value, "url")
    wrong = next((entry for entry in found if not re.fullmatch(r"https?://\S+", entry)), None)
    if wrong is not None:
        raise Unfit(f"{shown(wrong)} ist keine Webadresse; bitte vollständig mit https:// angeben")
    return found


def _entries(value: object, kind: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, tuple):
        raise Unfit(f"{shown(value)} ist keine Liste; bitte jeden Eintrag mit „- “ in eine eigene Zeile setzen")
    texts = (" ".join((_text(entry) or "").split()) for entry in value)
    found = tuple(_within(text, kind) for text in texts if text)
    twice = next((entry for number, entry in enumerate(found) if entry in found[:number]), None)
    if twice is not None:
        raise Unfit(f"{shown(twice)} steht doppelt in der Liste")
    return found


def shown(value: object) -> str:
    """A value in German quotation marks, shortened, as it goes into a message."""
    if isinstance(value, tuple):
        return "eine Liste oder verschachtelte Angabe"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"„{text[:60]}…“" if len(text) > 60 else f"„{text}“"
