"""The five views on the finished demo, as pictures for README and handbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import SHOTS, german_page, running_dashboard
from tests.whole.shell import Shell

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.screenshots, pytest.mark.xdist_group("demo")]
VIEWS = {
    "ueberblick": ("", "Überblick"),
    "foerderluecken": ("foerderluecken", "Förderlücken"),
    "treffer": ("treffer?projekt=verwaltung-1", "Treffer"),
    "wochenbericht": ("wochenbericht", "Wochenbericht 2026-W34"),
    "quellen": ("quellen", "Quellen"),
}


@pytest.fixture(scope="module")
def address(demo: tuple[Shell, dict[str, Any]]) -> Iterator[str]:
    with running_dashboard(demo[0].state) as url:
        yield url


@pytest.mark.parametrize("view", list(VIEWS))
def test_a_view_of_the_demo_is_complete(address: str, chromium: Browser, view: str) -> None:
    path, heading = VIEWS[view]
    with german_page(chromium) as page:
        page.goto(address + path)
        expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible(timeout=20_000)
        for unfinished in ("stStatusWidget", "stSkeleton"):
            expect(page.locator(f"[data-testid={unfinished}]")).to_have_count(0, timeout=20_000)
        if view == "foerderluecken":
            expect(page.locator("[data-testid=stVegaLiteChart]").locator("canvas, svg").first).to_be_visible()
        expect(page.get_by_text("Die Uhr steht auf 21.08.2026")).to_be_visible()
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{view}.png")
