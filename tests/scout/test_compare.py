"""Comparing readings: what a clerk is told of deadlines, codes and repaired characters, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.changes import changes_between, told
from scout.compare import content_hash, folded, same_letters
from scout.deadline_change import deadline_change, in_order, is_over
from scout.source import Category, DeadlineFact
from tests.scout.drafts import DRAFTS, URL, draft

ON = date(2026, 9, 1)
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 15)
PAST, LONG_PAST = date(2026, 6, 30), date(2026, 3, 31)


def until(day: date, **said: object) -> DeadlineFact:
    return DeadlineFact("dated", f"bis {day}", URL, day, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ([SEPTEMBER], [OCTOBER], "31.10.2026 (verlängert)"),
        ([OCTOBER], [SEPTEMBER], "30.09.2026 (verkürzt)"),
        ([PAST], [OCTOBER], "31.10.2026 (verlängert)"),
        ([SEPTEMBER], [SEPTEMBER, OCTOBER], "30.09.2026; 31.10.2026 (weiterer Termin)"),
        ([SEPTEMBER], [OCTOBER, NOVEMBER], "31.10.2026; 15.11.2026 (verlängert, weitere Termine)"),
        ([SEPTEMBER, OCTOBER], [OCTOBER], "31.10.2026 (Termin entfallen)"),
        ([SEPTEMBER, OCTOBER], [NOVEMBER], "15.11.2026 (verlängert, Termine entfallen)"),
        ([PAST, OCTOBER], [SEPTEMBER, OCTOBER], "30.09.2026; 31.10.2026 (verlängert)"),
        ([], [OCTOBER], "31.10.2026"),
        ([OCTOBER], [], None),
    ],
)
def test_a_moved_day_is_material_and_says_which_way(before: list[date], after: list[date], shown: str | None) -> None:
    found = deadline_change(map(until, before), map(until, after), ON)
    assert found is not None
    assert (found.matters, found.after) == (True, shown)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([PAST, OCTOBER], [OCTOBER]),
        ([OCTOBER], [PAST, OCTOBER]),
        ([PAST], []),
        ([PAST], [LONG_PAST]),
    ],
)
def test_a_day_that_is_past_anyway_moves_nobody(before: list[date], after: list[date]) -> None:
    found = deadline_change(map(until, before), map(until, after), ON)
    assert found is not None
    assert (found.matters, found.remark) == (False, None)


@pytest.mark.parametrize(
    "after",
    [
        until(SEPTEMBER, kind="sketch"),
        until(SEPTEMBER, opens_on=date(2026, 8, 1)),
        until(SEPTEMBER, precision="month"),
    ],
)
def test_another_kind_or_opening_of_the_same_day_is_minor(after: DeadlineFact) -> None:
    found = deadline_change([until(SEPTEMBER)], [after], ON)
    assert found is not None
    assert not found.matters


def test_a_deadline_for_questions_decides_nothing() -> None:
    found = deadline_change([until(OCTOBER)], [until(OCTOBER), until(SEPTEMBER, kind="question")], ON)
    assert found is not None
    assert (found.matters, found.after) == (False, "30.09.2026 (Fragen); 31.10.2026")


def test_other_words_for_the_same_deadline_are_no_change() -> None:
    assert deadline_change([until(OCTOBER)], [replace(until(OCTOBER), words="anders", structured=True)] * 2, ON) is None


def test_a_state_that_turns_is_material() -> None:
    running = DeadlineFact("open", "laufend", URL)
    found = deadline_change([running], [until(OCTOBER)], ON)
    assert found is not None
    assert (found.matters, found.before, found.after) == (True, "laufend möglich", "31.10.2026")


def test_days_are_listed_in_their_order_and_months_by_name() -> None:
    facts = [until(date(2027, 1, 1)), DeadlineFact("open", "w", URL), until(OCTOBER, precision="month")]
    assert in_order(facts) == ["Oktober 2026", "01.01.2027", "laufend möglich"]


def test_over_is_only_what_the_source_itself_dates() -> None:
    assert is_over([until(PAST, structured=True)], ON)
    assert not is_over([until(PAST)], ON)
    assert not is_over([until(PAST, structured=True), until(OCTOBER, structured=True)], ON)
    assert not is_over([until(PAST, structured=True), DeadlineFact("open", "w", URL, structured=True)], ON)
    assert not is_over([], ON)


@pytest.mark.parametrize("spelling", ["zuschuss", "Zuschuss", "Foerderart: zuschuss", "Förderart: Zuschuss"])
def test_codes_and_labels_have_one_spelling(spelling: str) -> None:
    assert folded(spelling) == "zuschuss"


def test_places_of_different_levels_stay_apart() -> None:
    assert folded("Land: Bremen") != folded("Stadt: Bremen")


def test_a_code_in_the_place_of_a_label_is_no_change() -> None:
    coded = draft(categories=(Category("funding_type", "31094501", "Zuschuss"), Category("area", "7", "Wald")))
    named = draft(categories=(Category("funding_type", "zuschuss", "Zuschuss"), Category("area", "wald", "Wald")))
    assert changes_between(coded, named, ON) == ()


def test_one_label_for_two_codes_hides_nothing() -> None:
    two = draft(categories=(Category("region", "a", "Land"), Category("region", "b", "Land")))
    one = draft(categories=(Category("region", "a", "Land"),))
    [change] = changes_between(two, one, ON)
    assert (change.field, change.weight) == ("eligibility", "material")


@pytest.mark.parametrize(
    ("lost", "right"),
    [
        ("?Heimat? ? Förderung", "„Heimat“ – Förderung"),
        ("Wroc?aw", "Wrocław"),
        ("2020?2027 … 50 ?", "2020–2027 … 50 €"),
    ],
)
def test_lost_characters_that_come_back_are_cosmetic(lost: str, right: str) -> None:
    assert same_letters(lost, right)
    [change] = changes_between(draft(body=lost), draft(body=right), ON)
    assert change.weight == "cosmetic"


@pytest.mark.parametrize(("one", "other"), [("Wroc?aw", "Wrocxaw"), ("Was? Ja", "Was: Nein")])
def test_a_question_mark_is_no_wildcard(one: str, other: str) -> None:
    assert not same_letters(one, other)


def test_an_amount_that_only_the_repaired_text_shows_is_cosmetic() -> None:
    lost = draft(body="höchstens 50.000 ?", damaged=True)
    right = draft(body="höchstens 50.000 €", amount_max=50_000)
    assert {c.weight for c in changes_between(lost, right, ON)} == {"cosmetic"}
    more = replace(right, deadlines=(until(OCTOBER, structured=True),))
    assert "material" in {c.weight for c in changes_between(lost, more, ON)}


def test_told_is_what_the_source_changed_and_matters() -> None:
    assert told("material", "source")
    assert told("minor", "source")
    assert not told("cosmetic", "source")
    assert not told("material", "reader")


@settings(deadline=None)
@given(DRAFTS, st.dates())
def test_a_reading_never_differs_from_itself(one: object, on: date) -> None:
    assert changes_between(one, one, on) == ()  # type: ignore[arg-type]


def test_a_text_beyond_its_column_does_not_differ_for_ever() -> None:
    long, cut = draft(), draft()
    long, cut = replace(long, title="T" * 700), replace(cut, title="T" * 499 + "…")
    assert content_hash(long) == content_hash(cut)
