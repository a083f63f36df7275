"""init, backup, restore, doctor and the portfolio commands as a person calls them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard import doctor
from dashboard.commands import portfolio, setup
from data.clock import StandingClock
from data.model.sources import CrawlRun, SourceRow
from data.portfolio.files import read_portfolio
from data.settings import read_settings
from data.store import open_store
from tests.commandline import call

BEFORE, NOW = datetime(1970, 1, 1, 0, 5, tzinfo=UTC), datetime(2026, 8, 21, 14, 0, tzinfo=UTC)
SMALL = Path(__file__).parent / "portfolio" / "small.yml"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def verdicts(state: Path) -> dict[str, str]:
    done = call(setup, state, "doctor", "--json")
    return {check["name"]: check["verdict"] for check in json.loads(done.text)["checks"]}


def test_init_makes_everything_and_says_what_comes_next(state: Path) -> None:
    done = call(setup, state, "init")
    assert done.exit_code == 0
    assert (state / "foerderscout.sqlite").exists()
    assert "28 Projektvorschläge" in done.text
    assert "foerderscout run" in done.text


def test_init_twice_leaves_the_countys_own_portfolio_alone(state: Path) -> None:
    call(setup, state, "init")
    call(portfolio, state, "portfolio", "import", str(SMALL))
    again = call(setup, state, "init")
    assert "Testportfolio" in again.text
    assert "ist schon da und bleibt" in again.text
    assert "label: Testportfolio" in call(portfolio, state, "portfolio", "export").text


def test_init_as_json(state: Path) -> None:
    first, second = (json.loads(call(setup, state, "init", "--json").text) for _ in range(2))
    assert first["imported"]["proposals"] == 28
    assert "imported" not in second


def test_a_bad_portfolio_file_is_refused_and_the_present_one_stays(state: Path, tmp_path: Path) -> None:
    call(portfolio, state, "portfolio", "import", str(SMALL))
    bad = tmp_path / "neu.yml"
    bad.write_text(SMALL.read_text().replace("cost_eur: 900000", "cost_eur: ca. 30 T€"))
    done = call(portfolio, state, "portfolio", "import", str(bad))
    assert done.exit_code == 4
    assert "neu.yml, Zeile" in done.stderr
    assert "bitte ganze Euro ohne Zusatz" in done.stderr
    assert "cost_eur: 900000" in call(portfolio, state, "portfolio", "export").text


def test_import_reports_what_changed(state: Path, tmp_path: Path) -> None:
    call(portfolio, state, "portfolio", "import", str(SMALL))
    edited = tmp_path / "neu.yml"
    edited.write_text(SMALL.read_text().replace("cost_eur: 900000", "cost_eur: 950000"))
    done = call(portfolio, state, "portfolio", "import", str(edited))
    assert "geändert: Elektronische Akte (cost_eur)" in done.text
    report = json.loads(call(portfolio, state, "portfolio", "import", str(SMALL), "--json").text)
    assert report["changed"] == [{"key": "akte", "title": "Elektronische Akte", "fields": ["cost_eur"]}]


@pytest.mark.parametrize("ending", ["yml", "xlsx"])
def test_what_is_exported_can_be_imported_again(state: Path, tmp_path: Path, ending: str) -> None:
    call(portfolio, state, "portfolio", "import", str(SMALL))
    out = tmp_path / f"aus.{ending}"
    assert call(portfolio, state, "portfolio", "export", "--format", ending, "--out", str(out)).exit_code == 0
    assert read_portfolio(out) == read_portfolio(SMALL)


def test_check_of_the_store_and_of_a_file(state: Path) -> None:
    assert call(portfolio, state, "portfolio", "check").exit_code == 4
    call(setup, state, "init")
    done = call(portfolio, state, "portfolio", "check")
    assert done.exit_code == 0
    assert "laut Strategie 39" in done.text
    of_file = json.loads(call(portfolio, state, "portfolio", "check", "--file", str(SMALL), "--json").text)
    assert of_file["label"] == "Testportfolio"
    assert of_file["themes"][0]["open_places"] == [2]


def test_backup_and_restore(state: Path, tmp_path: Path) -> None:
    call(portfolio, state, "portfolio", "import", str(SMALL))
    saved = json.loads(call(setup, state, "backup", "--out", str(tmp_path / "s.tar.gz"), "--json").text)
    assert saved["manifest"]["portfolio"] == "Testportfolio"
    (tmp_path / "neu.yml").write_text(SMALL.read_text().replace("label: Testportfolio", "label: Neu"))
    call(portfolio, state, "portfolio", "import", str(tmp_path / "neu.yml"))
    done = call(setup, state, "restore", saved["path"])
    assert "Der vorige Stand liegt in" in done.text
    assert "label: Testportfolio" in call(portfolio, state, "portfolio", "export").text


def test_restore_of_a_missing_file_is_bad_input(state: Path) -> None:
    done = call(setup, state, "restore", str(state / "fehlt.tar.gz"))
    assert done.exit_code == 4
    assert "fehlt.tar.gz" in done.stderr


def test_doctor_before_init_says_init_and_creates_nothing(state: Path) -> None:
    done = call(setup, state, "doctor")
    assert done.exit_code == 0
    assert "→ foerderscout init" in done.text
    assert not state.exists()


def test_doctor_after_init(state: Path) -> None:
    call(setup, state, "init")
    found = verdicts(state)
    assert (found["Datenbank"], found["Portfolio"], found["Pakete"], found["Python"]) == ("ok", "ok", "ok", "ok")
    assert (found["Quellen"], found["Kontaktadresse"]) == ("warnung", "warnung")


def test_doctor_names_a_newer_database_and_ends_with_1(state: Path) -> None:
    opened = open_store(read_settings(state=state))
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.engine.dispose()
    done = call(setup, state, "doctor")
    assert done.exit_code == 1
    assert "unbekannte Fassung 9999" in done.text


def test_doctor_survives_a_file_that_is_no_database(state: Path) -> None:
    state.mkdir()
    (state / "foerderscout.sqlite").write_text("dies ist ein Brief" * 100)
    done = call(setup, state, "doctor")
    assert done.exit_code == 1
    assert "fehler   Datenbank" in done.text


@pytest.mark.parametrize("url", ["quatsch", "mysql://rechner/db"])
def test_doctor_and_restore_name_an_address_that_is_none(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    call(setup, state, "init")
    assert call(setup, state, "backup", "--out", str(tmp_path / "s.tar.gz")).exit_code == 0
    monkeypatch.setenv("FOERDERSCOUT_DATABASE_URL", url)
    done = call(setup, state, "doctor")
    assert done.exit_code == 1
    assert "fehler   Datenbank: FOERDERSCOUT_DATABASE_URL" in done.text
    assert call(setup, state, "restore", str(tmp_path / "s.tar.gz")).exit_code == 4


def test_doctor_finds_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("kein Ordner")
    assert verdicts(tmp_path / "datei")["Zustandsordner"] == "fehler"


def test_doctor_names_settings_for_rehearsals(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERSCOUT_MIRROR", "http://127.0.0.1:1")
    monkeypatch.setenv("FOERDERSCOUT_NOW", "2026-08-21T16:00:00+02:00")
    monkeypatch.setenv("FOERDERSCOUT_CONTACT", "digital@kreis.example.org")
    found = verdicts(state)
    assert (found["Spiegel"], found["Uhr"], found["Kontaktadresse"]) == ("warnung", "warnung", "ok")


def test_doctor_tells_a_failed_source_from_a_good_one(state: Path, clock: StandingClock) -> None:
    opened = open_store(read_settings(state=state), clock)
    with opened.unit_of_work("test") as work:
        for key, outcome in (("gut", "ok"), ("schlecht", "failed")):
            work.session.add(
                SourceRow(
                    key=key, kind="archive", title=key, publisher="Amt", start_url="https://q.example",
                    cadence_hours=24, enabled=True, error_count=0,
                )
            )  # fmt: skip
            work.session.add(
                CrawlRun(
                    source_key=key, started_at=clock.now(), finished_at=clock.now(), outcome=outcome, pages=1, seen=1,
                    new=1, changed=0, missing=0, code_version="t", message="kein ZIP",
                )
            )  # fmt: skip
    checks = {c.name: c for c in doctor.examine(read_settings(state=state), clock)}
    opened.engine.dispose()
    assert checks["Quelle gut"].verdict == "ok"
    assert checks["Quelle schlecht"].verdict == "warnung"
    assert "kein ZIP" in checks["Quelle schlecht"].words
    assert checks["Quelle schlecht"].todo == "foerderscout crawl schlecht"


def test_doctor_finds_a_stranger_among_the_packages(tmp_path: Path) -> None:
    ours = {name: tmp_path / "app" / name for name in doctor.PACKAGES}
    assert doctor.check_origin(dict(ours)).verdict == "ok"
    stranger = doctor.check_origin(ours | {"data": tmp_path / "site-packages" / "data"})
    assert stranger.verdict == "fehler"
    assert "data" in stranger.words
    assert doctor.check_origin(ours | {"scout": None}).verdict == "fehler"


def test_doctor_on_space_python_and_clock() -> None:
    assert [doctor.check_space(free).verdict for free in (10**8, 10**9, 10**11)] == ["fehler", "warnung", "ok"]
    assert [doctor.check_python(v).verdict for v in ((3, 10, 9), (3, 11, 0), (3, 14, 1))] == ["fehler", "ok", "ok"]
    assert [doctor.check_clock(StandingClock(at, stands=False)).verdict for at in (BEFORE, NOW)] == ["fehler", "ok"]
