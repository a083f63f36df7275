"""One programme on many portals as people meet it: shown once, all sources, contradictions, and their decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboard.commands import same
from dashboard.desk import decide
from dashboard.same_desk import not_part_of_it, same_programme
from data.model.matches import Decision, Match, MatchRun
from data.model.programmes import ProgrammeChange, ProgrammeVersion
from data.queries.digest import changes_between, deadlines_by_programme, fits
from data.queries.export import export_deadlines, export_programmes
from data.queries.export_matches import export_matches
from data.queries.matches import decision_history, hits_by_project, project_matches
from data.queries.overview import novelties, stock
from data.queries.programmes import programme_cards
from data.queries.same import same_groups, waiting_pairs
from data.store import Store
from scout.same_record import find_same
from tests.commandline import call
from tests.dashboard.filled import fill
from tests.dashboard.test_views import opened, text_of
from tests.same_stock import BANK, BAYERN, BEZIRK, KOPIE, Listed, leads, put, withdraw


@pytest.fixture
def merged(store: Store) -> tuple[Store, int, int]:
    """A filled store with a programme of two portals: the bank fits the project, the authority only says more."""
    fill(store, hostile=False)
    bank, authority = put(store, BANK, replace(BEZIRK, due_on=date(2026, 9, 15)))
    _fits(store, bank, 0.6)
    _fits(store, authority, 0.2)
    find_same(store)
    assert leads(store)[bank] == authority
    return store, bank, authority


def _fits(store: Store, programme_id: int, score: float) -> None:
    with store.unit_of_work("test") as work:
        run = work.session.scalars(select(MatchRun)).first()
        assert run is not None
        work.session.add(
            Match(
                run_id=run.id, subject_kind="project", subject="eakte", document_kind="programme",
                document_id=programme_id, score=score, band="high" if score > 0.4 else "low", eligible="unknown",
                eligible_words=None, model_version="t1", created_at=store.clock.now(),
            )
        )  # fmt: skip


def _changed(store: Store, programme_id: int, kind: str) -> None:
    with store.unit_of_work("test") as work:
        version = work.session.scalars(
            select(ProgrammeVersion).where(ProgrammeVersion.programme_id == programme_id)
        ).one()
        work.session.add(
            ProgrammeChange(
                programme_id=programme_id, run_id=version.run_id, at=store.clock.now(), kind=kind, field=None,
                before=None, after=None, weight="material", from_version=None, to_version=1,
            )
        )  # fmt: skip


def test_a_programme_of_two_portals_is_matched_once_with_the_better_of_both(merged: tuple[Store, int, int]):
    store, bank, authority = merged
    today = store.clock.today()
    with store.reading() as session:
        for views in (project_matches(session, "eakte", today), hits_by_project(session, today)["eakte"]):
            [view] = [v for v in views if v.programme.programme_id in (bank, authority)]
            assert (view.programme.programme_id, view.score, view.band) == (authority, 0.6, "high")
        rows = [r for r in export_matches(session, today) if r.document_id in (bank, authority)]
        assert [(r.subject, r.document_id, r.score) for r in rows] == [("eakte", authority, 0.6)]
        told = [f for f in fits(session, "programme") if f.document_id in (bank, authority)]
        assert [(f.own, f.document_id, f.score) for f in told] == [("eakte", authority, 0.6)]


def test_what_only_one_portal_states_is_shown_and_said_to_be_from_there(merged: tuple[Store, int, int]):
    store, bank, authority = merged
    with store.reading() as session:
        card = programme_cards(session, [authority])[authority]
        assert (card.amount_max, card.rate_percent) == (175_000, 90)
        assert [(b.field, b.url) for b in card.borrowed] == [("rate_percent", BANK.url)]
        [row] = [r for r in export_programmes(session, store.clock.today()) if r.programme_id in (bank, authority)]
        assert (row.programme_id, row.rate_percent, row.other_sources) == (authority, 90, (BANK.url,))


def test_a_deadline_that_only_another_portal_states_is_not_lost(quick_store: Store):
    bank, authority = put(quick_store, replace(BANK, due_on=date(2026, 10, 1)), BEZIRK)
    find_same(quick_store)
    with quick_store.reading() as session:
        rows = export_deadlines(session, quick_store.clock.today())
        assert [(r.programme_id, r.due_on) for r in rows] == [(authority, date(2026, 10, 1))]
        assert [e.due_on for e in deadlines_by_programme(session)[authority]] == [date(2026, 10, 1)]
        assert bank not in deadlines_by_programme(session)


def test_contradictions_stand_side_by_side_the_granting_authority_first(store: Store):
    copy, _, authority = put(
        store, replace(KOPIE, due_on=date(2026, 12, 1)), BANK, replace(BEZIRK, due_on=date(2026, 9, 15))
    )
    find_same(store)
    with store.reading() as session:
        group = same_groups(session, [authority, copy], store.clock.today())[authority]
    assert [s.is_lead for s in group.sources] == [True, False, False]
    assert [s.role for s in group.sources] == ["Behörde", "amtliche Datenbank", "berichtet darüber"]
    said = {c.field: [(s.url, s.value) for s in c.statements] for c in group.contradictions}
    assert said["amount_max"] == [(BEZIRK.url, 175_000), (BANK.url, 150_000), (KOPIE.url, 175_000)]
    assert [value for _, value in said["deadline"]] == [("dated", date(2026, 9, 15)), ("dated", date(2026, 12, 1))]
    assert set(said) == {"amount_max", "deadline"}


def test_decisions_about_a_portal_hold_for_the_programme_and_come_back_when_it_is_split(merged: tuple[Store, int, int]):
    store, bank, authority = merged
    with store.unit_of_work("test") as work:
        work.session.add(
            Decision(
                project_key="eakte", programme_id=bank, seen_match_id=None, seen_version=1, verdict="watch", note=None,
                decided_by="A", decided_at=store.clock.now() - timedelta(days=9),
            )
        )  # fmt: skip
    assert decide(store, "B", "eakte", authority, "accept").before == "watch"
    with store.reading() as session:
        assert [row.verdict for row in decision_history(session, "eakte")[authority]] == ["accept", "watch"]
    not_part_of_it(store, bank, None, "B")
    with store.reading() as session:
        views = {v.programme.programme_id: v for v in project_matches(session, "eakte", store.clock.today())}
    assert (views[authority].verdict, views[bank].verdict) == ("accept", "watch")
    assert views[bank].score == 0.6


def test_one_more_portal_is_no_news_but_its_new_deadline_is(merged: tuple[Store, int, int]):
    store, bank, authority = merged
    since = store.clock.now() - timedelta(hours=1)
    with store.reading() as session:
        before = (stock(session).programmes, novelties(session, since, 50).total)
    _changed(store, bank, "new")
    _changed(store, bank, "deadline")
    with store.reading() as session:
        page = novelties(session, since, 50)
        [row] = [r for r in page.rows if r.programme.programme_id in (bank, authority)]
        assert (row.programme.programme_id, [c.kind for c in row.changes]) == (authority, ["deadline"])
        assert [p.key for p in row.projects] == ["eakte"]
        assert (stock(session).programmes, page.total) == (before[0], before[1] + 1)
        told = changes_between(session, since, store.clock.now() + timedelta(hours=1))
    assert [(c.programme_id, c.kind) for c in told if c.programme_id in (bank, authority)] == [(authority, "deadline")]


def _unsure(store: Store) -> tuple[int, int]:
    vague = Listed("vage", BEZIRK.title, "https://foerderfuchs.example/alle", funder=None, region=None)
    first, second = put(store, BEZIRK, vague)
    find_same(store)
    return first, second


def test_pairs_wait_until_a_person_has_spoken(store: Store):
    first, second = _unsure(store)
    with store.reading() as session:
        [pair] = waiting_pairs(session)
    assert {pair.first.programme_id, pair.second.programme_id} == {first, second}
    same_programme(store, first, second, False, None, "C")
    find_same(store, everything=True)
    with store.reading() as session:
        assert waiting_pairs(session) == ()


def test_a_withdrawn_programme_asks_nobody(quick_store: Store):
    _, second = _unsure(quick_store)
    withdraw(quick_store, second)
    with quick_store.reading() as session:
        assert waiting_pairs(session) == ()


def _on_sqlite(store: Store) -> tuple[int, int]:
    fill(store, hostile=False)
    bank, authority = put(store, BANK, BEZIRK)
    _fits(store, authority, 0.6)
    find_same(store)
    return bank, authority


def test_the_card_shows_all_sources_and_takes_one_out(quick_store: Store):
    bank, authority = _on_sqlite(quick_store)
    app = opened("treffer", projekt="eakte")
    words = text_of(app)
    assert "Quellen (2)" in words
    assert "Die Quellen widersprechen sich" in words
    assert "175.000" in words
    assert "150.000" in words
    assert BANK.url in words
    name = f"{authority}_2"
    app.selectbox(key=f"fremd_{name}").set_value(bank)
    app.text_input(key=f"quellen_name_{name}").set_value("Frau Muster")
    _press(app, f"trennen_{name}")
    assert "steht jetzt für sich" in app.success[0].value
    assert leads(quick_store)[bank] is None
    assert "Quellen (2)" not in text_of(app)


def test_taking_out_without_a_choice_or_a_name_says_what_is_missing(quick_store: Store):
    bank, authority = _on_sqlite(quick_store)
    app = opened("treffer", projekt="eakte")
    _press(app, f"trennen_{authority}_2")
    assert "Bitte zuerst die Quelle wählen" in app.error[0].value
    app.selectbox(key=f"fremd_{authority}_2").set_value(bank)
    _press(app, f"trennen_{authority}_2")
    assert "Bitte Ihren Namen angeben" in app.error[0].value


@pytest.mark.parametrize(
    ("button", "told", "joined"), [("ja", "sind jetzt ein Programm", True), ("nein", "bleiben verschiedene", False)]
)
def test_the_page_of_sources_asks_about_pairs_and_keeps_the_answer(
    quick_store: Store, button: str, told: str, joined: bool
):
    fill(quick_store, hostile=False)
    first, second = _unsure(quick_store)
    app = opened("quellen")
    assert "Vielleicht dasselbe Programm (1)" in [s.value for s in app.subheader]
    assert "sonst bestätigt es nichts" in text_of(app)
    app.text_input(key=f"paar_name_{first}_{second}").set_value("Frau Muster")
    _press(app, f"dasselbe_{button}_{first}_{second}")
    assert told in app.success[0].value
    assert "Vielleicht dasselbe Programm (1)" not in [s.value for s in app.subheader]
    assert (leads(quick_store)[second] == first) is joined


def _press(app: AppTest, key: str) -> None:
    next(b for b in app.button if b.key == key).click()
    app.run()
    assert not app.exception


def test_the_command_line_lists_decides_and_finds(quick_store: Store):
    first, second = _unsure(quick_store)
    state = quick_store.state
    assert f"{first} und {second}: Vielleicht dasselbe" in call(same, state, "same", "list").text
    told = call(same, state, "same", "decide", str(second), str(first), "--same", "--by", "D", "--note", "angerufen")
    assert "dasselbe Programm." in told.text
    assert leads(quick_store)[second] == first
    assert "war schon so" in call(same, state, "same", "decide", str(first), str(second), "--same", "--by", "D").text
    assert "Kein Paar wartet" in call(same, state, "same", "list").text
    assert f"{first} und {second}: dasselbe" in call(same, state, "same", "list", "--decided").text
    assert "2 Programme verglichen" in call(same, state, "same", "find", "--full").text
    assert call(same, state, "same", "decide", "1", "99", "--different", "--by", "D").exit_code == 4
    assert call(same, state, "same", "decide", "1", "2").exit_code == 2


def test_two_laender_are_never_one(store: Store):
    put(store, BEZIRK, BAYERN)
    find_same(store)
    assert set(leads(store).values()) == {None}
