"""Sorts the answers of a programme page into the fields of a draft by what their headings ask, not by exact wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from scout.families.outline import Answer

Field = Literal[
    "title", "who", "what", "negative", "deadline", "procedure", "legal", "documents", "validity", "funder", "issued",
    "contact", "aside", "unknown",
]  # fmt: skip

# The first that matches wins: what a heading asks is often said by one word that stands in other questions too.
_WORDS: tuple[tuple[Field, str], ...] = (
    ("title", r"^(?:bezeichnung|name) (?:des |der )?(?:förder)?programms?$|^bezeichnung förderprogramm"),
    ("contact", r"ansprech|kontakt|^wer (?:informiert|berät|hilft|beantwortet)|^beratung$|^bei wem .*zuständig"),
    (
        "aside",
        r"downloads?$|^links?$|weiterführende|^mehr zum thema|^das könnte|^themen$|^teilen|^aktuelle(?:s| meldungen)$|"
        r"^stand$|^service$|^rechtliche hinweise|^presse|^newsletter|^seite teilen|^nach oben",
    ),
    ("issued", r"^datum$|^veröffentlich\w*$|^veröffentlichungsdatum$"),
    ("what", r"^(?:zuwendungs|förder)?(?:zweck|ziele?)\b|^was (?:kann|können) |^wofür"),
    (
        "procedure",
        r"^wann (?:erfolgt|wird|werden).*(?:bewillig|entschied|auszahl|ausgezahlt)|"
        r"^wer (?:bewilligt|entscheidet|prüft)",
    ),
    ("negative", r"nicht (?:gefördert|förderfähig|zuwendungsfähig|antragsberechtigt)|ausgeschlossen|ausschluss"),
    (
        "deadline",
        r"frist|stichtag|förderfenster|einreichung|einreichrunde|^(?:ab und )?(?:ab|bis) wann|^antragszeitraum|"
        r"^wann (?:ist|sind|kann|können|muss|müssen|endet|soll)|^termine?\b",
    ),
    ("validity", r"geltungsdauer|gültigkeit|laufzeit|inkrafttreten|außerkrafttreten"),
    ("legal", r"rechtsgrundlage|rechtliche?n? grundlage|^grundlagen?\b|^(?:förder)?richtlinien?$|^welche richtlinie"),
    ("documents", r"unterlagen|nachweis|formular|vordruck"),
    ("funder", r"^fördergeb|^zuwendungsgeber|^herausgeber|^wer fördert|^mittelgeber"),
    (
        "who",
        r"^wer\b|antragsberechtigt|zuwendungsempf|förderempf|zielgruppe|^für wen|voraussetzung|kriterien|bedingung|"
        r"^wo kann gefördert|fördergebiet|gebietskulisse|eigenanteil|eigenmittel|teilnahmeberecht",
    ),
    (
        "procedure",
        r"verfahren|antragstell|^antrag|beantrag|bewerb|bewilligung|auszahlung|ablauf|schritte?\b|^an wen|^bei wem|"
        r"^wo (?:ist|kann|wird|sind)|^wie und wo|^wie (?:läuft|erfolgt|stelle|funktioniert)|^wann\b",
    ),
    (
        "what",
        r"^was\b|^welche|gegenstand|förder|zuwendung|^wie (?:viel|hoch|wird|sind|groß)|kondition|zweck|^hintergrund|"
        r"^inhalt|umfang|kosten|ausgaben|finanzierung|kumul|programm|maßnahmen|^worum|^warum|^beispiel|^überblick|"
        r"^thema|^(?:weitere |wichtige )?(?:informationen|hinweise)|auf einen blick|durchführungszeit|"
        r"^(?:ist|sind|kann|können|muss|müssen|darf|dürfen|wird|werden|gibt es|benötig\w*|besteht)\b",
    ),
)
_SAID_BY_FIELD = {"deadline", "legal", "documents"}
_ASKS = tuple((field, re.compile(words, re.IGNORECASE)) for field, words in _WORDS)


# The same few headings stand on all pages of a site, and each is asked for by every field of a draft.
@lru_cache(maxsize=2048)
def asks(heading: str) -> Field:
    """What a heading asks for; ``unknown`` where none of the usual words says it."""
    text = heading.rstrip(" ?:!.").strip()
    return next((field for field, pattern in _ASKS if pattern.search(text)), "unknown")


def told(answers: Iterable[Answer], fields: tuple[Field, ...]) -> str | None:
    """The answers to some questions in page order, each below its heading, without which many mean nothing.

    Only an answer that has its field of a draft to itself stands alone: there the field says what was asked.
    """
    chosen = [answer for answer in answers if asks(answer.heading) in fields]
    if len(chosen) == 1 and asks(chosen[0].heading) in _SAID_BY_FIELD:
        return chosen[0].text
    return "\n\n".join(f"{answer.heading}\n{answer.text}" for answer in chosen) or None


def first(answers: Iterable[Answer], field: Field) -> Answer | None:
    """The first answer to one question."""
    return next((answer for answer in answers if asks(answer.heading) == field), None)


def unknown(answers: Iterable[Answer]) -> tuple[str, ...]:
    """The headings nobody knows, each once."""
    return tuple(dict.fromkeys(answer.heading for answer in answers if asks(answer.heading) == "unknown"))
