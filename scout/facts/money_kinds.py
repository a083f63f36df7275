"""In what form money comes (grant, loan, ...) and whether it may be combined with other money: patterns over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

# Codes of the Förderdatenbank, and two of our own: a prize, and help that is no money.
LABELS = {
    "zuschuss": "Zuschuss",
    "darlehen": "Darlehen",
    "buergschaft": "Bürgschaft",
    "garantie": "Garantie",
    "beteiligung": "Beteiligung",
    "preis": "Preis",
    "sachleistung": "Sachleistung/Beratung",
    "sonstige": "Sonstige",
}
Combining = Literal["yes", "no", "limited"]

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("darlehen", r"(?i:\b(?:als|form (?:eines|von)|zinslose[sn]?|zinsgünstige[sn]?|zinsverbilligte[sn]?|höhe des|"
                     r"förderart:?) (?:\w{1,30} ){0,3}(?:darlehens?|kredits?|förderdarlehens?|förderkredits?)\b|"
                     r"\bwerden darlehen\b|gewährt\w{0,2} (?:\w{1,30} ){0,3}(?:darlehen|kredite)\b)"),
        ("buergschaft", r"(?i:\b(?:als|form (?:einer|von)|höhe der|mit einer|eine|übernimmt|"
                        r"förderart:?) (?:\w{1,30} ){0,2}(?:ausfall)?bürgschaft(?:en)?\b|verbürgt werden)"),
        ("garantie", r"(?i:\b(?:form (?:einer|von)|die|übernimmt|förderart:?) garantien?\b|"
                     r"\bgarantien .{0,40}übernommen|\bgarantiert werden\b)"),
        ("beteiligung", r"(?i:\b(?:als|form (?:einer|von)|förderart:?) (?:\w{1,30} ){0,3}beteiligung(?:en)?\b|"
                        r"\b(?:stillen?|offenen?|typisch stille) beteiligung(?:en)? (?:bis|in höhe|von))"),
        ("preis", r"(?i:preisgeld|hauptpreis|dotier|\bpreisverleihung|\b(?:preis|award|"
                  r"prize)s?\b.{0,40}\b(?:verliehen|vergeben|ausgelobt)|\b1\. platz|\bprizes?\b|\bpreise & )"),
        ("zuschuss", r"(?i:zusch(?:u|ü|ue)ss(?:es|e|en)?\b|zuwendung(?:en|s)?\b|nicht rückzahlbar|festbetragsf|anteilf|"
                     r"anteilsf|fehlbedarfsf|finanzhilfe|\bgrants?\b|lump sum|"
                     r"(?<!keine )(?<!keine festen )fördersumme|f(?:ö|oe)rder(?:quote|satz)|"
                     r"bezuschuss)"),
        ("sachleistung", r"(?i:kostenlose[nsr]? (?:material|unterricht|beratung|fortbild|workshop|angebot|bücher|"
                         r"teilnahme)|keine (?:finanzielle|geld)|sachleistung|sachpreise|"
                         r"kostenfreie[nsr]? (?:beratung|material|begleit))"),
    )
)  # fmt: skip
# Without their first letter, which may be a capital: plain words are found ten times faster than patterns.
_QUICK = ("umul", "ombin", "oppelförder", "ehrfachförder", "nderen öffentlich", "nderer Förder", "nderen Förder")
_COMBINING = re.compile(
    r"kumul|kombin\w{0,12}\b|doppelförder|mehrfachförder|andere[nr]? (?:öffentliche[nr]? )?(?:förder|"
    r"finanzierungshilf|mittel)",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"förder|zusch[uü]ss|zuwendung|mittel|darlehen|kredit|beihilf|finanz|bürgschaft|programm", re.IGNORECASE
)
_NO = re.compile(
    r"\bnicht\b|\bkeine?\b|ausgeschlossen|unzulässig|ausschluss|schließ\w{1,4} .{0,60}\baus\b|unvereinbar",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"sofern|soweit|solange|vorausgesetzt|voraussetzung|höchstens|maximal|nicht überst|nicht überschr|nur\b|bis zu|"
    r"grundsätzlich|beihilfehöchst|beihilferecht|de-minimis|nicht mehr als|\bwenn\b|ausnahm|es sei denn|"
    r"im rahmen der|höchstgrenze",
    re.IGNORECASE,
)
_YES = re.compile(
    r"möglich|zulässig|kumulierbar|kombinierbar|kombiniert werden|kumuliert werden|\bkann|können|erlaubt|dürfen|darf|"
    r"unschädlich|gestattet|in anspruch genommen|in kombination mit|kombinieren",
    re.IGNORECASE,
)


def forms(text: str) -> Iterator[tuple[str, int]]:
    """The forms of funding a text names, each with the position of its first naming."""
    for code, pattern in _FORMS:
        match = pattern.search(text)
        if match:
            yield code, match.start()


def combining_places(text: str, begin: int = 0, end: int | None = None) -> Iterator[int]:
    """Where a text may speak of combining with other money: a quick look."""
    last = len(text) if end is None else end
    for word in _QUICK:
        position = text.find(word, begin, last)
        while position >= 0:
            yield position
            position = text.find(word, position + 1, last)


def combining(sentence: str) -> Combining | None:
    """Whether a sentence allows combining with other money, within limits or not at all; None: not its topic."""
    if not _COMBINING.search(sentence) or not _OF_MONEY.search(sentence):
        return None
    if _NO.search(sentence):
        return "limited" if _LIMIT.search(sentence) else "no"
    if not _YES.search(sentence):
        return None
    return "limited" if _LIMIT.search(sentence) else "yes"
