"""Which programmes form one group: people's decisions are law, then what the rule is sure of. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Pair = tuple[int, int]


@dataclass(frozen=True)
class RulePair:
    """What the rule found about a pair (smaller id first): ``same``, ``unsure``, or ``never`` for a veto."""

    pair: Pair
    verdict: str
    score: float


@dataclass(frozen=True)
class Decided:
    """The newest decision of a person about a pair (smaller id first)."""

    pair: Pair
    is_same: bool
    at: datetime


def ordered(first: int, second: int) -> Pair:
    """A pair as it is kept: the smaller id first."""
    return (first, second) if first < second else (second, first)


def groups(found: Iterable[RulePair], decided: Iterable[Decided]) -> tuple[frozenset[int], ...]:
    """The groups of two programmes and more, in order of their smallest id. The order of the input does not matter.

    A pair that a person keeps apart is never in one group, not even by way of a third programme. What she joined is
    in one group, unless another decision of hers forbids it: then the newer "same" wins. Of the rule's pairs the surer
    come first; one that would bring together what is kept apart, or what the rule rules out, joins nothing.
    """
    rows, spoken = list(found), {d.pair: d for d in decided}
    apart = {pair for pair, d in spoken.items() if not d.is_same}
    ruled_out = {r.pair for r in rows if r.verdict == "never"} - spoken.keys()
    joined = [d for d in spoken.values() if d.is_same]
    found_same = [r for r in rows if r.verdict == "same" and r.pair not in spoken]
    sets = _Sets()
    for by_person in sorted(joined, key=lambda d: (d.at, d.pair), reverse=True):
        sets.join(by_person.pair, apart)
    for by_rule in sorted(found_same, key=lambda r: (-r.score, r.pair)):
        sets.join(by_rule.pair, apart | ruled_out)
    return sets.of_two_and_more()


def separated(members: Iterable[int], decided: Iterable[Decided]) -> tuple[Pair, ...]:
    """Pairs of these programmes that a person keeps apart."""
    among = set(members)
    return tuple(sorted(d.pair for d in decided if not d.is_same and among.issuperset(d.pair)))


class _Sets:
    """Disjoint sets that refuse to join what must stay apart."""

    def __init__(self) -> None:
        self._set_of: dict[int, set[int]] = {}

    def join(self, pair: Pair, apart: set[Pair]) -> None:
        one, other = (self._set_of.setdefault(number, {number}) for number in pair)
        if one is other or any(ordered(a, b) in apart for a in one for b in other):
            return
        one |= other
        for number in other:
            self._set_of[number] = one

    def of_two_and_more(self) -> tuple[frozenset[int], ...]:
        whole = {frozenset(members) for members in self._set_of.values() if len(members) > 1}
        return tuple(sorted(whole, key=min))


def leads(found: Sequence[frozenset[int]], place: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """Who stands for whom: member -> lead, for all members but the leads. ``place``: smaller stands before larger."""
    result: dict[int, int] = {}
    for members in found:
        lead = min(members, key=lambda number: (place[number], number))
        result.update({number: lead for number in members if number != lead})
    return result
