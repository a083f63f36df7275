"""Finds the passages of a text that say who may apply, each at its place and with how much it claims. Pure.

A long guideline mentions municipalities on every page; only a passage that opens with words such as "Antragsberechtigt
sind" says who may apply. Such words are found by plain search of a few stems, because the texts are long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# only: nobody but those named ("ausschließlich", "muss … sein"); list: the full list, as a rule;
# named: somebody is named, others are not ruled out; excluded: those named may not; field: the value of a field in text.
Strength = Literal["only", "list", "named", "excluded", "field"]

MOST = 12  # passages of one text
_LONGEST = 900
_BACK = 260

# Stems without their first letter, which may be large or small, and what must stand there for the passage to count.
_LIST = (
    "ntragsberechtigt", "örderberechtigt", "eilnahmeberechtigt", "ewerbungsberechtigt", "uwendungsberechtigt",
    "uwendungsempf", "egünstigte", "mpfänger", "mpfangende", "er wird gefördert", "er kann ", "er ist ", "er bekommt",
    "ntragsteller", "ördernehmer", "ur Antragstellung berechtigt",
)  # fmt: skip
_NAMED = (
    "ie als ", "ichtet sich", "ichten sich", "endet sich", "nträge ", "ntrag ", "ewerbungen ", "ewerben", "eilnehmen",
    "efördert werden", "• Für ", "uwendungen an ", "nterstützt ", "ördert ", "ördern ", "Ihre Gemeinde", "nterstützung von",
    "usammenschließen", "vestitionen der Kommunen", "rhalten", "eantragen", "örderprogramm für", "usgeschlossen", "usgenommen",
)  # fmt: skip

_BERECHTIGT = r"(?:[Aa]ntrags|[Ff]örder|[Tt]eilnahme|[Bb]ewerbungs|[Zz]uwendungs)(?:-\sund\s\w{1,25})?berechtigt"
_EXCLUDED = re.compile(rf"\b[Nn]icht\s{_BERECHTIGT}|\b[Aa]usgeschlossen (?:sind|ist|werden)|\b[Aa]usgenommen (?:sind|ist)|"
                       r"\b(?:sind|ist)\s(?:\w{1,15}\s){0,3}(?:ausgeschlossen|ausgenommen)")  # fmt: skip
_RECIPIENT = (
    r"(?:Zuwendungs|Förder|Förderungs|Erst|Letzt)?[Ee](?:mpfänger|mpfangende)(?:innen\s(?:und|oder)\s\w{0,20}mpfänger|innen)?"
    r"(?:\sder\s(?:Zuwendung|Förderung|Zuwendungen))?"
)
_MARKERS: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("field", re.compile(r"\b(?:Förderberechtigte|Fördernehmer):")),
    ("excluded", _EXCLUDED),
    (
        "only",
        re.compile(
            r"\b(?:Antragsteller(?:in|innen)?|Antragstellende\w?|Bewerber\w{0,5})(?:\s(?:oder|und)\s\w{1,20})?\s(?:muss|müssen|kann nur|können nur)\b"
            r"[^.;:]{1,160}\bsein\b"
        ),
    ),
    (
        "list",
        re.compile(
            rf"\b{_BERECHTIGT}e?\b(?!\w)|\bAntragsberechtigte[rn]?\b(?=\s?(?:[:\n•–-]|[A-ZÄÖÜ]|sind\b|können\b))|\bAntragsberechtigung\b|"
            r"\b[Zz]ur Antragstellung berechtigt\b|"
            rf"(?:^|(?<=[.:\n]\s)|(?<=\n)|(?<=\d\s)|(?<=\.\d)){_RECIPIENT}\s(?:(?:sind|ist|können|kann)\b(?!\sverpflichtet|\sberechtigt|\szu\b|\sauf\b|"
            r"\sdie\sZuwendung)|Zuwendungsempfänger)|"
            rf"\b(?:Die|Der)\s{_RECIPIENT}\s(?:sind|ist|können|kann)\s(?:nur|ausschließlich)\b|"
            r"\b(?:End)?[Bb]egünstigte[rn]?\s(?:sind|ist|können|im Sinne)\b|(?:^|(?<=\d\s)|(?<=\n))Begünstigte\s(?=[A-ZÄÖÜ])|"
            r"\bWer\s(?:wird\sgefördert|kann\s[^.?\n]{0,60}(?:Antr[aä]g|gefördert|bewerben|teilnehmen|Förder)[^.?\n]{0,60}|"
            r"ist\s[^.?\n]{0,20}berechtigt|bekommt\s[^.?\n]{0,40})\?"
        ),
    ),
    (
        "named",
        re.compile(
            r"\bSie\sals\s|\b(?:[Rr]ichtet|[Rr]ichten|[Ww]endet|[Ww]enden)\ssich\s(?:\w{1,20}\s){0,4}an\b|"
            r"\b(?:Anträge|Antrag|Bewerbungen|Bewerbung)\s(?:(?:auf|zur)\s\w{1,20}\s)?(?:können|kann|dürfen)\s(?:nur\s)?(?!Sie\b)|"
            r"\bkönnen\s[^.;\n]{0,160}\b(?:Antr[aä]g\w{0,2}|Bewerbung\w{0,2}|Projektskizze\w{0,2})\s[^.;\n]{0,100}(?:stellen|einreichen)|"
            r"\bkönnen\ssich\s(?:[^.;\n]|(?<=\d)\.){0,120}\bbewerben\b|\bBewerben können sich\b|\bTeilnehmen können\b|"
            r"\bGefördert werden\s(?:können\s)?(?:nur\s|ausschließlich\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk])|• Für\s|\bZuwendungen\san\s|"
            r"\b(?:unterstützt|fördert|fördern)\s(?:das\sLand\s[A-Z][\w-]{1,30}\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk])|\bIhre? Gemeinde|"
            r"\bkönnen\s(?:auch\s|zudem\s|ebenfalls\s|nur\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk])[^.;\n]{0,120}\b(?:gefördert\swerden|erhalten|beantragen)\b|"
            r"\bAnträge\svon\s|\bInvestitionen\s(?=der\sKommunen|von\sKommunen)|"
            r"\bUnterstützung von\s|\bfreiwillig zusammenschließen\b|\bFörderprogramm für\s"
        ),
    ),
)  # fmt: skip
_ONLY = re.compile(r"\b(?:nur|ausschließlich|allein|lediglich|abschließend)\b(?!\s(?:mit|bei|wenn|dann|unter|im Rahmen|für|zu|in))")
_FOR_EXAMPLE = re.compile(
    r"\b(?:insbesondere|zum Beispiel|z\.\s?B\.|beispielsweise|unter anderem|u\.\s?a\.|vor allem|etwa|in der Regel|vorrangig|grundsätzlich|"
    r"vorzugsweise|auch|zudem|außerdem|darüber hinaus|zusätzlich)(?!\w)"
)
_HEADING_END = re.compile(
    r"\s(?=(?:Was|Wie|Welche|Wo|Wann|Wofür|Womit)\s(?:wird|hoch|Voraus|erfolgt|ist|kann|muss|sind|werden|erhalten)|Zuwendungsvoraussetzung|Projektträger:|"
    r"Fördergebende|Förderart|Förderthemen|Verwendungszweck|Fördergegenstand|Ansprechp|Fördergeber:|Benötigte|Antragsverfahren|Voraussetzungen\s)"
)
_END = re.compile(r"[.!?](?=\s+[A-ZÄÖÜ„\"(•\d]|\s*$)|\n\n|\n(?![•\-–*a-zäöü])|\s\|\|\s|…|\[…\]")
_NO_END = re.compile(
    r"(?:\b(?:bzw|ca|z|B|e|V|d|h|Nr|Abs|Art|S|vgl|ggf|inkl|sog|einschl|o|ä|u|a|i|G|St|Dr|Prof|insb|max|mind|gem|lit|Ziff|Stand)|\b\d{1,2})$"
)
# Words that begin a sentence even behind an abbreviation such as "e.V.".
_BEGINS = re.compile(r"\s+(?:Die|Der|Das|Sie|Ihr|Ihre|Für|Bei|Eine?|Als|Wenn|Nicht|Ausgeschlossen|Es|Im|In|Von|Gefördert)\s")
_LIST_GOES_ON = re.compile(r"\s*(?:[•\-–*]|[a-zäöü]\)|\d{1,2}[.)]\s|[a-zäöü])")


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


def passages(text: str, lists_only: bool = False) -> tuple[Passage, ...]:
    """The passages of a text that say who may apply, in order. lists_only: none of strength "named"."""
    found: list[Passage] = []
    for start, end in _windows(text, _LIST if lists_only else _LIST + _NAMED):
        for passage in _in_window(text, start, end, lists_only):
            if not any(passage.start < other.end and other.opens <= passage.opens for other in found):
                found.append(passage)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def is_open(words: str) -> bool:
    """Whether a list gives examples only, or depends on the programme."""
    return _FOR_EXAMPLE.search(words) is not None or "programm" in words


def _windows(text: str, stems: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where to look closer, in order, without overlap."""
    hits: list[int] = []
    for stem in stems:
        position = text.find(stem)
        while position >= 0 and len(hits) < 4000:
            hits.append(position)
            position = text.find(stem, position + len(stem))
    windows: list[tuple[int, int]] = []
    for hit in sorted(hits):
        start, end = max(0, hit - 160), min(len(text), hit + 240)
        if windows and start < windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _in_window(text: str, start: int, end: int, lists_only: bool) -> Iterator[Passage]:
    taken: list[tuple[int, int]] = []
    for strength, pattern in _MARKERS:
        if lists_only and strength == "named":
            continue
        for match in pattern.finditer(text, start, end):
            if not any(match.start() < stop and first < match.end() for first, stop in taken):
                taken.append(match.span())
                yield _passage(text, match, strength)


def _passage(text: str, match: re.Match[str], strength: Strength) -> Passage:
    start = _sentence_start(text, match.start())
    heading = match.group().endswith("?") or (strength == "field")
    end = _passage_end(text, match.end(), heading)
    said = text[match.start() : end]
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
    for end in _END.finditer(text, begun, limit):
        if end.group() == "." and _abbreviated(text, end.start()):
            continue
        if announced and end.group() != "…" and _LIST_GOES_ON.match(text, end.end()) and "\n" in end.group():
            continue
        if end.group().startswith("\n") and text[end.start() - 1] in ":,;":
            continue
        return min(_heading_end(text, begun, end.end()), limit)
    return _heading_end(text, begun, limit)


def _heading_end(text: str, start: int, end: int) -> int:
    found = _HEADING_END.search(text, start, end)
    return found.start() if found else end


def _abbreviated(text: str, position: int) -> bool:
    if _BEGINS.match(text, position + 1):
        return False
    return _NO_END.search(text, max(0, position - 12), position) is not None
