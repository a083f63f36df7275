"""Real excerpts of federal pages, put into the plainest markup, read as their sources read them."""

from __future__ import annotations

import html
import json
from datetime import date
from pathlib import Path

import pytest

from scout.facts.read import with_facts
from scout.page import Page
from scout.source import Draft, all_sources

EXCERPTS = "real/funding/pages__german_and_eu_programme_pages_excerpts.jsonl"


def _draft(shared: Path, key: str, address: str) -> Draft:
    lines = (shared / EXCERPTS).read_text(encoding="utf-8").split("\n")
    [found] = [row for line in lines if line and address in (row := json.loads(line))["url"]]
    lines = [line for line in found["text"].split("\n") if line.strip()]
    tags = ["h3" if line.endswith("?") else "p" for line in lines]
    paragraphs = "".join(f"<{tag}>{html.escape(line)}</{tag}>" for tag, line in zip(tags, lines, strict=True))
    source = all_sources()[key]
    assert source.kind == "pages"
    body = f"<main><h1>{html.escape(found['title'])}</h1>{paragraphs}</main>"
    return with_facts(source.detail(Page.of(found["url"], body)))


def test_the_labels_of_the_climate_centre_are_all_known(shared: Path) -> None:
    read = _draft(shared, "klimaanpassung", "zentrum-klimaanpassung.de")
    assert read.unknown_facts == ()
    assert (read.requirements or "").split() == ["Antragsberechtigte:", "Kommune,", "Kommunale", "Unternehmen"]
    assert read.deadline_text is None
    assert read.body is not None
    assert "Anbahnung" in read.body


def test_questions_about_smart_cities_have_a_deadline_of_their_own(shared: Path) -> None:
    read = _draft(shared, "smart_cities", "smart-cities-made-in.de")
    assert [(fact.kind, fact.due_on) for fact in read.deadlines if fact.due_on] == [("question", date(2020, 5, 20))]


@pytest.mark.parametrize(
    ("address", "identity", "issued"),
    [("959_bekanntmachung", "959", date(2014, 8, 18)), ("bekanntmachung-2466", "2466", date(2019, 5, 20))],
)
def test_old_announcements_keep_number_and_day(shared: Path, address: str, identity: str, issued: date) -> None:
    read = _draft(shared, "bmftr", address)
    assert (read.external_id, read.issued_on) == (identity, issued)
    assert not [fact for fact in read.deadlines if fact.due_on]


@pytest.mark.parametrize("address", ["Infrastruktur/Förderprodukte", "Infra-2/Förderprodukte"])
def test_a_list_that_only_a_script_fills_in_is_noticed(shared: Path, address: str) -> None:
    lines = (shared / EXCERPTS).read_text(encoding="utf-8").split("\n")
    [found] = [row for line in lines if line and address in (row := json.loads(line))["url"]]
    told = "".join(
        f"<li>{html.escape(line[2:])}</li>" if line.startswith("- ") else f"<p>{html.escape(line)}</p>"
        for line in found["text"].split("\n")
    )
    fold = '<div class="details--acc1"><span class="details-title-label"><h2>Was fördern wir?</h2></span>'
    head = (
        '<h1 class="product-header-content"><span class="product-label-label">Kredit Nr.</span>'
        '<span class="product-label-number">208</span><span class="product-header-headline">IKK</span></h1>'
    )
    source = all_sources()["kfw_public"]
    assert source.kind == "pages"
    body = f'<main>{head}{fold}<div class="details-content">{told}</div></div></main>'
    read = source.detail(Page.of(found["url"], body))
    assert read.external_id == "208"  # under both of its paths
    [missing] = read.unknown_facts
    assert missing.endswith("in folgenden Bereichen:")
