"""What of a draft counts when two readings are compared, how it is shown, and the hash over it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from scout.facts.values import DeadlineFact
from scout.source import Draft

ChangeKind = Literal["new", "deadline", "amount", "rate", "eligibility", "status", "text", "withdrawn", "back"]
Weight = Literal["material", "minor", "cosmetic"]

# Part of every hash: raised when the normalisation below changes, so that old hashes are told from new ones.
_FORM = "1"
_SHOWN = 600
_TEXTS = (
    "title", "summary", "body", "requirements", "deadline_text", "procedure", "required_documents", "legal_citation",
    "status_note", "remark", "application_language", "service_key", "funder", "language",
)  # fmt: skip
_ELIGIBILITY = {"applicant", "region"}
_STATUS = {"open": "offen", "closed": "geschlossen", "paused": "pausiert", "unknown": "unbekannt"}
_STATES = {
    "open": "laufend möglich",
    "until_spent": "bis die Mittel verbraucht sind",
    "announced": "angekündigt",
    "paused": "zurzeit nicht möglich",
    "closed": "nicht mehr möglich",
}
_KINDS = {"full": "", "sketch": " (Skizze)", "registration": " (Anmeldung)", "other": " (sonstige Frist)"}
_TYPOGRAPHY = (
    ("„", '"'), ("“", '"'), ("”", '"'), ("»", '"'), ("«", '"'), ("‚", "'"), ("‘", "'"), ("’", "'"),
    ("–", "-"), ("—", "-"), ("‑", "-"), ("…", "..."),
)  # fmt: skip


_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w%]+(?=\d)")
_NO_LETTERS = re.compile(r"(?<!\d)[^\w%]+|[^\w%]+(?!\d)|_")


@dataclass(frozen=True)
class Aspect:
    """One comparable side of a programme: ``compared`` decides, ``shown`` is what people see (None: nothing stated)."""

    kind: ChangeKind
    weight: Weight
    compared: str
    shown: str | None


def aspects(draft: Draft) -> Mapping[str, Aspect]:
    """Everything of a draft that makes a version, by field name.

    Not among them: spacing and typography, order of keywords, contacts, links and categories, category labels,
    times of day, the address, and the sentences facts were read from (they stand in the texts anyway).
    """
    found = {name: _text(getattr(draft, name)) for name in _TEXTS}
    found["issued_on"] = _plain("text", "minor", draft.issued_on.isoformat() if draft.issued_on else None)
    found["keywords"] = _aspect("text", "minor", sorted(set(normal(draft.keywords or "").split())), draft.keywords)
    found["deadlines"] = _deadlines(draft.deadlines)
    found["amount"] = _plain("amount", "material", _amount(draft.amount_min, draft.amount_max))
    found["rate"] = _plain("rate", "material", None if draft.rate_percent is None else f"{draft.rate_percent} %")
    found["status"] = _plain("status", "material", _STATUS[draft.status])
    found["eligibility"] = _categories(draft, True, "eligibility", "material")
    found["categories"] = _categories(draft, False, "text", "minor")
    contacts = sorted({"|".join(normal(part or "") for part in vars(c).values()) for c in draft.contacts})
    found["contacts"] = _aspect("text", "minor", contacts, "; ".join(c.name for c in draft.contacts))
    links = sorted({link.url for link in draft.links})
    found["links"] = _aspect("text", "minor", links, " ".join(links))
    return found


def content_hash(draft: Draft) -> str:
    """The hash over all aspects; equal for two readings that differ only cosmetically."""
    compared = {name: aspect.compared for name, aspect in aspects(draft).items()}
    return sha256(json.dumps([_FORM, compared], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def normal(text: str) -> str:
    """A text with one spacing and one typography."""
    line = " ".join(text.split())
    for sign, plain in _TYPOGRAPHY:
        line = line.replace(sign, plain)
    return unicodedata.normalize("NFC", line)


def same_letters(before: str, after: str) -> bool:
    """Whether two texts differ in punctuation only, as when lost characters ("?") come back."""
    return _letters(before) == _letters(after)


def excerpts(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """The differing parts of two texts with a few words around them, at most 600 characters each."""
    if not before or not after or max(len(before), len(after)) <= _SHOWN:
        return _cut(before), _cut(after)
    start = _common(before, after)
    end = min(_common(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    start, end = max(0, start - 80), max(0, end - 80)
    return tuple(_cut(_part(text, start, len(text) - end)) for text in (before, after))  # type: ignore[return-value]


def _text(value: str | None) -> Aspect:
    return Aspect("text", "minor", normal(value or ""), value or None)


def _plain(kind: ChangeKind, weight: Weight, shown: str | None) -> Aspect:
    return Aspect(kind, weight, shown or "", shown)


def _aspect(kind: ChangeKind, weight: Weight, compared: list[str], shown: str | None) -> Aspect:
    return Aspect(kind, weight, json.dumps(compared, ensure_ascii=False) if compared else "", shown or None)


def _categories(draft: Draft, eligibility: bool, kind: ChangeKind, weight: Weight) -> Aspect:
    chosen = {c for c in draft.categories if (c.kind in _ELIGIBILITY) is eligibility}
    codes = sorted({f"{c.kind}:{c.code}" for c in chosen})
    return _aspect(kind, weight, codes, "; ".join(sorted({c.label for c in chosen})))


def _deadlines(facts: Iterable[DeadlineFact]) -> Aspect:
    stated = sorted({_deadline(fact) for fact in facts})
    return _aspect("deadline", "material", stated, "; ".join(stated))


def _deadline(fact: DeadlineFact) -> str:
    if fact.due_on is not None:
        opens = f"{fact.opens_on:%d.%m.%Y} bis " if fact.opens_on else ""
        said = f"{opens}{fact.due_on:%d.%m.%Y}"
    elif fact.recurs:
        said = f"jährlich zum {fact.recurs[3:]}.{fact.recurs[:2]}."
    else:
        said = _STATES[fact.state] + (f" ab {fact.opens_on:%d.%m.%Y}" if fact.opens_on else "")
    return said + _KINDS[fact.kind]


def _amount(least: int | None, most: int | None) -> str | None:
    if least is None and most is None:
        return None
    parts = (("ab ", least), ("bis ", most))
    return " ".join(f"{word}{value:,} Euro".replace(",", ".") for word, value in parts if value is not None)


def _letters(text: str) -> str:
    # What stands between two digits says where one number ends; "%" is no punctuation.
    return _NO_LETTERS.sub("", _BETWEEN_DIGITS.sub(" ", text.casefold()))


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
