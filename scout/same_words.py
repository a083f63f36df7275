"""Words of programme titles made comparable: stems without what every title has, and how telling they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_stemmer = Stemmer.Stemmer("german", 200_000)
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a", "à": "a"})
# A question mark inside a word stands for a character the source has lost.
_WORD = re.compile(r"[^\W_]+(?:\?[^\W\d_]+){0,3}")
_AGENT = re.compile(r"(?<=.{6})(?:atorinn|ator|orinn|ation|at|ion|or|inn)$")
_VOWELS = re.compile(r"ss|[aeiouy?]")

# What every second title has; it tells nothing apart.
_GENERIC = """
der die das des dem den ein eine einer eines einem einen und oder sowie von vom zu zur zum in im an am auf aus bei beim
mit nach fur für über uber unter durch als bis innerhalb rahmen gemäß im rahmen zwecks the of for and to in on a an with
within under by from its förderung foerderung forderung förder fördern fordern fördermaßnahme fördermaßnahmen
förderprogramm förderprogramme förderprogramms programm programme programms förderrichtlinie förderrichtlinien
richtlinie richtlinien rl frl vv verwaltungsvorschrift förderbekanntmachung bekanntmachung bekanntmachungen bek
förderaufruf förderaufrufs aufruf aufrufe fördermittelaufruf projektaufruf call calls ausschreibung förderwettbewerb
gewährung zuwendung zuwendungen zuwendungsrichtlinie zuschüsse finanzielle finanziellen leistungen mitteln mittel
landes land länder bund bundes bundesweit freistaat freistaates runderlass erlass rderl ministeriums ministerium
bundesministeriums bundesministerium nordrhein westfalen nrw nw deutschland deutschlands dritter dritte zweiter zweite
erster erste vierter vierte third second first round runde staffel submission news faq portal
förderlinie förderangebot förderinitiative fördermöglichkeiten fördermöglichkeit initiative infos information
förderantrag antrag anträge antragstellung fristverlängerung verlängerung
"""
# Words that one portal adds and another leaves out.
_WEAK = """
neu neue neuer neuen einrichtung durchführung umsetzung unterstützung maßnahme maßnahmen vorhaben projekt projekte
projekten bereich gebiet bereichs stärkung verbesserung open offen jetzt weitere modellvorhaben pilots pilot
investition investitionen neues thema themen
"""
# Subjects of hundreds of programmes: shared by two titles they say little.
_COMMON = """
bank kommunal digital digitale digitalisierung
kommune kommunen kommunale kommunaler gemeinden städte stadt kreise energie klima
klimaschutz wirtschaft region regionale regional sport kultur schule schulen bildung forschung innovation innovationen
entwicklung europa europäische european europe infrastruktur ausbau unternehmen gesundheit umwelt soziales soziale
jugend kinder beratung ländlich ländlichen raum räume wohnen wohnraum tourismus mobilität verkehr arbeit ausbildung
support data smart public research action programme union
"""


# Words that stand for each other in official and everyday names of one programme.
_SYNONYMS = {"kooper": "zusammenarbeit"}


def stem(word: str) -> str:
    """The form under which a word of a title is compared: lower case, no umlauts, no endings."""
    lower = word.casefold().translate(_FOLD)
    folded = lower.replace("ae", "a").replace("oe", "o").replace("ue", "u") if len(lower) > 4 else lower
    # A lost character was a vowel as a rule, and endings are found only in whole words.
    bare = _AGENT.sub("", _stemmer.stemWord(folded.replace("?", "a")))
    for place, character in enumerate(folded[: len(bare)]):
        if character == "?":
            bare = f"{bare[:place]}?{bare[place + 1 :]}"
    return _SYNONYMS.get(bare, bare)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


GENERIC = _stems(_GENERIC)
WEAK = _stems(_WEAK) - GENERIC
COMMON = _stems(_COMMON)


@lru_cache(maxsize=20_000)
def name_of(words: str) -> frozenset[str]:
    """The telling stems of a title or of an official name; empty when nothing in it tells programmes apart."""
    return frozenset(_telling(words))


def squeezed(words: str) -> str:
    """All telling letters in one: "Denkmalschutz-Sonderprogramm" and "Denkmalschutzsonderprogramm" are alike."""
    return "".join(_telling(words))


def _telling(words: str) -> list[str]:
    found = (stem(word) for word in _WORD.findall(words))
    return [s for s in found if len(s) > 1 and not s.isdigit() and not _is_generic(s)]


def _is_generic(s: str) -> bool:
    if s in GENERIC or (len(s) >= 7 and skeleton(s) in _GENERIC_SKELETONS):
        return True
    return "?" in s and any(_reads_as(s, word) for word in GENERIC)


def _reads_as(damaged: str, word: str) -> bool:
    """Whether a word is the damaged one with its lost characters filled in."""
    return len(damaged) == len(word) and all(a in (b, "?") for a, b in zip(damaged, word, strict=True))


@lru_cache(maxsize=50_000)
def skeleton(stem_: str) -> str:
    """A stem without vowels and lost characters, so that a damaged word is found beside the whole one."""
    bare = _VOWELS.sub("", stem_)
    return bare if len(bare) >= 4 else stem_


def alike(one: str, other: str) -> bool:
    """Whether two stems are one word, of which a source lost or mistook a single character."""
    if one == other:
        return True
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1:
        return False
    return skeleton(one) == skeleton(other) and ("?" in one + other or len(one) != len(other))


def missing_from(one: Iterable[str], other: frozenset[str]) -> frozenset[str]:
    """The stems of the one that the other has in no form."""
    return frozenset(s for s in one if s not in other and not any(alike(s, o) for o in other))


_GENERIC_SKELETONS = frozenset(bare for s in GENERIC if len(bare := skeleton(s)) >= 4 and bare != s)


def weight(stems: Iterable[str]) -> float:
    """How telling stems are together: a compound of ten letters and more counts two, a common subject half."""
    return sum(_weight(s) for s in stems)


@lru_cache(maxsize=50_000)
def _weight(s: str) -> float:
    if s in WEAK or len(s) < 3:
        return 0.25
    if s in COMMON:
        return 0.5
    return 2.0 if len(s) >= 10 else 1.0
