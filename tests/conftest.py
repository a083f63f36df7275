"""Fixtures for all tests: stores on SQLite and on a real PostgreSQL, a standing clock, the shared real data."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from data.clock import StandingClock
from data.settings import read_settings
from data.store import Store, make_engine, open_store
from tests.site.calls import call  # noqa: F401 - fixtures for all
from tests.site.fixture import mirrored, site  # noqa: F401

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("FOERDERSCOUT_SHARED", ROOT.parent / "shared"))
NOW = datetime(2026, 8, 21, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's machine reaches a test, and nothing writes outside the test's folder."""
    for name in list(os.environ):
        if name.startswith("FOERDERSCOUT_") and not name.startswith("FOERDERSCOUT_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("FOERDERSCOUT_STATE", str(tmp_path / "state"))


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """No test leaves the machine: connecting to anything but the loopback fails, whoever tries."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real data; it lies beside the checkout here and in CI only."""
    if not (SHARED / "real").is_dir():
        pytest.skip(f"the real data is not on this machine ({SHARED})")
    return SHARED


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server: the one named by FOERDERSCOUT_TEST_POSTGRES_URL, else a throw-away cluster."""
    given = os.environ.get("FOERDERSCOUT_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = _bin_folder()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL; make test installs it when it runs as root")
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    yield from _throw_away_cluster(folder)


def _bin_folder() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


def _throw_away_cluster(folder: Path) -> Iterator[str]:
    # initdb refuses to run as root, so the cluster belongs to the postgres account there.
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="fs-pg-"))
    if as_postgres:
        shutil.chown(home, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(tool: str, *args: str) -> None:
        subprocess.run([*as_postgres, str(folder / tool), *args], check=True, capture_output=True, cwd="/")

    run(
        "initdb",
        "-D",
        f"{home}/data",
        "-A",
        "trust",
        "-U",
        "postgres",
        "--no-sync",
        "--locale=C.UTF-8",
        "-E",
        "UTF8",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {home} -F"
    run("pg_ctl", "-s", "-w", "-D", f"{home}/data", "-l", f"{home}/log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-s", "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind; whatever uses it runs on both."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite'}"
        return
    server: str = request.getfixturevalue("postgres_url")
    name = f"t_{uuid4().hex[:12]}"
    admin = make_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def store(database_url: str, tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """An open, migrated store on each kind of database."""
    opened = open_store(read_settings(state=tmp_path / "state", database_url=database_url), clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def quick_store(tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """A store on SQLite only, where the database is not what is being tested."""
    opened = open_store(read_settings(state=tmp_path / "state"), clock)
    yield opened
    opened.engine.dispose()
