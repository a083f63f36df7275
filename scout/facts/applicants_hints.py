"""What a text without any passage about applicants still tells: a row of municipal bodies, or room for them. Pure."""

from __future__ import annotations

import re
from itertools import chain, islice

from scout.facts.alternation import dispatched
from scout.facts.applicants_statements import Passage
from scout.facts.applicants_wording import Mention, mentions

_BODIES = {
    "local_authority",
    "municipality",
    "county",
    "county_free_city",
    "municipal_union",
    "purpose_association",
    "municipal_company",
}
_ROW_STEMS = re.compile(r"weckverb[äa]nd|igenbetrieb|emeindeverb[äaü]nd|ommunale\w? Unternehmen|reisfreie")
_FEWEST = 3
_MOST_STEMS = 40
_GAP = 45
_SHORT, _AT_FRONT = 160, 6
_VERB = re.compile(
    r"\b(?:sind|ist|werden|wird|müssen|muss|können|kann|soll\w{0,3}|dürfen|haben|hat|\w{3,20}t)\b(?<!Stadt)(?<!amt)"
)
# Words under which a county or town may apply after all: who runs a school or a house, and what only they can order.
_ROOM = dispatched(
    r"(?P<word>\b(?:[Kk]ommun\w{0,20}|[Gg]emeinden?|[Ll]andkreise?n?|Kreise?n?|Städten?|[Öö]ffentliche\w?\s(?:Hand|Stelle|"
    r"Einrichtung|Verwaltung|Träger)\w{0,3}|Körperschaft\w{0,3}|Schulverwaltung\w{0,3}|Schulamt|Baumaßnahmen?|"
    r"Ausstattung\w{0,3}|Barrierefreiheit|Sportstätten|Schulhof\w{0,3}|Schulhöfen?|WLAN|Mensen|Endgeräten?|"
    r"Schulbau\w{0,12}|Institutionen|Organisationen|(?:[Pp]ro|[Jj]e|[Ii]hre|[Ee]ine|[Dd]eine)\sRegion|"
    r"Bündnis(?:se|sen)?|Konsorti(?:um|en)|alle[nr]? Interessierten?|public (?:bodies|authorities))\b)|"
    # Also as the end of a longer word.
    r"(?P<end>[Tt]r(?:ä|ae)ger\w{0,6}\b|[Bb]ehörden?\b|[Ii]nfrastruktur\b|[Ss]anierung\b|Regionen?\b|regionen?\b)"
)
# What a school needs and its authority, a county or town, pays for and owns.
_OF_SCHOOLS = dispatched(
    r"(?P<word>\b(?:(?:Um|Neu|An|Aus|Erweiterungs)bau(?:ten|s|es)?|Mobiliar\w{0,2}|Tablets?|Laptops?|Hardware|Sachmitteln?|"
    r"Anschaffung\w{0,2}|Renovierung\w{0,2}|Modernisierung\w{0,2}|Photovoltaik\w{0,12})\b(?!-))|"
    r"(?P<end>[Gg]ebäuden?\b(?!-)|[Rr]äumen?\b(?!-)|[Tt]urnhallen?\b|[Ss]porthallen?\b|[Gg]eräten?\b(?!-)|[Mm]öbeln?\b)"
)
# A place, or bodies that are no public ones.
_NO_ROOM = re.compile(r"\b(?:in|im|aus)\s(?:\w{1,15}\s)?$|\b[Gg]emeinnützige\w{0,2}\s$|\b[Ff]reie\w?\s$")


def row_of_bodies(text: str) -> Passage | None:
    """At least three kinds of municipal bodies named one after the other; nobody lists them but as applicants."""
    for stem in islice(_ROW_STEMS.finditer(text), _MOST_STEMS):
        start, end = max(0, stem.start() - 160), min(len(text), stem.end() + 160)
        row = _longest([m for m in mentions(text[start:end]) if m.code in _BODIES and not m.left_out])
        if len({mention.code for mention in row}) >= _FEWEST:
            return Passage(start + row[0].start, start + row[0].start, start + row[-1].end, "named")
    return None


def nothing_else(text: str) -> Passage | None:
    """Requirements that are nothing but a short row of names with a municipal body first: those are the applicants."""
    if len(text) > _SHORT:
        return None
    named = mentions(text)
    if not named or named[0].code not in _BODIES or named[0].left_out or named[0].start > _AT_FRONT:
        return None
    return None if _VERB.search(text) else Passage(0, 0, len(text), "named")


def _longest(named: list[Mention]) -> list[Mention]:
    rows: list[list[Mention]] = []
    for mention in named:
        if rows and mention.start - rows[-1][-1].end <= _GAP:
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return max(rows, key=len, default=[])


def hint_of(text: str, for_schools: bool = False) -> Passage | None:
    """The first words that leave room for a county or town, in a text that does not say who may apply.

    for_schools: the source files the programme under schools, whose houses and equipment are county's or town's.
    """
    for match in chain(_ROOM.finditer(text), _OF_SCHOOLS.finditer(text) if for_schools else ()):
        opens = _word_start(text, match.start())
        if not _NO_ROOM.search(text, max(0, opens - 40), opens):
            start = max(0, opens - 80)
            start += len(text[start:opens]) - len(text[start:opens].lstrip())
            return Passage(start, opens, min(len(text), match.end() + 80), "named")
    return None


def _word_start(text: str, position: int) -> int:
    while position > 0 and (text[position - 1].isalnum() or text[position - 1] == "-"):
        position -= 1
    return position
