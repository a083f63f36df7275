"""Sums of euros and percentages as they stand in a text, German and English: pure, never raising."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_MOST_EUROS = 10.0**12

# At most fifteen digits, no repetition without a bound. A number is not part of a longer one, a date or a paragraph.
_NUMBER = (
    r"(?<![\d.,/§])(?:\d{1,3}(?:[.\s\u202f'’]\d{3}){1,4}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|"
    r"\d{1,12}(?:[.,]\d{1,3})?)(?:,[-–]{1,2})?(?![.,/]?\d)"
)
_SCALE_WORD = r"(?i:Mrd\.?|Milliarden?|Mio\.?|Millionen|Million|millions?|billions?|thousand|Tsd\.?|Tausend)(?!\w)"
_SCALE = rf"(?:{_SCALE_WORD}|(?:mn|bn|T|k|K|M|m)(?=\s?(?:€|EUR|Euro)))"
_BEHIND = rf"(?:{_SCALE_WORD}|(?:mn|bn|M|m|k|K)(?!\w))"
_EURO = r"(?:(?:EUR|Euro|EURO|euros?)\b|€)"
_EUROS = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?\s?{_EURO}"
    rf"|(?P<thousands>T)?(?:(?<!\w)|(?<=T))(?:EUR|€|Euro)\s?(?P<after>{_NUMBER})(?:\s?(?P<after_scale>{_BEHIND}))?"
)
# "zwischen 2.000 und 5.000 Euro": the unit stands once, for both.
_LOW = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?\s?(?:bis(?:\szu)?|(?P<both>und|and)|–|-|—|to)\s?(?:maximal\s|"
    rf"höchstens\s|max\.\s)?$"
)
_HIGH = re.compile(
    rf"\s?(?:bis(?:\szu)?|(?P<both>und|and)|–|-|—|to)\s?(?P<number>{_NUMBER})(?:\s?(?P<scale>{_BEHIND}))?(?!\s?[%€\w])"
)
_PERCENT = re.compile(
    r"(?<![\d.,/§])(?P<number>\d{1,3}(?:[.,]\d{1,3})?)(?:\s(?P<over>[12])/(?P<under>[34])|(?P<sign>[⅓⅔½]))?\s?"
    r"(?:%|Prozent(?!\s?punkt)(?![a-z])|v\.?\s?H\.|vom\s?Hundert\b|[pP]er\s?cent\b|-?\s?prozentige?[rnsm]?\b|"
    r"%ige?[rnsm]?\b)"
)
# "Zwei Drittel der zuwendungsfähigen Ausgaben", "ein Eigenanteil von einem Viertel": shares in words, only where what
# they are shares of is said. Behind "zur Hälfte" there may be anything.
_IN_WORDS = re.compile(
    r"(?:\b(?:(?P<one>[Ee]ine?(?:m|s)?)|(?P<two>[Zz]wei)|(?P<three>[Dd]rei))\s(?P<part>Drittel|Viertel|Fünftel)n?|"
    r"\b(?:[Dd]ie|[Dd]er|[Zz]ur)\sHälfte)\b"
)
_SHARE_OF = re.compile(
    r"\s(?:der|ihrer|seiner|aller)\s(?:[\w-]{1,30}\s){0,4}?"
    r"(?:(?:Gesamt|Projekt|Investitions|Maßnahmen?|Vorhabens?)(?:kosten|ausgaben)|Kosten|Ausgaben|Aufwendungen)\b"
)
_SHARE_ONESELF = re.compile(r"[Ee]igen(?:anteil|mittel|beteiligung|beitrag|leistung)[^.;]{0,60}$")
_PARTS = {"Drittel": 3, "Viertel": 4, "Fünftel": 5}
_HAS_EUROS = re.compile(r"€|EUR|[Ee]uro")
_PLAIN = re.compile(r"\d{1,20}(?:\.\d{1,3})?")
_SIGNS = {"⅓": 1 / 3, "⅔": 2 / 3, "½": 1 / 2}


@dataclass(frozen=True)
class Figure:
    """A number with its unit. ``start``/``end``: character positions. ``ranged``: the lower or upper end of a range."""

    unit: Literal["euro", "percent"]
    start: int
    end: int
    number: float  # whole euros, or percent from 0 to 100 to one decimal
    ranged: Literal["low", "high"] | None = None


def figures(text: str) -> tuple[Figure, ...]:
    """All sums and percentages of a text in order."""
    found = [*(euros(text) if _HAS_EUROS.search(text) else ()), *percents(text), *_shares_in_words(text)]
    return tuple(sorted(found, key=lambda figure: (figure.start, figure.end)))


def euros(text: str) -> tuple[Figure, ...]:
    """All sums: "150.000 Euro", "1,5 Mio. EUR", "TEUR 1.250", "EUR 2 million", "€5M"; a range is two figures."""
    return tuple(_euros(text))


def percents(text: str) -> tuple[Figure, ...]:
    """All percentages from 0 to 100: "80 Prozent", "42,5 %", "60 v. H.", "66 2/3 vom Hundert"."""
    return tuple(
        Figure("percent", match.start(), match.end(), share)
        for match in _PERCENT.finditer(text)
        if (share := _share(match)) <= 100
    )


def _shares_in_words(text: str) -> Iterator[Figure]:
    for match in _IN_WORDS.finditer(text):
        said = _SHARE_OF.match(text, match.end()) or _SHARE_ONESELF.search(
            text, max(0, match.start() - 90), match.start()
        )
        if said:
            count = 1 if match["one"] or not match["part"] else 2 if match["two"] else 3
            yield Figure("percent", *match.span(), round(100 * count / _PARTS.get(match["part"], 2), 2))


def _euros(text: str) -> Iterator[Figure]:
    done = 0
    for match in _EUROS.finditer(text):
        if match.start() < done:
            continue
        written, scale = match["number"] or match["after"], match["scale"] or match["after_scale"]
        value = _value(written, scale or match["thousands"])
        low = _low(text, match.start(), done, scale, value)
        high = None if low or match["number"] else _high(text, match.start(), match.end(), value)
        if value <= _MOST_EUROS:
            yield from (low,) if low else ()
            side: Literal["low", "high"] | None = "high" if low else "low" if high else None
            yield Figure("euro", match.start(), match.end(), value, side)
            yield from (high,) if high else ()
        done = high.end if high else match.end()


def _low(text: str, start: int, done: int, scale: str | None, value: float) -> Figure | None:
    before = max(done, start - 40)
    match = _LOW.search(text[before:start])
    if match is None or (match["both"] and not _between(text, before + match.start())):
        return None
    number = _value(match["number"], match["scale"])
    if scale and not match["scale"] and number < 1000:
        number = _value(match["number"], scale)
    return (
        Figure("euro", before + match.start(), before + match.end("number"), number, "low") if number < value else None
    )


def _high(text: str, start: int, end: int, value: float) -> Figure | None:
    match = _HIGH.match(text, end, end + 40)
    number = _value(match["number"], match["scale"]) if match else 0
    if match is None or not value < number <= _MOST_EUROS or (match["both"] and not _between(text, start)):
        return None
    return Figure("euro", match.start("number"), match.end("number"), number, "high")


def _between(text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start].lower()
    return "zwischen" in before or "between" in before


def _share(match: re.Match[str]) -> float:
    share = float(match["number"].replace(",", "."))
    if match["over"]:
        share += int(match["over"]) / int(match["under"])
    return round(share + _SIGNS.get(match["sign"] or "", 0.0), 2)


def _value(written: str, scale: str | None) -> float:
    """The number in whole euros; 0 for a mistyped one.

    A comma before three digits parts thousands unless a scale follows, a point always does.
    """
    digits = re.sub(r"[\s\u202f'’]|,[-–]{1,2}$", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", digits) and not (scale and digits.count(",") == 1):
        digits = digits.replace(",", "")
    else:
        digits = digits.replace(",", ".")
    return float(round(float(digits) * _factor(scale))) if _PLAIN.fullmatch(digits) else 0.0


def _factor(scale: str | None) -> int:
    low = (scale or "").lower()
    if low.startswith(("mrd", "milliard", "b")):
        return 1_000_000_000
    if low.startswith("m"):
        return 1_000_000
    return 1_000 if low else 1
