"""The read queries of the pages, on both databases, and the total order of matches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from dashboard.desk import decide
from data.deadlines import BindingDeadline
from data.model.matches import Match
from data.model.programmes import Programme
from data.model.sources import SourceRow
from data.queries.health import needs_a_look, source_health, source_state
from data.queries.matches import (
    BAND_ORDER,
    COUNTED_BANDS,
    ELIGIBLE_ORDER,
    VERDICT_ORDER,
    MatchView,
    hits_by_project,
    in_order,
    news_matches,
    project_matches,
    reasons_of,
)
from data.queries.overview import counts, due_within, novelties, stock
from data.queries.programmes import ProgrammeCard, programme_cards
from data.queries.source_page import source_details
from data.store import Store
from tests.dashboard.filled import PROGRAMMES, fill


@pytest.fixture
def full(store: Store) -> Store:
    fill(store)
    return store


def views_of(store: Store, project: str) -> tuple[MatchView, ...]:
    with store.reading() as session:
        return project_matches(session, project, store.clock.today())


def test_matches_come_in_the_total_order(full: Store):
    decide(full, "A", "eakte", 7, "watch")
    assert [view.programme.programme_id for view in views_of(full, "eakte")] == [7, 1, 4, 2, 3]


def test_what_stands_against_an_application_is_named(full: Store):
    out = {view.programme.programme_id: view.ruled_out for view in views_of(full, "eakte")}
    assert out == {1: None, 2: None, 3: "not_eligible", 4: "over", 7: None}


def test_unknown_eligibility_and_unknown_deadline_never_rule_out(full: Store):
    (unknown,) = [view for view in views_of(full, "eakte") if view.programme.programme_id == 7]
    assert (unknown.eligible, unknown.deadline, unknown.ruled_out) == ("unknown", None, None)


def test_a_followed_programme_is_shown_although_its_date_is_gone(full: Store):
    decide(full, "A", "eakte", 4, "accept")
    (view,) = [view for view in views_of(full, "eakte") if view.programme.programme_id == 4]
    assert (view.ruled_out, view.knocked_out, counts(view)) == (None, "over", False)


def test_withdrawn_programmes_are_ruled_out_but_kept(full: Store):
    with full.unit_of_work("test") as work:
        work.session.execute(update(Programme).where(Programme.id == 1).values(withdrawn_at=full.clock.now()))
    assert views_of(full, "eakte")[0].programme.programme_id == 1
    assert views_of(full, "eakte")[0].ruled_out == "withdrawn"


def test_hits_of_all_projects_are_their_well_fitting_and_followed_matches(full: Store):
    decide(full, "A", "eakte", 7, "watch")
    with full.reading() as session:
        every = hits_by_project(session, full.clock.today())
    for key, hits in every.items():
        assert hits == tuple(v for v in views_of(full, key) if v.band in COUNTED_BANDS or v.verdict == "watch")
    assert [view.programme.programme_id for view in every["eakte"]] == [7, 1, 4, 2, 3]
    assert every["eakte"][0].band == "low"
    assert "medien" not in every


def test_reasons_add_up_to_the_score(full: Store):
    with full.reading() as session:
        (first, *_) = project_matches(session, "eakte", full.clock.today())
        reasons = reasons_of(session, [first.match_id or 0])[first.match_id or 0]
    assert sum(reason.contribution for reason in reasons) == pytest.approx(first.score)


def test_news_come_best_first_and_no_more_than_asked(full: Store):
    with full.reading() as session:
        assert [item.score for item in news_matches(session, "eakte", 5)] == [0.3, 0.15]
        assert len(news_matches(session, "eakte", 1)) == 1


def test_cards_hold_what_the_current_version_states(full: Store):
    with full.reading() as session:
        cards = programme_cards(session, [1, 1, 999])
    card = cards[1]
    assert list(cards) == [1]
    assert (card.title, card.rate_percent, card.amount_max, card.source_title) == (
        PROGRAMMES[0].title,
        80,
        400_000,
        "Förderdatenbank (Probe)",
    )
    assert card.deadlines[0].words == "Anträge sind bis zum 30. September 2026 einzureichen."


def test_novelties_are_paged_in_the_database_and_those_with_a_project_come_first(full: Store):
    since = full.clock.now() - timedelta(days=7)
    with full.reading() as session:
        first = novelties(session, since, 2)
        second = novelties(session, since, 2, 2)
        beyond = novelties(session, since, 2, 4)
    assert (first.total, first.concerning, second.total) == (4, 3, 4)
    assert [row.programme.programme_id for row in (*first.rows, *second.rows, *beyond.rows)] == [5, 1, 2, 3]
    assert [change.kind for change in first.rows[0].changes] == ["rate"]
    assert [project.key for project in first.rows[1].projects] == ["eakte", "portal"]


def test_old_changes_are_no_news(full: Store):
    with full.reading() as session:
        assert novelties(session, full.clock.now() + timedelta(hours=1), 10).total == 0


def test_due_deadlines_are_those_of_hits_the_nearest_first(full: Store):
    with full.reading() as session:
        every = hits_by_project(session, full.clock.today())
    due = due_within(every, {"eakte": "Akte", "portal": "Portal"}, 56)
    assert [(row.programme.programme_id, row.deadline.days_left) for row in due] == [(2, 12), (1, 40)]
    assert [project.key for project in due[1].projects] == ["eakte", "portal"]
    assert due_within(every, {"eakte": "Akte"}, 11) == ()


def test_stock_counts_what_is_there(full: Store):
    with full.reading() as session:
        assert stock(session).programmes == len(PROGRAMMES)


def test_sources_that_need_a_look_come_first(full: Store):
    with full.reading() as session:
        found = source_health(session, full.clock.now())
    assert [(row.key, row.state) for row in found] == [
        ("bank", "failed"),
        ("amtlich", "late"),
        ("stille", "never"),
        ("probe", "ok"),
        ("blatt", "ok"),
    ]
    assert [needs_a_look(row) for row in found] == [True, True, True, False, False]
    assert found[0].last_good_run is not None
    assert found[0].message == "Die Seite antwortet nicht (Zeitüberschreitung)."
    assert (found[3].warnings, found[3].errors, found[3].seen) == (1, 0, 8)


def test_a_source_that_is_switched_off_says_why(full: Store):
    with full.unit_of_work("test") as work:
        off = update(SourceRow).where(SourceRow.key == "bank").values(enabled=False, disabled_reason="umgezogen")
        work.session.execute(off)
    with full.reading() as session:
        (bank,) = [row for row in source_health(session, full.clock.now()) if row.key == "bank"]
    assert (bank.state, bank.message) == ("off", "umgezogen")


@pytest.mark.parametrize(
    ("enabled", "outcome", "hours", "state"),
    [
        (True, "ok", 1, "ok"),
        (True, "partial", 1, "partial"),
        (True, "unchanged", 49, "late"),
        (True, "refused", 1, "refused"),
        (True, "running", None, "running"),
        (True, None, None, "never"),
        (False, "ok", 1, "off"),
    ],
)
def test_state_of_a_source(enabled: bool, outcome: str | None, hours: int | None, state: str):
    assert source_state(enabled, outcome, None if hours is None else timedelta(hours=hours), 24) == state


def test_an_empty_store_answers_too(store: Store):
    with store.reading() as session:
        assert hits_by_project(session, store.clock.today()) == {}
        assert novelties(session, store.clock.now(), 5).rows == ()
        assert source_health(session, store.clock.now()) == ()
        assert stock(session).programmes == 0


def test_matches_of_other_kinds_do_not_leak_in(full: Store):
    with full.unit_of_work("test") as work:
        work.session.execute(update(Match).where(Match.subject == "eakte").values(subject_kind="theme"))
    assert views_of(full, "eakte") == ()


STAMP = datetime(2026, 8, 21, tzinfo=UTC)
CARD = ProgrammeCard(
    1, "T", None, "https://q.example/", "Q", None, None, None, None, None, None, "open", False, 1, STAMP, None, ()
)


@st.composite
def some_views(draw: st.DrawFn) -> list[MatchView]:
    ids = draw(st.lists(st.integers(1, 50), max_size=12, unique=True))
    return [
        MatchView(
            "p",
            number,
            replace(CARD, programme_id=number),
            draw(st.sampled_from(sorted(BAND_ORDER))),
            draw(st.sampled_from([0.1, 0.2, 0.3])),
            draw(st.sampled_from(sorted(ELIGIBLE_ORDER))),
            None,
            draw(st.sampled_from(sorted(VERDICT_ORDER))),
            draw(st.none() | st.integers(0, 3).map(_in_days)),
        )
        for number in ids
    ]


def _in_days(days: int) -> BindingDeadline:
    return BindingDeadline("dated", "full", date(2026, 8, 21) + timedelta(days=days), days, "day", False, "W", "U")


@given(some_views(), st.randoms())
def test_the_order_is_total(views: list[MatchView], random):
    shuffled = list(views)
    random.shuffle(shuffled)
    ordered = in_order(views)
    assert in_order(shuffled) == ordered
    places = [(VERDICT_ORDER[v.verdict], ELIGIBLE_ORDER[v.eligible], BAND_ORDER[v.band], -v.score) for v in ordered]
    assert places == sorted(places)


def test_a_source_with_its_rings_issues_and_what_it_states(full: Store):
    with full.reading() as session:
        found = {detail.record.key: detail for detail in source_details(session, full.clock.now())}
    probe = found["probe"]
    assert [(i.code, i.count, i.runs) for i in probe.record.issues] == [("damaged", 1, 1)]
    assert found["bank"].record.issues == ()
    assert [found[key].verdict for key in ("bank", "amtlich", "stille")] == ["stop", "stop", "stop"]
    assert probe.programmes == len(PROGRAMMES)
    assert probe.filled["funder"] == sum(p.funder is not None for p in PROGRAMMES) / len(PROGRAMMES)
    assert probe.filled["deadlines"] == sum(p.deadline is not None for p in PROGRAMMES) / len(PROGRAMMES)
    assert list(found)[:3] == ["amtlich", "bank", "stille"]
