"""Where a programme is at home: Länder, level of the funder, and the counties and towns that a title names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

Level = Literal["eu", "federal", "state", "foundation"]

_LANDS = {
    "Baden-Württemberg": r"baden-w(?:ü|ue|u)rttemberg\w{0,4}|DE-BW",
    "Bayern": r"bayern|bayerisch\w{0,2}|bayrisch\w{0,2}|DE-BY",
    "Berlin": r"berlin(?:er)?|DE-BE",
    "Brandenburg": r"brandenburg\w{0,4}|DE-BB",
    "Bremen": r"bremen|bremer|bremerhaven|DE-HB",
    "Hamburg": r"hamburg(?:er|isch\w{0,2}|s)?|DE-HH",
    "Hessen": r"hessens?|hessisch\w{0,2}|DE-HE",
    "Mecklenburg-Vorpommern": r"mecklenburg-vorpommern\w?|DE-MV|mv",
    "Niedersachsen": r"niedersachsens?|niedersächsisch\w{0,2}|niedersaechsisch\w{0,2}|DE-NI",
    "Nordrhein-Westfalen": r"nord(?:rh|hr)ein(?:-?\s?westf\w{2,9})?|nrw|DE-NW",
    "Rheinland-Pfalz": r"rheinland-pf(?:a|ä|ae)lz\w{0,5}|DE-RP",
    "Saarland": r"saarlands?|saarländisch\w{0,2}|DE-SL",
    "Sachsen": r"sachsens?(?!-anhalt)|sächsisch\w{0,2}|saechsisch\w{0,2}|DE-SN",
    "Sachsen-Anhalt": r"sachsen-anhalts?|DE-ST",
    "Schleswig-Holstein": r"schleswig-holstein\w{0,7}|DE-SH",
    "Thüringen": r"thüringens?|thüringer|thueringen|thueringer|DE-TH",
}
_LAND = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<L{n}>{p})" for n, p in enumerate(_LANDS.values())) + r")(?!\w)", re.IGNORECASE
)
_LAND_NAMES = tuple(_LANDS)
_NATIONWIDE = re.compile(r"bundesweit|deutschlandweit|^(?:Deutschland|alle|DE)$", re.IGNORECASE)
_FEDERAL = re.compile(
    r"\bBund\b|Bundes(?!land|länder)\w{3,40}|\b(?:BM[A-ZÄ]{1,6}|KfW|BAFA|BLE|BBSR|ZUG|DLR|DPMA)\b|Kreditanstalt für W"
)
_EU = re.compile(r"\bEU\b|Europäische (?:Union|Kommission)|European (?:Union|Commission)", re.IGNORECASE)
_FOUNDATION = re.compile(r"stiftung|foundation|\be\.\s?V\.|gGmbH", re.IGNORECASE)
_STATE = re.compile(r"^Land\b|\bLandes\w{2,30}|Ministerium|Staatsministerium|Staatskanzlei|Bezirksregierung|Senat")
_GIVER = re.compile(r"(?:Fördergeber|Fördergebende Institution|Zuwendungsgeber):?\s{0,3}([^\n•]{2,120})")
_OWNERS = {"kfw.de": "KfW", "bafa.de": "BAFA", "rentenbank.de": "Landwirtschaftliche Rentenbank"}
_NAMED = re.compile(
    r"\b(?:(?:Land)?[Kk]reis(?:es)?|Stadt|Gemeinde|Hansestadt|Landeshauptstadt|Region|Städteregion|Regionalverband)\s"
    r"([A-ZÄÖÜ][\wäöüß-]{2,30})"
)
# Words that follow "Stadt" or "Region" in titles and are no place.
_NO_PLACE = frozenset(("und", "Land", "der", "im", "Umland", "Umbau"))
_AUTHORITY = re.compile(
    r"\((?:NRW\.BANK|KfW|Förderdatenbank)[^()]{0,20}\)|\(?\b(?:Bezirksregierung|BR|Bez\.?-?Reg\.?)\s[A-ZÄÖÜ?][a-zäöü?]{3,20}\)?"
)


def lands_in(text: str) -> frozenset[str]:
    """The Länder that a text names."""
    return frozenset(_LAND_NAMES[int(m.lastgroup[1:])] for m in _LAND.finditer(text) if m.lastgroup)


def without_lands(text: str) -> str:
    """The text without the names of Länder and of the authority that keeps the page."""
    return _LAND.sub(" ", _AUTHORITY.sub(" ", text))


def is_nationwide(labels: Iterable[str]) -> bool:
    """Whether one of the labels of places means the whole country."""
    return any(_NATIONWIDE.search(label) for label in labels)


def level_of(funder: str | None, text: str) -> Level | None:
    """On which level the money is granted, by the funder, else by the beginning of the text; None: unknown."""
    if funder and (found := _level(funder)):
        return found
    return "federal" if re.search(r"\bBundesministeri|\bKfW\b", text[:600]) else None


def _level(funder: str) -> Level | None:
    if _EU.search(funder):
        return "eu"
    if _FOUNDATION.search(funder):
        return "foundation"
    if _FEDERAL.search(funder):
        return "federal"
    return "state" if _STATE.search(funder) or lands_in(funder) else None


def owner_of(url: str) -> str | None:
    """The bank or agency whose own products stand at an address; None for everybody else's."""
    host = urlsplit(url).hostname or ""
    return next((name for end, name in _OWNERS.items() if host == end or host.endswith(f".{end}")), None)


def giver_in(text: str) -> str | None:
    """The funder that a text names behind a label; None without one."""
    found = _GIVER.search(text)
    return found[1].strip() if found else None


def places_in(title: str) -> frozenset[str]:
    """Counties and towns that a title is limited to, e.g. "Kreis Coesfeld"."""
    return frozenset(m[1] for m in _NAMED.finditer(_AUTHORITY.sub(" ", title)) if m[1] not in _NO_PLACE)
