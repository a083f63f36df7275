"""Which deadline binds when a programme states several, and what contradicts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.parts.deadline_lines import contradiction_lines, deadline_lines
from data.deadlines import StatedDeadline, binding_deadline, contradictions, is_over, overall_state

TODAY = date(2026, 11, 23)


def stated(state: str = "dated", due: str | None = None, kind: str = "full", **more: Any) -> StatedDeadline:
    day = date.fromisoformat(due) if due else None
    given: dict[str, Any] = {"opens_on": None, "recurs": None, "precision": "day", **more}
    return StatedDeadline(kind, state, day, words=f"{state} {due} {kind}", url="https://q.example/", **given)


def test_the_sketch_binds_before_the_application_and_questions_bind_never() -> None:
    entries = [
        stated(due="2027-06-30"),
        stated(due="2027-02-15", kind="sketch"),
        stated(due="2026-12-01", kind="question"),
    ]
    binding = binding_deadline(entries, TODAY)
    assert binding is not None
    assert (binding.kind, binding.due_on) == ("sketch", date(2027, 2, 15))


def test_after_the_sketch_the_application_binds() -> None:
    binding = binding_deadline([stated(due="2027-06-30"), stated(due="2026-10-15", kind="sketch")], TODAY)
    assert binding is not None
    assert (binding.kind, binding.due_on) == ("full", date(2027, 6, 30))


def test_a_registration_binds_where_nothing_else_is_stated() -> None:
    alone = binding_deadline([stated(due="2027-01-31", kind="registration")], TODAY)
    assert alone is not None
    assert alone.kind == "registration"
    beside = binding_deadline([stated(due="2027-01-31", kind="registration"), stated("open")], TODAY)
    assert beside is not None
    assert beside.state == "open"


def test_of_two_days_a_year_the_next_binds() -> None:
    entries = [stated("recurring", recurs="04-30"), stated("recurring", recurs="10-31"), stated(due="2026-10-31")]
    binding = binding_deadline(entries, TODAY)
    assert binding is not None
    assert (binding.due_on, binding.recurs) == (date(2027, 4, 30), True)


def test_yearly_without_a_day_is_said_as_such() -> None:
    binding = binding_deadline([stated("recurring", precision="none"), stated(due="2026-03-31")], TODAY)
    assert binding is not None
    assert binding.state == "recurring"
    assert not is_over(binding)


def test_closed_as_a_whole_outweighs_an_old_date_ahead() -> None:
    date_ahead = stated(due="2026-12-31", found_in="procedure")
    assert is_over(binding_deadline([date_ahead, stated("closed", found_in="status_note")], TODAY))
    # Said elsewhere, it may be about one round.
    assert not is_over(binding_deadline([date_ahead, stated("closed", found_in="procedure")], TODAY))


@pytest.mark.parametrize(
    "against",
    [
        stated(due="2027-03-31", structured=True),
        stated(due="2027-03-31", found_in="status_note"),
        stated("until_spent", found_in="status_note"),
    ],
)
def test_a_contradicted_closed_does_not_outweigh(against: StatedDeadline) -> None:
    entries = [stated("closed", found_in="status_note"), stated(due="2026-12-31", found_in="summary"), against]
    assert not is_over(binding_deadline(entries, TODAY))


def test_what_opens_later_is_announced_until_then() -> None:
    entry = stated("announced", opens_on=date(2026, 12, 1))
    before, after = binding_deadline([entry], TODAY), binding_deadline([entry], date(2026, 12, 1))
    assert before is not None
    assert after is not None
    assert (before.state, before.opens_on, after.state) == ("announced", date(2026, 12, 1), "open")


def test_a_field_outweighs_prose_and_both_are_shown() -> None:
    field, prose = stated(due="2027-03-31", structured=True), stated(due="2027-02-28", found_in="summary")
    binding = binding_deadline([prose, field], TODAY)
    assert binding is not None
    assert binding.due_on == date(2027, 3, 31)
    [found] = contradictions([prose, field], TODAY)
    assert (found.first, found.second) == (field, prose)
    [line] = contradiction_lines([prose, field], TODAY)
    assert line.startswith("Die Quelle widerspricht sich: Antrag bis Mi., 31.03.2027")
    assert "28.02.2027" in line


def test_several_rounds_of_a_field_are_no_contradiction() -> None:
    rounds = [stated(due="2027-03-31", structured=True), stated(due="2027-09-30", structured=True)]
    assert contradictions([*rounds, stated(due="2027-09-30", found_in="summary")], TODAY) == ()


def test_all_deadlines_are_listed_with_their_kind_the_next_first() -> None:
    entries = [
        stated(due="2027-06-30"),
        stated(due="2026-12-01", kind="question"),
        stated(due="2026-10-15", kind="sketch"),
    ]
    assert [line.words.split(" bis")[0] for line in deadline_lines(entries, TODAY)] == [
        "Rückfragen",
        "Antrag",
        "Frist abgelaufen: Do., 15.10.2026",
    ]
    assert deadline_lines(entries[:1], TODAY) == ()


@pytest.mark.parametrize(
    ("states", "overall"),
    [
        ([], "none"),
        (["open", "dated"], "dated"),
        (["recurring", "until_spent"], "recurring"),
        (["announced", "open"], "announced"),
        (["paused", "closed", "dated"], "closed"),
    ],
)
def test_states_have_an_order(states: list[str], overall: str) -> None:
    assert overall_state([stated(state) for state in states]) == overall


def test_the_day_of_reading_tells_opening_from_announcing() -> None:
    entry = stated("announced", opens_on=date(2026, 12, 1))
    assert overall_state([entry]) == "announced"
    assert overall_state([entry], date(2026, 12, 1)) == "open"
