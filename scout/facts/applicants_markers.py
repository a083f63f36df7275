"""The words that open a passage about who may apply, each with a stem that is searched for first. Plain data.

Texts are long (a guideline has up to 350,000 characters) and such words are rare: a plain search for a stem is a
hundred times faster than trying every pattern at every place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# only: nobody but those named ("ausschließlich", "muss … sein"); list: the full list, as a rule;
# named: somebody is named, others are not ruled out; excluded: those named may not;
# field: the value of a field that the text repeats.
Strength = Literal["only", "list", "named", "excluded", "field"]


@dataclass(frozen=True)
class Marker:
    """``words`` must match ``back`` characters before a place where ``stem`` is found.

    before: what must stand in front; None: no letter or digit.
    """

    strength: Strength
    stem: str
    back: int
    words: re.Pattern[str]
    before: re.Pattern[str] | None = None


def _marker(strength: Strength, stem: str, words: str, back: int = 1, before: str | None = None) -> Marker:
    return Marker(strength, stem, back, re.compile(words), None if before is None else re.compile(f"{before}$"))


_AND = r"(?:-\sund\s\w{1,25})?"
_RECIPIENT = (
    r"(?:Zuwendungs|Förder|Förderungs|Erst|Letzt)?[Ee]mpf(?:änger|angende)(?:(?:innen|in)\s(?:und|"
    r"oder)\s\w{0,20}mpfänger|innen|in)?"
    r"(?:\sder\s(?:Zuwendung|Förderung|Zuwendungen))?"
)
_ARE = r"\s(?:sind|ist|können|kann)\b(?!\sverpflichtet|\sberechtigt|\szu\b|\sauf\b|\sdie\sZuwendung|\snicht\b)"
_AT_BEGINNING = r"(?:^|[.:?\n•]\s?|\d\s|\.\d|[a-z]\)\s)"
_RECIPIENTS = ("uwendungsempf", "örderempf", "örderungsempf", "rstempf", "etztempf", "mpfänger der ", "mpfängerinnen")
_APPLY = (
    r"[^.;\n]{0,160}\b(?:Antr[aä]g\w{0,2}|Bewerbung\w{0,2}|Projektskizze\w{0,2})\s[^.;\n]{0,100}(?:stellen|einreichen)"
)
_GET = r"[^.;\n]{0,120}\b(?:gefördert\swerden|erhalten|beantragen)\b"

# In order: at one place the first that fits wins.
LISTS: tuple[Marker, ...] = (
    _marker("list", "er wird gefördert", r"Wer\swird\sgefördert\?"),
    _marker("list", "er wurde gefördert", r"Wer\swurde\sgefördert\?"),
    _marker("list", "er kann ", r"Wer\skann\s[^.?\n]{0,120}\?"),
    _marker("list", "er darf ", r"Wer\sdarf\s[^.?\n]{0,80}\?"),
    _marker("list", "er ist ", r"Wer\sist\s[^.?\n]{0,30}(?:berechtigt|förderfähig)\?"),
    _marker("list", "er war ", r"Wer\swar\s[^.?\n]{0,30}(?:berechtigt|förderfähig)\?"),
    _marker("list", "er bekommt ", r"Wer\sbekommt\s[^.?\n]{0,40}\?"),
    _marker("field", "Förderberechtigte:", "Förderberechtigte:", 0),
    _marker("field", "Fördernehmer:", "Fördernehmer:", 0),
    _marker("excluded", "icht antragsberechtigt", r"[Nn]icht\santragsberechtigt"),
    _marker("excluded", "icht förderberechtigt", r"[Nn]icht\sförderberechtigt"),
    _marker("excluded", "icht zuwendungsberechtigt", r"[Nn]icht\szuwendungsberechtigt"),
    _marker(
        "only", "ntragsteller", r"Antragsteller(?:in|innen)?(?:\s(?:oder|und)\s\w{1,20})?\s"
        r"(?:muss|müssen|kann\snur|können\snur)\b"
        r"[^.;:]{1,160}\bsein\b",
    ),
    _marker("list", "ntragsberechtigte", r"[Aa]ntragsberechtigte[rn]?\b(?=\s?(?:[:\n•–-]|[A-ZÄÖÜ]|sind\b|können\b))"),
    _marker("list", "ntragsberechtig", r"[Aa]ntragsberechtig(?:te?\b|ung\b)"),
    _marker("list", "ntrags- und ", rf"[Aa]ntrags{_AND}berechtigte?\b"),
    _marker("list", "örderberechtigt", rf"[Ff]örder{_AND}berechtigte?\b"),
    _marker("list", "eilnahmeberechtigt", r"[Tt]eilnahmeberechtigte?\b"),
    _marker("list", "ewerbungsberechtigt", r"[Bb]ewerbungsberechtigte?\b"),
    _marker("list", "uwendungsberechtigt", r"[Zz]uwendungsberechtigte?\b"),
    _marker("list", "ur Antragstellung berechtigt", r"[Zz]ur\sAntragstellung\sberechtigt\b"),
    *(
        _marker("list", stem, rf"{_RECIPIENT}(?:{_ARE}|\sZuwendungsempfänger)", 1, _AT_BEGINNING)
        for stem in _RECIPIENTS
    ),
    _marker(
        "list", "uwendungsempf", rf"{_RECIPIENT}(?:(?:,|\sund|\soder)?\sZuwendungsempf\w{{1,14}})?:?\s?\n", 1,
        _AT_BEGINNING,
    ),
    _marker("list", "uwendungsempf", rf"{_RECIPIENT}\s(?=[A-ZÄÖÜ][a-zäöü]{{3}})", 1, r"\d\.?\s"),
    *(
        _marker(
            "list", stem, rf"{_RECIPIENT}\s(?:sind|ist|können|kann)\s(?:nur|ausschließlich)\b", 1, r"\b(?:Die|Der)\s"
        )
        for stem in _RECIPIENTS
    ),
    _marker("list", "egünstigte", r"[Bb]egünstigte[rn]?\s(?:sind|ist|können|im\sSinne)\b", 1, ""),
    _marker("list", "egünstigte", r"Begünstigte\s(?=[A-ZÄÖÜ])", 1, _AT_BEGINNING),
)  # fmt: skip
_NAMED: tuple[Marker, ...] = (
    _marker("excluded", "usgeschlossen", r"[Aa]usgeschlossen\b"),
    _marker("excluded", "usgenommen", r"[Aa]usgenommen\b"),
    _marker("named", "Wer: ", r"Wer:\s", 0),
    _marker("named", "ie als ", r"Sie\sals\s"),
    _marker("named", "ichte", r"[Rr]ichte(?:t|n)\ssich\s(?:\w{1,20}\s){0,4}an\b"),
    _marker("named", "ende", r"[Ww]ende(?:t|n)\ssich\s(?:\w{1,20}\s){0,4}an\b"),
    _marker("named", "nträge ", r"Anträge\s(?:(?:auf|zur)\s\w{1,20}\s)?(?:können|dürfen)\s(?:nur\s)?(?!Sie\b)"),
    _marker("named", "nträge von ", r"Anträge\svon\s"),
    _marker("named", "ntrag ", r"Antrag\s(?:(?:auf|zur)\s\w{1,20}\s)?(?:können|kann|dürfen)\s(?:nur\s)?(?!Sie\b)"),
    _marker("named", "ewerbung", r"Bewerbung(?:en)?\s(?:können|kann|dürfen)\s(?:nur\s)?(?!Sie\b)"),
    _marker("named", "nträge stellen können ", r"Anträge\sstellen\skönnen\s"),
    _marker("named", "önnen ", rf"(?:können|Können)(?:{_APPLY}|\ssich\s(?:[^.;\n]|(?<=\d)\.){{0,120}}\bbewerben\b)"),
    _marker("named", "önnen ", rf"können\s(?:auch\s|zudem\s|ebenfalls\s|nur\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk]){_GET}"),
    _marker("named", "önnen ", r"können\s(?:[a-zäöü]{1,12}\s){0,4}(?:Land\s|Bund\s)?gefördert\swerden\b"),
    _marker("named", "rhalten ", r"erhalten\s(?:die\s|alle\s)?(?=[A-ZÄÖÜk])"),
    _marker("named", "ewerben können sich", r"[Bb]ewerben\skönnen\ssich\b"),
    _marker("named", "eilnehmen können", r"[Tt]eilnehmen\skönnen\b"),
    _marker(
        "named", "efördert werden ",
        r"Gefördert\swerden\s(?:können\s)?(?:nur\s|ausschließlich\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk])",
    ),
    _marker("named", "• Für ", r"•\sFür\s", 0),
    _marker("named", "uwendungen an ", r"Zuwendungen\san\s"),
    _marker(
        "named", "nterstützt ", r"unterstützt\s(?:das\sLand\s[A-Z][\w-]{1,30}\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk])",
    ),
    _marker("named", "örder", r"förder(?:t|n)\s(?:das\sLand\s[A-Z][\w-]{1,30}\s)?(?:die\s|alle\s)?(?=[A-ZÄÖÜk])"),
    _marker("named", "vestitionen ", r"Investitionen\s(?=(?:der|von)\sKommunen)", 2),
    _marker("named", "hre Gemeinde", r"Ihre?\sGemeinde"),
    _marker("named", "nterstützung von ", r"Unterstützung\svon\s"),
    _marker("named", "reiwillig zusammenschließen", r"freiwillig\szusammenschließen\b"),
    _marker("named", "rogramm für ", r"[Pp]rogramm\sfür\s", 1, ""),
)  # fmt: skip
ALL: tuple[Marker, ...] = LISTS + _NAMED
# For long legal texts: the few words under which they say who may apply.
_LEGAL = {
    "icht antragsberechtigt",
    "ntragsberechtigte",
    "ntragsberechtig",
    "uwendungsempf",
    "egünstigte",
    "er wird gefördert",
}
STRICT: tuple[Marker, ...] = tuple(marker for marker in LISTS if marker.stem in _LEGAL)
