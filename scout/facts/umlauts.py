"""Umlauts that a text writes as two letters ("Foerderung", "spaetestens"): pure, by the stems of funding texts only.

"Neue", "aktuell" and "Steuer" hold the same letters and stay, so every stem is named.
"""

from __future__ import annotations

import re

# Each stem as it is written without umlauts, and the letters that stand for one in it.
_STEMS = (
    "foerder", "antraeg", "beantraeg", "zuschuess", "moeglich", "koenn", "koennt", "spaetest", "jaehr", "laeuft",
    "muess", "gueltig", "hoechst", "hoehe", "hoeher", "maerz", "eroeff", "geoeffn", "schoepf", "verfueg",
    "veroeffentl", "traeger", "traegt", "betraeg", "ausser", "zuwendungsfaeh", "faehig", "empfaeng", "naechst",
    "verlaenger", "ueberst", "ueberschr", "vollstaend", "fuer", "ueber", "buerg", "geschaeft", "gewaehr", "haelft",
    "praemi", "staedt", "fruehest", "fruehjahr", "rueckfrag", "rueckzahl", "staendig", "jaenner", "eigenbetraeg",
    "ganzjaehr", "regelmaess", "unabhaeng", "abhaeng", "zustaend", "massnahm", "schliess", "gemaess", "pruef",
    "gebuehr",
)  # fmt: skip
_WRITTEN = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)), re.IGNORECASE)
_PAIRS = (("oe", "ö"), ("Oe", "Ö"), ("ae", "ä"), ("Ae", "Ä"), ("ue", "ü"), ("Ue", "Ü"))
_SHARP = re.compile(r"massnahm|schliess|gemaess|regelmaess|ausser", re.IGNORECASE)


def restored(text: str) -> str:
    """The text with the umlauts of known stems; the text itself where it has umlauts, or none of the stems."""
    if "ü" in text or "ä" in text or "ö" in text or not ("ue" in text or "ae" in text or "oe" in text):
        return text
    return _WRITTEN.sub(_umlaut, text)


def _umlaut(match: re.Match[str]) -> str:
    word = match.group()
    for pair, umlaut in _PAIRS:
        word = word.replace(pair, umlaut)
    return word.replace("ss", "ß") if _SHARP.fullmatch(match.group()) else word
