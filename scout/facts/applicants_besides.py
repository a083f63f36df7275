"""Municipal bodies named outside the passages about applicants as somebody who acts: they keep a list open. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scout.facts.applicants_wording import mentions

COUNTY_LIKE = frozenset({"county", "municipal_union", "local_authority", "public_body"})
TOWN_LIKE = frozenset({"municipality", "local_authority", "public_body"})
_CITIES = frozenset({"county_free_city"})
ROLES = frozenset({"school_authority", "youth_authority", "county_duty", "purpose_association"})
_STEMS = ("ommun", "emeinde", "tädte", "Stadt", "reise", "Kreis", "rperschaft", "träger", "ffentlich", "amt", "ämter")
# Words that add somebody to those named before.
_ADDS = re.compile(
    r"\b(?:auch|ebenfalls|ebenso|genauso|gleiches gilt|gilt (?:auch|entsprechend)|daneben|zusätzlich|darüber hinaus|"
    r"[Ff]ederführung|Ausnahme\w{0,5}|stellvertretend|gemeinsam mit|beantragt|zu stellen|zu beantragen)\b|"
    # Words that somebody is entitled or gets money.
    r"\b(?:(?:antrags|förder|zuwendungs|teilnahme)(?:berechtigt\w{0,2}|fähig)|gefördert|bezuschusst|"
    r"gehen an|geht an|steht [^,;]{0,60} offen|stehen [^,;]{0,60} offen|erhalten|bekommen|profitieren|richtet sich|"
    r"als (?:zuwendungs|förder|letzt|erst)empfänger\w{0,5}|"
    r"(?:zuwendungs|förder|letzt|erst)empfänger\w{0,5} (?:sind|können|kommen)(?! verpflichtet))\b|"
    r"(?:%|\bProzent\b)[^,;]{0,30}\bfür (?:finanzschwache |alle )?(?:Kommunen|Gemeinden|(?:Land)?Kreise|Städte)\b|"
    r"\bfür (?:finanzschwache |alle )?(?:Kommunen|Gemeinden|(?:Land)?Kreise|Städte)\b[^,;]{0,30}(?:%|\bProzent\b)",
    re.IGNORECASE,
)
_AT_FRONT = 18  # characters of a sentence in which its subject stands
_SENTENCE = re.compile(r"[^.!?\n•]{3,400}")
_MOST = 4
_MOST_SENTENCES = 400


def besides(text: str, passages: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Sentences outside ``passages`` with municipal bodies as their subject or added: start, end, codes."""
    found = 0
    for number, sentence in enumerate(_SENTENCE.finditer(text)):
        if found >= _MOST or number >= _MOST_SENTENCES:
            return
        start, end = sentence.span()
        if any(first < end and start < last for first, last in passages):
            continue
        codes = _acting(sentence.group())
        if codes:
            found += 1
            yield start + len(sentence.group()) - len(sentence.group().lstrip()), end, codes


def _acting(sentence: str) -> tuple[str, ...]:
    # A quick look before the slow one.
    if not any(stem in sentence for stem in _STEMS):
        return ()
    reach = len(sentence) if _ADDS.search(sentence) else _AT_FRONT
    named = mentions(sentence)
    if any(mention.left_out for mention in named):
        return ()
    codes = (mention.code for mention in named if mention.start < reach)
    return tuple(dict.fromkeys(code for code in codes if code in COUNTY_LIKE | TOWN_LIKE | ROLES | _CITIES))
