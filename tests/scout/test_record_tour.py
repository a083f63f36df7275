"""An interface is read answer by answer; what is not whole, twice or in circles is said, and nothing counts as gone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.clock import StandingClock
from data.settings import Settings, read_settings
from scout.captures import captures_in
from scout.check import check_source
from scout.crawl import visit
from scout.fetching import Body
from scout.politeness import Limits
from scout.record_tour import RecordTour
from scout.sample_server import names, serve_sample
from scout.source import Answer, Ask, BadAnswer, Draft, Expect, RecordSource
from scout.visit import Visit
from tests.site.server import Fault, Site

API = "https://api.amt.example/suche?key=1"
LIMITS = Limits(timeout_seconds=20, page_bytes=100_000, retries=0, longest_pause=3)


def ask(page: int) -> Ask:
    body = json.dumps({"page": page}).encode()
    return Ask(API, body, {"Content-Type": "application/json", "X-Sprache": "de"})


def read(body: bytes, asked: Ask) -> Answer:
    try:
        told = json.loads(body)
        drafts = tuple(Draft(external_id=r, url=f"https://amt.example/{r}", title=r) for r in told["records"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadAnswer(f"keine Trefferliste, sondern {body[:20]!r}") from error
    following = ask(told["next"]) if "next" in told else None
    return Answer(drafts, following, told.get("total"), left_out=tuple(told.get("left_out", ())))


SOURCE = RecordSource("api", "API", "Amt", "https://www.amt.example/", Expect((1, 9)), ask(1), read)


@pytest.fixture
def office(site: Site) -> Callable[..., Site]:
    """Puts the answers: one dictionary per page, beginning with page 1."""

    def put(*answers: dict) -> Site:
        for number, answer in enumerate(answers, 1):
            site.put(ask(number).address, json.dumps(answer), headers={"Content-Type": "application/json"})
        return site

    return put


@pytest.fixture
def go(mirrored: Settings, clock: StandingClock) -> Callable[..., Visit]:
    def run(source: RecordSource = SOURCE, **limits: int) -> Visit:
        captures = captures_in(mirrored.state_dir)
        return visit(source, mirrored, clock, captures, limits=replace(LIMITS, **limits))

    return run


def test_every_answer_is_asked_for_and_kept_under_its_question(office, go, mirrored: Settings) -> None:
    site = office({"records": ["A", "B"], "next": 2, "total": 3}, {"records": ["C"], "total": 3})
    found = go()
    assert [draft.external_id for draft in found.drafts] == ["A", "B", "C"]
    assert (found.complete, found.failed, found.problems) == (True, None, ())
    assert [page.url for page in found.pages] == [ask(1).address, ask(2).address]
    assert found.capture_of == {"A": ask(1).address, "B": ask(1).address, "C": ask(2).address}
    kept = captures_in(mirrored.state_dir).read(found.pages[1].sha256)
    assert json.loads(kept)["records"] == ["C"]
    asked = [request for request in site.requests if request.body]
    assert [json.loads(request.body) for request in asked] == [{"page": 1}, {"page": 2}]
    assert {request.headers["X-Sprache"] for request in asked} == {"de"}
    assert "If-None-Match" not in asked[1].headers


def test_a_plain_get_is_asked_for_conditionally(site: Site, go) -> None:
    source = replace(SOURCE, first=Ask(API))
    site.put(API, json.dumps({"records": ["A"]}))
    assert go(source).drafts == go(source).drafts
    assert ["If-None-Match" in r.headers for r in site.requests if r.url == API] == [False, True]


def test_fewer_records_than_announced_leave_the_tour_incomplete(office, go) -> None:
    office({"records": ["A", "B"], "next": 2, "total": 4}, {"records": ["C"], "total": 4})
    found = go()
    assert [(p.code, p.level, p.detail) for p in found.problems] == [
        ("records_missing", "warning", "angekündigt 4, gelesen 3")
    ]
    assert (found.complete, found.failed, len(found.drafts)) == (False, None, 3)


def test_records_left_out_on_purpose_are_not_missing(office, go) -> None:
    office({"records": ["A"], "left_out": ["X", "Y"], "total": 3})
    assert go().complete


def test_a_record_named_again_is_dropped_with_a_note(office, go) -> None:
    office({"records": ["A", "A", "B"], "next": 2}, {"records": ["B", "C"]})
    found = go()
    assert [draft.external_id for draft in found.drafts] == ["A", "B", "C"]
    assert [(p.level, p.code, p.detail) for p in found.problems] == [
        ("note", "duplicate", "1 doppelt"),
        ("note", "duplicate", "1 doppelt: B"),
    ]
    assert found.complete


def test_a_stock_that_shifts_while_it_is_read_is_not_whole(office, go) -> None:
    office({"records": ["A", "B"], "next": 2, "total": 4}, {"records": ["B", "C"], "total": 4})
    found = go()
    assert "records_missing" in {p.code for p in found.problems}
    assert not found.complete


def other(page: int) -> Ask:
    return replace(ask(page), body=json.dumps({"page": page, "sort": "other"}).encode())


def in_two_orders(body: bytes, asked: Ask) -> Answer:
    answer = read(body, asked)
    if answer.following is None or b"sort" not in (asked.body or b""):
        return answer
    return replace(answer, following=other(json.loads(answer.following.body or b"")["page"]))


TWO_ORDERS = replace(SOURCE, read=in_two_orders, again=other(1))


def test_a_shifted_reading_is_made_whole_by_another_order(office, go) -> None:
    site = office({"records": ["A", "B"], "next": 2, "total": 4}, {"records": ["B", "C"], "total": 4})
    site.put(other(1).address, json.dumps({"records": ["D", "C"], "next": 2, "total": 4}))
    site.put(other(2).address, json.dumps({"records": ["A", "B"], "total": 4}))
    found = go(TWO_ORDERS)
    assert [draft.external_id for draft in found.drafts] == ["A", "B", "C", "D"]
    assert (found.complete, [(p.code, p.detail) for p in found.problems]) == (True, [("duplicate", "1 doppelt: B")])
    assert found.capture_of == dict.fromkeys("AB", ask(1).address) | {"C": ask(2).address, "D": other(1).address}


def test_a_reading_that_did_not_shift_is_made_once(office, go) -> None:
    site = office({"records": ["A", "B"], "next": 2, "total": 4}, {"records": ["C"], "total": 4})
    assert not go(TWO_ORDERS).complete  # fewer than announced, but another order would be as short
    assert site.asked(other(1).address) == 0


def test_a_total_that_changes_on_the_way_is_a_shift(office, go) -> None:
    """One of page 1 was withdrawn after it was read: C moved there, and page 2 begins after it."""
    site = office({"records": ["A", "B"], "next": 2, "total": 4}, {"records": ["D"], "total": 3})
    assert not go().complete
    site.put(other(1).address, json.dumps({"records": ["B", "C", "D"], "total": 3}))
    assert {draft.external_id for draft in go(TWO_ORDERS).drafts} == set("ABCD")
    assert go(TWO_ORDERS).complete


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.STRANGE_PAGE, Fault.TRUNCATED])
def test_another_order_that_fails_keeps_what_was_read(office, go, fault: Fault) -> None:
    site = office({"records": ["A", "B"], "next": 2, "total": 4}, {"records": ["B", "C"], "total": 4})
    site.put(other(1).address, json.dumps({"records": ["D"], "total": 4}))
    site.fault(other(1).address, fault)
    found = go(TWO_ORDERS)
    assert (len(found.drafts), found.complete, found.failed) == (3, False, None)
    assert [p.url for p in found.problems if p.level == "error"] == [other(1).address]
    assert "records_missing" in {p.code for p in found.problems}


def test_what_one_answer_names_twice_is_twice_in_the_total(office, go) -> None:
    office({"records": ["A", "A", "B"], "next": 2, "total": 5}, {"records": ["C"], "left_out": ["A"], "total": 5})
    assert not go().complete  # the A of the second answer may be one of the two of the first
    office({"records": ["A", "A", "B"], "next": 2, "total": 4}, {"records": ["C"], "total": 4})
    assert go().complete


class _Interface:
    """Answers from a stock that it ranks anew for each answer, as an index does with records of one rank."""

    limits = LIMITS

    def __init__(self, orders: list[list[str]], size: int) -> None:
        self._orders, self._size = orders, size

    async def ask(self, _: object, asked: Ask) -> Body:
        number = json.loads(asked.body or b"")["page"]
        stock = self._orders.pop()
        start = (number - 1) * self._size
        answer = {"records": stock[start : start + self._size], "total": len(stock)}
        more = {"next": number + 1} if start + self._size < len(stock) else {}
        return Body(asked.url, json.dumps(answer | more).encode())


@given(st.data(), st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=8), st.integers(1, 4))
def test_a_run_called_complete_has_met_every_record(data: st.DataObject, stock: list[str], size: int) -> None:
    orders = data.draw(st.lists(st.permutations(stock), min_size=16, max_size=16))
    tour = RecordTour(TWO_ORDERS, _Interface(orders, size))  # type: ignore[arg-type]
    asyncio.run(tour.run(None))  # type: ignore[arg-type]
    found = tour.result()
    assert not found.complete or {draft.external_id for draft in found.drafts} == set(stock)
    assert found.complete or {p.code for p in tour.problems} & {"records_missing", "page_changed"}


@pytest.mark.parametrize("second", [{"records": ["A"], "next": 3}, {"records": ["C"], "next": 1}])
def test_answers_in_circles_end(office, go, second: dict) -> None:
    office({"records": ["A"], "next": 2}, second)
    found = go()
    assert [(p.code, p.detail) for p in found.problems if p.level == "error"] == [
        ("page_changed", "die Antworten laufen im Kreis")
    ]
    assert not found.complete


def test_answers_without_an_end_end(office, go) -> None:
    site = office(*({"records": [f"R{n}"], "next": n + 1} for n in range(1, 9)))
    assert not go(list_pages=3).complete
    assert len([request for request in site.requests if request.body]) == 3


@pytest.mark.parametrize(
    ("body", "code"),
    [("<html><body>Anmeldung</body></html>", "bad_answer"), ("", "empty_answer"), ('{"ergebnis": []}', "bad_answer")],
)
def test_something_else_than_records_is_named(office, go, body: str, code: str) -> None:
    site = office({"records": ["A"], "next": 2})
    site.put(ask(2).address, body)
    found = go()
    assert [(p.code, p.url) for p in found.problems] == [(code, ask(2).address)]
    assert (found.complete, found.failed, len(found.drafts)) == (False, None, 1)
    site.put(ask(1).address, body)
    failed = go()
    assert failed.failed is not None
    assert (failed.complete, failed.drafts, [p.code for p in failed.problems]) == (False, (), [code])


def test_a_failing_answer_leaves_the_rest_unknown_and_nothing_gone(office, go) -> None:
    site = office({"records": ["A"], "next": 2, "total": 3}, {"records": ["B"], "next": 3}, {"records": ["C"]})
    site.fault(ask(2).address, Fault.SERVER_ERROR)
    found = go()
    assert [(p.code, p.url) for p in found.problems] == [("http_error", ask(2).address)]
    assert not found.complete
    assert [draft.external_id for draft in found.drafts] == ["A"]


def test_an_interface_cannot_send_us_elsewhere(office, go) -> None:
    office({"records": ["A"], "next": 2})
    strange = replace(
        SOURCE, read=lambda body, asked: replace(read(body, asked), following=Ask("https://fremd.example/"))
    )
    found = go(strange)
    assert [p.code for p in found.problems] == ["redirect_refused"]


def test_a_check_asks_one_question_and_compares_with_the_saved_answer(
    office, mirrored: Settings, clock: StandingClock, tmp_path: Path
) -> None:
    site = office({"records": ["A"], "next": 2, "total": 7})
    saved = tmp_path / "saved" / "first"
    saved.mkdir(parents=True)
    (saved / "answer.json").write_text(json.dumps({"records": ["X"]}))
    report = check_source(SOURCE, mirrored, clock, captures_in(mirrored.state_dir), saved.parent, LIMITS)
    assert (report.result, report.programmes, report.saved_pages, report.lost) == ("ok", 7, 1, ())
    assert len([request for request in site.requests if request.body]) == 1
    site.put(ask(1).address, "<html>weg</html>")
    report = check_source(SOURCE, mirrored, clock, captures_in(mirrored.state_dir), saved.parent, LIMITS)
    assert (report.result, report.is_readable) == ("bad_answer", False)


def test_the_mirror_of_saved_files_answers_each_question_with_its_own_file(
    tmp_path: Path, clock: StandingClock
) -> None:
    root = tmp_path / "copies"
    for number, answer in ((1, {"records": ["A"], "next": 2}), (2, {"records": ["B"]})):
        file = root / names(API.removeprefix("https:/"), ask(number).body)[0]
        assert file.name == f"suche@key=1@{ask(number).address.split('#')[1]}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(answer))
    with serve_sample(root) as base:
        settings = read_settings(state=tmp_path / "state", mirror=base, delay_seconds=0)
        found = visit(SOURCE, settings, clock, captures_in(settings.state_dir), limits=LIMITS)
    assert [draft.external_id for draft in found.drafts] == ["A", "B"]
    assert found.complete
