"""The strategy's two levels of priority and what a project still lacks: computed and explained, never stored.

Source: slides of "Coesfeld 12.0" (2020). First level: priority I to III of the theme field. Second level: the project's
status; running projects continue, concretely planned ones start as soon as planning is complete and the financing
stands, ideas come later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ROMAN = {1: "I", 2: "II", 3: "III"}

# (rank, what people call it, what the strategy says about it)
_STATUS: dict[str, tuple[int, str, str]] = {
    "running": (1, "laufendes Projekt", "wird fortgeführt"),
    "planned": (2, "konkret geplant", "startet, sobald die Planung abgeschlossen ist und das Geld gesichert ist"),
    "idea": (3, "Idee", "kommt nach den laufenden und den konkret geplanten Projekten an die Reihe"),
    "unknown": (4, "Stand unbekannt", "lässt sich erst einordnen, wenn der Stand eingetragen ist"),
    "done": (5, "abgeschlossen", "braucht kein Geld mehr"),
    "stopped": (5, "eingestellt", "wird nicht weiterverfolgt"),
    "rejected": (5, "abgelehnt", "wird nicht weiterverfolgt"),
}

ReadyState = Literal["ready", "waiting", "unclear", "not_asked"]


@dataclass(frozen=True, order=True)
class Priority:
    """Place in the strategy's order: the smaller (level, status_rank), the earlier."""

    level: int
    status_rank: int
    words: str


@dataclass(frozen=True)
class Readiness:
    """What is missing until a project can start.

    state: ``ready``; ``waiting`` (something is known to be missing); ``unclear`` (nothing is known to be missing, but
    facts are); ``not_asked`` (running, done, stopped, rejected: the question does not arise).
    gap_eur: cost minus money secured, in euros and never negative; None when one of the two is unknown.
    missing: one German sentence part for each thing that is missing or unknown.
    """

    state: ReadyState
    gap_eur: int | None
    missing: tuple[str, ...]


def priority_of(theme_title: str, theme_priority: int, status: str) -> Priority:
    """The place of a project of this status in this theme field, with the words that explain it."""
    rank, name, consequence = _STATUS[status]
    level = ROMAN.get(theme_priority, str(theme_priority))
    return Priority(theme_priority, rank, f"Priorität {level} ({theme_title}), {name}: {consequence}")


def status_rank(status: str) -> int:
    """Second level of the priority alone, for sorting."""
    return _STATUS[status][0]


def money_gap(cost_eur: int | None, money_secured_eur: int | None) -> int | None:
    """Euros still to be found, 0 when covered; None when cost or money secured is unknown."""
    if cost_eur is None or money_secured_eur is None:
        return None
    return max(cost_eur - money_secured_eur, 0)


def readiness_of(
    status: str, planning_complete: bool | None, cost_eur: int | None, money_secured_eur: int | None
) -> Readiness:
    """What is missing until the project can start. Unknown facts are named, not taken for good or bad."""
    gap = money_gap(cost_eur, money_secured_eur)
    if status not in {"planned", "idea", "unknown"}:
        return Readiness("not_asked", gap, ())
    lacking = [*_lacking_planning(planning_complete), *_lacking_money(gap)]
    unclear = [*_unclear_planning(status, planning_complete), *_unclear_money(cost_eur, money_secured_eur)]
    if lacking:
        state: ReadyState = "waiting"
    else:
        state = "unclear" if unclear else "ready"
    return Readiness(state, gap, (*lacking, *unclear))


def _lacking_planning(planning_complete: bool | None) -> list[str]:
    return ["Planung ist noch nicht abgeschlossen"] if planning_complete is False else []


def _lacking_money(gap: int | None) -> list[str]:
    return [f"es fehlen noch {euros(gap)}"] if gap else []


def _unclear_planning(status: str, planning_complete: bool | None) -> list[str]:
    words = ["Stand des Projekts ist unbekannt"] if status == "unknown" else []
    if planning_complete is None:
        words.append("unbekannt, ob die Planung abgeschlossen ist")
    return words


def _unclear_money(cost_eur: int | None, money_secured_eur: int | None) -> list[str]:
    words = []
    if cost_eur is None:
        words.append("Kosten sind unbekannt")
    if money_secured_eur is None:
        words.append("gesichertes Geld ist unbekannt")
    return words


def euros(amount: int) -> str:
    """An amount in German notation, e.g. ``1.115.628 Euro``."""
    return f"{amount:,}".replace(",", ".") + " Euro"
