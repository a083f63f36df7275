"""Stores for the dashboard's tests, and a real server with a headless browser in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from data.clock import StandingClock
from data.settings import read_settings
from data.store import Store, open_store
from tests.conftest import NOW
from tests.dashboard.filled import fill

# Chromium as root in a container, and without asking anything of the network by itself.
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def filled_store(quick_store: Store) -> Store:
    """A filled store on SQLite, in the state folder that the environment names."""
    fill(quick_store)
    return quick_store


@dataclass(frozen=True)
class Served:
    """A dashboard that runs, and the store behind it."""

    url: str
    store: Store


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard on a store as a clerk would have it."""
    yield from _serve(tmp_path_factory.mktemp("served"), hostile=False)


@pytest.fixture(scope="session")
def served_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard on a store with texts that mean harm."""
    yield from _serve(tmp_path_factory.mktemp("hostile"), hostile=True)


def _serve(state: Path, hostile: bool) -> Iterator[Served]:
    """The real command, as its own process in a folder that is not the checkout."""
    store = open_store(read_settings(state=state), StandingClock(NOW))
    fill(store, hostile)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FOERDERSCOUT_")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "dashboard.cli", "--state", str(state), "dashboard"]
    log = state / "server.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, cwd=state, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    try:
        said = process.stdout.readline().strip()
        assert said.startswith("Das Dashboard läuft: http://127.0.0.1:"), log.read_text()
        yield Served(said.split(": ", 1)[1], store)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        process.stdout.close()
        store.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium; a machine without one skips, CI must have it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium; make test installs it when it runs as root")
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        yield browser
        browser.close()
