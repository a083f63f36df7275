"""What ``portfolio check`` says about counts, open places and missing facts."""

from __future__ import annotations

from pathlib import Path

from data.portfolio.check import CountCheck, check_lines, check_portfolio, check_values, missing_facts
from data.portfolio.files import read_portfolio, shipped_portfolio
from data.portfolio.values import Item

SMALL = read_portfolio(Path(__file__).with_name("small.yml"))


def test_counts_are_compared_with_the_strategys() -> None:
    counts = {count.name: count for count in check_portfolio(SMALL).counts}
    assert counts["Einzelprojekte"].words == "Einzelprojekte: 2, laut Strategie 3: 1 fehlen"
    assert counts["Ideen"].agrees
    assert CountCheck("Ideen", 1, 3).words == "Ideen: 3, laut Strategie 1: 2 mehr als dort"
    assert CountCheck("Ideen", None, 3).agrees


def test_open_places_are_named_per_theme_field() -> None:
    places = {theme.key: theme.open_places for theme in check_portfolio(SMALL).themes}
    assert places == {"verwaltung": (2,), "mobilitaet": ()}


def test_each_missing_fact_is_said() -> None:
    bare = {"key": "x", "kind": "single", "theme_field": "a", "title": "X"}
    assert missing_facts(Item(**bare, status="planned")) == (  # type: ignore[arg-type]
        "Kosten unbekannt",
        "gesichertes Geld unbekannt",
        "Kümmerer fehlt",
        "Planungsstand unbekannt",
    )
    full = Item(**bare, status="planned", cost_eur=0, money_secured_eur=0, owner="A", planning_complete=False)  # type: ignore[arg-type]
    assert missing_facts(full) == ()
    assert "Planungsstand unbekannt" not in missing_facts(Item(**bare, status="running"))  # type: ignore[arg-type]
    assert missing_facts(Item(**bare, status="done")) == ()  # type: ignore[arg-type]
    assert missing_facts(Item(**bare))[0] == "Status unbekannt"  # type: ignore[arg-type]


def test_an_open_place_lacks_a_project_not_facts() -> None:
    verwaltung = check_portfolio(SMALL).themes[0]
    assert "verwaltung-2" not in {gap.key for gap in verwaltung.gaps}
    assert verwaltung.projects == 3


def test_the_shipped_portfolio_reports_the_slides_numbers() -> None:
    check = check_portfolio(shipped_portfolio())
    assert [count.wanted for count in check.counts] == [39, 33, 28]
    assert [theme.proposals.wanted for theme in check.themes] == [4, 7, 7, 4, 6, 0, 0, 0]
    assert all(theme.proposals.agrees for theme in check.themes)
    text = "\n".join(check_lines(check))
    assert "Projektvorschläge: 28 wie in der Strategie" in text
    assert "Kümmerer fehlt bei" in text


def test_for_scripts_each_comparison_says_whether_it_agrees() -> None:
    values = check_values(check_portfolio(SMALL))
    assert [count["agrees"] for count in values["counts"]] == [False, True, True]
    assert values["themes"][0]["proposals"]["agrees"] is True
