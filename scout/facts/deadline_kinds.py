"""What is to be handed in by a date: a sketch, the application, a registration, questions, or something else."""

from __future__ import annotations

import re

from scout.facts.alternation import dispatched, group_of
from scout.facts.values import DeadlineKind

_KINDS = dispatched(
    r"(?P<sketch>skizze|interessenbekundung|pre-?proposal|outline|expressions? of interest|letter of intent|voranfrage|"
    r"kurzbewerbung|ideeneinreich|ersten? stufe|1\. stufe|first stage|stage 1|voranmeldung|projektidee|ideenpapier|"
    r"teilnahmewettbewerb)"
    r"|(?P<question>rückfrage|bieterfrage|\bfragen\b|\bquestions?\b|clarification|verständnisfrage)"
    r"|(?P<other>meldebogen|nachreich|nachgereicht|stellungnahme|votum|zwischenmeldung|einverständniserklärung)"
    r"|(?P<registration>anmeld|angemeldet|registrier|registration|anzumelden)"
    r"|(?P<full>antr[aä]g(?!ssystem|sportal|sberecht|stell|sverfahr|stool|sformular|sassist|sunterl)|bewerb|"
    r"full[- ]proposal|vollantr|förmliche\w{0,2} (?:förder)?antr|applications?\b|"
    r"zweiten? (?:stufe|phase)|2\. stufe|second stage|stage 2)"
)


# "In der zweiten Stufe werden die Verfasser der besten Skizzen gebeten, bis …": the stage says it, not the sketches.
_STAGE = re.compile(
    r"\bin (?:der|einer) (?:(?P<sketch>ersten|1\.)|(?P<full>zweiten|2\.)) "
    r"(?:verfahrens|antrags|bewerbungs)?-?(?:stufe|phase)"
)
_BRACKETS = re.compile(r"\s?\(([^()]{1,60})\)")


def kind_at(clause: str, start: int, end: int) -> DeadlineKind | None:
    """The kind of the date from ``start`` to ``end``, None when nothing says so.

    The brackets after it say most, then the nearest word before it, then the first after it.
    """
    low = clause.lower()
    brackets = _BRACKETS.match(low, end)
    if brackets and (told := kind_of(brackets[1])):
        return told
    if stages := list(_STAGE.finditer(low, 0, start)):
        return stages[-1].lastgroup  # type: ignore[return-value]
    before = after = None
    for match in _KINDS.finditer(low):
        if match.start() < start:
            before = match
        else:
            after = match
            break
    found = before or after
    return None if found is None else group_of(found)  # type: ignore[return-value]


def kind_of(line: str) -> DeadlineKind | None:
    """The first kind that a sentence speaks of."""
    match = _KINDS.search(line.lower())
    return None if match is None else group_of(match)  # type: ignore[return-value]
