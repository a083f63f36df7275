"""What a source itself stated in a stored version, without the facts that earlier readers of ours found in texts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scout.source import Draft

# Summary columns that ``scout.facts.read`` fills in where the source says nothing in a field.
_FILLED_IN: dict[str, Any] = {
    "amount_min": None, "amount_max": None, "amount_words": None, "rate_percent": None, "rate_words": None,
    "status": "unknown",
}  # fmt: skip


def as_stated(stored: Draft, like: Draft) -> Draft:
    """The stored version as its source stated it.

    like: the present reading of the same programme, as its source states it. The store does not keep whether a
    summary column came from a field or from our reading; a column that the source leaves empty now counts as ours.
    """
    ours = {name: nothing for name, nothing in _FILLED_IN.items() if getattr(like, name) == nothing}
    return replace(
        stored,
        deadlines=tuple(fact for fact in stored.deadlines if fact.structured),
        eligibility=tuple(fact for fact in stored.eligibility if fact.structured),
        money=tuple(fact for fact in stored.money if fact.structured),
        **ours,
    )
