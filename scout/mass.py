"""Holds back what moves too many programmes of a source at once, and lets the rest of the run through: pure.

A source that suddenly has twice or half its programmes has rather changed its index than the world. The part of a run
that does so is disputed: it is neither applied nor told until a person decides. What is disputed is remembered, so that
later runs are judged by the rest (docs/decisions/0008-mass-moves-are-held.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from scout.decide import Back, Changed, Decided, Intent, Missing, New, Seen, Withdrawn

Part = Literal["appeared", "vanished", "changed"]
PARTS: tuple[Part, ...] = ("appeared", "vanished", "changed")
# So many programmes may always move: of a list of twenty, a fifth is an ordinary week.
ALWAYS_ALLOWED = 10
# What the source has listed steadily for so long is there, though nobody has answered; it is taken over quietly.
ADOPTED_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Dispute:
    """What of a source waits for a person, by external id, each with the time of the run that first showed it.

    refused: appeared programmes that a person discarded; they are never taken over without one.
    """

    appeared: Mapping[str, datetime] = field(default_factory=dict)
    vanished: Mapping[str, datetime] = field(default_factory=dict)
    changed: Mapping[str, datetime] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.appeared or self.vanished or self.changed)

    def of(self, part: Part) -> Mapping[str, datetime]:
        """The programmes of one part."""
        found: Mapping[str, datetime] = getattr(self, part)
        return found


NO_DISPUTE = Dispute()


@dataclass(frozen=True)
class Base:
    """What a run is measured by.

    active: programmes of the source that are stored and not withdrawn; 0: nothing is held.
    share: of these, how many may move (0 to 1). settled: a whole run was applied before; until then, new programmes
    are the rest of a first run that was cut short.
    """

    active: int
    share: float
    settled: bool = True

    @property
    def allowed(self) -> int:
        """How many programmes may move in one run."""
        return max(ALWAYS_ALLOWED, int(self.share * self.active))


@dataclass(frozen=True)
class Split:
    """What of a run is applied, and what is disputed after it.

    moved: programmes of each part that this run moves, without those disputed before. held: the parts held back now.
    adopted: programmes that were disputed long enough and are taken over without a message each.
    """

    apply: tuple[Intent, ...]
    dispute: Dispute
    moved: Mapping[Part, int]
    held: tuple[Part, ...]
    adopted: int = 0


def split(decided: Decided, before: Dispute, base: Base, now: datetime) -> Split:
    """Takes the mass out of a run. ``before``: what was disputed when it began."""
    ids = {part: _ids(decided, part) for part in PARTS}
    fresh = {part: len(ids[part] - set(before.of(part) if part != "vanished" else ())) for part in PARTS}
    held = _held(fresh, before, base)
    adopted = {i for i in ids["appeared"] & set(before.appeared) - before.refused if _is_old(before.appeared[i], now)}
    disputed: dict[Part, dict[str, datetime]] = {
        part: {
            i: before.of(part).get(i, now)
            for i in sorted(ids[part] - adopted)
            if part in held or (i in before.of(part) and part != "vanished")
        }
        for part in PARTS
    }
    apply: list[Intent] = []
    for external_id, intents in decided.items():
        apply += _let_through(external_id, intents, disputed, adopted, "vanished" in held)
    dispute = Dispute(**disputed, refused=before.refused & set(disputed["appeared"]))
    return Split(tuple(apply), dispute, fresh, held, len(adopted))


def _held(fresh: Mapping[Part, int], before: Dispute, base: Base) -> tuple[Part, ...]:
    """The largest parts, as many as it takes to bring the rest below what is allowed.

    A list that was short stays disputed until it is nearly whole again: at the border it would flicker.
    """
    if not base.active:
        return ()
    left = {part: number for part, number in fresh.items() if number and (base.settled or part != "appeared")}
    held: list[Part] = []
    if before.vanished and left.get("vanished", 0) > base.allowed / 2:
        held.append("vanished")
        del left["vanished"]
    while sum(left.values()) > base.allowed:
        largest = max(left, key=lambda part: (left[part], part))
        held.append(largest)
        del left[largest]
    return tuple(part for part in PARTS if part in held)


def _ids(decided: Decided, part: Part) -> set[str]:
    return {external_id for external_id, intents in decided.items() if _part(intents) == part}


def _part(intents: tuple[Intent, ...]) -> Part | None:
    """Which movement a programme makes; None for one that stays, or whose change is small or only our reading."""
    match intents[0]:
        case New() | Back():
            return "appeared"
        case Missing(_, runs) | Withdrawn(_, runs):
            return "vanished" if runs == 1 else None
        case Changed(changes=changes):
            # Another title may be another programme under the same number.
            grave = any(c.cause == "source" and (c.weight == "material" or c.field == "title") for c in changes)
            return "changed" if grave else None
        case _:
            return None


def _let_through(
    external_id: str,
    intents: tuple[Intent, ...],
    disputed: Mapping[Part, Mapping[str, datetime]],
    adopted: set[str],
    list_is_short: bool,
) -> tuple[Intent, ...]:
    first = intents[0]
    if external_id in disputed["appeared"] or (list_is_short and isinstance(first, Missing | Withdrawn)):
        return ()
    if external_id in disputed["changed"] and isinstance(first, Changed):
        return (Seen(first.programme_id, first.draft.url),)
    if external_id in adopted and isinstance(first, New | Back):
        return (replace(first, weight="cosmetic"), *intents[1:])
    return intents


def _is_old(since: datetime, now: datetime) -> bool:
    return now - since >= ADOPTED_AFTER
