"""Who may apply and where, out of a draft's texts: pure, each statement with its words and their place.

A statement is one passage; its facts share ``found_in``, ``start`` and ``words``. Kinds and values:

applicant  a code of ``scout.facts.applicants_wording.CODES``; verdict "no": named to be excluded
list       ``applicants``: the applicants of this statement are all there are ("stated": in so many words, "only";
           "inferred": as a rule, "Antragsberechtigt sind"); ``categories``: it only repeats the source's categories;
           ``besides``: this statement stands beside those about applicants, whoever it names may be meant;
           ``selected_places``: only places chosen beforehand; ``places:`` and names parted by "; ": these places only
region     ``germany``, ``eu``, ``land:<code>``, or an area of ``data/reference/regions.yml``; "no": outside only
size       ``municipality:min:N`` or ``municipality:max:N``: inhabitants a municipality must or may have
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from scout.facts.applicants_besides import COUNTY_LIKE, TOWN_LIKE, besides
from scout.facts.applicants_hints import hint_of, nothing_else, row_of_bodies
from scout.facts.applicants_statements import Passage, is_open, passages
from scout.facts.applicants_wording import CATEGORY_CODES, Mention, mentions
from scout.facts.english_applicants import english_passages, is_english
from scout.facts.inhabitants import inhabitants
from scout.facts.places import GERMANY, Place, closed_list, head_codes, places
from scout.facts.values import EligibilityFact

if TYPE_CHECKING:
    from scout.source import Draft

# The legal text is long and speaks of municipalities for many reasons; only full lists count there.
FIELDS = ("requirements", "summary", "remark", "body")
_STRICT = {"body"}
_LEGAL_TEXT = 60_000  # characters of a legal text; who may apply stands in its first articles
_PLAIN = ("requirements", "summary", "remark")
_SCHOOLS = frozenset({"Schulen", "Schule", "Bildungseinrichtung", "Bildungseinrichtungen"})
_MUNICIPAL = COUNTY_LIKE | TOWN_LIKE
_NEAR = 70
_ROW = 300  # characters behind opening words that name somebody in passing
MOST_STATEMENTS = 16
# A clause that ends a row of names: a relative clause, a condition, a verb behind a comma.
_CLAUSE = re.compile(r"[;:]|,\s(?:die|der|das|deren|so)\s|,\s[a-zäöüß]{2,30}(?<![enr])\s|\s(?:wenn|bei|bis)\s")


# Somebody who gives, in front of the verb or, where the sentence begins with something else, behind it.
_GIVES = re.compile(r"(?:förder[tn]|unterstützt)\s")
_TURNED = re.compile(r"(?:Mit|Durch|Über|Im|In|Seit|Hiermit|Damit|Dafür|Hierfür|Auf|Zur|Zum)\s[^,]{0,90}$")
_GIVER_BEHIND = re.compile(
    r"(?:förder[tn]|unterstützt)\s(?:die\s|alle\s)?(?:Land)?(?:[Kk]reise?|Gemeinden?|Stadt|Städte|Kommunen?)\b"
)


def of(draft: Draft) -> tuple[EligibilityFact, ...]:
    """What the source states in fields, then what the texts of a draft say, in order of fields and of place."""
    found: list[EligibilityFact] = []
    for field in FIELDS:
        text = getattr(draft, field)
        if text:
            found += _read(text, field, draft.url, bool(found), _is_for_schools(draft))
    found += _besides(draft, found)
    found += _from_heads(draft)
    return (*draft.eligibility, *_filed(draft), *_distinct(found))


def _filed(draft: Draft) -> Iterator[EligibilityFact]:
    """Categories in free words ("KMU und Kommunen in NRW") as one statement; plain ones speak for themselves."""
    labels = [category.label for category in draft.categories if category.kind == "applicant"]
    if all(label in CATEGORY_CODES for label in labels):
        return
    words = ", ".join(labels)
    named = dict.fromkeys(CATEGORY_CODES.get(label) for label in labels if label in CATEGORY_CODES)
    codes = dict.fromkeys(
        [*(code for code in named if code), *(mention.code for mention in mentions(words) if not mention.left_out)]
    )
    for code in codes or ("other",):
        yield EligibilityFact("applicant", code, "yes", words, draft.url, structured=True)
    if codes and not is_open(words):
        yield EligibilityFact("list", "applicants", "yes", words, draft.url, "inferred", structured=True)


def _is_for_schools(draft: Draft) -> bool:
    return any(category.kind == "applicant" and category.label in _SCHOOLS for category in draft.categories)


def _read(text: str, field: str, url: str, known: bool, for_schools: bool) -> Iterator[EligibilityFact]:
    english = is_english(text)
    strict = field in _STRICT and (known or len(text) > 8000)
    found = (
        english_passages(text)
        if english and not strict
        else passages(text[:_LEGAL_TEXT], legal=True)
        if strict
        else passages(text)
    )
    spans: list[tuple[int, int]] = []
    listed = False
    counted = "inwohner" in text
    for passage in found:
        facts = list(_applicants(text, passage, field, url, "en" if english else "de"))
        if facts and passage.strength != "excluded":
            spans.append((passage.opens, passage.end))
            listed = listed or passage.strength != "named" or any(fact.value in _MUNICIPAL for fact in facts)
        yield from facts
        if counted:
            limits = inhabitants(text, passage.start, passage.end)
            yield from (_fact("size", limit, "yes", text, passage, field, url) for limit in limits)
    yield from (_place(place, text, field, url) for place in places(text, spans, everywhere=not strict))
    if not strict:
        yield from (_place(place, text, field, url) for place in closed_list(text, spans))
        if not listed:
            yield from _hinted(text, field, url, for_schools)


def _applicants(text: str, passage: Passage, field: str, url: str, language: str) -> Iterator[EligibilityFact]:
    named = _relevant(text, passage, language)
    left_out = dict.fromkeys(mention.code for mention in named if mention.left_out)
    taken = dict.fromkeys(mention.code for mention in named if not mention.left_out)
    if passage.strength != "excluded":
        yield from (_fact("applicant", code, "yes", text, passage, field, url) for code in taken)
        if taken and passage.strength == "field":
            yield _fact("list", "categories", "yes", text, passage, field, url)
        if taken and not passage.open_list and passage.strength in ("only", "list"):
            whole: Literal["stated", "inferred"] = "stated" if passage.strength == "only" else "inferred"
            yield _fact("list", "applicants", "yes", text, passage, field, url, whole)
        if not taken and passage.strength == "list":
            yield _fact("applicant", "other", "yes", text, passage, field, url, "inferred")
    yield from (_fact("applicant", code, "no", text, passage, field, url) for code in left_out)


def _relevant(text: str, passage: Passage, language: str) -> Sequence[Mention]:
    """Who the passage is about: those behind its opening words, or in front of them if nobody stands behind."""
    end = passage.end if passage.strength in ("list", "only", "field") else min(passage.end, passage.opens + _ROW)
    named = mentions(text[passage.start : end], language)
    opens = passage.opens - passage.start
    if language == "de" and _is_giver(text, passage):
        named = tuple(m for m in named if m.start > opens and not _turned(text, passage))
    behind = [mention for mention in named if mention.end > opens]
    if passage.strength == "named" and language == "de":
        behind = _chain(text[passage.start : passage.end], behind, opens)
    if behind:
        return behind
    in_front = [mention for mention in named if mention.end <= opens]
    if passage.strength in ("list", "excluded") or (in_front and _stands_at(in_front, opens)):
        return in_front
    return ()


def _is_giver(text: str, passage: Passage) -> bool:
    """Whether whoever stands beside the opening words gives the money: "Der Kreis fördert", "Damit fördern Kreise"."""
    return _GIVES.match(text, passage.opens) is not None


def _turned(text: str, passage: Passage) -> bool:
    front = text[passage.start : passage.opens]
    return _TURNED.match(front) is not None and _GIVER_BEHIND.match(text, passage.opens) is not None


def _stands_at(in_front: Sequence[Mention], opens: int) -> bool:
    """Whether somebody known stands right in front of the opening words, as their subject."""
    return opens - in_front[-1].end <= _NEAR and any(mention.code != "other" for mention in in_front)


def _chain(words: str, named: Sequence[Mention], opens: int) -> list[Mention]:
    """Those that follow at once, one after the other; a clause about what they do ends the row."""
    row: list[Mention] = []
    last = opens + 25
    for mention in named:
        between = words[min(last, mention.start) : mention.start]
        if len(between) > _NEAR or (row and _CLAUSE.search(between)):
            break
        row.append(mention)
        last = mention.end
    return row


def _fact(
    kind: Literal["applicant", "list", "size"],
    value: str,
    verdict: Literal["yes", "no"],
    text: str,
    passage: Passage,
    field: str,
    url: str,
    certainty: Literal["stated", "inferred"] = "stated",
) -> EligibilityFact:
    words = text[passage.start : passage.end].rstrip()
    return EligibilityFact(kind, value, verdict, words, url, certainty, found_in=field, start=passage.start)


def _hinted(text: str, field: str, url: str, for_schools: bool) -> Iterator[EligibilityFact]:
    """Where no passage says who may apply: a row of municipal bodies, or words that leave room for them."""
    passage = row_of_bodies(text) or (nothing_else(text) if field == "requirements" else None)
    if passage is not None:
        yield from _applicants(text, passage, field, url, "de")
        return
    hint = hint_of(text, for_schools)
    if hint is not None:
        yield _fact("applicant", "other", "yes", text, hint, field, url, "inferred")


def _besides(draft: Draft, found: Sequence[EligibilityFact]) -> Iterator[EligibilityFact]:
    """Where no passage names both counties and towns: municipal bodies named beside the passages, who may be meant."""
    named = {fact.value for fact in found if fact.kind == "applicant" and fact.verdict == "yes"}
    if named & COUNTY_LIKE and named & TOWN_LIKE:
        return
    for field in _PLAIN:
        text = getattr(draft, field) or ""
        # Words that only leave room are no passage about applicants.
        said = [f for f in found if f.found_in == field and not (f.value == "other" and f.certainty == "inferred")]
        spans = [(f.start, f.start + len(f.words)) for f in said if f.start is not None and f.kind != "region"]
        for start, end, codes in besides(text, spans):
            passage = Passage(start, start, end, "named")
            yield from (_fact("applicant", code, "yes", text, passage, field, draft.url, "inferred") for code in codes)
            yield _fact("list", "besides", "yes", text, passage, field, draft.url, "inferred")


def _place(place: Place, text: str, field: str, url: str) -> EligibilityFact:
    words = text[place.start : place.end].rstrip()
    return EligibilityFact(
        place.kind, place.value, place.verdict, words, url, place.certainty, found_in=field, start=place.start
    )


def _from_heads(draft: Draft) -> Iterator[EligibilityFact]:
    """What title and funder tell about the region: only inferred, because they name it for other reasons too."""
    for field, text in (("title", draft.title), ("funder", draft.funder or "")):
        yield from _head(text, field, draft.url)


def _head(text: str, field: str, url: str) -> Iterator[EligibilityFact]:
    if field == "funder" and text.startswith(("Bundesminister", "Bundesamt", "KfW")):
        yield EligibilityFact("region", GERMANY, "yes", text, url, "inferred", found_in=field, start=0)
        return
    for code in head_codes(text):
        yield EligibilityFact("region", code, "yes", text, url, "inferred", found_in=field, start=0)


def _distinct(facts: Sequence[EligibilityFact]) -> tuple[EligibilityFact, ...]:
    """Statements that add nothing are left out: the same codes with the same force said again."""
    groups: dict[tuple[str | None, int | None, str], list[EligibilityFact]] = {}
    for fact in facts:
        groups.setdefault((fact.found_in, fact.start, fact.words), []).append(fact)
    seen: set[frozenset[tuple[str, str, str, str]]] = set()
    kept: list[EligibilityFact] = []
    for group in groups.values():
        said = frozenset((fact.kind, fact.value, fact.verdict, fact.certainty) for fact in group)
        if said not in seen and len(seen) < MOST_STATEMENTS:
            seen.add(said)
            kept += dict.fromkeys(group)
    return tuple(kept)
