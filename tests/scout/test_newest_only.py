"""A source whose list names the newest only (an RSS feed): what has slid off it is not withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.clock import StandingClock
from data.settings import read_settings
from data.store import Store
from scout.intake import crawl_source
from scout.page import Page
from scout.source import Draft, Expect, Listing, PageSource, Source
from scout.visit import Validators, Visit
from tests.scout.drafts import draft


def _listing(_: Page) -> Listing:
    return [], None


def _detail(_: Page) -> Draft:
    return draft("a")


ALL = PageSource("muster", "Muster", "Amt", "https://amt.example/", Expect((1, 10)), _listing, _detail)
NEWEST = replace(ALL, lists_all=False)
NAMES = ("a", "b", "c", "d")


@pytest.mark.parametrize(("source", "missing"), [(ALL, 1), (NEWEST, 0)])
def test_only_a_complete_list_lets_anything_be_missed(quick_store: Store, source: PageSource, missing: int) -> None:
    def crawl(store: Store, *names: str) -> tuple[int, int, str]:
        def visit(_source: Source, _known: Validators) -> Visit:
            return Visit(drafts=tuple(map(draft, names)), complete=True)

        report = crawl_source(store, read_settings(), source, visit=visit)
        return report.missing, report.withdrawn, report.outcome

    crawl(quick_store, *NAMES)
    found = []
    for days in (1, 2, 3, 4):
        later = replace(quick_store, clock=StandingClock(quick_store.clock.now() + timedelta(days=days)))
        found.append(crawl(later, *NAMES[1:]))
    assert found[0] == (missing, 0, "ok")
    assert sum(withdrawn for _, withdrawn, _ in found) == missing
    assert {outcome for _, _, outcome in found} == {"ok"}
