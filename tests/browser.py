"""The dashboard as people meet it: the real server as a process of its own, and headless Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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
ROOT = Path(__file__).parents[1]
SHOTS = Path(os.environ.get("FOERDERSCOUT_TEST_SCREENSHOTS", ROOT / "tests" / "output"))
WINDOW = {"width": 1366, "height": 768}
# Playwright's five seconds are a statement about the machine's load, not about the dashboard.
expect.set_options(timeout=30_000)


# Per module: the driver's event loop must be gone before the next module runs its own.
@pytest.fixture(scope="module")
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


@contextmanager
def german_page(browser: Browser) -> Iterator[Page]:
    """A window of the size the dashboard is made for, on a German workplace."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", viewport=WINDOW)
    yield context.new_page()
    context.close()


@contextmanager
def running_dashboard(state: Path) -> Iterator[str]:
    """The real command on a state folder, started from a folder that is not the checkout; its address."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FOERDERSCOUT_")}
    environment["PYTHONPATH"] = str(ROOT)
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
        yield said.split(": ", 1)[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        process.stdout.close()
