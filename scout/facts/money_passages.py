"""Where a text speaks of money: the sentences around its sums and percentages, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scout.facts.money_figures import Figure, figures

# A sentence longer than this is cut: real ones have up to some 3,400 characters, most of them lists.
_REACH = 1500
_USUAL = 300
_LEAD_REACH = 1200
_MOST_POINTS = 12
_NEXT_POINT = 5
# Plain words, because a long legal text is searched for them many times faster than for a pattern.
_SIGNS = (
    "€",
    "EUR",
    "Euro",
    "euro",
    "%",
    "Prozent",
    "prozentig",
    "percent",
    "per cent",
    "v.H.",
    "v. H.",
    "Hundert",
    " Drittel",
    " Viertel",
    " Fünftel",
    " Hälfte",
)
_STOP = re.compile(r"[.!?\]\n•|…]")
_OPENS_SENTENCE = frozenset('„“"([•–-0123456789')
# What may stand between a point of a list and the line above it.
_GAP = re.compile(r"[\s•*–-]{1,20}$")
_POINT = re.compile(r"[•*–-]")
_ABBREVIATIONS = {
    "bzw", "ca", "d", "h", "z", "b", "i", "u", "a", "v", "r", "e", "nr", "nrn", "abs", "art", "ziff", "s", "vgl",
    "ggf", "inkl", "max", "mind", "mio", "mrd", "tsd", "tel", "std", "dr", "prof", "st", "str", "evtl", "rd", "sog",
    "einschl", "o", "ä", "usw", "etc", "lfd", "insb", "zzgl", "exkl", "jan", "feb", "febr", "apr", "aug", "sep",
    "sept", "okt", "nov", "dez", "mär", "kap", "buchst", "min", "grds", "jh", "co", "förderf", "zuwendungsf", "d.h",
    "z.b", "i.d", "u.a", "v.h", "i.d.r", "o.ä",
}  # fmt: skip
_NUMBER = re.compile(r"(?:\d{1,2}|\d{1,2}\.\d{1,2})")


@dataclass(frozen=True)
class Passage:
    """A sentence or a point of a list with figures in it.

    start: where ``words`` stand in the text. lead: the sentence that a point of a list completes, else "".
    found: the figures, at positions within ``words``.
    """

    start: int
    words: str
    lead: str
    found: tuple[Figure, ...]


def passages(text: str, begin: int = 0, end: int | None = None) -> Iterator[Passage]:
    """The passages with a sum or percentage between two positions, in order. Cheap where there is none."""
    last = len(text) if end is None else end
    done = begin
    above = ""
    for sign in sorted(_places(text, begin, last)):
        if sign < done:
            continue
        start, stop = bounds(text, sign, done, last)
        # The next point of the same list completes the same sentence.
        beside = above != "" and "\n" in text[done - 1 : start] and start - done <= _NEXT_POINT
        above = above if beside and text[done - 2 : done].rstrip().endswith((",", ";")) else _lead(text, start, begin)
        done = max(stop, sign + 1)
        found = figures(text[start:stop])
        if found:
            yield Passage(start, text[start:stop], above, found)


def _places(text: str, begin: int, end: int) -> Iterator[int]:
    for sign in _SIGNS:
        position = text.find(sign, begin, end)
        while position >= 0:
            yield position
            position = text.find(sign, position + 1, end)


def bounds(text: str, position: int, least: int = 0, most: int | None = None) -> tuple[int, int]:
    """Where the sentence around a position starts and ends; a point after a number or abbreviation is no end."""
    last = len(text) if most is None else most
    near, far = max(least, position - _USUAL), max(least, position - _REACH)
    start = _start(text, position, near)
    if start is None:
        start = _start(text, near, far)
    start = far if start is None else start
    stop = _stop(text, position, min(last, position + _REACH))
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _start(text: str, position: int, least: int) -> int | None:
    """Where the last sentence end between two positions is; None without one."""
    ends = [end for sign in _STOP.finditer(text, least, position) if (end := _end(text, sign.start())) is not None]
    return ends[-1] if ends and ends[-1] <= position else None


def _stop(text: str, position: int, most: int) -> int:
    for sign in _STOP.finditer(text, position, most):
        end = _end(text, sign.start())
        if end is not None and sign.start() > position:
            return sign.start() if text[sign.start()] in "\n•|…" else end
    return most


def _end(text: str, position: int) -> int | None:
    """Behind which position a new sentence starts, if the sign at a position ends one."""
    sign, behind = text[position], text[position + 1 : position + 4]
    if sign in "\n•|":
        return position + 1
    if sign == "…":
        return position + 1 if behind[:1].isspace() and text[position - 1 : position].isspace() else None
    if sign != "]" and behind[:1] == ")":
        position, behind = position + 1, behind[1:]
    if behind[:1].isspace():
        opens = behind.lstrip()[:1]
        starts = opens.isupper() or opens in _OPENS_SENTENCE
        return position + 1 if starts and not (sign == "." and _abbreviated(text, position)) else None
    glued = sign == "." and behind[:1].isupper() and behind[1:2].islower() and text[position - 2 : position].islower()
    return position + 1 if glued else None


def _abbreviated(text: str, position: int) -> bool:
    words = text[max(0, position - 14) : position].split()
    word = words[-1].lstrip('(„"').lower() if words else ""
    return word in _ABBREVIATIONS or _NUMBER.fullmatch(word) is not None


def _lead(text: str, start: int, least: int) -> str:
    """The sentence ending in a colon that stands above a point of a list, over the points between."""
    position = start
    for _ in range(_MOST_POINTS):
        gap = _GAP.search(text, max(least, position - 20), position)
        above = gap.start() if gap else position
        if above <= least or not gap or not ("\n" in gap.group() or _POINT.search(gap.group())):
            return ""
        line_start, line_end = bounds(text, above - 1, max(least, above - _LEAD_REACH), above)
        line = text[line_start:line_end]
        if line.endswith(":"):
            return line
        if not (line.endswith((",", ";")) or _POINT.search(gap.group())) or line_start >= position:
            return ""
        position = line_start
    return ""
