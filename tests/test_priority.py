"""The strategy's two levels of priority, and what is missing until a project is ready."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.portfolio import Project
from data.portfolio.values import STATUS_WORDS
from data.priority import money_gap, priority_of, readiness_of


def test_the_theme_field_counts_before_the_status() -> None:
    first, second = priority_of("Verwaltung", 1, "idea"), priority_of("Mobilität", 2, "running")
    assert sorted([second, first]) == [first, second]


def test_running_before_planned_before_idea_before_all_others() -> None:
    ranks = {status: priority_of("Bildung", 1, status).status_rank for status in STATUS_WORDS}
    assert ranks["running"] < ranks["planned"] < ranks["idea"]
    assert all(rank > ranks["idea"] for status, rank in ranks.items() if status not in {"running", "planned", "idea"})


def test_words_explain_both_levels() -> None:
    assert priority_of("Verwaltung", 1, "running").words == (
        "Priorität I (Verwaltung), laufendes Projekt: wird fortgeführt"
    )
    assert priority_of("Mobilität", 2, "planned").words == (
        "Priorität II (Mobilität), konkret geplant: "
        "startet, sobald die Planung abgeschlossen ist und das Geld gesichert ist"
    )


def test_priority_is_not_stored() -> None:
    assert not {name for name in Project.__table__.columns.keys() if "priority" in name or "rank" in name}  # noqa: SIM118


@pytest.mark.parametrize(
    ("planning", "cost", "secured", "state", "missing"),
    [
        (True, 100, 100, "ready", ()),
        (True, 100, 150, "ready", ()),
        (True, 0, 0, "ready", ()),
        (False, 100, 100, "waiting", ("Planung ist noch nicht abgeschlossen",)),
        (True, 1_115_628, 584_100, "waiting", ("es fehlen noch 531.528 Euro",)),
        (None, 100, 100, "unclear", ("unbekannt, ob die Planung abgeschlossen ist",)),
        (True, None, 100, "unclear", ("Kosten sind unbekannt",)),
        (True, 100, None, "unclear", ("gesichertes Geld ist unbekannt",)),
        (False, None, 5, "waiting", ("Planung ist noch nicht abgeschlossen", "Kosten sind unbekannt")),
    ],
)
def test_a_planned_project_is_ready_when_planning_is_complete_and_money_stands(
    planning: bool | None, cost: int | None, secured: int | None, state: str, missing: tuple[str, ...]
) -> None:
    ready = readiness_of("planned", planning, cost, secured)
    assert (ready.state, ready.missing) == (state, missing)


@pytest.mark.parametrize("status", ["running", "done", "stopped", "rejected"])
def test_of_a_project_that_runs_or_ended_nobody_asks_whether_it_is_ready(status: str) -> None:
    assert readiness_of(status, None, None, None).state == "not_asked"


maybe_euros = st.one_of(st.none(), st.integers(0, 10**9))


@given(st.sampled_from(sorted(STATUS_WORDS)), st.one_of(st.none(), st.booleans()), maybe_euros, maybe_euros)
def test_nothing_unknown_ever_counts_as_ready_or_as_missing_money(
    status: str, planning: bool | None, cost: int | None, secured: int | None
) -> None:
    ready = readiness_of(status, planning, cost, secured)
    if ready.state == "ready":
        assert planning is True
        assert cost is not None
        assert secured is not None
        assert secured >= cost
    assert (ready.gap_eur is None) == (cost is None or secured is None)
    assert ready.state != "waiting" or planning is False or bool(money_gap(cost, secured))
    assert (ready.missing == ()) == (ready.state in {"ready", "not_asked"})
