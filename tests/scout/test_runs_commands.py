"""``foerderscout runs``: what a person sees and types when a run waits for her."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.commands import runs as topic
from data.store import Store
from tests.commandline import call
from tests.scout.test_held import _hold

RUN = "2"


@pytest.fixture
def state(quick_store: Store) -> Path:
    _hold(quick_store)
    return quick_store.state


def test_nothing_waits_in_an_empty_store(tmp_path: Path) -> None:
    assert "Kein Lauf wartet" in call(topic, tmp_path / "leer", "runs", "list").text


def test_list_and_show_say_what_waits_and_why(state: Path) -> None:
    listed = call(topic, state, "runs", "list")
    assert "Lauf 2: Musterquelle" in listed.text
    assert "wartet auf eine Entscheidung" in listed.text
    shown = call(topic, state, "runs", "show", RUN).text
    assert "30 neu oder wieder da:" in shown
    assert "… und 10 weitere" in shown
    assert "rate: keine Angabe → 50 %" in shown
    value = json.loads(call(topic, state, "runs", "show", RUN, "--json").stdout)
    assert len(value["programmes"]) == 70


def test_a_decision_needs_a_reason_and_a_name(state: Path) -> None:
    assert call(topic, state, "runs", "apply", RUN, "--by", "Wer").exit_code == 2
    unnamed = call(topic, state, "runs", "apply", RUN, "--reason", "geprüft")
    assert unnamed.exit_code == 4
    assert "--by NAME oder FOERDERSCOUT_USER" in unnamed.stderr


def test_apply_takes_over_at_once_and_only_once(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERSCOUT_USER", "Frau Beispiel")
    done = call(topic, state, "runs", "apply", RUN, "--reason", "geprüft")
    assert "übernommen: 30 neu, 20 geändert, 0 wieder da, 20 nicht mehr gelistet" in done.text
    again = call(topic, state, "runs", "discard", RUN, "--reason", "doch nicht")
    assert again.exit_code == 4
    assert "wartet nicht mehr" in again.stderr
    assert "Frau Beispiel" in call(topic, state, "runs", "list", "--all").text
    assert "Kein Lauf wartet" in call(topic, state, "runs", "list").text


def test_discard_says_what_happens_next(state: Path) -> None:
    done = call(topic, state, "runs", "discard", RUN, "--reason", "Störung", "--by", "Wer")
    assert "der bisherige Stand bleibt" in done.text
    assert "wieder zurückgehalten" in done.text


@pytest.mark.parametrize("command", ["apply", "discard"])
def test_an_unknown_run_is_named(state: Path, command: str) -> None:
    outcome = call(topic, state, "runs", command, "99", "--reason", "g", "--by", "Wer")
    assert outcome.exit_code == 4
    assert "99" in outcome.stderr
