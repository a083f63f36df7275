"""``sources list|health|check`` as people and scripts use them: words, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from dashboard.commands import intake, sources
from data.model.sources import SourceRow
from data.settings import read_settings
from data.store import open_store
from scout.source import all_sources
from tests.commandline import Outcome, call
from tests.site.server import Site

MERCATOR = all_sources()["mercator"].start
PAGE = f"""<main><h1>Wie wir fördern</h1><p>Gefördert werden Vorhaben von Kommunen und Vereinen.</p>
<p>Eine Antragsskizze kann jederzeit eingereicht werden. {"Die Stiftung berät vorher. " * 6}</p></main>"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def mirror(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The loopback site, in place of all others."""
    monkeypatch.setenv("FOERDERSCOUT_MIRROR", site.base)
    monkeypatch.setenv("FOERDERSCOUT_DELAY_SECONDS", "0")
    return site


def said(state: Path, *args: str) -> Outcome:
    return call(sources, state, "sources", *args)


def rows(state: Path, *args: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {row["key"]: row for row in json.loads(said(state, *args, "--json").text)}
    return found


def compared(state: Path, result: str, *but: str) -> None:
    """As if all sources but some had been compared with their live pages."""
    rows(state, "list")
    store = open_store(read_settings(state=state))
    with store.unit_of_work("test") as work:
        work.session.execute(update(SourceRow).where(SourceRow.key.not_in(but)).values(live_status=result))


def test_the_list_of_an_empty_store_names_every_source_and_how_it_is_known(state: Path) -> None:
    lines = said(state, "list").text.splitlines()
    assert len(lines) == 2 * len(all_sources())
    at = next(number for number, line in enumerate(lines) if line.startswith("nrw_bank: "))
    assert lines[at].endswith("(Seiten) – noch nie gelesen; wartet auf den Vergleich mit der echten Seite")
    assert lines[at + 1] == "  Nachweis: gespeicherte Kopie einer echten Seite, Stand 06/2026"


def test_the_list_for_scripts(state: Path) -> None:
    found = rows(state, "list")
    assert set(found) == set(all_sources())
    assert found["dsee"] == {
        "key": "dsee",
        "title": "Förderdatenbank der DSEE",
        "kind": "pages",
        "start": "https://foerderdatenbank.d-s-e-e.de/",
        "cadence_hours": 168,
        "evidence": {"kind": "code", "seen": "2026-09"},
        "needs_live_check": True,
        "live_status": None,
        "live_checked_at": None,
        "last_outcome": None,
        "last_seen": None,
        "last_good_run": None,
        "programmes": 0,
        "filled": {},
    }


def test_one_programme_is_counted_as_one(state: Path, mirror: Site) -> None:
    mirror.put(MERCATOR, PAGE)
    assert call(intake, state, "crawl", "mercator").exit_code == 0
    line = next(line for line in said(state, "list").text.splitlines() if line.startswith("mercator: "))
    assert "– in Ordnung, 1 Programm; zuletzt gut am " in line
    assert "; Fristangabe bei 100\N{NO-BREAK SPACE}%; wartet auf" in line


def test_sources_that_only_wait_are_one_entry_of_the_health(state: Path) -> None:
    text = said(state, "health").text
    waiting = sum(source.needs_live_check for source in all_sources().values())
    assert f"{waiting} neue Quellen warten auf den Vergleich" in text
    assert text.count("→ foerderscout sources check --waiting") == 1
    assert "foerderdatenbank: handeln" in text
    assert text.count("→ foerderscout sources check") == 1
    compared(state, "ok", "dsee")
    assert "1 neue Quelle wartet auf den Vergleich" in said(state, "health").text


def test_a_source_asked_for_by_name_is_told_in_full(state: Path) -> None:
    text = said(state, "health", "dsee").text
    assert text.startswith("dsee: ansehen – Förderdatenbank der DSEE (Seiten)\n")
    assert "→ foerderscout sources check dsee" in text


def test_the_health_for_scripts(state: Path) -> None:
    found = rows(state, "health", "dsee", "foerderdatenbank")
    assert set(found) == {"dsee", "foerderdatenbank"}
    assert (found["dsee"]["verdict"], found["foerderdatenbank"]["verdict"]) == ("warn", "stop")
    rings = found["foerderdatenbank"]["rings"]
    assert [ring["name"] for ring in rings] == ["page", "run", "trend", "silence", "fixture"]
    assert {"name", "verdict", "words", "todo"} <= set(rings[0])
    assert found["dsee"]["issues"] == found["dsee"]["seen"] == []
    assert set(rows(state, "health")) >= set(all_sources())


@pytest.mark.parametrize("command", ["health", "check"])
def test_an_unknown_source_is_named(state: Path, command: str) -> None:
    done = said(state, command, "dsee", "dessee")
    assert (done.exit_code, "Unbekannte Quelle 'dessee'" in done.stderr, done.stdout) == (4, True, b"")


def test_a_check_wants_to_know_which(state: Path) -> None:
    done = said(state, "check")
    assert (done.exit_code, "oder --waiting angeben" in done.stderr) == (4, True)


def test_nothing_waits_once_all_were_compared(state: Path) -> None:
    compared(state, "ok")
    done = said(state, "check", "--waiting")
    assert (done.exit_code, done.text) == (0, "Keine Quelle wartet auf einen Vergleich mit ihrer echten Seite.\n")


def test_what_waits_is_checked_and_what_was_found_is_told(state: Path, mirror: Site) -> None:
    compared(state, "ok", "mercator", "gigabit_bund")
    mirror.put(MERCATOR, PAGE)
    done = said(state, "check", "--waiting")
    assert done.exit_code == 6
    assert "mercator: lesbar" in done.text
    assert "1 Programm gelistet, verglichen mit " in done.text
    assert "gigabit_bund: nicht lesbar (http_error)" in done.text
    told = done.text[done.text.index("gigabit_bund:") :].splitlines()
    assert "gelistet" not in told[1]  # nothing was compared
    assert told[2].startswith("     → ")
    assert "2 Quellen verglichen, " in done.text
    # A mirror is not the live site: both go on waiting.
    assert {row["live_status"] for key, row in rows(state, "list").items() if key in ("mercator", "gigabit_bund")} == {
        None
    }


def test_a_check_for_scripts_is_one_object_or_a_list(state: Path, mirror: Site) -> None:
    mirror.put(MERCATOR, PAGE)
    one = json.loads(said(state, "check", "mercator", "--json").text)
    assert {"key", "result", "url", "programmes", "read", "lost", "saved_pages", "problems"} == set(one)
    two = said(state, "check", "mercator", "gigabit_bund", "--json")
    assert [entry["key"] for entry in json.loads(two.text)] == ["mercator", "gigabit_bund"]
    assert two.exit_code == 6


def test_what_the_machine_says_of_its_own_settings_is_left_out() -> None:
    from scout.trouble import problem_of

    words = "Cannot connect to host amt.example:443 ssl:<ssl.SSLContext object at 0x7f4c> [Name or service not known]"
    found = problem_of(OSError(words), "https://amt.example/")
    assert found.detail == "OSError: Cannot connect to host amt.example:443 [Name or service not known]"
