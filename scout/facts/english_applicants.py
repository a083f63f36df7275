"""Finds the passages of an English call that say who may apply. Pure; the calls of the EU are written like that.

Calls name public authorities as somebody to work with all the time; only words about applying make them applicants.
"""

from __future__ import annotations

import re

from scout.facts.applicants_markers import Strength
from scout.facts.applicants_statements import Passage

_MARKERS = re.compile(
    r"\beligible\s(?:applicants?|entit\w{1,3}|consorti\w{1,3}|participants?|beneficiar\w{1,3}|organi[sz]ations?)\b|"
    r"\bwho\s(?:can|may)\sapply\b|\bwho\sis\sit\sfor\b|\b(?:applicants?|applications|proposals|consortia)\s(?:[\w-]{1,20}\s){0,3}must\s"
    r"(?:be|meet|include|involve|come)\b|\bis\sopen\sto\b|\bare\sopen\sto\b|\bmay\sapply\b|\bcan\sapply\b|\bare\seligible\b|"
    r"\bcan\sbe\ssubmitted\sby\b|\bmust\sbe\ssubmitted\sby\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|exclusively)\b", re.IGNORECASE)
_END = re.compile(r"[.!?](?=\s+[A-Z•]|\s*$|[A-Z])|\n\n")
_LONGEST = 420


def is_english(text: str) -> bool:
    """Whether a text is English rather than German, by its commonest words."""
    part = text[:2000]
    german = sum(map(part.count, (" der ", " die ", " und ", " für ")))
    return german < 8 and sum(map(part.count, (" the ", " of ", " and "))) > german


def english_passages(text: str) -> tuple[Passage, ...]:
    """The passages that say who may apply; a list counts as complete only where the text says "only"."""
    found: list[Passage] = []
    for match in _MARKERS.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        start = _start(text, match.start())
        limit = min(len(text), match.end() + _LONGEST)
        after = _END.search(
            text, match.end() + 60 if text[match.end() : match.end() + 1] in "?:" else match.end(), limit
        )
        end = after.end() if after else limit
        strength: Strength = "only" if _ONLY.search(text[match.start() : match.end() + 40]) else "named"
        found.append(Passage(start, match.start(), end, strength))
    return tuple(found[:8])


def _start(text: str, position: int) -> int:
    ends = [end.end() for end in _END.finditer(text, max(0, position - 200), position)]
    start = ends[-1] if ends else max(0, position - 200)
    return start + len(text[start:position]) - len(text[start:position].lstrip())
