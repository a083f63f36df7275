"""The dashboard as people meet it: the real server, a real browser, no other host."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from data.model.matches import Decision
from tests.browser import german_page
from tests.dashboard.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

VIEWS = {
    "ueberblick": ("", "Überblick"),
    "foerderluecken": ("foerderluecken", "Förderlücken"),
    "treffer": ("treffer?projekt=eakte", "Treffer"),
    "wochenbericht": ("wochenbericht", "Wochenbericht 2026-W34"),
}


@dataclass
class Visit:
    """A page with everything it asked of other hosts and everything that went wrong in it."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    with german_page(chromium) as page:
        seen = Visit(page)
        page.on("request", lambda r: seen.elsewhere.append(r.url) if _is_elsewhere(r.url) else None)
        page.on("console", lambda m: seen.wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: seen.wrong.append(str(e)))
        yield seen


def _is_elsewhere(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def opened(visit: Visit, served: Served, view: str) -> Page:
    path, heading = VIEWS[view]
    visit.page.goto(served.url + path)
    expect(visit.page.get_by_role("heading", name=heading, exact=True).first).to_be_visible(timeout=20_000)
    return visit.page


@pytest.mark.parametrize("view", list(VIEWS))
def test_a_view_opens_in_german_and_asks_nobody_else(visit: Visit, served: Served, view: str):
    page = opened(visit, served, view)
    expect(page.get_by_text("Vorführung: Die Uhr steht auf 21.08.2026, 16:00 Uhr.")).to_be_visible()
    if view == "foerderluecken":
        expect(page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")).to_be_visible()
    for unfinished in ("stStatusWidget", "stSkeleton"):
        expect(page.locator(f"[data-testid={unfinished}]")).to_have_count(0)
    assert page.evaluate("document.documentElement.lang") == "de"
    assert page.title() == f"{VIEWS[view][1].split(' 2026')[0]} – Förderscout"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.elsewhere == []
    assert visit.wrong == []


@pytest.mark.parametrize("view", list(VIEWS))
def test_hostile_words_are_shown_and_do_nothing(visit: Visit, served_hostile: Served, view: str):
    page = opened(visit, served_hostile, view)
    if view == "treffer":
        page.locator("label", has_text="Böses").click()
        expect(page.get_by_role("heading", name="Böses <b>Projekt</b>")).to_be_visible()
        page.get_by_text("Einzelheiten, Wortlaut und Entscheidung").first.click()
    expect(page.get_by_text("<script>window.boese=1</script>").or_(page.get_by_text("Böses <b>")).first).to_be_visible()
    assert page.evaluate("window.boese") is None
    for hostile in ("iframe", "img[src*=fremd]", "a[href^=javascript]", "a[href*='fremd.example']"):
        assert page.locator(f"[data-testid=stMain] {hostile}").count() == 0, hostile
    assert visit.elsewhere == []


def test_a_click_leaves_a_decision_with_who_and_when(visit: Visit, served: Served):
    page = opened(visit, served, "treffer")
    card = page.locator(".st-key-karte_2")
    card.get_by_text("Einzelheiten, Wortlaut und Entscheidung").click()
    card.get_by_label("Anmerkung (freiwillig)").fill("Mit der IT besprechen")
    card.get_by_label("Ihr Name").fill("Erika Muster")
    # Leaving the field first: what it redraws must not move the button between pressing and letting go.
    card.get_by_label("Ihr Name").press("Tab")
    card.get_by_role("button", name="Verfolgen").click()
    expect(page.get_by_text("wird jetzt verfolgt")).to_be_visible()
    with served.store.reading() as session:
        (row,) = session.scalars(select(Decision).where(Decision.programme_id == 2))
    assert (row.project_key, row.verdict, row.note) == ("eakte", "accept", "Mit der IT besprechen")
    assert (row.decided_by, row.decided_at) == ("Erika Muster", served.store.clock.now())
    # What is followed stands first from now on.
    expect(page.locator("[class*=st-key-karte_] h3").first).to_contain_text("Gemeinsame IT-Sicherheit")


def test_the_chosen_project_stands_in_the_address(visit: Visit, served: Served):
    page = opened(visit, served, "treffer")
    page.locator("label", has_text="Lernwerkstatt für Technik").click()
    expect(page.get_by_role("heading", name="Lernwerkstatt für Technik und Naturwissenschaft")).to_be_visible()
    expect(page).to_have_url(f"{served.url}treffer?projekt=lernwerkstatt")


def test_a_project_in_the_gaps_leads_to_its_matches(visit: Visit, served: Served):
    page = opened(visit, served, "foerderluecken")
    page.get_by_role("link", name="Elektronische Akte für alle zwölf Verwaltungen").click()
    expect(page.get_by_role("heading", name="Passende Förderprogramme")).to_be_visible()
    expect(page.get_by_role("heading", name="Elektronische Akte für alle zwölf Verwaltungen")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "treffer", "static/manifest.json", "_stcore/health", "zeichen.svg", "gibt/es/nicht"]
)
def test_every_answer_carries_the_security_headers(served: Served, path: str):
    headers = _get(served.url + path)[1]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_deadlines_can_be_fetched_as_a_calendar(visit: Visit, served: Served):
    link = opened(visit, served, "ueberblick").get_by_role("link", name="Alle Fristen als Kalender")
    assert link.get_attribute("href") == "ausgabe/fristen.ics"
    status, headers, body = _get(served.url + "ausgabe/fristen.ics")
    assert (status, headers["content-type"].split(";")[0]) == (200, "text/calendar")
    assert "SUMMARY:Antragsfrist: Digitale Verwaltung in Städten und Gemeinden" in body


def test_an_unknown_page_is_refused_in_german(served: Served):
    status, _, body = _get(served.url + "gibtsnicht", accept="text/html")
    assert status == 404
    assert "Diese Seite gibt es nicht" in body


def test_a_foreign_host_name_is_refused(served: Served):
    assert _get(served.url, host="boese.example")[0] == 400


def _get(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode()
