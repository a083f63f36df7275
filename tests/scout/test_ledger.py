"""A crawl that is killed at any moment loses nothing and goes on where it was, but for what was in flight."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from data.clock import StandingClock
from data.model.programmes import Programme, ProgrammeVersion
from data.model.sources import CrawlRun, Fetch, IssueRow, PageCapture
from data.settings import Settings, read_settings
from data.store import Store, make_engine, open_store
from scout.captures import captures_in
from scout.claim import AlreadyRunning, claim
from scout.intake import crawl_source
from scout.ledger import YOUNG, Entry, StoreLedger
from scout.visit import Fetched, Validators
from tests.conftest import NOW, ROOT
from tests.scout import ledger_child as child
from tests.site.server import Site

ALL = [child.START, child.SECOND, *child.PAGES, *(child.ask(n).address for n in range(1, child.ANSWERS + 1))]


@pytest.fixture
def office(site: Site) -> Site:
    """Two list pages with three programmes each, and an interface with three answers."""
    for start, pages, more in ((child.START, child.PAGES[:3], True), (child.SECOND, child.PAGES[3:], False)):
        links = "".join(f"<li><a href='{url}'>x</a></li>" for url in pages)
        site.put(start, f"<html><ul>{links}</ul>{'<a class=weiter href=?seite=2>w</a>' if more else ''}</html>")
    for url in child.PAGES:
        site.put(url, f"<html><h1>Programm {url[-1]}</h1><p>Kurz {url[-1]}</p></html>", etag=False)
    for n in range(1, child.ANSWERS + 1):
        following = n + 1 if n < child.ANSWERS else None
        answer = {"ids": [f"{n}a", f"{n}b"], "weiter": following, "alle": 2 * child.ANSWERS}
        site.put(child.ask(n).address, json.dumps(answer))
    site.delay = 0.01
    return site


@pytest.fixture(scope="module")
def process() -> Iterator[subprocess.Popen[str]]:
    """The process that splits off crawls."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.scout.ledger_child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    yield started
    assert started.stdin is not None
    started.stdin.close()
    assert started.wait(timeout=60) == 0


Crawl = Callable[[Store, str, Callable[[], bool] | None], bool]


@pytest.fixture
def crawl(process: subprocess.Popen[str], office: Site) -> Crawl:
    """Crawls in a process of its own and kills it when the given moment has come; True when it came to its end."""

    def run(store: Store, database_url: str, moment: Callable[[], bool] | None = None) -> bool:
        assert process.stdin is not None
        assert process.stdout is not None
        order = {"state": str(store.state), "database_url": database_url, "mirror": office.base}
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        number = int(process.stdout.readline())
        until = time.monotonic() + 60
        while (
            moment is not None and not moment() and time.monotonic() < until and Path(f"/proc/{number}/stat").exists()
        ):
            time.sleep(0.0005)
        if moment is not None:
            os.kill(number, signal.SIGKILL)
        status = int(process.stdout.readline())
        assert status in (0, signal.SIGKILL)
        return status == 0

    return run


def stand(store: Store) -> dict[str, list[tuple]]:
    """What the store holds after a crawl, apart from numbers of rows and runs."""
    with store.reading() as session:
        last = {run.source_key: run for run in session.scalars(select(CrawlRun).order_by(CrawlRun.id))}
        programmes = session.execute(
            select(Programme.source_key, Programme.external_id, ProgrammeVersion.title, ProgrammeVersion.summary)
            .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
            .order_by(Programme.source_key, Programme.external_id)
        )
        captures = session.execute(
            select(PageCapture.url, PageCapture.sha256, PageCapture.status, PageCapture.size)
            .where(PageCapture.run_id.in_([run.id for run in last.values()]))
            .order_by(PageCapture.url)
        )
        return {
            "programmes": [tuple(row) for row in programmes],
            "captures": [tuple(row) for row in captures],
            "runs": sorted((r.source_key, r.outcome, r.pages, r.seen, r.new, r.missing) for r in last.values()),
            "issues": [(i.code, i.url) for i in session.scalars(select(IssueRow))],
            "ledger": [f.url for f in session.scalars(select(Fetch))],
        }


def asked(site: Site) -> Counter[str]:
    return Counter(r.url for r in site.requests if not r.url.endswith("robots.txt"))


def check_against_an_undisturbed_run(store: Store, site: Site, kills: int) -> None:
    found = stand(store)
    assert [row[:2] for row in found["runs"]] == [("amt", "ok"), ("api", "ok")]
    assert len(found["programmes"]) == 12
    assert [row[0] for row in found["captures"]] == sorted(ALL)
    assert (found["issues"], found["ledger"]) == ([], [])
    kept = captures_in(store.state)
    for _, digest, _, size in found["captures"]:
        assert len(kept.read(digest)) == size
    requests = asked(site)
    assert set(requests) == set(ALL)
    assert sum(requests.values()) - len(ALL) <= 2 * kills  # one request in flight for each of the two hosts


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database; copying is quicker than migrating."""
    state = tmp_path_factory.mktemp("template")
    open_store(read_settings(state=state), StandingClock(NOW)).engine.dispose()
    return state / "foerderscout.sqlite"


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Callable[[str], tuple[Store, str]]:
    def make(name: str) -> tuple[Store, str]:
        state = tmp_path / name
        state.mkdir()
        shutil.copy(template, state)
        url = f"sqlite:///{state / template.name}"
        return Store(make_engine(url), StandingClock(NOW), state), url

    return make


def test_an_undisturbed_crawl_asks_once_and_leaves_no_ledger(office: Site, crawl: Crawl, fresh) -> None:
    store, url = fresh("ruhig")
    assert crawl(store, url, None)
    check_against_an_undisturbed_run(store, office, kills=0)


# After the n-th request was seen by the site, and so many seconds later: before, while and after its answer is kept,
# and while what was read is being recorded.
MOMENTS = [(1, 0), (4, 0.004), (9, 0.006), (11, 0.03)]


@pytest.mark.parametrize(("request_number", "later"), MOMENTS)
def test_a_killed_crawl_goes_on_where_it_was(
    office: Site, crawl: Crawl, fresh, request_number: int, later: float
) -> None:
    store, url = fresh("getötet")

    def moment() -> bool:
        if sum(asked(office).values()) < request_number:
            return False
        time.sleep(later)
        return True

    crawl(store, url, moment)
    before = asked(office)
    with store.reading() as session:
        entered = {row.url for row in session.scalars(select(Fetch))}
    assert crawl(store, url, None)
    assert all(asked(office)[address] == before[address] for address in entered)
    check_after_kill(store, office)


def check_after_kill(store: Store, office: Site, kills: int = 1) -> None:
    with store.reading() as session:
        ends = Counter(run.outcome for run in session.scalars(select(CrawlRun)))
    assert set(ends) <= {"ok", "failed", "unchanged"}
    if ends["ok"] == 2:  # else one source was done before the kill and has been read a second time
        check_against_an_undisturbed_run(store, office, kills)


def test_a_crawl_killed_again_and_again_comes_to_its_end(office: Site, crawl: Crawl, fresh) -> None:
    store, url = fresh("immer wieder")
    for goal in (3, 6):
        assert not crawl(store, url, lambda goal=goal: sum(asked(office).values()) >= goal)
    assert crawl(store, url, None)
    check_after_kill(store, office, kills=2)


def test_on_postgresql_too(office: Site, crawl: Crawl, postgres_store: tuple[Store, str]) -> None:
    store, url = postgres_store
    assert not crawl(store, url, lambda: sum(asked(office).values()) >= 5)
    assert crawl(store, url, None)
    check_against_an_undisturbed_run(store, office, kills=1)


@pytest.fixture
def postgres_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, str]]:
    from uuid import uuid4

    from sqlalchemy import text

    server: str = request.getfixturevalue("postgres_url")
    name = f"t_{uuid4().hex[:12]}"
    admin = make_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = server.rsplit("/", 1)[0] + f"/{name}"
    store = open_store(read_settings(state=tmp_path / "pg", database_url=url), StandingClock(NOW))
    yield store, url
    store.engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def left_by_a_dead_run(store: Store, fetched: Fetched) -> None:
    """A run of ``amt`` that has one body and never ended."""
    with store.unit_of_work("scout") as work:
        run = CrawlRun(
            source_key="amt", started_at=fetched.fetched_at, outcome="running", pages=0, seen=0, new=0, changed=0,
            missing=0, code_version="0",
        )  # fmt: skip
        work.session.add(run)
        work.session.flush()
        work.session.add(
            Fetch(
                run_id=run.id,
                url=fetched.url,
                final_url=fetched.url,
                status=200,
                sha256=fetched.sha256,
                size=fetched.size,
                fetched_at=fetched.fetched_at,
                etag=None,
                last_modified=None,
            )
        )


@pytest.mark.parametrize(
    ("age", "is_kept", "requests"),
    [(timedelta(0), True, 0), (YOUNG, True, 0), (YOUNG + timedelta(seconds=1), True, 1), (timedelta(0), False, 1)],
)
def test_what_is_old_or_lost_is_asked_for_again(
    quick_store: Store, mirrored: Settings, office: Site, age: timedelta, is_kept: bool, requests: int
) -> None:
    body = office.stored["amt.example/0"].body
    digest = captures_in(quick_store.state).keep(body) if is_kept else "0" * 64
    left_by_a_dead_run(quick_store, Fetched(child.PAGES[0], 200, digest, len(body), NOW - age))
    report = crawl_source(quick_store, mirrored, child.SOURCES[0])
    assert (report.outcome, report.seen, report.pages) == ("ok", 6, 8)
    assert office.asked(child.PAGES[0]) == requests
    with quick_store.reading() as session:
        capture = session.scalars(select(PageCapture).where(PageCapture.url == child.PAGES[0])).one()
        assert capture.fetched_at == (NOW if requests else NOW - age)


def test_another_source_s_bodies_are_not_taken(quick_store: Store, mirrored: Settings, office: Site) -> None:
    left_by_a_dead_run(quick_store, Fetched(child.ask(1).address, 200, "0" * 64, 1, NOW))
    assert crawl_source(quick_store, mirrored, child.SOURCES[1]).outcome == "ok"
    with quick_store.reading() as session:
        assert [row.url for row in session.scalars(select(Fetch))] == [child.ask(1).address]


def test_a_living_run_is_not_robbed(quick_store: Store, mirrored: Settings, office: Site) -> None:
    with claim(quick_store, "amt"), pytest.raises(AlreadyRunning, match="Prozess"):
        crawl_source(quick_store, mirrored, child.SOURCES[0])
    assert office.requests == []
    assert crawl_source(quick_store, mirrored, child.SOURCES[0]).outcome == "ok"


def test_machines_that_share_a_database_do_not_rob_each_other(
    store: Store, mirrored: Settings, office: Site, tmp_path: Path
) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("a SQLite file is not shared between machines")
    elsewhere = Store(store.engine, store.clock, tmp_path / "anderer Rechner")
    with claim(elsewhere, "amt"), pytest.raises(AlreadyRunning):
        crawl_source(store, mirrored, child.SOURCES[0])
    assert crawl_source(store, mirrored, child.SOURCES[0]).outcome == "ok"


def test_a_failed_run_is_over_and_leaves_nothing(quick_store: Store, mirrored: Settings, office: Site) -> None:
    from data.errors import RunRefused

    for url in child.PAGES[1:]:
        office.put(url, "<html>umgebaut</html>")
    with pytest.raises(RunRefused):
        crawl_source(quick_store, mirrored, child.SOURCES[0])
    with quick_store.reading() as session:
        assert session.scalars(select(Fetch)).all() == []


def test_entries_keep_what_a_server_said(store: Store) -> None:
    left_by_a_dead_run(store, Fetched("https://amt.example/alt", 200, "1" * 64, 5, NOW))
    ledger = StoreLedger(store, 1)
    fetched = Fetched("https://amt.example/neu", 200, "2" * 64, 7, NOW, Validators('"x"', "gestern"))
    asyncio.run(ledger.enter(Entry(fetched, "https://amt.example/ziel")))
    asyncio.run(ledger.enter(Entry(fetched, "https://amt.example/ziel")))  # the same address twice is one entry
    asyncio.run(
        ledger.enter(Entry(Fetched("https://amt.example/" + "x" * 2000, 200, "3" * 64, 7, NOW), "https://a.example"))
    )
    again = StoreLedger(store, 1)
    assert again.taken_over("https://amt.example/neu") == Entry(fetched, "https://amt.example/ziel")
    assert again.taken_over("https://amt.example/alt") is not None
    assert again.taken_over("https://amt.example/fehlt") is None
