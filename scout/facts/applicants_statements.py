"""Finds the passages of a text that say who may apply, each at its place and with how much it claims. Pure.

A long guideline mentions municipalities on every page; only a passage that opens with words such as "Antragsberechtigt
sind" says who may apply. Such words are found by plain search of a few stems, because the texts are long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from scout.facts.applicants_markers import ALL, STRICT, Marker, Strength
from scout.facts.applicants_wording import mentions

MOST = 12  # passages of one text
_LONGEST = 900
_BACK = 260
_MOST_HITS = 400  # of one stem in one text
_BEFORE = 24

_ONLY = re.compile(
    r"\b(?:nur|ausschließlich|allein|lediglich|abschließend)\b(?!\s(?:mit|bei|wenn|dann|unter|im Rahmen|für|zu|in))"
)
_DENIED = re.compile(r"\b(?:keine?n?|nicht(?!\snur))\b")
_NOBODY = re.compile(r"\b(?:[Kk]eine|[Oo]hne)\s$")
_FOR_EXAMPLE = re.compile(
    r"\b(?:insbesondere|zum Beispiel|z\.\s?B\.|beispielsweise|unter anderem|u\.\s?a\.|vor allem|etwa|in der Regel|"
    r"vorrangig|grundsätzlich|"
    r"vorzugsweise|auch|zudem|außerdem|darüber hinaus|zusätzlich|usw\.|etc\.)(?!\w)"
)
_HEADING_END = re.compile(
    r"\s(?=(?:Was|Wie|Welche|Wo|Wann|Wofür|Womit)\s(?:wird|hoch|Voraus|erfolgt|ist|kann|muss|sind|werden|"
    r"erhalten)|Zuwendungsvoraussetzung|Projektträger:|"
    r"Fördergebende|Förderart|Förderthemen|Verwendungszweck|Fördergegenstand|Ansprechp|Fördergeber:|Benötigte|"
    r"Antragsverfahren|Voraussetzungen\s)"
)
# Begins with one of few characters, so that the search skips all others.
_END = re.compile(
    r"[.!?\n|…\[](?:(?<=[.!?])(?=\s+[A-ZÄÖÜ„\"(•\d]|\s*$)|(?<=\n)\n|(?<=\n)(?![•\-–*a-zäöü])|(?<=\s\|)\|\s|(?<=…)|"
    r"(?<=\[)…\])"
)
_NO_END = re.compile(
    r"(?:\b(?:bzw|ca|z|B|e|V|d|h|Nr|Abs|Art|S|vgl|ggf|inkl|sog|einschl|o|ä|u|a|i|G|St|Dr|Prof|insb|max|mind|gem|"
    r"lit|Ziff|Stand)|\b\d{1,2})$"
)
# Words that begin a sentence even behind an abbreviation such as "e.V.".
_BEGINS = re.compile(
    r"\s+(?:Die|Der|Das|Sie|Ihr|Ihre|Für|Bei|Eine?|Als|Wenn|Nicht|Ausgeschlossen|Es|Im|In|Von|Gefördert)\s"
)
_LIST_GOES_ON = re.compile(r"\s*(?:[•\-–*]|[a-zäöü]\)|\d{1,2}[.)]\s|[a-zäöü])")

_NUMBERED = re.compile(r"[:\n]\s{0,3}\(?1[.)]\s")
_NUMBER = re.compile(r"\s?\(?\d{1,2}[.)]\s")
# A line of a list without marks: short, no sentence, no label.
_LINE = re.compile(r"[ \t]{0,8}[A-ZÄÖÜ][^\n.:?!]{2,110}(?=\n|$)")
_NAME_BEGINS = 25


@dataclass(frozen=True)
class Passage:
    """A passage that says who may apply: its place in the text (``start``, ``end``) and what it claims.

    opens: where in the text the words that make it such a passage begin. open_list: it gives examples only.
    """

    start: int
    opens: int
    end: int
    strength: Strength
    open_list: bool = False


def passages(text: str, legal: bool = False) -> tuple[Passage, ...]:
    """The passages of a text that say who may apply, in order. legal: only full lists count."""
    found: list[Passage] = []
    for match, strength in _openings(text, STRICT if legal else ALL):
        passage = _passage(text, match, strength)
        if not any(other.opens <= passage.opens < other.end for other in found):
            found.append(passage)
        if len(found) >= MOST:
            break
    return tuple(found)


def is_open(words: str) -> bool:
    """Whether a list gives examples only, or depends on the programme."""
    return _FOR_EXAMPLE.search(words) is not None or "programm" in words


def _openings(text: str, markers: tuple[Marker, ...]) -> list[tuple[re.Match[str], Strength]]:
    """Where passages open, in order of place; of markers that meet the first in order wins."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[re.Match[str], Strength]] = []
    for stem, group in _by_stem(markers).items():
        if stem not in text:
            continue
        for position in _hits(text, stem):
            match, strength = _first(text, position, group)
            if match and not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found.append((match, strength))
    return sorted(found, key=lambda opening: opening[0].start())


@cache
def _by_stem(markers: tuple[Marker, ...]) -> Mapping[str, tuple[Marker, ...]]:
    groups: dict[str, tuple[Marker, ...]] = {}
    for marker in markers:
        groups[marker.stem] = (*groups.get(marker.stem, ()), marker)
    return groups


def _hits(text: str, stem: str) -> Iterator[int]:
    position = text.find(stem)
    for _ in range(_MOST_HITS):
        if position < 0:
            return
        yield position
        position = text.find(stem, position + len(stem))


def _first(text: str, position: int, group: Sequence[Marker]) -> tuple[re.Match[str] | None, Strength]:
    for marker in group:
        start = position - marker.back
        if start < 0 or not _fits_before(text, start, marker):
            continue
        match = marker.words.match(text, start)
        if match:
            return match, marker.strength
    return None, "named"


def _fits_before(text: str, start: int, marker: Marker) -> bool:
    if marker.before is None:
        return start == 0 or not text[start - 1].isalnum()
    return marker.before.search(text, max(0, start - _BEFORE), start) is not None


def _passage(text: str, match: re.Match[str], strength: Strength) -> Passage:
    start = _sentence_start(text, match.start())
    heading = match.group().endswith("?") or (strength == "field")
    end = _passage_end(text, match.end(), heading)
    said = text[match.start() : end]
    if strength == "named" and _DENIED.search(match.group()):
        strength = "excluded"
    if strength == "list" and _NOBODY.search(text, max(0, match.start() - 12), match.start()):
        strength = "excluded"
    if strength == "list" and _ONLY.search(said[:90]):
        strength = "only"
    return Passage(start, match.start(), end, strength, _FOR_EXAMPLE.search(said[:200]) is not None)


def _sentence_start(text: str, position: int) -> int:
    lowest = max(0, position - _BACK)
    start = lowest
    for end in _END.finditer(text, lowest, position):
        if not _abbreviated(text, end.start()) and end.end() <= position:
            start = end.end()
    while start < position and text[start].isspace():
        start += 1
    return start


def _passage_end(text: str, position: int, heading: bool) -> int:
    """The end of the sentence; of the whole list when a colon or a heading announces one."""
    limit = min(len(text), position + _LONGEST)
    begun = position + len(text[position:limit]) - len(text[position:limit].lstrip(" \n:–-"))
    announced = heading or ":" in text[position : position + 60] or "\n" in text[position:begun]
    numbered = announced and _NUMBERED.search(text, position, position + 60) is not None
    for end in _END.finditer(text, begun, limit):
        if end.group() == "." and _abbreviated(text, end.start()):
            continue
        if announced and end.group() != "…" and "\n" in end.group() and _goes_on(text, end.end()):
            continue
        if numbered and end.group() == "." and _NUMBER.match(text, end.end()):
            continue
        if end.group().startswith("\n") and text[end.start() - 1] in ":,;":
            continue
        return min(_heading_end(text, begun, end.end()), limit)
    return _heading_end(text, begun, limit)


def _goes_on(text: str, position: int) -> bool:
    """Whether the list goes on in the next line: a mark, small letters, or nothing but a name of somebody."""
    if _LIST_GOES_ON.match(text, position):
        return True
    line = _LINE.match(text, position)
    return line is not None and any(named.start < _NAME_BEGINS for named in mentions(line.group().strip()))


def _heading_end(text: str, start: int, end: int) -> int:
    found = _HEADING_END.search(text, start, end)
    return found.start() if found else end


def _abbreviated(text: str, position: int) -> bool:
    if _BEGINS.match(text, position + 1):
        return False
    return _NO_END.search(text, max(0, position - 12), position) is not None
