"""Every fault of the site, through to the store: an issue with a name and an advice, and nothing known is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from data.clock import StandingClock
from data.errors import RunFailed, RunRefused
from data.model.programmes import Programme, ProgrammeVersion
from data.model.sources import CrawlRun, Fetch, IssueRow
from data.remedies import remedy
from data.settings import Settings, read_settings
from data.store import Store, make_engine, open_store
from scout import crawl
from scout.captures import captures_in
from scout.intake import crawl_source
from scout.page import Page
from scout.problems import MESSAGES
from scout.source import Draft, Expect, Listed, Listing, PageSource, Source
from scout.visit import Validators, Visit
from tests.conftest import NOW, ROOT
from tests.scout.test_crawl import FAULTS, LIMITS, WHOLE_HOST
from tests.site.server import Fault, Site

START = "https://amt.example/liste"
SECOND = "https://amt.example/weitere"
PAGES = [f"https://amt.example/{n}.html" for n in range(6)]


def listing(page: Page) -> Listing:
    following = page.links("a.weiter", at_least=0)
    return [Listed(url) for url in page.links("li a")], following[0] if following else None


def detail(page: Page) -> Draft:
    return Draft(external_id=page.one("code"), url=page.url, title=page.one("h1"))


TITLES = select(ProgrammeVersion.title).where(ProgrammeVersion.is_current)
SOURCE = PageSource("amt", "Amt", "Amt", START, Expect((1, 9), failed=0.5), listing, detail)


def put(site: Site) -> None:
    for start, pages, more in ((START, PAGES[:5], "<a class=weiter href=/weitere>x</a>"), (SECOND, PAGES[5:], "")):
        site.put(
            start, "<html><ul>" + "".join(f"<li><a href='{url}'>x</a></li>" for url in pages) + f"</ul>{more}</html>"
        )
    for url in PAGES:
        site.put(url, f"<html><h1>Programm {url}</h1><code>{url}</code></html>")


def run(store: Store, site: Site, source: Source = SOURCE, seconds: float = 20) -> str:
    """Crawls once; the run's outcome."""
    settings = read_settings(state=store.state, mirror=site.base, delay_seconds=0)
    limits = replace(LIMITS, timeout_seconds=seconds, retries=0)

    def visit(asked: Source, known: Validators) -> Visit:
        return crawl.visit(asked, settings, store.clock, captures_in(store.state), known=known, limits=limits)

    try:
        return crawl_source(store, settings, source, visit=visit).outcome
    except (RunFailed, RunRefused):
        with store.reading() as session:
            return session.scalars(select(CrawlRun.outcome).order_by(CrawlRun.id.desc())).first() or ""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state folder after a healthy crawl."""
    state = tmp_path_factory.mktemp("filled")
    site = Site()
    put(site)
    store = open_store(read_settings(state=state), StandingClock(NOW))
    assert run(store, site) == "ok"
    store.engine.dispose()
    yield state
    site.close()


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Store:
    state = tmp_path / "kopie"
    shutil.copytree(filled, state)
    return Store(make_engine(f"sqlite:///{state / 'foerderscout.sqlite'}"), StandingClock(NOW), state)


def nothing_lost(store: Store) -> None:
    with store.reading() as session:
        known = session.scalars(select(Programme)).all()
        assert {programme.external_id for programme in known} == set(PAGES)
        assert {(programme.missing_runs, programme.withdrawn_at) for programme in known} == {(0, None)}
        assert session.scalars(select(Fetch)).all() == []


def issues(store: Store) -> list[IssueRow]:
    with store.reading() as session:
        return list(session.scalars(select(IssueRow)))


@pytest.mark.parametrize("kind", list(Fault), ids=lambda kind: kind.name.lower())
def test_every_fault_ends_in_a_named_issue_with_nothing_lost(store: Store, site: Site, kind: Fault) -> None:
    put(site)
    spoilt = [START] if kind in WHOLE_HOST else [SECOND, PAGES[0]]
    for url in spoilt[:1] if kind is Fault.ROBOTS else spoilt:  # one robots.txt holds one rule here
        site.fault(url, kind, seconds=0)
    outcome = run(store, site, seconds=0.5 if kind is Fault.SLOW else 20)
    assert outcome == ("failed" if kind in WHOLE_HOST else "partial")
    found = issues(store)
    assert {issue.code for issue in found} == {FAULTS[kind]}
    assert all(issue.url in spoilt and issue.message == MESSAGES[issue.code] and remedy(issue.code) for issue in found)
    nothing_lost(store)


def test_a_list_in_circles_two_pages_of_one_programme_and_broken_characters(store: Store, site: Site) -> None:
    put(site)
    site.put(SECOND, f"<html><li><a href='{PAGES[2]}'>x</a></li><a class=weiter href=/liste>x</a></html>")
    site.put(PAGES[1], f"<html><h1>Zwilling</h1><code>{PAGES[0]}</code></html>")
    broken = f"<html><h1>Förderung für Gemeinden ?</h1><code>{PAGES[2]}</code></html>".encode().replace(b"?", b"\xe4")
    site.put(PAGES[2], broken)
    assert run(store, site) == "partial"
    assert {issue.code for issue in issues(store)} == {"page_changed", "duplicate", "broken_characters"}
    nothing_lost(store)
    with store.reading() as session:
        [title] = [title for title in session.scalars(TITLES) if "Gemeinden" in title]
    assert title == "Förderung für Gemeinden �"  # the umlauts around the broken one are right


@pytest.mark.parametrize(("charset", "declared"), [("latin-1", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-16", None)])
def test_a_wrong_charset_is_seen_through(store: Store, site: Site, charset: str, declared: str | None) -> None:
    put(site)
    meta = f"<meta charset={declared}>" if declared else ""
    page = f"<html>{meta}<h1>Förderung für Gebäude</h1><code>{PAGES[0]}</code></html>"
    site.put(PAGES[0], page.encode(charset), headers={"Content-Type": f"text/html; charset={declared or 'utf-8'}"})
    assert run(store, site) == "ok"
    with store.reading() as session:
        assert "Förderung für Gebäude" in set(session.scalars(TITLES))


def test_a_host_that_has_no_address_is_named(store: Store, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.close()
    settings = Settings(state=store.state, mirror=f"http://127.0.0.1:{site.port}", delay_seconds=0)
    found = crawl.visit(SOURCE, settings, store.clock, captures_in(store.state), limits=replace(LIMITS, retries=0))
    assert [problem.code for problem in found.problems] == ["unreachable"]
    monkeypatch.setattr("socket.getaddrinfo", _no_such_name)
    alone = Settings(state=store.state)
    found = crawl.visit(SOURCE, alone, store.clock, captures_in(store.state), limits=replace(LIMITS, retries=0))
    assert [problem.code for problem in found.problems] == ["unreachable"]


def _no_such_name(*_: object, **__: object) -> None:
    import socket

    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_the_handbook_of_operations_names_every_issue() -> None:
    documented = set(re.findall(r"^\| `([a-z_]+)`", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.MULTILINE))
    assert set(MESSAGES) <= documented
