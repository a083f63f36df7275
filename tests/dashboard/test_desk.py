"""What people decide is kept with who and when, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from dashboard.desk import LONGEST_NOTE, decide
from data.clock import StandingClock
from data.errors import BadInput
from data.model.audit import AuditEvent
from data.model.matches import Decision
from data.queries.matches import current_verdicts, decision_history, project_matches
from data.store import Store
from tests.dashboard.filled import fill


@pytest.fixture
def desk(store: Store) -> Store:
    fill(store)
    return store


def later(store: Store, hours: int) -> Store:
    return Store(store.engine, StandingClock(store.clock.now() + timedelta(hours=hours)), store.state)


def rows(store: Store) -> list[Decision]:
    with store.reading() as session:
        return list(session.scalars(select(Decision).order_by(Decision.id)))


def test_a_decision_stands_with_who_when_and_what_was_seen(desk: Store):
    done = decide(desk, " Erika   Muster ", "eakte", 1, "accept", "Bitte prüfen")
    assert (done.changed, done.before, done.after) == (True, "none", "accept")
    (row,) = rows(desk)
    assert (row.verdict, row.note, row.decided_by, row.decided_at) == (
        "accept",
        "Bitte prüfen",
        "Erika Muster",
        desk.clock.now(),
    )
    assert row.seen_version == 1
    assert row.seen_match_id is not None


def test_the_audit_trail_is_written_in_the_same_transaction(desk: Store):
    decide(desk, "Erika Muster", "eakte", 1, "watch")
    with desk.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "decision.watch")).one()
    assert event.actor == "Erika Muster"
    assert event.subject == "project eakte programme 1"
    assert event.after == '{"verdict": "watch", "note": null}'


def test_the_newest_decision_counts_and_a_comment_changes_nothing(desk: Store):
    decide(desk, "A", "eakte", 1, "reject")
    decide(later(desk, 1), "B", "eakte", 1, "accept")
    decide(later(desk, 2), "C", "eakte", 1, "comment", "Rücksprache mit der Kämmerei")
    with desk.reading() as session:
        assert current_verdicts(session, ["eakte"]) == {("eakte", 1): "accept"}
        history = decision_history(session, "eakte")[1]
    assert [(row.decided_by, row.verdict) for row in history] == [("C", "comment"), ("B", "accept"), ("A", "reject")]


def test_a_rejected_programme_is_ruled_out_until_it_is_taken_back(desk: Store):
    decide(desk, "A", "eakte", 1, "reject")
    assert ruled_out(desk)[1] == "rejected"
    decide(later(desk, 1), "A", "eakte", 1, "none")
    assert ruled_out(desk)[1] is None


def ruled_out(store: Store) -> dict[int, str | None]:
    with store.reading() as session:
        found = project_matches(session, "eakte", store.clock.today())
    return {view.programme.programme_id: view.ruled_out for view in found}


def test_deciding_the_same_again_writes_nothing(desk: Store):
    decide(desk, "A", "eakte", 1, "watch")
    assert not decide(later(desk, 1), "B", "eakte", 1, "watch").changed
    assert not decide(desk, "B", "eakte", 2, "none").changed
    assert len(rows(desk)) == 1


def test_a_followed_programme_stays_in_sight_without_a_match(desk: Store):
    decide(desk, "A", "medien", 1, "accept")
    with desk.reading() as session:
        (view,) = project_matches(session, "medien", desk.clock.today())
    assert (view.match_id, view.band, view.verdict, view.ruled_out) == (None, "none", "accept", None)


@pytest.mark.parametrize(
    ("actor", "project", "programme", "verdict", "note", "words"),
    [
        ("  ", "eakte", 1, "accept", None, "Ihren Namen"),
        ("x" * 300, "eakte", 1, "accept", None, "länger als"),
        ("A", "gibtsnicht", 1, "accept", None, "gibtsnicht"),
        ("A", "eakte", 9999, "accept", None, "9999"),
        ("A", "eakte", 1, "comment", "  ", "leer"),
        ("A", "eakte", 1, "watch", "x" * (LONGEST_NOTE + 1), "länger als"),
        ("A", "eakte", 1, "vielleicht", None, "vielleicht"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(desk: Store, actor, project, programme, verdict, note, words):
    with pytest.raises(BadInput, match=words):
        decide(desk, actor, project, programme, verdict, note)
    assert rows(desk) == []
    with desk.reading() as session:
        decided = select(func.count()).select_from(AuditEvent).where(AuditEvent.action.startswith("decision"))
        assert session.scalar(decided) == 0
