"""Held runs on the page Quellen: what waits is told in figures and titles, and a person decides with a reason."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data.model.audit import AuditEvent
from data.model.sources import HeldRun, RunDecision
from data.store import Store
from scout.settle import settle_decided
from tests.dashboard.test_views import opened, text_of
from tests.scout.test_held import _hold

RUN = 2


@pytest.fixture
def waiting(quick_store: Store) -> Store:
    _hold(quick_store)
    return quick_store


def _headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.subheader]


def _decide(app: AppTest, button: str, reason: str, who: str) -> AppTest:
    app.text_input(key=f"lauf_grund_{RUN}").set_value(reason)
    app.text_input(key=f"lauf_name_{RUN}").set_value(who)
    next(b for b in app.button if b.key == f"lauf_{button}_{RUN}").click()
    return app.run()


def _decisions(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as session:
        return [(d.decision, d.reason, d.decided_by) for d in session.scalars(select(RunDecision))]


@pytest.mark.usefixtures("filled_store")
def test_without_a_held_run_nothing_is_said():
    assert not any("Zurückgehaltene" in heading for heading in _headings(opened("quellen")))


@pytest.mark.usefixtures("waiting")
def test_what_waits_is_told_in_figures_and_titles_below_what_is_to_be_done():
    app = opened("quellen")
    words = text_of(app)
    assert "Zurückgehaltene Läufe (1)" in _headings(app)
    assert words.index("Was zu tun ist") < words.index("Zurückgehalten wurden") < words.index("fünf Prüfungen")
    assert '<td class="fs-num">30</td>' in words
    assert words.count('<td class="fs-num">20</td>') == 2
    assert "und 22 weitere (alle: foerderscout runs show 2)" in words
    assert "foerderscout runs apply 2" in words


@pytest.mark.parametrize(("reason", "who", "missing"), [("", "Frau Muster", "Grund"), ("geprüft", " ", "Namen")])
def test_without_reason_or_name_nothing_is_written(waiting: Store, reason: str, who: str, missing: str):
    app = _decide(opened("quellen"), "ja", reason, who)
    assert missing in app.error[0].value
    assert _decisions(waiting) == []


@pytest.mark.parametrize(
    ("button", "verdict", "told", "became"),
    [("ja", "apply", "wird übernommen", "applied"), ("nein", "discard", "wird verworfen", "discarded")],
)
def test_a_decision_is_kept_audited_told_and_carried_out(
    waiting: Store, button: str, verdict: str, told: str, became: str
):
    app = _decide(opened("quellen"), button, "mit der Stelle gesprochen", "Frau Muster")
    assert told in app.success[0].value
    assert _decisions(waiting) == [(verdict, "mit der Stelle gesprochen", "Frau Muster")]
    with waiting.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == f"run.{verdict}")).one()
        assert event.actor == "Frau Muster"
    words = text_of(app)
    assert "Entschieden: " in words
    assert "beim nächsten Abruf der Quelle umgesetzt" in words
    settle_decided(waiting, "muster")
    with waiting.reading() as session:
        assert session.get_one(HeldRun, RUN).settled == became
    assert not any("Zurückgehaltene" in heading for heading in _headings(opened("quellen")))


def test_a_lost_document_is_said(waiting: Store):
    with waiting.reading() as session:
        digest = session.get_one(HeldRun, RUN).sha256
    (waiting.state / "captures" / digest[:2] / f"{digest[2:]}.gz").write_bytes(b"kaputt")
    assert "ist nicht mehr lesbar" in text_of(opened("quellen"))
