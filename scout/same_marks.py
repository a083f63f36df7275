"""What keeps namesakes apart: rounds and years of a series, parts of a programme, product and call numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9,
    "zehnt": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_ROUND = (
    r"(?:förder|fördermittel|projekt|wettbewerbs|antrags|auswahl|bewerbungs)?"
    r"(?:aufruf|runde|staffel|phase|bekanntmachung|ausschreibung|wettbewerb|periode|welle|tranche|call|round|stichtag)"
)
_WORD_FIRST = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})(?:e[rnsm]?)?|(?P<number>\d{{1,2}})\.)\s(?:\w{{2,25}}\s)?{_ROUND}",
    re.IGNORECASE,
)
_WORD_LAST = re.compile(rf"{_ROUND}s?\s(?:Nr\.\s?)?(?P<number>\d{{1,2}}|[ivx]{{1,4}})\b(?!\.\d)", re.IGNORECASE)
_VERSION = re.compile(r"(?<![\d.,])(\d\.0)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_RANGE = re.compile(r"(?<!\d)(20\d\d)\s?[-–/]\s?(\d\d)(?!\d)")
_PART = re.compile(
    r"\b(?P<kind>Modul|Baustein|Säule|Teil|Programmteil|Fördergegenstand|Förderbereich|Förderlinie|Förderschwerpunkt|"
    r"Fördermodul|Los|Stufe|Komponente|Maßnahme|Teilmaßnahme|Ziffer|Nummer|Module|Part|Lot)\s"
    r"(?P<name>[A-Z]\b|\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}\b)"
)
_PRODUCT = re.compile(
    r"\((\d{3}(?:\s?[,/–-]\s?\d{3}){0,4})\)|\b(?:KfW|Kredit|Zuschuss|Produkt|Programm)"
    r"(?:-?\s?Nr\.|nummer)?[\s-](\d{3})\b"
)
_EU_TOPIC = re.compile(r"\b[A-Z][A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){0,6}-20\d\d(?:-[A-Z0-9]{1,20}){1,8}\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_CLOSING = re.compile(
    r"(?:deadline|end date|closing date|closes|until)\W{0,5}(?:on\s)?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?,?\s(?P<year>20\d\d)",
    re.IGNORECASE,
)
_GAZETTE = re.compile(r"^\W{0,3}(?:S?MBl|GV|BAnz|ABl|SächsABl|Ministerialblatt|Bundesanzeiger)\b")
_URL_NUMBER = re.compile(r"(?:^|/)(\d{4,12})(?=/|$|\.|_)")


@dataclass(frozen=True)
class Marks:
    """The marks of a title. Two entries with different marks of one kind are never one programme."""

    years: frozenset[str]
    rounds: frozenset[str]
    parts: frozenset[str]


def marks_of(title: str) -> Marks:
    """Years, rounds (ordinals as numbers, versions as "2.0") and parts ("modul 3") that a title names."""
    if is_gazette(title):
        return Marks(frozenset(), frozenset(), frozenset())
    years = {m[1] for m in _YEAR.finditer(title)} | {f"20{m[2]}" for m in _SHORT_RANGE.finditer(title)}
    parts = frozenset(f"{m['kind'].lower()} {m['name']}" for m in _PART.finditer(title))
    return Marks(frozenset(years), rounds_in(title), parts)


def is_gazette(title: str) -> bool:
    """Whether a title is that of an issue of a law gazette, which says nothing of the programme in it."""
    return _GAZETTE.match(title) is not None


def rounds_in(text: str) -> frozenset[str]:
    """Rounds that a text names: "dritter Aufruf" and "3. Call" are "3", "DigitalPakt 2.0" is "2.0"."""
    found = set()
    for match in _WORD_FIRST.finditer(text):
        found.add(str(_ORDINALS[match["word"].lower()]) if match["word"] else str(int(match["number"])))
    for match in _WORD_LAST.finditer(text):
        number = match["number"].lower()
        found.add(str(_ROMAN.get(number, number)))
    return frozenset(found | {m[1] for m in _VERSION.finditer(text)})


def years_in(text: str) -> frozenset[str]:
    """All years that a text names."""
    return frozenset(m[1] for m in _YEAR.finditer(text))


def products_in(title: str, text: str) -> frozenset[str]:
    """Product numbers of a bank, in the title or at the very beginning of the text: "(208)", "Kredit Nr. 208"."""
    found: set[str] = set()
    for match in (*_PRODUCT.finditer(title), *_PRODUCT.finditer(text[:400])):
        found.update(re.findall(r"\d{3}", match[1] or match[2]))
    return frozenset(found)


def topics_in(title: str, url: str, text: str) -> frozenset[str]:
    """Identifiers of EU calls: of the address where it is one of the portal's own, else of the title and the text."""
    path = unquote(urlsplit(url).path).rstrip("/")
    if "/topic-details/" in path:
        return frozenset((path.split("/topic-details/")[1].upper(),))
    return frozenset(m[0].upper() for m in (*_EU_TOPIC.finditer(title), *_EU_TOPIC.finditer(text[:600])))


def closing_days(text: str) -> frozenset[date]:
    """Closing days that an English text states: "Deadline: 30 November 2024"."""
    found = set()
    for match in _ENGLISH_CLOSING.finditer(text):
        month, day = _MONTHS.index(match["month"].lower()) + 1, int(match["day"])
        if 1 <= day <= monthrange(int(match["year"]), month)[1]:
            found.add(date(int(match["year"]), month, day))
    return frozenset(found)


def url_numbers(url: str) -> frozenset[str]:
    """Numbers in an address under which a site keeps a page, e.g. a product number."""
    return frozenset(_URL_NUMBER.findall(urlsplit(url).path))
