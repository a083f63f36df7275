"""Reads every saved page and every saved answer of an interface again and again, beside parsel and the JSON library."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import parsel

from scout.page import Page
from scout.source import PageSource, RecordSource, all_sources

SAVED = Path(__file__).parents[1] / "tests" / "sources"
SHARED = Path(os.environ.get("FOERDERSCOUT_SHARED", Path(__file__).parents[2] / "shared"))
PRODUCT = "https://www.nrwbank.de/de/foerderung/foerderprodukte/15086/index.html"
SECONDS = 2.0  # how long each is repeated


@dataclass(frozen=True)
class Case:
    """One saved body with what reads it."""

    body: bytes
    read: Callable[[bytes], object]
    peer: Callable[[bytes], object]


def measure() -> dict[str, tuple[int, float, float]]:
    """By kind of body: how many different ones, and how many a second one core reads, ours and the peer."""
    found = {"Seiten (HTML)": list(_pages()), "Antworten (JSON)": list(_answers())}
    return {
        kind: (len(cases), _rate([c.read for c in cases], cases), _rate([c.peer for c in cases], cases))
        for kind, cases in found.items()
        if cases
    }


def _rate(readers: list[Callable[[bytes], object]], cases: list[Case]) -> float:
    started, done = process_time(), 0
    while process_time() - started < SECONDS:
        for read, case in zip(readers, cases, strict=True):
            read(case.body)
        done += len(cases)
    return done / (process_time() - started)


def _pages() -> list[Case]:
    cases = []
    for path in sorted(SAVED.glob("*/*/page.html")):
        source = all_sources().get(path.parent.parent.name)
        if isinstance(source, PageSource):
            about = path.with_name("case.json")
            told = json.loads(about.read_bytes()) if about.exists() else {}
            cases.append(Case(path.read_bytes(), _detail(source, told), _with_parsel))
    real = SHARED / "real/funding/html/nrwbank__gruendungszuschuss_15086.html"
    source = all_sources()["nrw_bank"]
    if real.exists() and isinstance(source, PageSource):  # a whole page of a live site, with all that stands around
        cases.append(Case(real.read_bytes(), _detail(source, {"url": PRODUCT}), _with_parsel))
    return cases


def _detail(source: PageSource, told: Mapping[str, object]) -> Callable[[bytes], object]:
    url, hints = str(told.get("url", source.start)), told.get("hints", {})
    assert isinstance(hints, dict)
    return lambda body: source.detail(Page.of(url, body, hints))


def _with_parsel(body: bytes) -> object:
    """What nearly every reader needs, and no more: heading, all text, all links, labels and values of tables."""
    page = parsel.Selector(body=body)
    return (
        page.css("h1::text").getall(),
        " ".join(page.xpath("//body//text()").getall()),
        page.css("a::attr(href)").getall(),
        [row.css("th::text, td::text, dt::text, dd::text").getall() for row in page.css("tr, dl")],
    )


def _answers() -> list[Case]:
    cases = []
    for path in sorted(SAVED.glob("*/*/answer.json")):
        source = all_sources().get(path.parent.parent.name)
        if isinstance(source, RecordSource):
            cases.append(Case(path.read_bytes(), _answer(source), json.loads))
    return cases


def _answer(source: RecordSource) -> Callable[[bytes], object]:
    return lambda body: source.read(body, source.first)
