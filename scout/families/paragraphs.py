"""Sorts the paragraphs of plain text into the fields of a draft by what they speak about."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHO = re.compile(
    r"antragsberechtigt|zuwendungsempf|antragstellende\w* (?:können|kann|sind)|"
    r"(?:anträge|antrag) (?:können|kann) (?!bis|ab|gem|nur|online|jederzeit|laufend|fortlaufend|ganzjährig|formlos)|"
    r"richtet sich an|zielgruppe|voraussetzung|eigenanteil",
    re.IGNORECASE,
)
_APPLYING = re.compile(
    r"antr[aä]g|beantragt|bewerbung|bewerben|projektskizze|interessenbekundung|vorhabenbeschreibung",
    re.IGNORECASE,
)
_HOW_OR_WHEN = re.compile(
    r"einzureichen|eingereicht|einreich|reicht? .{1,200} ein\b|zu (?:stellen|richten)|gestellt werden|vorzulegen|"
    r"frist|stichtag|"
    r"\bbis (?:zum|spätestens|ende|einschließlich|\d)|jederzeit|laufend|fortlaufend|nicht mehr möglich|geschlossen",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\d\s?(?:€|euro\b|eur\b|%|prozent\b|v\.\s?h\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Sorted:
    """The same paragraphs, each in one field and in their order; what speaks of nothing special is ``body``."""

    summary: str | None
    body: str | None
    requirements: str | None
    procedure: str | None


def sort(text: str) -> Sorted:
    """Paragraphs (separated by empty lines) by field.

    The summary is the first one that is about nothing special, and what says how much there is.
    """
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    fields: dict[str, list[str]] = {"summary": [], "body": [], "requirements": [], "procedure": []}
    for paragraph in paragraphs:
        field = _field(paragraph)
        if field == "body" and (not fields["summary"] or _HOW_MUCH.search(paragraph)):
            field = "summary"
        fields[field].append(paragraph)
    return Sorted(**{name: "\n\n".join(parts) or None for name, parts in fields.items()})


def _field(paragraph: str) -> str:
    if _WHO.search(paragraph):
        return "requirements"
    return "procedure" if _APPLYING.search(paragraph) and _HOW_OR_WHEN.search(paragraph) else "body"
