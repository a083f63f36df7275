"""Where a programme applies: Länder, named areas and closed lists of places, out of a text. Pure.

A name alone says nothing; it counts beside words about where an applicant sits, where a project is carried out, or who
gives the money. Names come from ``data/reference/regions.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data.reference.regions import shipped_regions

GERMANY = "germany"
EU = "eu"
SELECTED = "selected_places"
PLACES = "places:"
# A list of places is stored in one value; longer ones go on in the next.
LONGEST_LIST = 400


@dataclass(frozen=True)
class Place:
    """A place that a sentence of a text limits the programme to (``verdict`` yes) or rules out (no)."""

    kind: Literal["region", "list"]
    value: str
    start: int
    end: int
    verdict: Literal["yes", "no"] = "yes"
    certainty: Literal["stated", "inferred"] = "stated"


# Words that tie a place to applicants or projects, in front of its name and up to 90 characters away from it.
_TIED = re.compile(
    r"\b(?:\w{0,15}[Ss]itz\w{0,3}|Betriebsstätte\w?|Niederlassung\w{0,2}|Zweigstelle|ansässig\w?|gelegen\w?|"
    r"Standort\w{0,2}|"
    r"(?:durch|aus)(?:zu)?(?:ge)?führ\w{1,3}|\w{0,20}[Vv]orhaben\w?|Maßnahmen?|\w{0,25}[Pp]rojekte?n?s?|"
    r"Investition\w{0,3}|liegen\w{0,2}|liegt|"
    r"befinde[nt]|stattfinden|umgesetzt|umsetzen|verwirklich\w{1,3}|stehen|steht|Lebensmittelpunkt|"
    r"Räumlicher Geltungsbereich|"
    r"(?:[Ff]örder|[Pp]rogramm|[Pp]roje[ck]t)gebiet\w{0,2}|Gebietskulisse|Förderkulisse|entsprechen|"
    r"bewirtschaften|Aufenthalt)\b"
    r"[^.!?;\n]{0,90}$"
)
_IN = re.compile(r"\b(?:in|im|innerhalb|aus|auf dem Gebiet|Gebiete? de[sr]|umfasst|:)\s(?:\w{1,25}\s){0,4}$")
_OUTSIDE = re.compile(r"\b(?:außerhalb|nicht in|ausgenommen)\s(?:\w{1,20}\s){0,3}$")
_GIVES = re.compile(
    r"^[^.!?\n]{0,40}\b(?:unterstützt|fördert|gewährt|stellt|beteiligt|vergibt|hilft|möchte|beabsichtigt|"
    r"übernimmt|bietet)\b"
)
_LAND_WORD = re.compile(
    r"\b(?:Land|Landes|Freistaat|Freistaates|Freistaats|Hansestadt|Bundesland|Das|[Mm]inisteri\w{1,3}[^.\n]{0,160})\s$"
)
_PREFERRED = re.compile(
    r"\b(?:insbesondere|bevorzugt|vorrangig|höher\w{0,2}|Bonus|zusätzlich|Prozent|zum Beispiel|beispielsweise|"
    r"vor allem|Priorität|Schwerpunkt\w{0,3})\b|%",
    re.IGNORECASE,
)
_AREA_GIVEN = re.compile(
    r"\b(?:[Ff]ördert|[Uu]nterstützt|gefördert|Förderung|richtet sich|richten sich|nur|ausschließlich|muss|"
    r"müssen)\b[^.!?\n]{0,160}$"
)
# Begins with one of few characters, so that the search skips all others.
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?=\s+[A-ZÄÖÜ„\"(•]|\s*$))")
# Whose money it is: nationwide as a rule, but only inferred.
_FEDERAL = re.compile(r"\bBundesministeri(?:um|ums|en)\b|\bBundesregierung\b|\bKfW\b")
_UNION = re.compile(
    r"\bEuropean Union\b|\bEU [Mm]ember [Ss]tates?\b|\b(?:in|within) the EU\b|\bDigital Europe Programme\b|"
    r"\bHorizon Europe\b"
)
_HEAD = 1500
_GERMANY_STEMS = (
    "undesweit",
    "eutschlandweit",
    "undesrepublik",
    "in Deutschland",
    "im ganzen Land",
    "undesgebiet",
    "Bundesländer",
)
_GERMANY = re.compile(
    r"\b(?:[Bb]undesweit\w{0,2}|[Dd]eutschlandweit\w{0,2}|Bundesrepublik Deutschland|in Deutschland|"
    r"im ganzen Land|(?:im|gesamten) Bundesgebiet|"
    r"alle\w? Bundesländern?)\b"
)
_SELECTED = re.compile(
    r"\b(?:in (?:\w{1,20} ){0,4}Modell(?:regionen|kommunen)|in und zwischen den Modellregionen|"
    r"ausgewählten (?:Modell)?(?:regionen|kommunen)|"
    r"[Ll]eitkommunen)\b"
)
_SELECTED_STEMS = ("Modellregion", "Modellkommun", "ausgewählten", "eitkommunen")
_KIND = r"(?:Stadt|Städten?|[Gg]emeinden?|(?:Land)?[Kk]reise?[ns]?|Leitkommunen?|Städte[Rr]egion|Region)"
_NAME = (
    r"(?!(?:Städte|Stadt|Gemeinden?|Kreise|Landkreise?|Kommunen?|Regionen|Zweckverb|Land|Die|Der|Das|Bund|"
    r"Gebiet|Ober|Bürger|Nordrhein|Niedersachs|Sachsen|Bayern|Hessen|"
    r"Deutschland)\w{0,12}\b)[A-ZÄÖÜ][\wäöüß]{2,25}(?:-[A-ZÄÖÜ][\wäöüß]{1,25}){0,3}"
)
_NAMED_PLACES = re.compile(
    rf"\b(?P<kind>{_KIND})\s(?P<names>(?:{_NAME})(?:(?:,\s|\sund\s|\soder\s|\ssowie\s)(?!(?:der|die|den|dem|Stadt|"
    rf"Kreis|Städte|Gemeinde)\b)(?:{_NAME})){{0,30}})"
)
# Only where a list is announced; a "Fördergebiet" in front of an address is none.
_LIST_OPENS = re.compile(
    r"\b(?:Modellregionen|Modellkommunen|Fördergebiet|Gebietskulisse|Programmgebiet|"
    r"Projektregion)\b[^.!?\n:]{0,60}?(?:\bsind\b|\bumfasst\b|\bumfassen\b|"
    r"\bbesteht aus\b|\bim Sinne dieser Richtlinie\b|:)"
)
# Beside named places all of a kind are meant: the list is no closed one.
_ANY_OF_THEM = re.compile(
    r"\b(?:Landkreise|Kreise|Kommunen|Gemeinden|Städte|Gebietskörperschaften|Gemeindeverbände)n?\b(?!\s[A-ZÄÖÜ])|"
    r"z\.\s?B\.|zum Beispiel|insbesondere|"
    r"beispielsweise|@|Telefon|Straße"
)
FEWEST_PLACES = 3
_GAP = 80


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """Patterns for all names and for the adjectives of Länder (found by their beginning), and name -> code.

    No pattern begins with anything but a letter, so that the engine can skip all places with another one.
    """
    regions = shipped_regions()
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for land in regions.laender.values():
        names |= dict.fromkeys(land.names, f"land:{land.code}")
        for adjective in land.adjectives:
            adjectives |= dict.fromkeys((adjective, adjective[0].upper() + adjective[1:]), f"land:{land.code}")
    for area in regions.areas.values():
        names |= dict.fromkeys(area.names, area.code)
    return _any_of(names, "s?"), _any_of(adjectives, r"\w{0,3}"), names | adjectives


def _any_of(words: Mapping[str, str], ending: str) -> re.Pattern[str]:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"({longest_first}){ending}(?!\w)(?!-[A-ZÄÖÜ])")


def _mentioned(text: str, first: int, last: int, with_adjectives: bool) -> Iterator[tuple[re.Match[str], str]]:
    names, adjectives, codes = _names()
    for match in names.finditer(text, first, last):
        if _begins_word(text, match.start()):
            yield match, codes[match[1]]
    span = text if last - first >= len(text) else text[first:last]
    if any(words in span for words in _GERMANY_STEMS):
        yield from ((match, GERMANY) for match in _GERMANY.finditer(text, first, last))
    if with_adjectives:
        for match in adjectives.finditer(text, first, last):
            if _begins_word(text, match.start()):
                yield match, codes[match[1]]


def _begins_word(text: str, position: int) -> bool:
    return position == 0 or not (text[position - 1].isalnum() or text[position - 1] in "_-")


def places(text: str, passages: Sequence[tuple[int, int]], everywhere: bool = True) -> Iterator[Place]:
    """The places that a text limits its programme to.

    passages: (start, end) of the passages that say who may apply. everywhere: read the whole text, not only those.
    """
    if everywhere:
        yield from _in_span(text, (0, len(text)), passages, False)
        yield from _payer(text)
    for span in passages:
        yield from _in_span(text, span, passages, True)


def _in_span(
    text: str, span: tuple[int, int], passages: Sequence[tuple[int, int]], with_adjectives: bool
) -> Iterator[Place]:
    for match, code in _mentioned(text, *span, with_adjectives):
        inside = any(start <= match.start() < end for start, end in passages)
        found = _place(text, match, code, inside)
        if found is not None:
            yield found
    yield from _selected(text, *span)


def _payer(text: str) -> Iterator[Place]:
    head = text[:_HEAD]
    for code, pattern, stems in ((GERMANY, _FEDERAL, ("Bundesm", "Bundesr", "KfW")), (EU, _UNION, ("EU", "Europe"))):
        match = pattern.search(text, 0, _HEAD) if any(stem in head for stem in stems) else None
        if match:
            yield Place("region", code, *_sentence(text, match.start(), match.end()), certainty="inferred")


def _place(text: str, match: re.Match[str], code: str, inside: bool) -> Place | None:
    start, end = _sentence(text, match.start(), match.end())
    before, after = text[start : match.start()], text[match.end() : end]
    if _OUTSIDE.search(before):
        return Place("region", code, start, end, "no")
    if code.startswith("land:") or code == GERMANY:
        return _land(text, match, code, inside, (start, end))
    if _PREFERRED.search(before) or _PREFERRED.search(after[:60]):
        return None
    tied = _TIED.search(before) is not None or (inside and _IN.search(before) is not None)
    return Place("region", code, start, end) if tied or _AREA_GIVEN.search(before) else None


def _land(text: str, match: re.Match[str], code: str, inside: bool, sentence: tuple[int, int]) -> Place | None:
    start, end = sentence
    before, after = text[start : match.start()], text[match.end() : end]
    if code == GERMANY or inside or (_TIED.search(before) and _IN.search(before)):
        return Place("region", code, start, end)
    if _LAND_WORD.search(before[-200:]) and (_GIVES.search(after) or "inisteri" in before):
        return Place("region", code, start, end, certainty="inferred")
    return None


def _sentence(text: str, position: int, behind: int) -> tuple[int, int]:
    lowest = max(0, position - 300)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, lowest, position)]
    start = ends[-1] if ends else lowest
    start += len(text[start:position]) - len(text[start:position].lstrip())
    after = _SENTENCE_END.search(text, behind, min(len(text), behind + 300))
    return start, after.end() if after else min(len(text), behind + 300)


def _selected(text: str, first: int, last: int) -> Iterator[Place]:
    # A quick look before the slow one.
    if not any(text.find(stem, first, last) >= 0 for stem in _SELECTED_STEMS):
        return
    match = _SELECTED.search(text, first, last)
    if match:
        yield Place("list", SELECTED, *_sentence(text, match.start(), match.end()), certainty="inferred")


def closed_list(text: str, passages: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Places named one by one as the only ones: in a passage about applicants, or after "Modellregionen sind"."""
    rows = [_row(text, start, end, 120) for start, end in passages]
    rows += [_row(text, match.end(), match.end() + 1200, 200) for match in _LIST_OPENS.finditer(text)]
    longest = max(rows, key=len, default=[])
    if len(longest) >= FEWEST_PLACES:
        yield from _listed(longest)


def _row(text: str, start: int, end: int, first_gap: int) -> list[tuple[str, int, int]]:
    """Names of places with their position that follow each other at once; empty if places of a kind are meant too."""
    row: list[tuple[str, int, int]] = []
    last, gap = start, first_gap
    for match in _NAMED_PLACES.finditer(text, start, min(end, len(text))):
        between = text[last : match.start()]
        if len(between) > gap or _ANY_OF_THEM.search(between):
            break
        last, gap = match.end(), _GAP
        county = "reis" in match["kind"]
        names = re.split(r",\s|\s(?:und|oder|sowie)\s", match["names"])
        row += [(f"Kreis {name}" if county else name, match.start(), match.end()) for name in names]
    behind = text[last : last + 60] if row else ""
    return [] if _ANY_OF_THEM.search(behind) else row


def _listed(row: Sequence[tuple[str, int, int]]) -> Iterator[Place]:
    start, end = row[0][1], row[-1][2]
    value = ""
    for name in dict.fromkeys(name for name, _, _ in row):
        if len(value) + len(name) > LONGEST_LIST:
            yield Place("list", PLACES + value, start, end)
            value = ""
        value = f"{value}; {name}" if value else name
    if value:
        yield Place("list", PLACES + value, start, end)


def head_codes(text: str) -> tuple[str, ...]:
    """Länder and areas that a title or the name of a funder names, whatever the words around them."""
    return tuple(dict.fromkeys(code for _, code in _mentioned(text, 0, len(text), True)))
