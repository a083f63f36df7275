"""The page Quellen: what has to be done stands first, and every ring says what it found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from data.model.sources import SourceRow
from data.store import Store
from tests.dashboard.test_views import opened, text_of


@pytest.mark.usefixtures("filled_store")
def test_what_has_to_be_done_stands_first():
    words = text_of(opened("quellen"))
    assert words.index("Was zu tun ist") < words.index("Förderquellen: fünf Prüfungen")
    assert "→ foerderscout" in words


def test_one_source_is_told_in_full(filled_store: Store):
    with filled_store.reading() as session:
        key = session.query(SourceRow.key).where(SourceRow.kind != "feed").order_by(SourceRow.key).first()[0]
    app = opened("quellen")
    app.selectbox(key="quelle").set_value(key).run()
    words = text_of(app)
    assert "Die fünf Prüfungen" in words
    assert "Letzte Läufe" in words
    assert "Abruf laut robots.txt: ungeprüft. Text- und Data-Mining: ungeprüft." in words


def test_sources_that_wait_for_their_first_comparison_are_one_entry(filled_store: Store):
    with filled_store.unit_of_work("test") as work:
        for number in range(3):
            work.session.add(
                SourceRow(
                    key=f"amt_{number}",
                    kind="pages",
                    title=f"Amt {number}",
                    publisher="Amt",
                    start_url="https://amt.example/",
                    cadence_hours=24,
                    enabled=True,
                    error_count=0,
                    needs_live_check=True,
                )
            )
    words = text_of(opened("quellen"))
    assert words.count("foerderscout sources check --waiting") == 1
    assert "3 neue Quellen" in words
    assert "Amt 0; Amt 1; Amt 2" in words


def test_a_source_that_is_switched_off_says_why(filled_store: Store):
    with filled_store.unit_of_work("test") as work:
        work.session.execute(
            update(SourceRow).where(SourceRow.kind == "feed").values(enabled=False, disabled_reason="nur Werbung")
        )
    assert "nur Werbung" in text_of(opened("quellen"))


def test_age_alone_raises_an_alarm(filled_store: Store, monkeypatch: pytest.MonkeyPatch):
    later = filled_store.clock.now() + timedelta(days=40)
    monkeypatch.setenv("FOERDERSCOUT_NOW", later.isoformat())
    words = text_of(opened("quellen"))
    assert "Was hier steht, kann überholt sein." in words


def test_sources_without_a_polled_feed_are_told_what_to_do(quick_store: Store):
    with quick_store.unit_of_work("test") as work:
        work.session.add(
            SourceRow(
                key="amt", kind="pages", title="Amt", publisher="Amt", start_url="https://amt.example/",
                cadence_hours=24, enabled=True, error_count=0, needs_live_check=False,
            )
        )  # fmt: skip
    assert "Noch keine Nachrichtenquelle abgefragt. Bitte foerderscout news ausführen." in text_of(opened("quellen"))
