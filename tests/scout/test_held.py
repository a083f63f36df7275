"""Held runs: kept exactly, decided by a person, carried out once; a newer run takes their place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dashboard.desk import decide_run
from data.clock import StandingClock
from data.errors import BadInput, RunFailed
from data.model.audit import AuditEvent
from data.model.programmes import Deadline, Programme, ProgrammeChange, ProgrammeVersion
from data.model.sources import CrawlRun, HeldRun, PageCapture, SourceRow
from data.queries.held import held_run, held_runs
from data.settings import read_settings
from data.store import Store, open_store
from scout.captures import CaptureLost, captures_in
from scout.held import Held, HeldLost, from_bytes, held_part, to_bytes
from scout.held_titles import held_programmes
from scout.mass import Dispute
from scout.settle import settle_claimed, settle_decided
from scout.source import DeadlineFact, Draft, EligibilityFact, Expect, MoneyFact
from tests.conftest import NOW
from tests.scout.drafts import DRAFTS, URL, draft
from tests.scout.test_intake import FULL, SOURCE, Runs, page

WIDE = replace(SOURCE, expect=Expect(programmes=(1, 10_000)))
_TIMES = st.datetimes(timezones=st.just(UTC))
_IDS = st.dictionaries(st.text(min_size=1, max_size=5), _TIMES, max_size=3)


@given(st.lists(DRAFTS, max_size=5), st.builds(Dispute, _IDS, _IDS, _IDS, st.frozensets(st.text(max_size=5))))
def test_what_is_kept_comes_back_exactly(drafts: list[Draft], dispute: Dispute) -> None:
    held = Held(dispute, tuple(drafts), {"a": URL})
    assert from_bytes(to_bytes(held)) == held
    assert to_bytes(from_bytes(to_bytes(held))) == to_bytes(held)


def test_every_part_of_a_draft_is_kept() -> None:
    full = replace(
        FULL,
        eligibility=(EligibilityFact("region", "nrw", "yes", "w", URL, "inferred", True, "body", 7),),
        money=(MoneyFact("own_share", "w", URL, None, 10, "budget_safeguarding", True, "body", 3),),
        unknown_facts=("Neu",),
    )
    kept = held_part(
        Dispute(appeared={"a": datetime(2026, 8, 1, tzinfo=UTC)}), [full, draft("b")], {"a": "x", "b": "y"}
    )
    assert from_bytes(to_bytes(kept)).drafts == (full,)
    assert kept.capture_of == {"a": "x"}


@pytest.mark.parametrize("body", [b"", b"[]", b'{"form": 99}', b'{"form": 1, "dispute": {}}', b"\xff"])
def test_a_document_of_another_form_is_named(body: bytes) -> None:
    with pytest.raises(HeldLost, match="runs discard"):
        from_bytes(body)


def _old(count: int = 60) -> list[Draft]:
    return [draft(f"p{number:03}") for number in range(count)]


def _moved() -> list[Draft]:
    """Twenty programmes less, thirty more (one with all its parts), twenty changed, one of them by a deadline."""
    later = DeadlineFact("dated", "w", URL, date(2026, 12, 1), structured=True)
    changed = [replace(d, rate_percent=50) for d in _old()[20:39]] + [replace(_old()[39], deadlines=(later,))]
    return changed + _old()[40:] + [draft(f"q{number:03}") for number in range(29)] + [FULL]


@pytest.fixture
def held(quick_store: Store) -> Runs:
    return _hold(quick_store)


@pytest.fixture
def held_on_both(store: Store) -> Runs:
    return _hold(store)


def _hold(store: Store) -> Runs:
    runs = Runs(store, read_settings())
    runs.run(*_old(), source=WIDE)
    runs = runs.later(days=1)
    report = runs.run(*_moved(), source=WIDE, pages=(page(),), capture_of={"a": page().url})
    assert (report.outcome, report.seen, report.new, report.changed, report.missing) == ("held", 70, 0, 0, 0)
    return runs


def _waiting(store: Store) -> list[int]:
    with store.reading() as session:
        return [view.run_id for view in held_runs(session, waiting=True)]


def _content(store: Store) -> object:
    """What a store says of programmes, without the times."""
    with store.reading() as session:
        programmes = session.execute(
            select(
                Programme.external_id, Programme.missing_runs, Programme.url, ProgrammeVersion.number,
                ProgrammeVersion.content_hash, ProgrammeVersion.rate_percent, PageCapture.url,
            )
            .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
            .outerjoin(PageCapture, PageCapture.id == ProgrammeVersion.capture_id)
        )  # fmt: skip
        changes = session.execute(
            select(
                Programme.external_id, ProgrammeChange.kind, ProgrammeChange.field, ProgrammeChange.before,
                ProgrammeChange.after, ProgrammeChange.weight, ProgrammeChange.cause,
            ).join(Programme, Programme.id == ProgrammeChange.programme_id)
        )  # fmt: skip
        deadlines = session.execute(select(Deadline.due_on, Deadline.words))
        return [sorted(map(repr, rows.all())) for rows in (programmes, changes, deadlines)]


def test_a_mass_move_changes_and_tells_nothing(held_on_both: Runs) -> None:
    held = held_on_both
    with held.store.reading() as session:
        assert session.scalar(select(CrawlRun.outcome).order_by(CrawlRun.id.desc())) == "held"
        assert set(session.scalars(select(ProgrammeChange.kind))) == {"new"}
        assert session.scalars(select(SourceRow.etag)).all() == [None], "the next run must fetch the list again"
    assert held.count(Programme) == 60
    assert held.count(Programme, Programme.missing_runs > 0) == 0


def test_held_and_applied_is_the_same_as_applied_at_once(held_on_both: Runs) -> None:
    held = held_on_both
    [run_id] = _waiting(held.store)
    decide_run(held.store, "Frau Beispiel", run_id, "apply", "Die Quelle hat neu geordnet")
    done = settle_claimed(held.store, run_id)
    assert (done.settled, done.new, done.changed, done.missing) == ("applied", 30, 20, 20)
    applied = _content(held.store)
    direct = _directly()
    assert applied == direct
    with held.store.reading() as session:
        run = session.get_one(CrawlRun, run_id)
        assert (run.outcome, run.new, run.changed, run.missing) == ("ok", 30, 20, 20)
        assert "Frau Beispiel: Die Quelle hat neu geordnet" in (run.message or "")
        trail = session.execute(select(AuditEvent.actor, AuditEvent.action)).all()
        assert ("Frau Beispiel", "run.apply") in trail
        assert ("scout", "run.applied") in trail


def _directly() -> object:
    """The same two runs in a store of their own, of a source that allows everything."""
    everything = replace(WIDE, expect=replace(WIDE.expect, moved=9.0))
    with TemporaryDirectory() as folder:
        store = open_store(read_settings(state=folder), StandingClock(NOW))
        runs = Runs(store, read_settings())
        runs.run(*_old(), source=everything)
        report = runs.later(days=1).run(*_moved(), source=everything, pages=(page(),), capture_of={"a": page().url})
        assert report.outcome == "ok"
        content = _content(store)
        store.engine.dispose()
    return content


def test_applying_twice_is_refused_and_the_next_run_finds_nothing_new(held_on_both: Runs) -> None:
    held = held_on_both
    [run_id] = _waiting(held.store)
    decide_run(held.store, "Wer", run_id, "apply", "g")
    settle_claimed(held.store, run_id)
    with pytest.raises(BadInput, match="schon entschieden"):
        settle_claimed(held.store, run_id)
    with pytest.raises(BadInput, match="übernommen"):
        decide_run(held.store, "Wer", run_id, "discard", "g")
    report = held.later(days=1).run(*_moved(), source=WIDE)
    assert (report.outcome, report.new, report.changed, report.missing) == ("ok", 0, 0, 20)
    assert held.later(days=3).run(*_moved(), source=WIDE).withdrawn == 20


def test_a_decision_is_carried_out_before_the_next_run_too(held: Runs) -> None:
    [run_id] = _waiting(held.store)
    decide_run(held.store, "Wer", run_id, "apply", "g")
    report = held.later(days=1).run(*_moved(), source=WIDE)
    assert (report.outcome, report.new) == ("ok", 0)
    assert held.count(Programme) == 90
    assert settle_decided(held.store, "muster") == ()


def test_what_was_discarded_stays_out_and_is_held_anew(held: Runs) -> None:
    [run_id] = _waiting(held.store)
    decide_run(held.store, "Wer", run_id, "discard", "Störung der Quelle")
    settle_claimed(held.store, run_id)
    with held.store.reading() as session:
        assert session.get_one(CrawlRun, run_id).outcome == "discarded"
    assert held.count(Programme) == 60
    for days in range(1, 12):
        assert held.later(days=days).run(*_moved(), source=WIDE).outcome == "held"
    assert held.count(Programme) == 60


def test_a_newer_run_takes_the_place_of_a_held_one(held: Runs) -> None:
    [first] = _waiting(held.store)
    report = held.later(days=1).run(*_moved(), source=WIDE)
    assert (report.outcome, _waiting(held.store)) == ("held", [report.run_id])
    assert "Dieselbe Bewegung zeigt die Quelle seit dem 22.08.2026" in report.message
    with pytest.raises(BadInput, match="neueren Lauf überholt"):
        decide_run(held.store, "Wer", first, "apply", "g")
    report = held.later(days=2).run(*_old(), source=WIDE)
    assert (report.outcome, _waiting(held.store)) == ("ok", [])


def test_an_unchanged_archive_ends_a_dispute(held: Runs) -> None:
    held.run(unchanged=True, source=WIDE)
    assert _waiting(held.store) == []


def test_a_failed_run_leaves_the_held_one_waiting(held: Runs) -> None:
    before = _waiting(held.store)
    with pytest.raises(RunFailed):
        held.run(failed="Nicht erreichbar.", source=WIDE)
    assert _waiting(held.store) == before


def test_a_person_sees_what_waits(held: Runs) -> None:
    view, programmes = held_programmes(held.store, _waiting(held.store)[0])
    assert view.source_title == "Musterquelle"
    assert "30 neu, 20 wesentlich geändert, 20 verschwunden (im Bestand 60, je Lauf erlaubt 12)" in view.why
    named = {(p.part, p.external_id): p for p in programmes}
    assert len(named) == 70
    assert named["vanished", "p000"].title == "Programm p000"
    assert named["changed", "p020"].changes == ("rate: keine Angabe → 50 %",)


def test_a_lost_document_is_named_and_does_not_stop_the_next_run(held: Runs) -> None:
    [run_id] = _waiting(held.store)
    with held.store.reading() as session:
        view = held_run(session, run_id)
    assert view is not None
    captures_in(held.store.state)._body_path(view.sha256).unlink()
    decide_run(held.store, "Wer", run_id, "apply", "g")
    with pytest.raises(CaptureLost, match="Sicherung"):
        settle_claimed(held.store, run_id)
    assert held.later(days=1).run(*_moved(), source=WIDE).outcome == "held"
    assert len(_waiting(held.store)) == 1
    assert held.count(HeldRun) == 2


@pytest.mark.parametrize(
    ("actor", "verdict", "reason", "says"),
    [("", "apply", "g", "Namen"), ("Wer", "apply", "  ", "Grund"), ("Wer", "apply", "g" * 5000, "länger"),
     ("Wer", "raten", "g", "Unbekannte Entscheidung")],
)  # fmt: skip
def test_a_decision_needs_a_name_and_a_reason(
    quick_store: Store, actor: str, verdict: str, reason: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        decide_run(quick_store, actor, 1, verdict, reason)  # type: ignore[arg-type]


def test_a_run_that_was_never_held_is_named(quick_store: Store) -> None:
    with pytest.raises(BadInput, match="nicht zurückgehalten"):
        decide_run(quick_store, "Wer", 7, "apply", "g")
    with pytest.raises(BadInput, match="nicht zurückgehalten"):
        held_programmes(quick_store, 7)


def test_the_document_is_json_that_people_can_read(held: Runs) -> None:
    with held.store.reading() as session:
        [view] = held_runs(session, waiting=True)
    value = json.loads(captures_in(held.store.state).read(view.sha256))
    assert set(value) == {"form", "dispute", "drafts", "capture_of"}
