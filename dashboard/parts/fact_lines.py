"""What a programme states, as lines in the order staff ask: for us, until when, how much; no quotation twice. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dashboard import format as german
from dashboard.parts.applicants import ApplicantRow
from dashboard.parts.deadline_lines import DeadlineLine, deadline_lines
from dashboard.parts.money_lines import money_lines
from data.queries.matches import MatchView
from data.queries.programmes import ProgrammeCard


@dataclass(frozen=True)
class FactLine:
    """A label, the value in words, and where known the quotation it rests on and its page."""

    label: str
    value: str
    words: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class ApplicantGroup:
    """Applicants for whom the same is said."""

    names: str
    may: str
    verdict: str
    words: str | None


def deadline_facts(match: MatchView) -> tuple[FactLine, ...]:
    """The deadline that counts."""
    stated = match.deadline
    words, url = (stated.words, stated.url) if stated else (None, None)
    return once([FactLine("Frist", german.deadline_words(stated), words, url)])


def further_deadlines(match: MatchView, today: date) -> tuple[DeadlineLine, ...]:
    """What else is said about deadlines, each statement once however often the source repeats it."""
    told = {german.deadline_words(match.deadline)}
    lines = []
    for line in deadline_lines(match.programme.deadlines, today):
        if line.words not in told:
            told.add(line.words)
            lines.append(line)
    return tuple(lines)


def money_facts(card: ProgrammeCard) -> tuple[FactLine, ...]:
    """Rate, sums and all else about money; unknown is said."""
    rate = "" if card.rate_percent is None else "bis "
    amounts = german.amount_range(card.amount_min, card.amount_max) or german.UNKNOWN
    lines = [
        FactLine("Förderquote", rate + german.percent(card.rate_percent), card.rate_words),
        FactLine("Beträge", amounts, card.amount_words),
    ]
    return once([*lines, *(FactLine(line.label, line.value, line.words, line.url) for line in money_lines(card.money))])


def once(lines: Iterable[FactLine]) -> tuple[FactLine, ...]:
    """The lines without quotations that an earlier line has or that only repeat the value."""
    told: set[str] = set()
    kept = []
    for line in lines:
        words = " ".join((line.words or "").split())
        known = not words or words in told or words.casefold() == line.value.casefold()
        kept.append(replace(line, words=None if known else words))
        told.add(words)
    return tuple(kept)


def applicant_groups(rows: Iterable[ApplicantRow]) -> tuple[ApplicantGroup, ...]:
    """Applicants with the same answer from the same words together, in order of their first."""
    groups: dict[tuple[str, str, str | None], list[str]] = {}
    for row in rows:
        groups.setdefault((row.may, row.verdict, row.words), []).append(row.name)
    return tuple(ApplicantGroup("; ".join(names), *said) for said, names in groups.items())
