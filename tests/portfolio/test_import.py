"""Importing a portfolio: one transaction, history kept, decisions never lose their project; on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from data.model.audit import AuditEvent
from data.model.matches import Decision
from data.model.portfolio import Portfolio, Project
from data.model.programmes import Programme
from data.portfolio.files import read_portfolio, shipped_portfolio
from data.portfolio.importing import ImportReport, import_portfolio, text_hash
from data.portfolio.stored import stored_portfolio
from data.portfolio.values import Item, PortfolioFile
from data.queries.portfolio import portfolio_head, portfolio_rows, theme_rows
from data.store import Store

SMALL = read_portfolio(Path(__file__).with_name("small.yml"))


def put(store: Store, portfolio: PortfolioFile) -> ImportReport:
    return import_portfolio(store, portfolio, "p.yml", "kim")


def with_item(portfolio: PortfolioFile, key: str, **changes: object) -> PortfolioFile:
    items = tuple(replace(i, **changes) if i.key == key else i for i in portfolio.items)  # type: ignore[arg-type]
    return replace(portfolio, items=items)


def without(portfolio: PortfolioFile, key: str) -> PortfolioFile:
    return replace(portfolio, items=tuple(item for item in portfolio.items if item.key != key))


def audit_of(store: Store) -> list[tuple[str, str]]:
    with store.reading() as session:
        return [(e.action, e.subject) for e in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


@pytest.mark.parametrize("portfolio", [SMALL, shipped_portfolio()], ids=["small", "shipped"])
def test_what_was_imported_comes_back(store: Store, portfolio: PortfolioFile) -> None:
    report = put(store, portfolio)
    assert len(report.new) == len(portfolio.items)
    with store.reading() as session:
        assert stored_portfolio(session) == portfolio


def test_the_head_says_who_imported_what_and_when(quick_store: Store) -> None:
    put(quick_store, SMALL)
    with quick_store.reading() as session:
        head = portfolio_head(session)
    assert head is not None
    assert (head.label, head.origin, head.imported_by) == ("Testportfolio", "p.yml", "kim")
    assert head.imported_at == quick_store.clock.now()
    assert head.expected_counts["proposals_by_theme_field"] == {"verwaltung": 2, "mobilitaet": 1}


def test_the_same_file_again_changes_no_project(quick_store: Store) -> None:
    put(quick_store, SMALL)
    before = len(audit_of(quick_store))
    again = put(quick_store, SMALL)
    assert (again.new, again.changed, again.removed, again.back) == ((), (), (), ())
    assert audit_of(quick_store)[before:] == [("portfolio_import", "p.yml")]


def test_a_change_is_reported_by_field_and_audited_with_before_and_after(quick_store: Store) -> None:
    put(quick_store, SMALL)
    report = put(quick_store, with_item(SMALL, "akte", cost_eur=1_000_000, sources=("https://kreis.example/neu",)))
    assert [(c.key, set(c.fields)) for c in report.changed] == [("akte", {"cost_eur", "sources"})]
    with quick_store.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "project_changed")).one()
        row = next(row for row in portfolio_rows(session) if row.key == "akte")
    assert event.before is not None
    assert json.loads(event.before)["cost_eur"] == 900000
    assert row.sources == ("https://kreis.example/neu",)


def test_a_project_no_longer_in_the_file_is_kept_for_its_decisions_and_can_come_back(store: Store) -> None:
    put(store, SMALL)
    at = datetime(2026, 8, 1, tzinfo=UTC)
    with store.unit_of_work("kim") as work:
        programme = Programme(
            source_key="q", external_id="1", url="https://q.example/1", first_seen=at, last_seen=at, missing_runs=0
        )
        work.session.add(programme)
        work.session.flush()
        work.session.add(
            Decision(
                project_key="fliegen", programme_id=programme.id, verdict="accept", decided_by="kim", decided_at=at
            )
        )
    assert put(store, without(SMALL, "fliegen")).removed == ("fliegen",)
    with store.reading() as session:
        assert "fliegen" not in {row.key for row in portfolio_rows(session)}
        assert session.scalars(select(Decision)).one().project_key == "fliegen"
        assert session.get_one(Project, "fliegen").removed_at == store.clock.now()
    back = put(store, SMALL)
    assert (back.back, back.new, back.changed) == (("fliegen",), (), ())


def test_a_theme_field_no_longer_in_the_file_disappears_from_the_rows(quick_store: Store) -> None:
    put(quick_store, SMALL)
    fewer = replace(
        SMALL,
        themes=SMALL.themes[:1],
        items=tuple(item for item in SMALL.items if item.theme_field == "verwaltung"),
    )
    put(quick_store, fewer)
    with quick_store.reading() as session:
        assert [theme.key for theme in theme_rows(session)] == ["verwaltung"]
        assert {row.theme_field for row in portfolio_rows(session)} == {"verwaltung"}


def test_a_failure_in_the_middle_leaves_the_present_portfolio_as_it_was(store: Store) -> None:
    put(store, SMALL)
    # A theme field that is not there gets past no reader, but must not leave half an import behind either.
    broken = replace(
        SMALL, items=(replace(SMALL.items[0], cost_eur=1), Item("x", "idea", "gibt-es-nicht", "Ohne Themenfeld"))
    )
    with pytest.raises(SQLAlchemyError):
        put(store, broken)
    with store.reading() as session:
        assert stored_portfolio(session) == SMALL
        assert session.scalar(select(func.count()).select_from(Portfolio)) == 1


def test_rows_stand_in_the_strategys_order(quick_store: Store) -> None:
    put(quick_store, SMALL)
    with quick_store.reading() as session:
        order = [(r.theme_priority, r.status, r.key) for r in portfolio_rows(session)]
    assert order == [
        (1, "running", "scannen"),
        (1, "planned", "akte"),
        (1, "unknown", "verwaltung-2"),
        (1, "done", "ordnen"),
        (2, "running", "teilen"),
        (2, "idea", "fliegen"),
    ]


def test_a_single_project_knows_the_proposal_it_became_part_of(quick_store: Store) -> None:
    put(quick_store, SMALL)
    with quick_store.reading() as session:
        into = {row.key: row.consolidated_into for row in portfolio_rows(session)}
    assert (into["scannen"], into["ordnen"], into["fliegen"]) == ("akte", "akte", None)


def test_the_text_hash_follows_what_the_matcher_reads_and_nothing_else() -> None:
    item = SMALL.items[0]
    assert text_hash(replace(item, cost_eur=1, status="done", owner="x")) == text_hash(item)
    for change in ({"title": "anders"}, {"summary": "anders"}, {"theme_field": "mobilitaet"}):
        assert text_hash(replace(item, **change)) != text_hash(item)
