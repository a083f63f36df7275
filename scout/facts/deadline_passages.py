"""The few sentences of a text that may speak of deadlines, found cheaply, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scout.facts.umlauts import restored
from scout.text import clean

# The longest sentence of real programmes has some 3,400 characters; patterns over more than that would take too long.
_LONGEST = 4000
# Begins with one of few characters, so that the search skips all others.
_END = re.compile(r"[.!?\n•|+](?:(?<=[.!?])[ \t\xa0]+(?=[A-ZÄÖÜ„\"(+–0-9-])|(?<=[\n•])|(?<=\|)\||(?<=\+)\++)")
# fmt: off
_ABBREVIATIONS = frozenset((
    "bzw", "ca", "nr", "nrn", "abs", "art", "ziff", "vgl", "ggf", "inkl", "max", "mind", "mio", "mrd", "tsd",
    "tel", "std",
    "dr", "prof", "st", "str", "evtl", "rd", "sog", "einschl", "usw", "etc", "lfd", "gem", "jan", "feb",
    "febr", "apr", "aug",
    "sep", "sept", "okt", "nov", "dez", "mär", "mrz", "buchst", "tz", "no", "approx", "dec", "oct", "mar",
))
# fmt: on
_OPENED = re.compile(r"[(\[/–„“”\"'»«-]")
_STARTS_SENTENCE = re.compile(
    r"(?:Die|Der|Das|Ein|Eine|Es|Bitte|Anträge|Antrag|Nach|Für|Im|In|Bei|Wer|Wir|Sie|Über|Zum|Zur|Diese|Dieser|"
    r"Danach)\b"
)

# Words (lower case) of which a sentence without a date must have one.
_STANDING = (
    "jederzeit", "laufend", "jährlich", "jahr", "sofort", "weiteres", "frist", "stichtag", "vor ", "möglich",
    "windhund",
    "mittel", "ausschöpf", "kontinuierlich", "zeitpunkt", "zeit ", "rollier", "geschlossen", "beendet", "eingestellt",
    "abgelaufen", "ausgelaufen", "verstrichen", "stopp", "ausgesetzt", "gesperrt", "keine", "nicht mehr", "nicht ",
    "geplant", "voraussichtlich", "vorbereitung", "vorgesehen", "demnächst", "folgt", "wird ", "werden",
    "closed", "open",
    "any time", "rolling", "deadline", "ausschreibung", "aufruf", "erschöpf", "verbraucht", "vergeben", "runde",
    "first", "quartal", "monatlich", "abgeschlossen", "call", "zu ende", "unbefristet", "passed", "läuft",
    "wochen", "monate",
    "ab 20", "moeglich", "jaehr", "laeuft", "schoepf", "koenn", "widerruf", "rücknahme",
)  # fmt: skip
# The same for long legal texts, where a statement must be plain.
_PLAIN = (
    "jederzeit", "laufend", "windhund", "ganzjährig", "frist", "nicht mehr", "kontinuierlich", "beginn", "abgelaufen",
)  # fmt: skip
_PLAIN_ENGLISH = ("closed", "any time", "rolling")
_ENGLISH_WITHIN = 3000
# Words that are everywhere, and what must stand shortly before them, or right behind.
_WITH: dict[str, tuple[int, tuple[str, ...], str]] = {
    "beginn": (40, ("vor ",), "\0"),
    "frist": (14, ("keine ", "keinen "), "fristen gebunden"),
}
# What must stand near a date in such a text, and what before it.
_SPEAKS = ("antr", "einreich", "bewerb", "skizze", "interessenbekund", "projektvorschl", "anmeld", "submi", "appl",
           "propos", "deadline", "fragen")  # fmt: skip
_BY = ("bis", "spätestens", "zum ", "stichtag", "frist", "schluss", "termin", "deadline", "endet", "until", "by ")
_DAY = re.compile(
    r"[0-9](?:\.\s?(?:[0-9]{1,2}\.|J[aäu]|Feb|M[aä]|A[pu]|Sep|O[kc]t|Nov|De[zc])|(?:st|nd|rd|th)? "
    r"(?:J[au]|Feb|Mar|May|A[pu]|Sep|Oct|Nov|Dec)|-[0-9]{2}-[0-9]{2})"
)
_YEAR = re.compile(r" 20[0-9]{2}(?![0-9])")
_DIGITS = "0123456789"
# What stands before the day of a law, and what before a day by which something must be done.
_LAW = ("vom ", "v. ", "nr. ", "§ ", "nummer ", "fassung ")
_ACTS = ("antr", "einreich", "bewerb", "skizze", "call")
_DASHES = ("-", "–", "- ", "– ")
_BEFORE, _AFTER, _NEAR = 240, 200, 130


@dataclass(frozen=True)
class Passage:
    """A sentence as it stands in a text from ``start``, and the same cleaned for reading."""

    start: int
    words: str

    @property
    def line(self) -> str:
        """One line without invisible characters, with umlauts where stems of funding texts go without."""
        return restored(clean(self.words))


def all_of(text: str) -> Iterator[Passage]:
    """The sentences of a short text that may say something about deadlines."""
    for passage in _sentences(text):
        low = passage.words.lower()
        if len(low) < 60 or _one_of(_STANDING, low) or _DAY.search(passage.words) or _YEAR.search(low):
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
        before = low[max(0, place - 60) : place].rstrip(_DIGITS)
        if not before.endswith(_LAW) and (_one_of(_BY, before) or before.endswith(_DASHES)) and _speaks(low, place):
            yield place
    for match in _YEAR.finditer(text):
        place = match.start()
        # A month before the year; days with a month are found above.
        if low[place - 1 : place].isalpha() and "bis" in low[max(0, place - 40) : place] and _speaks(low, place):
            yield place


def _one_of(words: tuple[str, ...], text: str) -> bool:
    # A loop: millions of looks, and "any" takes twice the time.
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _speaks(low: str, place: int) -> bool:
    return _one_of(_SPEAKS, low[max(0, place - _BEFORE) : place + _AFTER])


def _plain_places(low: str) -> Iterator[int]:
    english = _PLAIN_ENGLISH if " the " in low[:_ENGLISH_WITHIN] else ()
    for word in (*_PLAIN, *english):
        place = low.find(word)
        while place >= 0:
            if _is_plain(low, place, word) and _one_of(_ACTS, low[max(0, place - _NEAR) : place + _NEAR]):
                yield place
            place = low.find(word, place + len(word))


def _is_plain(low: str, place: int, word: str) -> bool:
    """ "Beginn" alone is everywhere; "vor Beginn" says when to apply."""
    if word not in _WITH:
        return True
    reach, before, itself = _WITH[word]
    return _one_of(before, low[max(0, place - reach) : place]) or low.startswith(itself, place)


def _around(text: str, place: int) -> Passage:
    """The sentence at a place."""
    start = _last_end(text, place)
    end = start
    for match in _END.finditer(text, start, min(len(text), start + _LONGEST)):
        end = match.start() + (match.group()[0] in ".!?")
        if end > place and not (
            match.group()[0] == "." and _goes_on(text[start:end], text[match.end() : match.end() + 16])
        ):
            break
    else:
        end = min(len(text), start + _LONGEST)
    return next(_bounded(text, start, end), Passage(place, ""))


def _last_end(text: str, place: int) -> int:
    """Where the sentence at a place begins; looked for in longer and longer stretches before it."""
    for reach in (300, _LONGEST // 2):
        low = max(0, place - reach)
        start = low
        for match in _END.finditer(text, low, place):
            mark = match.group()[0]
            if mark != "." or not _goes_on(text[low : match.start() + 1], text[match.end() : match.end() + 16]):
                start = match.end()
        if start > low or low == 0:
            return start
    return low


def _sentences(text: str) -> Iterator[Passage]:
    start = 0
    for match in _END.finditer(text):
        mark = match.group()[0]
        end = match.start() + (mark in ".!?")
        if mark == "." and _goes_on(text[max(start, end - 20) : end], text[match.end() : match.end() + 16]):
            continue
        yield from _bounded(text, start, end)
        start = match.end()
    yield from _bounded(text, start, len(text))


def _goes_on(part: str, following: str) -> bool:
    """Whether the point at the end of ``part`` belongs to a day, a number or an abbreviation."""
    words = part[-14:-1].split()
    last = _OPENED.split(words[-1])[-1].lower() if words else ""
    if last.replace(".", "").isdigit():
        return len(last) <= 5 and not _STARTS_SENTENCE.match(following)
    last = last.rsplit(".", 1)[-1]
    return len(last) == 1 or last in _ABBREVIATIONS


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
