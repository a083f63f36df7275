"""What the EU portal is asked, how its answers are paged, and what its stamps and stringed JSON mean."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.families import sedia, sedia_budget
from scout.families.sedia_dates import day_of
from scout.families.sedia_record import Record, draft
from scout.source import Answer, Ask, BadAnswer, all_sources

FIRST = sedia.Reader(("1", "2"))


def _result(number: int, **metadata: Any) -> dict[str, Any]:
    about = {"type": ["1"], "identifier": [f"LIFE-{number}"], "title": ["Thema"], "DATASOURCE": ["SEDIA"]}
    return {"reference": f"{number}TOPICSen", "language": "en", "metadata": about | metadata}


def _answer(results: list[dict[str, Any]], total: int) -> bytes:
    return json.dumps({"results": results, "totalResults": total}).encode()


def _ask(page: int) -> Ask:
    return Ask(f"{sedia.ADDRESS}?apiKey=SEDIA&text=***&pageSize=100&pageNumber={page}", b"")


def _parts(ask: Ask) -> dict[str, Any]:
    assert ask.body is not None
    boundary = ask.headers["Content-Type"].partition("boundary=")[2]
    pieces = ask.body.decode().split(f"--{boundary}")[1:-1]
    found = {}
    for piece in pieces:
        head, _, value = piece.strip("\r\n").partition("\r\n\r\n")
        assert "Content-Type: application/json" in head
        found[head.partition('name="')[2].partition('"')[0]] = json.loads(value)
    return found


def test_language_types_states_and_period_are_always_sent() -> None:
    source = all_sources()["eu_funding_tenders"]
    assert source.kind == "records"
    parts = _parts(source.first)
    assert source.first.url.endswith("apiKey=SEDIA&text=***&pageSize=100&pageNumber=1")
    assert parts["languages"] == ["en"]
    assert parts["query"]["bool"]["must"] == [
        {"terms": {"type": ["1", "2"]}},
        {"terms": {"status": ["31094501", "31094502"]}},
        {"term": {"programmePeriod": "2021 - 2027"}},
    ]
    assert {"descriptionByte", "deadlineDate", "budgetOverview", "actions"} <= set(parts["displayFields"])


def test_cascade_calls_are_asked_for_apart() -> None:
    source = all_sources()["eu_cascade"]
    assert source.kind == "records"
    assert _parts(source.first)["query"]["bool"]["must"][0] == {"terms": {"type": ["8"]}}


def test_the_next_page_is_asked_for_until_all_announced_records_are_there() -> None:
    source = sedia.source("k", "t", ("1", "2"), "", _expect())
    assert source.again is not None
    assert {_parts(ask)["sort"]["field"] for ask in (source.first, source.again)} == {"startDate", "deadlineDate"}
    for ask in (source.first, source.again):
        first: Answer = FIRST(_answer([_result(n) for n in range(100)], 230), ask)
        assert first.following == replace(ask, url=ask.url.replace("pageNumber=1", "pageNumber=2"))
    assert FIRST(_answer([_result(n) for n in range(30)], 230), _ask(3)).following is None


def test_a_page_in_the_middle_that_is_empty_is_no_end() -> None:
    with pytest.raises(BadAnswer, match="Seite 2 ist leer"):
        FIRST(_answer([], 230), _ask(2))


def test_nothing_announced_and_nothing_there_is_an_answer() -> None:
    assert FIRST(_answer([], 0), _ask(1)) == Answer((), None, 0)


def test_one_broken_record_loses_no_other() -> None:
    answer = FIRST(_answer([_result(1), _result(2, identifier=[])], 2), _ask(1))
    assert [draft.external_id for draft in answer.drafts] == ["LIFE-1"]
    assert [problem.code for problem in answer.problems] == ["broken_document"]
    assert answer.left_out == ()  # so the run knows that one is missing, and takes nothing for withdrawn


@pytest.mark.parametrize(
    ("stamp", "in_brussels", "as_written"),
    [
        ("2026-11-17T00:00:00.000+0000", date(2026, 11, 17), date(2026, 11, 17)),
        ("2026-09-21T22:00:00.000+0000", date(2026, 9, 22), date(2026, 9, 21)),  # summer: two hours ahead
        ("2026-03-15T23:00:00.000+0000", date(2026, 3, 16), date(2026, 3, 15)),  # winter: one hour
        ("2026-10-30T21:59:15.000+0000", date(2026, 10, 30), date(2026, 10, 30)),
        ("2027-12-31T23:59:00.000+0000", date(2028, 1, 1), date(2027, 12, 31)),
        ("soon", None, None),
        ("2026-13-01T00:00:00.000+0000", None, None),
        ("", None, None),
    ],
)
def test_the_day_of_a_stamp(stamp: str, in_brussels: date | None, as_written: date | None) -> None:
    assert day_of(stamp, as_written=False) == in_brussels
    assert day_of(stamp, as_written=True) == as_written


@given(st.integers(0, 59), st.integers(0, 59))
def test_random_seconds_change_nothing(one: int, other: int) -> None:
    def read(second: int) -> Any:
        stamp = f"2026-09-15T07:00:{second:02d}.000+0000"
        return draft(Record(_result(1, deadlineDate=[stamp], startDate=[stamp], status=["31094502"])))

    assert read(one) == read(other)


@given(
    st.permutations(["2026-09-17T00:00:00.000+0000", "2026-03-17T00:00:00.000+0000", "2027-03-17T00:00:00.000+0000"])
)
def test_the_order_of_cut_off_dates_does_not_matter(stamps: list[str]) -> None:
    found = draft(Record(_result(1, deadlineDate=stamps, deadlineModel=["multiple cut-off"])))
    assert [fact.due_on for fact in found.deadlines] == [date(2026, 3, 17), date(2026, 9, 17), date(2027, 3, 17)]
    assert {fact.kind for fact in found.deadlines} == {"full"}


def test_two_stages_with_two_cut_offs_alternate() -> None:
    stamps = [f"2027-{month:02d}-01T00:00:00.000+0000" for month in (2, 5, 8, 11)]
    found = draft(Record(_result(1, deadlineDate=stamps, deadlineModel=["two-stage"])))
    assert [fact.kind for fact in found.deadlines] == ["sketch", "full", "sketch", "full"]


@given(
    st.text()
    | st.sampled_from(["[]", "{}", "[1]", '{"budgetTopicActionMap": []}', '{"budgetTopicActionMap": {"1": 5}}'])
)
def test_a_budget_of_any_form_never_fails_a_record(overview: str) -> None:
    budget, unread = sedia_budget.of(overview, "LIFE-1", "https://x.example")
    assert budget == sedia_budget.Budget()
    assert unread in ((), ("budgetOverview",))


def test_the_budget_of_other_topics_of_the_call_is_not_taken() -> None:
    rows = {
        "1": [{"action": "LIFE-10 - LIFE Project Grants", "minContribution": 1, "maxContribution": 2}],
        "2": [{"action": "life-1 - LIFE Project Grants", "minContribution": 3, "maxContribution": 4}],
    }
    budget, _ = sedia_budget.of(json.dumps({"budgetTopicActionMap": rows}), "LIFE-1", "https://x.example")
    assert [(fact.kind, fact.number) for fact in budget.facts] == [("amount_min", 3), ("amount_max", 4)]


@pytest.mark.parametrize(
    ("actions", "is_grant"),
    [
        (["LIFE Project Grants"], True),
        (["HORIZON Coordination and Support Actions"], True),
        (["HORIZON EIC Equity Only"], False),
        (["ERASMUS Prizes"], False),
        (["HORIZON Pre-commercial Procurement"], False),
        (["HORIZON Recognition Prize", "HORIZON Innovation Actions"], True),
        ([], False),
    ],
)
def test_only_grants_are_filed_as_grants(actions: list[str], is_grant: bool) -> None:
    found = draft(Record(_result(1, typesOfAction=actions)))
    assert (("funding_type", "zuschuss") in {(c.kind, c.code) for c in found.categories}) is is_grant


def _expect() -> Any:
    return all_sources()["eu_cascade"].expect
