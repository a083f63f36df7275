"""One programme on many portals: its sources, where they contradict each other, and the pairs that await a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.deadlines import binding_deadline
from data.model.programmes import SamePair
from data.queries.programmes import ProgrammeCard, place, source_cards
from data.queries.same_leads import lead_of, members_of
from data.same_rank import RANK_WORDS, rank
from data.same_store import newest_decisions


@dataclass(frozen=True)
class SourceView:
    """A programme as one of its sources states it; ``role`` says in German what that source is to the programme."""

    card: ProgrammeCard
    role: str
    is_lead: bool


@dataclass(frozen=True)
class Statement:
    """What one source states about a field, with its words and the address of the page."""

    source_title: str
    url: str
    value: object  # euros, percent, (state of the deadline, day or None), or a status
    words: str | None


@dataclass(frozen=True)
class Contradiction:
    """A field in which sources of one programme differ; the granting authority first."""

    field: str  # amount_min, amount_max, rate_percent, deadline, status
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class SameGroup:
    """All sources of one programme, the one that stands for it first, and what they contradict each other in."""

    sources: tuple[SourceView, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True)
class WaitingPair:
    """Two programmes that may be one. ``why``: the rule's sentence; score: 0 to 1."""

    first: ProgrammeCard
    second: ProgrammeCard
    score: float
    why: str


def same_groups(session: Session, programme_ids: Iterable[int], today: date) -> dict[int, SameGroup]:
    """The groups of these programmes (each as the one that stands for others); single ones are left out."""
    members = members_of(session, programme_ids)
    cards = source_cards(session, sorted({*members, *(m for some in members.values() for m in some)}))
    found = {}
    for lead, others in members.items():
        rest = sorted((cards[number] for number in others if number in cards), key=place)
        if lead in cards and rest:
            found[lead] = _group([cards[lead], *rest], today)
    return found


def _group(cards: Sequence[ProgrammeCard], today: date) -> SameGroup:
    sources = tuple(SourceView(c, RANK_WORDS[rank(c.url, c.funder)], n == 0) for n, c in enumerate(cards))
    granting_first = sorted(cards, key=place)
    differing = (_contradiction(name, read, granting_first) for name, read in _fields(today).items())
    return SameGroup(sources, tuple(c for c in differing if c is not None))


Read = Callable[[ProgrammeCard], tuple[object, str | None, str]]


def _fields(today: date) -> dict[str, Read]:
    """How value, words and address of each field are found on a card; None as value: not stated."""

    def deadline(card: ProgrammeCard) -> tuple[object, str | None, str]:
        bound = binding_deadline(card.deadlines, today)
        return ((bound.state, bound.due_on), bound.words, bound.url) if bound else (None, None, card.url)

    return {
        "deadline": deadline,
        "amount_min": lambda c: (c.amount_min, c.amount_words, c.url),
        "amount_max": lambda c: (c.amount_max, c.amount_words, c.url),
        "rate_percent": lambda c: (c.rate_percent, c.rate_words, c.url),
        "status": lambda c: (None if c.status == "unknown" else c.status, None, c.url),
    }


def _contradiction(name: str, read: Read, cards: Sequence[ProgrammeCard]) -> Contradiction | None:
    listed = [card for card in cards if card.withdrawn_at is None]
    stated = [
        Statement(card.source_title, url, value, words)
        for card in listed
        for value, words, url in (read(card),)
        if value is not None
    ]
    return Contradiction(name, tuple(stated)) if len({s.value for s in stated}) > 1 else None


def waiting_pairs(session: Session) -> tuple[WaitingPair, ...]:
    """Pairs that the rule is unsure of and nobody has decided about, the likeliest first.

    Between the sources of two programmes only the likeliest pair is asked, and none where a person has spoken already.
    """
    best = _undecided(session)
    cards = source_cards(session, sorted({number for row in best for number in (row.first_id, row.second_id)}))
    return tuple(
        WaitingPair(cards[row.first_id], cards[row.second_id], row.score, row.why)
        for row in best
        if _listed(cards, row.first_id) and _listed(cards, row.second_id)
    )


def _undecided(session: Session) -> list[SamePair]:
    leads = lead_of(session)

    def groups_of(first: int, second: int) -> frozenset[int]:
        return frozenset((leads.get(first, first), leads.get(second, second)))

    asked = {groups_of(*decided.pair) for decided in newest_decisions(session)}
    rows = session.scalars(
        select(SamePair)
        .where(SamePair.verdict == "unsure")
        .order_by(SamePair.score.desc(), SamePair.first_id, SamePair.second_id)
    )
    found = []
    for row in rows:
        pair = groups_of(row.first_id, row.second_id)
        if len(pair) == 2 and pair not in asked:
            asked.add(pair)
            found.append(row)
    return found


def _listed(cards: dict[int, ProgrammeCard], number: int) -> bool:
    return number in cards and cards[number].withdrawn_at is None
