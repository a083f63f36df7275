"""``budgetOverview`` of the EU portal: JSON in a string that lists the money of a whole call, topic by topic."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scout.facts.values import MoneyFact


@dataclass(frozen=True)
class Budget:
    """What one grant of a topic may get (facts) and what the topic has altogether (words)."""

    facts: tuple[MoneyFact, ...] = ()
    words: str | None = None


def of(overview: str | None, identifier: str, url: str) -> tuple[Budget, tuple[str, ...]]:
    """The budget of one topic; besides, the name of the field when it cannot be read."""
    if overview is None:
        return Budget(), ()
    try:
        rows = list(_rows(json.loads(overview), identifier))
        return Budget(_facts(rows, url), _words(rows)), ()
    except (ValueError, TypeError, AttributeError):
        return Budget(), ("budgetOverview",)


def _rows(overview: Mapping[str, Any], identifier: str) -> Iterator[Mapping[str, Any]]:
    """The rows of this topic: an action is named ``<identifier> - <type of action>``."""
    own = f"{identifier} - ".lower()
    for actions in (overview.get("budgetTopicActionMap") or {}).values():
        yield from (row for row in actions if str(row.get("action", "")).lower().startswith(own))


def _facts(rows: list[Mapping[str, Any]], url: str) -> tuple[MoneyFact, ...]:
    least = [int(row["minContribution"]) for row in rows if row.get("minContribution")]
    most = [int(row["maxContribution"]) for row in rows if row.get("maxContribution")]
    found = []
    if least:
        words = f"budgetOverview: minContribution {min(least)}"
        found.append(MoneyFact("amount_min", words, url, number=min(least), structured=True))
    if most:
        words = f"budgetOverview: maxContribution {max(most)}"
        found.append(MoneyFact("amount_max", words, url, number=max(most), structured=True))
    return tuple(found)


def _words(rows: list[Mapping[str, Any]]) -> str | None:
    years: dict[str, int] = {}
    for row in rows:
        for year, amount in (row.get("budgetYearMap") or {}).items():
            years[year] = years.get(year, 0) + int(str(amount).strip() or 0)
    listed = [f"{amount:,} Euro ({year})".replace(",", ".") for year, amount in sorted(years.items()) if amount]
    grants = sum(int(row.get("expectedGrants") or 0) for row in rows)
    if grants:
        listed.append(f"{grants} Bewilligungen erwartet")
    return ", ".join(listed) or None
