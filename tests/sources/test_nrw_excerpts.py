"""Reads real excerpts of pages of the Land NRW in the markup of their sites: the texts stay in the shared folder."""

from __future__ import annotations

import json
import re
from datetime import date
from html import escape
from pathlib import Path

import pytest

from scout.facts.read import with_facts
from scout.families.asked import asks
from scout.page import Page
from scout.source import Draft, all_sources

# Some excerpts run on without line breaks: a question begins a new part there too.
_QUESTION = re.compile(r"(?<=[.…\n] )((?:Wer|Was|Wo|Wann|Wie) [^.?!]{3,60}\?)")
EXCERPTS = "pages__german_and_eu_programme_pages_excerpts.jsonl"


def _excerpt(shared: Path, part: str) -> tuple[str, str, str]:
    with (shared / "real" / "funding" / EXCERPTS).open(encoding="utf-8") as lines:
        found = [row for row in map(json.loads, lines) if part in row["url"]]
    assert len(found) == 1, part
    return found[0]["url"], found[0]["title"], found[0]["text"]


def _marked_up(title: str, text: str) -> str:
    """The text of a page with its headings, lists and paragraphs marked again, as the sites mark them."""
    parts = [f"<h1>{escape(title)}</h1>"]
    broken = _QUESTION.sub(r"\n\1\n", text.replace("[…]", "\n").replace(" … ", "\n"))
    for line in filter(None, map(str.strip, broken.splitlines())):
        if line.startswith(("• ", "- ")):
            parts.append(f"<ul><li>{escape(line[2:])}</li></ul>")
        elif len(line) < 90 and (line.endswith("?") or (line[-1] not in ".,;:" and asks(line) != "unknown")):
            parts.append(f"<h2>{escape(line)}</h2>")
        else:
            parts.append(f"<p>{escape(line)}</p>")
    return f'<html><body><main role="main"><article>{"".join(parts)}</article></main></body></html>'


def _read(shared: Path, key: str, part: str) -> Draft:
    url, title, text = _excerpt(shared, part)
    source = all_sources()[key]
    assert source.kind == "pages"
    return source.detail(Page.of(url, _marked_up(title, text)))


def _said(draft: Draft, *fields: str) -> str:
    return "\n".join(getattr(draft, name) or "" for name in fields)


def test_questions_of_arnsberg(shared: Path) -> None:
    read = _read(shared, "bezreg_arnsberg", "foerderung-neuer-interkommunaler-kooperation")
    assert "Gebietskörperschaften" in _said(read, "requirements")
    assert "175.000" in _said(read, "body")
    assert "175.000" not in _said(read, "requirements")
    assert read.unknown_facts == ()
    assert (
        read.external_id
        == "/kommunalaufsicht-planung-verkehr/kommunalaufsicht/foerderung-neuer-interkommunaler-kooperation"
    )


def test_the_end_of_a_guideline_is_no_deadline(shared: Path) -> None:
    read = with_facts(_read(shared, "bezreg_arnsberg", "bra.nrw.de/3915338"))
    assert "kreisfreie Städte" in _said(read, "requirements")
    assert read.deadline_text is not None
    assert [fact.due_on for fact in read.deadlines if fact.due_on] == []


@pytest.mark.parametrize(
    "part", ["3_digitale_modellregionen", "31_interkommunale_zusammenarbeit", "48_gute-schule_nrw-bank"]
)
def test_questions_of_muenster(shared: Path, part: str) -> None:
    read = _read(shared, "bezreg_muenster", part)
    assert read.requirements or "48_" in part  # of that page only a few sentences are kept
    assert read.summary
    assert read.external_id.endswith(part)


def test_prose_of_cologne(shared: Path) -> None:
    read = _read(shared, "bezreg_koeln", "foerderung-interkommunaler-zusammenarbeit")
    assert "Antragsberechtigt" in _said(read, "requirements")
    assert "175.000" in _said(read, "body", "summary")
    assert read.summary


def test_prose_of_duesseldorf_under_its_other_host(shared: Path) -> None:
    read = _read(shared, "bezreg_duesseldorf", "brd.nrw/themen/kommunales")
    assert read.external_id == "/themen/kommunales/kommunalaufsicht/interkommunale-zusammenarbeit"
    assert "175.000" in _said(read, "body", "summary", "requirements", "procedure")


def test_answers_of_the_ministry_of_economics(shared: Path) -> None:
    read = _read(shared, "mwike", "wirtschaft.nrw/digitale-infrastruktur-koordination")
    assert "kreisfreien Städte" in _said(read, "requirements", "summary")
    assert "Bewilligungsbehörde" in _said(read, "procedure", "requirements", "body", "summary")


def test_window_of_the_climate_atlas_is_a_structured_deadline(shared: Path) -> None:
    read = _read(shared, "klimaatlas_nrw", "klimaatlas.nrw.de")
    assert [(fact.state, fact.due_on, fact.structured) for fact in read.deadlines] == [
        ("dated", date(2026, 12, 31), True)
    ]
    assert "Kommunen" in _said(read, "requirements")
    assert read.funder is not None
    assert "MHKBD" in read.funder


def test_news_of_the_portal_for_cooperation_has_the_number_of_its_entry(shared: Path) -> None:
    read = _read(shared, "interkommunales_nrw", "interkommunales.nrw")
    assert read.external_id == "post/5517"


def test_a_date_of_the_digital_portal_that_says_until_revoked_is_open(shared: Path) -> None:
    url, title, text = _excerpt(shared, "digitales.nrw/de/aktuelles")
    before, after = text.split("Stichtag:")
    value, rest = after.strip().split("\n", 1)
    field = f'<div class="field__label">Stichtag:</div><div class="field__item">{value}</div>'
    labelled = f'</h1><div class="field field--label-above">{field}</div>'
    body = _marked_up(title, before + rest).replace("</h1>", labelled, 1)
    source = all_sources()["digitales_nrw"]
    assert source.kind == "pages"
    read = source.detail(Page.of(url, body))
    assert [(fact.state, fact.structured) for fact in read.deadlines] == [("open", True)]
    assert "Modellregion" in _said(read, "summary", "body", "requirements")


def test_a_decree_of_the_old_portal_keeps_its_numbered_sections(shared: Path) -> None:
    """The excerpt is hard-wrapped text without any marks: every line is a paragraph of its own."""
    _, title, text = _excerpt(shared, "vd_id=17129")
    lines = [f"<p>{escape(line)}</p>" for line in text.splitlines()]
    html = f"""<main><ul><li class="version-item">vom 11.07.2018 (aktuelle Seite)</li></ul>
<a class="copy-url" href="/taxonomy/term/17129">Link</a>
<div class="info-box-item"><div class="field__label">Gültig ab</div><div class="field__item">11.07.2018</div></div>
<h1>{escape(title)}</h1><div class="field--field_body">{"".join(lines)}</div></main>"""
    source = all_sources()["mbl_nrw"]
    assert source.kind == "pages"
    read = source.detail(Page.of("https://recht.nrw.de/lrmb/verwaltungsvorschrift/modellregionen", html))
    assert read.external_id == "17129"
    assert read.funder is not None
    assert read.funder.startswith("Ministerium für Wirtschaft")
    assert "Soest" in _said(read, "body")
