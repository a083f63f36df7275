"""The matcher on a store: what is stored, what stays, and that an incremental run equals a full one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from typer.testing import CliRunner

from dashboard.commands import matching as commands
from data.clock import StandingClock
from data.model.audit import AuditEvent
from data.model.matches import Decision, Match, MatchDocument, MatchReason, MatchRun
from data.model.news import NewsItem
from data.model.portfolio import Project
from data.model.programmes import Programme, ProgrammeCategory, ProgrammeVersion
from data.settings import read_settings
from data.store import Store, open_store
from matcher import bands
from matcher.run import STEPS, run_match
from tests.matcher.conftest import Shelf

RADWEG = "Radwege für Gemeinden"


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    shelf.programme("rad", RADWEG, "Zuschuss für den Bau von Radwegen", land="nordrhein_westfalen")
    shelf.programme("netz", "Glasfaser für Gewerbegebiete", "Breitband", land="sachsen")
    shelf.programme("buch", "Bibliotheken", "Technik für Büchereien")
    shelf.project("weg", "Radweg am Kanal", "Ein neuer Radweg verbindet zwei Gemeinden")
    shelf.project("faser", "Glasfaser im Außenbereich", "Breitband für Höfe")
    shelf.news("n1", "Neuer Radweg eröffnet")
    return shelf


def test_pairs_are_stored_with_reasons_that_add_up(filled: Shelf) -> None:
    report = run_match(filled.store)
    assert (report.mode, report.why_fitted) == ("full", "kein gespeichertes Modell")
    assert (report.subjects, report.programmes, report.news) == (3, 3, 1)
    found = filled.matches()
    rad = found["project", "weg", "programme", filled.programmes["rad"]]
    assert rad[1:3] == ("high", "yes")
    assert rad[3] == (
        "Förderberechtigte: Kommune; Fördergebiet: Nordrhein_Westfalen (Angabe der Quelle Förderdatenbank)"
    )
    netz = found["project", "faser", "programme", filled.programmes["netz"]]
    assert netz[2:4] == ("no", "Fördergebiet nur: Sachsen (Angabe der Quelle Förderdatenbank)")
    assert found["project", "weg", "news", 1][2:4] == ("unknown", None)
    assert ("theme", "mobilitaet", "programme", filled.programmes["rad"]) in found
    for score, _, _, _, _, reasons in found.values():
        assert sum(reason[2] for reason in reasons) == pytest.approx(score, abs=1e-6)
        assert [reason[0] for reason in reasons] == list(range(len(reasons)))
    assert len(found) == report.written == sum(report.bands.values())
    with filled.store.reading() as session:
        assert session.scalars(select(AuditEvent.action)).all() == ["match"]


def test_a_second_run_leaves_everything_as_it_is(filled: Shelf) -> None:
    first = run_match(filled.store)
    ids, before = filled.ids(), filled.matches()
    second = run_match(filled.store)
    assert (second.mode, second.changed, second.written, second.removed) == ("incremental", 0, 0, 0)
    assert (second.kept, second.bands) == (first.written, first.bands)
    again = run_match(filled.store, "full")
    assert (again.mode, again.written, again.removed, again.model_version) == ("full", 0, 0, first.model_version)
    assert (filled.ids(), filled.matches()) == (ids, before)


def test_what_changes_is_written_and_keeps_its_id(filled: Shelf) -> None:
    run_match(filled.store)
    ids = filled.ids()
    untouched = filled.matches()["project", "faser", "programme", filled.programmes["netz"]]
    filled.programme("rad", RADWEG, "Nur noch Fahrradabstellanlagen am Radweg")
    report = run_match(filled.store, "incremental")
    assert (report.mode, report.changed) == ("incremental", 1)
    assert filled.ids()["weg", filled.programmes["rad"]] == ids["weg", filled.programmes["rad"]]
    found = filled.matches()
    assert found["project", "weg", "programme", filled.programmes["rad"]][2] == "unknown"
    assert found["project", "faser", "programme", filled.programmes["netz"]] == untouched


def test_changed_categories_alone_change_eligibility(filled: Shelf) -> None:
    run_match(filled.store)
    filled.programme("rad", RADWEG, "Zuschuss für den Bau von Radwegen", land="sachsen")
    report = run_match(filled.store)
    assert (report.mode, report.changed) == ("incremental", 1)
    assert filled.matches()["project", "weg", "programme", filled.programmes["rad"]][2] == "no"


def test_what_is_gone_is_no_longer_matched_and_decisions_stay(filled: Shelf) -> None:
    run_match(filled.store)
    with filled.store.unit_of_work("jemand") as work:
        now = filled.store.clock.now()
        pair = {"project_key": "weg", "programme_id": filled.programmes["rad"]}
        work.session.add(Decision(**pair, verdict="accept", decided_by="jemand", decided_at=now))
    filled.withdraw("rad")
    filled.project("faser", "Glasfaser im Außenbereich", removed=True)
    filled.news("n1", "Neuer Radweg eröffnet", days_ago=100)
    report = run_match(filled.store)
    assert report.removed > 0
    assert (report.subjects, report.programmes, report.news) == (2, 2, 0)
    left = filled.matches()
    assert not any(
        key[1] == "faser" or key[2:] in {("programme", filled.programmes["rad"]), ("news", 1)} for key in left
    )
    with filled.store.reading() as session:
        assert session.scalars(select(Decision.verdict)).all() == ["accept"]
        known = {(row.side, row.ref) for row in session.scalars(select(MatchDocument))}
    assert ("project", "faser") not in known


def test_open_places_are_no_subjects(quick_shelf: Shelf) -> None:
    quick_shelf.programme("rad", RADWEG)
    quick_shelf.project("leer", "Noch offen: Radwege", is_open_place=True)
    assert run_match(quick_shelf.store).subjects == 1  # the theme field


def test_an_empty_store_is_no_error(quick_store: Store) -> None:
    report = run_match(quick_store)
    assert (report.subjects, report.programmes, report.written) == (0, 0, 0)
    assert run_match(quick_store).written == 0


def test_a_week_later_the_model_is_fitted_anew(quick_shelf: Shelf) -> None:
    quick_shelf.programme("rad", RADWEG)
    quick_shelf.project("weg", "Radweg")
    run_match(quick_shelf.store)
    store = quick_shelf.store
    later = Store(store.engine, StandingClock(store.clock.now() + timedelta(days=8)), store.state)
    report = run_match(later)
    assert report.why_fitted == "Modell älter als 7 Tage"
    assert (report.mode, report.written) == ("incremental", 0)  # the same texts give the same model
    assert run_match(later).why_fitted is None


def test_a_changed_stock_and_a_lost_model_are_fitted_anew(quick_shelf: Shelf) -> None:
    quick_shelf.programme("rad", RADWEG)
    quick_shelf.project("weg", "Radweg")
    first = run_match(quick_shelf.store)
    quick_shelf.programme("netz", "Glasfaser")
    second = run_match(quick_shelf.store)
    assert (second.mode, second.why_fitted) == ("full", "Bestand zu 100 % verändert")
    assert second.model_version != first.model_version
    assert {row[4] for row in quick_shelf.matches().values()} == {second.model_version}
    for path in (quick_shelf.store.state / "models").iterdir():
        path.unlink()
    assert run_match(quick_shelf.store, "incremental").why_fitted == "kein gespeichertes Modell"


def test_another_applicant_makes_every_match_stale(quick_shelf: Shelf) -> None:
    from dataclasses import replace

    from data.reference.applicants import shipped_applicants

    quick_shelf.programme("rad", RADWEG, land="sachsen")
    quick_shelf.project("weg", "Radweg")
    run_match(quick_shelf.store)
    saxon = replace(shipped_applicants().lead, land="Sachsen")
    assert run_match(quick_shelf.store, applicant=saxon).mode == "full"
    assert quick_shelf.matches()["project", "weg", "programme", quick_shelf.programmes["rad"]][2] == "yes"


WORDS = ("Radweg", "Radwege", "Glasfaser", "Breitband", "Bücherei", "Gemeinde", "Carsharing", "und", "Museum")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SLOTS = st.sampled_from(["a", "b", "c"])
EDITS = st.one_of(
    st.tuples(st.just("programme"), SLOTS, TEXTS, TEXTS, st.sampled_from([None, "sachsen", "nordrhein_westfalen"])),
    st.tuples(st.just("withdraw"), SLOTS, st.booleans()),
    st.tuples(st.just("project"), SLOTS, TEXTS, TEXTS, st.just(False), st.booleans()),
    st.tuples(st.just("news"), SLOTS, TEXTS, st.sampled_from([1, 200])),
)


@pytest.fixture(scope="module")
def one_shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One database for all examples; each example empties it first."""
    from tests.conftest import NOW

    folder = tmp_path_factory.mktemp("stateful")
    return Shelf(open_store(read_settings(state=folder), StandingClock(NOW))).open()


def empty(shelf: Shelf) -> None:
    shelf.forget(MatchReason, Match, MatchDocument, MatchRun, ProgrammeCategory, ProgrammeVersion)
    shelf.forget(Programme, Project, NewsItem)
    shelf.programmes.clear()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(EDITS, min_size=2, max_size=8), st.lists(st.lists(EDITS, max_size=3), min_size=1, max_size=3))
def test_incremental_runs_give_what_a_full_run_gives(
    one_shelf: Shelf, monkeypatch: pytest.MonkeyPatch, start: list[tuple], later: list[list[tuple]]
) -> None:
    # Small floors of both kinds, so that pairs cross them in either direction.
    for subject, document, least in (("project", "programme", 0.04), ("project", "news", 0.2), ("theme", "news", 0.2)):
        scale = replace(bands.SCALES[subject, document], least=least, medium=least, high=0.5, kept=1)
        monkeypatch.setitem(bands.SCALES, (subject, document), scale)
    empty(one_shelf)
    for name, *values in start:
        getattr(one_shelf, name)(*values)
    run_match(one_shelf.store)
    for edits in later:
        for name, *values in edits:
            getattr(one_shelf, name)(*values)
        report = run_match(one_shelf.store, "incremental")
        assert report.mode == "incremental"
    incremental = one_shelf.matches()
    again = run_match(one_shelf.store, "full", refit=False)
    assert (again.mode, again.written, again.removed) == ("full", 0, 0)
    # From nothing, with the same model: the same rows, scores and reasons.
    one_shelf.forget(MatchReason, Match, MatchDocument)
    run_match(one_shelf.store, "full", refit=False)
    assert one_shelf.matches() == incremental


def test_match_command_reports_in_german(filled: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "store_of", lambda context: filled.store)
    app = typer.Typer()
    app.callback()(lambda: None)
    commands.register(app)
    result = CliRunner().invoke(app, ["match"])
    assert result.exit_code == 0, result.exception
    assert "3 Projekte, Ideen und Themenfelder mit 3 Programmen und 1 Meldungen" in result.stdout
    assert "neu angepasst: kein gespeichertes Modell" in result.stdout
    assert '"written": 0' in CliRunner().invoke(app, ["match", "--full", "--json"]).stdout


def test_a_person_who_watches_hears_of_every_step(quick_shelf: Shelf) -> None:
    heard: list[str] = []
    run_match(quick_shelf.store, progress=heard.append)
    assert len(heard) == len(set(heard)) == STEPS
