"""A process that crawls the loopback site and may be killed at any moment; see test_ledger.

Started once it has everything loaded; each line on stdin (state folder, database, mirror as JSON) makes it split off a
child that crawls. It writes the child's number, and, when the child is gone, how it ended.
"""

from __future__ import annotations

import json
import os
import sys

from data.clock import StandingClock
from data.settings import read_settings
from data.store import Store, make_engine
from scout.abreast import crawl_abreast
from scout.captures import captures_in
from scout.crawl import visit
from scout.page import Page
from scout.politeness import Limits
from scout.source import Answer, Ask, Draft, Expect, Listed, Listing, PageSource, RecordSource
from tests.conftest import NOW

START = "https://amt.example/liste"
SECOND = "https://amt.example/liste?seite=2"
PAGES = [f"https://amt.example/{n}" for n in range(6)]
API = "https://api.example/suche"
ANSWERS = 3


def listing(page: Page) -> Listing:
    following = page.links("a.weiter", at_least=0)
    return [Listed(url) for url in page.links("li a")], following[0] if following else None


def detail(page: Page) -> Draft:
    return Draft(external_id=page.url, url=page.url, title=page.one("h1"), summary=page.one("p"))


def ask(number: int) -> Ask:
    return Ask(API, json.dumps({"seite": number}).encode())


def read(body: bytes, asked: Ask) -> Answer:
    told = json.loads(body)
    drafts = tuple(Draft(external_id=i, url=f"https://api.example/{i}", title=f"Aufruf {i}") for i in told["ids"])
    return Answer(drafts, ask(told["weiter"]) if told["weiter"] else None, told["alle"])


SOURCES = [
    PageSource("amt", "Amt", "Amt", START, Expect((1, 9)), listing, detail),
    RecordSource("api", "API", "Amt", "https://api.example/", Expect((1, 9)), ask(1), read),
]


def crawl_all(state: str, database_url: str, mirror: str) -> None:
    """Crawls both sources into a store that is up to date."""
    settings = read_settings(state=state, database_url=database_url, mirror=mirror, delay_seconds=0)
    store = Store(make_engine(settings.url), StandingClock(NOW), settings.state_dir)
    for _, outcome in crawl_abreast(store, settings, SOURCES):
        if isinstance(outcome, Exception):
            raise outcome


def main() -> None:
    """Splits off a child for each line."""
    load_everything()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                crawl_all(**json.loads(line))
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        say(child)
        say(os.waitpid(child, 0)[1])


def load_everything() -> None:
    """What a crawl loads on its way is loaded here once, by asking a server that is not there."""
    settings = read_settings(mirror="http://127.0.0.1:9", delay_seconds=0)
    found = visit(SOURCES[0], settings, StandingClock(NOW), captures_in(settings.state_dir), limits=Limits(retries=0))
    assert found.failed


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
