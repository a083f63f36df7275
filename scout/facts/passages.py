"""The few sentences of a text that may speak of deadlines, found cheaply, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scout.text import clean

# The longest sentence of real programmes has some 3,400 characters; patterns over more than that would take too long.
_LONGEST = 4000
_END = re.compile(r"(?<=[.!?])[ \t\xa0]+(?=[A-ZÄÖÜ„\"(•+–0-9-])|\s*[\n•]\s*|\s+\|\|\s+|\s*\+\+\++\s*")
_NO_END = re.compile(
    r"(?:\b(?:bzw|ca|d|h|z|B|i|u|a|v|H|Nr|Nrn|Abs|Art|Ziff|S|vgl|ggf|inkl|max|mind|Mio|Mrd|Tsd|Tel|Std|Dr|Prof|St|Str|"
    r"evtl|rd|sog|einschl|o|ä|usw|etc|lfd|gem|i\.d\.R|Jan|Feb|Febr|Apr|Aug|Sept?|Okt|Nov|Dez|Mär|Buchst|Tz|No|"
    r"e\.g|i\.e|approx)|(?<!\d)\d{1,2}|\d{1,2}\.\d{1,2})\.$",
    re.IGNORECASE,
)
_NUMBERED_END = re.compile(r"(?<!\d)\d{1,2}(?:\.\d{1,2})?\.$")
_STARTS_SENTENCE = re.compile(
    r"(?:Die|Der|Das|Ein|Eine|Es|Bitte|Anträge|Antrag|Nach|Für|Im|In|Bei|Wer|Wir|Sie|Über|Zum|Zur|Diese|Dieser|Danach)\b"
)

# Words (lower case) of which a sentence without a date must have one.
_STANDING = (
    "jederzeit", "laufend", "jährlich", "jahr", "sofort", "weiteres", "frist", "stichtag", "vor ", "möglich", "windhund",
    "mittel", "ausschöpf", "kontinuierlich", "zeitpunkt", "zeit ", "rollier", "geschlossen", "beendet", "eingestellt",
    "abgelaufen", "ausgelaufen", "verstrichen", "stopp", "ausgesetzt", "gesperrt", "keine", "nicht mehr", "nicht ",
    "geplant", "voraussichtlich", "vorbereitung", "vorgesehen", "demnächst", "folgt", "wird ", "werden", "closed", "open",
    "any time", "rolling", "deadline", "ausschreibung", "aufruf", "erschöpf", "verbraucht", "vergeben", "runde", "first",
    "quartal", "monatlich", "abgeschlossen", "call", "zu ende", "unbefristet", "passed", "läuft", "wochen", "monate", "ab 20",
)  # fmt: skip
# The same for long legal texts, where a statement must be plain.
_PLAIN = (
    "jederzeit", "laufend", "windhund", "ganzjährig", "frist", "stichtag", "nicht mehr", "jährlich", "kontinuierlich",
    "vor beginn", "closed", "any time", "rolling", "geschlossen", "vor maßnahme", "vor vorhaben", "vor projekt",
    "mehr möglich", "abgelaufen", "zu jeder zeit", "jahres",
)  # fmt: skip
_SPEAKS = ("antr", "einreich", "eingereicht", "einzureich", "bewerb", "skizze", "frist", "stichtag", "vorzuleg", "vorgelegt",
           "anmeld", "angemeldet", "anzumeld", "registrier", "interessenbekund", "submi", "appl", "deadline", "schluss",
           "aufruf", "förderrunde", "zu stellen", "proposal", "cut-off", "fragen", "questions", "call", "projektvorsch",
           "ausschreibung", "förderfenster")  # fmt: skip
_DAY = re.compile(
    r"\d\.\s?(?:\d\d?\.|J[aäu]|Feb|M[aä]|A[pu]|Sep|O[kc]t|Nov|De[zc])|\d (?:J[au]|Feb|Ma|A[pu]|Sep|Oct|Nov|Dec)|\d-\d\d-\d\d"
    r"|(?:ar|uar|rz|ril|ai|ni|li|ust|ber|er) 20\d\d"
)


@dataclass(frozen=True)
class Passage:
    """A sentence as it stands in a text from ``start``, and the same cleaned for reading."""

    start: int
    words: str

    @property
    def line(self) -> str:
        """One line without invisible characters."""
        return clean(self.words)


def all_of(text: str) -> Iterator[Passage]:
    """The sentences of a short text that may say something about deadlines."""
    for passage in _sentences(text, 0, len(text)):
        low = passage.words.lower()
        if any(word in low for word in _STANDING) or _DAY.search(passage.words) or len(low) < 60:
            yield passage


def strict(text: str) -> Iterator[Passage]:
    """The sentences of a long text with a date near words of applying, or with a plain standing statement.

    A guideline has up to 350,000 characters and dozens of dates, nearly all of laws: only what stands near the few
    words that matter is ever split into sentences.
    """
    low = text.lower()
    if len(low) != len(text):  # a capital dotted I becomes two characters, and every place would be wrong
        low = text
    done = 0
    for place in sorted({*_dated_places(text, low), *_plain_places(low)}):
        if place < done:
            continue
        passage = _around(text, place)
        done = max(place + 1, passage.start + len(passage.words))
        if passage.words:
            yield passage


def _dated_places(text: str, low: str) -> Iterator[int]:
    for match in _DAY.finditer(text):
        place = match.start()
        near = low[max(0, place - 250) : place + 250]
        if any(word in near for word in _SPEAKS):
            yield place


def _plain_places(low: str) -> Iterator[int]:
    for word in _PLAIN:
        place = low.find(word)
        while place >= 0:
            near = low[max(0, place - 120) : place + 120]
            if any(speaks in near for speaks in ("antr", "einreich", "bewerb", "skizze", "call")):
                yield place
            place = low.find(word, place + len(word))


def _around(text: str, place: int) -> Passage:
    low, high = max(0, place - _LONGEST // 2), min(len(text), place + _LONGEST // 2)
    line_start, line_end = text.rfind("\n", low, place) + 1, text.find("\n", place, high)
    low, high = max(low, line_start), line_end if line_end >= 0 else high
    for passage in _sentences(text, low, high):
        if passage.start + len(passage.words) > place:
            return passage
    return Passage(place, "")


@lru_cache(maxsize=4)
def _sentences(text: str, low: int, high: int) -> tuple[Passage, ...]:
    found: list[Passage] = []
    start = low
    for end in _END.finditer(text, low, high):
        part = text[start : end.start()]
        if not end.group().strip(" \t\xa0") and _goes_on(part, text[end.end() : end.end() + 16]):
            continue
        found += _bounded(text, start, end.start())
        start = end.end()
    return (*found, *_bounded(text, start, high))


def _goes_on(part: str, following: str) -> bool:
    """Whether the point at the end of ``part`` belongs to a day, a number or an abbreviation."""
    tail = part[-14:]
    if not _NO_END.search(tail):
        return False
    return not (_NUMBERED_END.search(tail) and _STARTS_SENTENCE.match(following))


def _bounded(text: str, start: int, end: int) -> Iterator[Passage]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield Passage(start, text[start:cut])
        start = cut + 1 if text[cut] == " " else cut
    words = text[start:end].rstrip()
    if words:
        yield Passage(start, words)
