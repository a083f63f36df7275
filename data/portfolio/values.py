"""A portfolio as plain frozen values, the same whether it comes from YAML, a spreadsheet or the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["proposal", "single", "idea"]

# What the strategy calls them in a file, and the code in the store.
STATUS_CODES = {
    "laufend": "running",
    "konkrete Planung": "planned",
    "Idee": "idea",
    "abgeschlossen": "done",
    "eingestellt": "stopped",
    "abgelehnt": "rejected",
    "unbekannt": "unknown",
}
STATUS_WORDS = {code: word for word, code in STATUS_CODES.items()}

# How a project relates to the strategy: code in files and store, words in spreadsheets.
RELATION_WORDS = {
    "strategy_named": "in der Strategie genannt",
    "strategy_preparation": "Beispiel aus der Vorbereitung",
    "strategy_implementation": "Umsetzung der Strategie",
    "parallel_county": "kreisweit, Bezug nicht belegt",
    "local": "örtlich, Bezug nicht belegt",
}


@dataclass(frozen=True)
class ExpectedCounts:
    """What the strategy itself counts; None or a missing theme field: nothing to compare with."""

    single_projects: int | None = None
    ideas: int | None = None
    proposals: int | None = None
    proposals_by_theme_field: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Theme:
    """A theme field; ``priority`` 1 to 3 is the strategy's first level."""

    key: str
    title: str
    priority: int
    description: str | None = None
    terms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A proposal, single project or idea. None means: not known; amounts are whole euros."""

    key: str
    kind: Kind
    theme_field: str
    title: str
    summary: str | None = None
    status: str = "unknown"
    status_as_of: str | None = None
    planning_complete: bool | None = None
    cost_eur: int | None = None
    money_secured_eur: int | None = None
    money_note: str | None = None
    owner: str | None = None
    lead: str | None = None
    partners: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    relation: str | None = None
    sources: tuple[str, ...] = ()
    # Proposals only.
    place: int | None = None
    open: bool = False
    consolidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Application:
    """An application for funding made before this product was there."""

    key: str
    title: str
    call: str | None = None
    deadline: str | None = None
    period: str | None = None
    own_share_eur: int | None = None
    total_eur: int | None = None
    outcome: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class PortfolioFile:
    """A whole portfolio. ``items`` stand in one fixed order: kind, theme field, place, key."""

    label: str
    as_of: str | None = None
    note: str | None = None
    expected: ExpectedCounts = field(default_factory=ExpectedCounts)
    themes: tuple[Theme, ...] = ()
    items: tuple[Item, ...] = ()
    applications: tuple[Application, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Item, ...]:
        """Only the proposals, single projects or ideas."""
        return tuple(item for item in self.items if item.kind == kind)


_KIND_ORDER = {"proposal": 0, "single": 1, "idea": 2}


def in_order(portfolio: PortfolioFile) -> PortfolioFile:
    """The same portfolio with items and consolidated keys in the fixed order, so that equal portfolios are equal."""
    position = {theme.key: number for number, theme in enumerate(portfolio.themes)}

    def rank(item: Item) -> tuple[int, int, int, str]:
        return _KIND_ORDER[item.kind], position[item.theme_field], item.place or 0, item.key

    items = (replace(item, consolidates=tuple(sorted(item.consolidates))) for item in portfolio.items)
    return replace(portfolio, items=tuple(sorted(items, key=rank)))
