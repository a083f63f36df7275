"""Compares a portfolio with what the strategy counts and says which facts are still missing; pure.

It is a report, not a judgement: a place without a publicly known project stays open and is named as such.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from data.portfolio.values import Item, PortfolioFile, Theme
from data.priority import ROMAN

_ENDED = {"done", "stopped", "rejected"}


@dataclass(frozen=True)
class CountCheck:
    """One number of the strategy beside the portfolio's; ``wanted`` None: the strategy gives none."""

    name: str
    wanted: int | None
    found: int

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to say about this number."""
        return self.wanted is None or self.wanted == self.found

    @property
    def words(self) -> str:
        """The comparison as a sentence part."""
        if self.wanted is None:
            return f"{self.name}: {self.found} (die Strategie nennt keine Zahl)"
        if self.wanted == self.found:
            return f"{self.name}: {self.found} wie in der Strategie"
        difference = self.wanted - self.found
        off = f"{difference} fehlen" if difference > 0 else f"{-difference} mehr als dort"
        return f"{self.name}: {self.found}, laut Strategie {self.wanted}: {off}"


@dataclass(frozen=True)
class ProjectGaps:
    """The facts that are not known about one project; ``part_of``: the proposal it became part of."""

    key: str
    title: str
    kind: str
    part_of: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ThemeCheck:
    """One theme field: its proposals beside the strategy's number, open places, projects with unknown facts."""

    key: str
    title: str
    priority: int
    proposals: CountCheck
    open_places: tuple[int, ...]
    projects: int
    gaps: tuple[ProjectGaps, ...]


@dataclass(frozen=True)
class PortfolioCheck:
    """The whole report. Theme fields by priority."""

    label: str
    counts: tuple[CountCheck, ...]
    themes: tuple[ThemeCheck, ...]


def check_portfolio(portfolio: PortfolioFile) -> PortfolioCheck:
    """The report about a portfolio, whether it comes from a file or from the store."""
    expected = portfolio.expected
    counts = (
        CountCheck("Einzelprojekte", expected.single_projects, len(portfolio.of_kind("single"))),
        CountCheck("Ideen", expected.ideas, len(portfolio.of_kind("idea"))),
        CountCheck("Projektvorschläge", expected.proposals, len(portfolio.of_kind("proposal"))),
    )
    part_of = {part: item.key for item in portfolio.items for part in item.consolidates}
    themes = sorted(portfolio.themes, key=lambda theme: theme.priority)
    return PortfolioCheck(portfolio.label, counts, tuple(_theme_check(theme, portfolio, part_of) for theme in themes))


def _theme_check(theme: Theme, portfolio: PortfolioFile, part_of: dict[str, str]) -> ThemeCheck:
    items = [item for item in portfolio.items if item.theme_field == theme.key]
    proposals = [item for item in items if item.kind == "proposal"]
    wanted = portfolio.expected.proposals_by_theme_field.get(theme.key)
    known = [item for item in items if not item.open]
    gaps = (ProjectGaps(i.key, i.title, i.kind, part_of.get(i.key), missing_facts(i)) for i in known)
    return ThemeCheck(
        key=theme.key,
        title=theme.title,
        priority=theme.priority,
        proposals=CountCheck("Projektvorschläge", wanted, len(proposals)),
        open_places=tuple(item.place for item in proposals if item.open and item.place is not None),
        projects=len(known),
        gaps=tuple(gap for gap in gaps if gap.missing),
    )


def missing_facts(item: Item) -> tuple[str, ...]:
    """What is not known about a project and is needed to look for money; nothing for what has ended."""
    if item.status in _ENDED:
        return ()
    asks = (
        (item.status == "unknown", "Status unbekannt"),
        (item.cost_eur is None, "Kosten unbekannt"),
        (item.money_secured_eur is None, "gesichertes Geld unbekannt"),
        (item.owner is None, "Kümmerer fehlt"),
        (item.planning_complete is None and item.status != "running", "Planungsstand unbekannt"),
    )
    return tuple(words for lacks, words in asks if lacks)


def check_values(check: PortfolioCheck) -> dict[str, Any]:
    """The report for scripts: the dataclasses as they are, and for each comparison whether it agrees."""
    values = asdict(check)
    for plain, count in zip(values["counts"], check.counts, strict=True):
        plain["agrees"] = count.agrees
    for plain, theme in zip(values["themes"], check.themes, strict=True):
        plain["proposals"]["agrees"] = theme.proposals.agrees
    return values


def check_lines(check: PortfolioCheck) -> list[str]:
    """The report for people, a line at a time. Parts of a proposal are counted, not listed."""
    lines = [f"Portfolio: {check.label}", "", "Vergleich mit den Zahlen der Strategie"]
    lines += [f"  {'✓' if count.agrees else '!'} {count.words}" for count in check.counts]
    open_places = sum(len(theme.open_places) for theme in check.themes)
    if open_places:
        lines.append(f"  ! davon {open_places} Plätze, zu denen kein Projekt öffentlich bekannt ist")
    for theme in check.themes:
        lines += ["", *_theme_lines(theme)]
    return lines


def _theme_lines(theme: ThemeCheck) -> list[str]:
    lines = [f"{theme.title} (Priorität {ROMAN.get(theme.priority, theme.priority)})"]
    lines.append(f"  {'✓' if theme.proposals.agrees else '!'} {theme.proposals.words}")
    if theme.open_places:
        noun = "Platz" if len(theme.open_places) == 1 else "Plätze"
        places = ", ".join(map(str, theme.open_places))
        lines.append(f"  ! ohne bekanntes Projekt: {noun} {places}; bitte den Steckbrief eintragen")
    counted = Counter(words for gap in theme.gaps for words in gap.missing)
    if counted:
        facts = ", ".join(f"{words} bei {number}" for words, number in counted.most_common())
        lines.append(f"  ? von {theme.projects} Projekten und Ideen: {facts}")
    listed = [gap for gap in theme.gaps if gap.part_of is None]
    lines += [f"    - {gap.title}: {', '.join(gap.missing)}" for gap in listed]
    rest = len(theme.gaps) - len(listed)
    if rest:
        lines.append(f"    - dazu {rest} in Vorschlägen aufgegangene Projekte mit unbekannten Angaben (siehe --json)")
    return lines
