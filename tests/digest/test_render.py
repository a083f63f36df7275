"""The three forms of a digest: complete, escaped, readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from dashboard.digest.compose import compose
from dashboard.digest.model import WeeklyDigest
from dashboard.digest.render import html_fragment, markdown_text, render, safe_address
from tests.digest.material import FRIDAY, WEEK, dated, fit, material, new, news, programme, source

HOSTILE = "<script>alert(1)</script> ![x](https://spion.example/p.png) :red[Achtung] $a$"


@pytest.fixture
def digest() -> WeeklyDigest:
    return compose(
        WEEK,
        FRIDAY,
        material(
            changes=[new(1), new(2)],
            programmes={1: programme(1, "Digitale Akte"), 2: programme(2, HOSTILE, "javascript:alert")},
            programme_fits=[fit(1), fit(2, score=0.3)],
            news=[news(1, "Bauakte kommt"), news(2, HOSTILE)],
            news_fits=[fit(1)],
            deadlines={1: dated(FRIDAY + timedelta(days=12))},
            sources=[source("a"), source("b", "failed", "Zeitüberschreitung")],
        ),
    )


def test_html_is_a_german_page_that_loads_nothing(digest: WeeklyDigest) -> None:
    page = LexborHTMLParser(render(digest, "html"))
    assert page.css_first("html").attributes["lang"] == "de"
    assert page.css("script, img, link, iframe, form") == []
    assert "Digitale Akte" in page.css_first(".themenfeld").text()
    assert page.css_first(".fristen blockquote").text() == "Anträge sind bis zum 02.09.2026 zu stellen."


def test_nothing_from_outside_becomes_markup_or_a_script_address(digest: WeeklyDigest) -> None:
    fragment = html_fragment(digest)
    assert "<script" not in fragment
    assert "&lt;script&gt;" in fragment
    assert 'href="javascript' not in fragment


def test_markdown_shows_hostile_text_as_text(digest: WeeklyDigest) -> None:
    text = render(digest, "md")
    assert "![x]" not in text
    assert ":red[" not in text
    assert "\\!\\[x\\]" in text


def test_plain_text_fits_the_line_and_names_everything(digest: WeeklyDigest) -> None:
    text = render(digest, "text")
    lines = [line for line in text.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 78
    for expected in (
        "WOCHENBERICHT 2026-W34",
        "Digitale Akte",
        "02.09.2026 (in 12 Tagen)",
        "Quelle b",
        "Bauakte kommt",
    ):
        assert expected in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_an_empty_week_says_so(form: str) -> None:
    text = render(compose(WEEK, FRIDAY, material()), form)
    assert "nichts Neues" in text
    assert text.count("Es ist noch keine Quelle gelesen worden.") == 2
    assert "Alle 0" not in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_only_web_addresses_are_linked(url: str) -> None:
    assert safe_address(url) == "#"


def test_web_addresses_keep_their_form() -> None:
    assert safe_address("https://a.example/b?c=d&e=%C3%A4") == "https://a.example/b?c=d&e=%C3%A4"
    assert safe_address("https://a.example/ä>b") == "https://a.example/%C3%A4%3Eb"


def test_markdown_text_is_one_line() -> None:
    assert markdown_text("a\n# b\tc") == "a \\# b c"
