"""What of a draft counts when two readings are compared, how it is shown, and the hash over it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from scout.deadline_change import in_order
from scout.facts.values import EligibilityFact, MoneyFact
from scout.source import Category, Draft

ChangeKind = Literal["new", "deadline", "amount", "rate", "eligibility", "status", "text", "withdrawn", "back"]
Weight = Literal["material", "minor", "cosmetic"]

# Part of every hash: raised when the normalisation below changes, so that old hashes are told from new ones.
_FORM = "2"
_SHOWN = 600
# Columns of bounded length keep 500 characters; what lies beyond is not compared, or it would differ for ever.
_COMPARED = {"title": 490, "funder": 490, "application_language": 490, "service_key": 70}
TEXTS = (
    "title", "summary", "body", "requirements", "deadline_text", "procedure", "required_documents", "legal_citation",
    "status_note", "remark", "application_language", "service_key", "funder", "language",
)  # fmt: skip
_ELIGIBILITY = {"applicant", "region"}
_STATUS = {"open": "offen", "closed": "geschlossen", "paused": "pausiert", "unknown": "unbekannt"}
_TYPOGRAPHY = (
    ("„", '"'), ("“", '"'), ("”", '"'), ("»", '"'), ("«", '"'), ("‚", "'"), ("‘", "'"), ("’", "'"),
    ("–", "-"), ("—", "-"), ("‑", "-"), ("…", "..."),
)  # fmt: skip
_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))  # casefold has made "ss" of "ß"
_PREFIX = re.compile(r"^foerder\w{0,30}:\s*(?=\S)")
_NO_WORD = re.compile(r"\W+")
_TERMS = {"funding_type", "own_share", "cumulation"}
_LATIN_1 = 255
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w%]+(?=\d)")
_NO_LETTERS = re.compile(r"(?<!\d)[^\w%]+|[^\w%]+(?!\d)|_")


@dataclass(frozen=True)
class Aspect:
    """One comparable side of a programme: ``compared`` decides, ``shown`` is what people see (None: nothing stated).

    alias: the same said by labels instead of codes; two aspects with one alias are equal.
    """

    kind: ChangeKind
    weight: Weight
    compared: str
    shown: str | None
    alias: str = ""

    def same_as(self, other: Aspect) -> bool:
        """Whether both say the same."""
        return self.compared == other.compared or bool(self.alias and self.alias == other.alias)


_NO_TEXT = Aspect("text", "minor", "", None)


def aspects(draft: Draft) -> Mapping[str, Aspect]:
    """Everything of a draft that makes a version, by field name.

    Not among them: spacing and typography, order of keywords, contacts, links and categories, category labels,
    times of day, the address, and the sentences facts were read from (they stand in the texts anyway).
    """
    found = {name: _text(name, getattr(draft, name)) for name in TEXTS}
    found["issued_on"] = _plain("text", "minor", draft.issued_on.isoformat() if draft.issued_on else None)
    found["keywords"] = _aspect("text", "minor", sorted(set(normal(draft.keywords or "").split())), draft.keywords)
    deadlines = in_order(draft.deadlines)
    found["deadlines"] = _aspect("deadline", "material", deadlines, "; ".join(deadlines))
    found["amount"] = _plain("amount", "material", _amount(draft.amount_min, draft.amount_max))
    found["rate"] = _plain("rate", "material", None if draft.rate_percent is None else f"{draft.rate_percent} %")
    found["money_terms"] = _terms(draft.money)
    found["status"] = _plain("status", "material", _STATUS[draft.status])
    found["eligibility"] = _categories(draft, True, "eligibility", "material")
    found["eligibility_text"] = _statements(draft.eligibility)
    found["categories"] = _categories(draft, False, "text", "minor")
    contacts = sorted({"|".join(normal(part or "") for part in vars(c).values()) for c in draft.contacts})
    found["contacts"] = _aspect("text", "minor", contacts, "; ".join(c.name for c in draft.contacts))
    links = sorted({link.url for link in draft.links})
    found["links"] = _aspect("text", "minor", links, " ".join(links))
    return found


def content_hash(draft: Draft) -> str:
    """The hash over all aspects; equal for two readings that differ only cosmetically.

    To be taken of a draft as its source states it, without what our readers of facts make of its texts.
    """
    found = sha256(_FORM.encode())
    for name, aspect in sorted(aspects(draft).items()):
        said = aspect.compared.encode()
        # The length tells where one aspect ends, whatever stands in it.
        found.update(f"\n{name} {len(said)} ".encode())
        found.update(said)
    return found.hexdigest()


def normal(text: str) -> str:
    """A text with one spacing and one typography."""
    line = " ".join(text.split())
    if line.isascii():
        return line
    for sign, plain in _TYPOGRAPHY:
        line = line.replace(sign, plain)
    return unicodedata.normalize("NFC", line)


def same_letters(before: str, after: str) -> bool:
    """Whether two texts differ in punctuation only, or in characters that were lost ("?") and came back."""
    return _letters(before) == _letters(after) or _repaired(before, after)


@lru_cache(4096)
def folded(code: str) -> str:
    """A code or label in one spelling: ``Foerderart: zuschuss`` and ``Förderart: Zuschuss`` both give ``zuschuss``."""
    text = unicodedata.normalize("NFC", code).casefold()
    for umlaut, plain in _UMLAUTS:
        text = text.replace(umlaut, plain)
    return _NO_WORD.sub("_", _PREFIX.sub("", text)).strip("_")


def excerpts(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """The differing parts of two texts with a few words around them, at most 600 characters each."""
    if not before or not after or max(len(before), len(after)) <= _SHOWN:
        return _cut(before), _cut(after)
    start = _common(before, after)
    end = min(_common(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    start, end = max(0, start - 80), max(0, end - 80)
    return tuple(_cut(_part(text, start, len(text) - end)) for text in (before, after))  # type: ignore[return-value]


def _text(name: str, value: str | None) -> Aspect:
    if not value:
        return _NO_TEXT
    return Aspect("text", "minor", normal(value)[: _COMPARED.get(name)], value)


def _plain(kind: ChangeKind, weight: Weight, shown: str | None) -> Aspect:
    return Aspect(kind, weight, shown or "", shown)


def _aspect(kind: ChangeKind, weight: Weight, compared: list[str], shown: str | None) -> Aspect:
    return Aspect(kind, weight, json.dumps(compared, ensure_ascii=False) if compared else "", shown or None)


def _categories(draft: Draft, eligibility: bool, kind: ChangeKind, weight: Weight) -> Aspect:
    chosen = {c for c in draft.categories if (c.kind in _ELIGIBILITY) is eligibility}
    shown = "; ".join(sorted({c.label for c in chosen}))
    return Aspect(kind, weight, _filed(chosen, "code"), shown or None, _filed(chosen, "label"))


def _filed(chosen: Iterable[Category], by: Literal["code", "label"]) -> str:
    """Each category once, by code or by label; as many labels as codes, or one label would stand for two codes."""
    once = {(c.kind, folded(c.code)): f"{c.kind}:{folded(getattr(c, by))}" for c in chosen}
    return json.dumps(sorted(once.values()), ensure_ascii=False) if once else ""


def _statements(facts: Iterable[EligibilityFact]) -> Aspect:
    """Who or where the texts name, beside the codes; shown in the words of the source."""
    said = {f"{fact.kind}:{fact.value}:{fact.verdict}": _cut(normal(fact.words)) or "" for fact in facts}
    return _aspect("eligibility", "material", sorted(said), " … ".join(dict.fromkeys(said[k] for k in sorted(said))))


def _terms(facts: Iterable[MoneyFact]) -> Aspect:
    """What is said about money beside amount and rate: form, own share, cumulation, rates of special cases."""
    chosen = [f for f in facts if f.condition or f.kind in _TERMS]
    said = {f"{f.kind}:{f.value}:{f.number}:{f.condition}": _cut(normal(f.words)) or "" for f in chosen}
    return _aspect("rate", "minor", sorted(said), " … ".join(dict.fromkeys(said[k] for k in sorted(said))))


def _amount(least: int | None, most: int | None) -> str | None:
    if least is None and most is None:
        return None
    parts = (("ab ", least), ("bis ", most))
    return " ".join(f"{word}{value:,} Euro".replace(",", ".") for word, value in parts if value is not None)


def _letters(text: str) -> str:
    # What stands between two digits says where one number ends; "%" is no punctuation.
    return _NO_LETTERS.sub("", _BETWEEN_DIGITS.sub(" ", text.casefold()))


def _repaired(before: str, after: str) -> bool:
    """Whether each difference is a "?" that stands for a character outside ISO-8859-1."""
    one, other = " ".join(before.split()), " ".join(after.split())
    if len(one) != len(other) or "?" not in one + other:
        return False
    return all(a == b or ("?" in (a, b) and max(ord(a), ord(b)) > _LATIN_1) for a, b in zip(one, other, strict=True))


def _common(one: str, other: str) -> int:
    """Length of the common beginning, by halving: texts reach 350,000 characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _part(text: str, start: int, end: int) -> str:
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= _SHOWN else text[: _SHOWN - 2].rstrip() + " …"
