"""Whatever a portfolio holds comes back the same through YAML, spreadsheet and store (Hypothesis)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.clock import StandingClock
from data.portfolio.files import portfolio_from_bytes
from data.portfolio.importing import import_portfolio
from data.portfolio.stored import stored_portfolio
from data.portfolio.values import (
    RELATION_WORDS,
    STATUS_WORDS,
    Application,
    ExpectedCounts,
    Item,
    PortfolioFile,
    Theme,
    in_order,
)
from data.portfolio.xlsx_writer import portfolio_to_xlsx
from data.portfolio.yaml_writer import portfolio_to_yaml
from data.settings import read_settings
from data.store import open_store

NOW = datetime(2026, 8, 21, 14, 0, tzinfo=UTC)

# Everything a person can type, with what tends to break files: formulas, quotes, colons, umlauts, emoji, numbers.
characters = st.one_of(
    st.sampled_from("=+-@'\"#:;|>&*!%{}[],\\ _\u00a0\u00adäß€😀x0"),
    st.characters(codec="utf-8", exclude_categories=["C"]),
)
words = st.text(characters, max_size=30).map(lambda t: " ".join(t.split()))
lines = st.one_of(words, st.sampled_from(["30000", "null", "ja", "true", "2026-05-01", "~", "=1+1", "_x0041_", "1e3"]))
some_line = st.one_of(st.none(), lines.map(lambda t: t or None))
title = lines.map(lambda t: t or "Titel")
prose = st.one_of(
    st.none(),
    st.lists(words, max_size=4).map(lambda ls: "\n".join(ls).strip() or None),
)
entries = st.lists(title, max_size=3, unique=True).map(tuple)
urls = st.lists(st.sampled_from([f"https://kreis.example/{n};a=b" for n in range(5)]), max_size=3, unique=True).map(
    tuple
)
euros = st.one_of(st.none(), st.integers(0, 2_000_000_000))
stamps = st.one_of(st.none(), st.dates().map(lambda d: d.isoformat()), st.sampled_from(["2021", "2021-05"]))
yes_no = st.one_of(st.none(), st.booleans())


@st.composite
def items(draw: st.DrawFn, key: str, kind: str) -> Item:
    facts = {
        "key": key,
        "kind": kind,
        "theme_field": draw(st.sampled_from(["a", "b"])),
        "title": draw(title),
        "summary": draw(prose),
        "status": draw(st.sampled_from(sorted(STATUS_WORDS))),
        "status_as_of": draw(stamps),
        "planning_complete": draw(yes_no),
        "cost_eur": draw(euros),
        "money_secured_eur": draw(euros),
        "money_note": draw(prose),
        "owner": draw(some_line),
        "lead": draw(some_line),
        "partners": draw(entries),
        "municipalities": draw(entries),
        "relation": draw(st.one_of(st.none(), st.sampled_from(sorted(RELATION_WORDS)))),
        "sources": draw(urls),
    }
    return Item(**facts)  # type: ignore[arg-type]


@st.composite
def portfolios(draw: st.DrawFn) -> PortfolioFile:
    singles = [draw(items(f"s{n}", "single")) for n in range(draw(st.integers(0, 2)))]
    ideas = [draw(items(f"i{n}", "idea")) for n in range(draw(st.integers(0, 1)))]
    proposal = draw(items("p0", "proposal"))
    parts = tuple(item.key for item in (*singles, *ideas) if draw(st.booleans()))
    is_open = draw(st.booleans())
    place = draw(st.integers(1, 9))
    proposal = Item(**(vars(proposal) | {"place": place, "open": is_open, "consolidates": () if is_open else parts}))
    themes = [Theme(k, draw(title), draw(st.integers(1, 3)), draw(prose), draw(entries), draw(urls)) for k in "ba"]
    counts = st.one_of(st.none(), st.integers(0, 99))
    expected = ExpectedCounts(
        draw(counts), draw(counts), draw(counts), draw(st.dictionaries(st.sampled_from("ab"), st.integers(0, 9)))
    )
    application = Application(
        "x", draw(title), draw(some_line), draw(stamps), draw(some_line), draw(euros), draw(euros)
    )
    return in_order(
        PortfolioFile(
            draw(title),
            draw(stamps),
            draw(prose),
            expected,
            tuple(themes),
            (proposal, *singles, *ideas),
            draw(st.sampled_from([(), (application,)])),
        )
    )


@settings(max_examples=60, deadline=None)
@given(portfolios())
def test_through_yaml(portfolio: PortfolioFile) -> None:
    assert portfolio_from_bytes("p.yml", portfolio_to_yaml(portfolio).encode()) == portfolio


@settings(max_examples=40, deadline=None)
@given(portfolios())
def test_through_a_spreadsheet(portfolio: PortfolioFile) -> None:
    assert portfolio_from_bytes("p.xlsx", portfolio_to_xlsx(portfolio, NOW)) == portfolio


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=portfolios(), second=portfolios())
def test_through_the_store_whatever_was_there_before(
    tmp_path: Path, first: PortfolioFile, second: PortfolioFile
) -> None:
    store = open_store(read_settings(state=tmp_path / "s"), StandingClock(NOW))
    for portfolio in (first, second):
        import_portfolio(store, portfolio, "p.yml", "kim")
        with store.reading() as session:
            assert stored_portfolio(session) == portfolio
    store.engine.dispose()
