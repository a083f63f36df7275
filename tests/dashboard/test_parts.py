"""Escaping, markup, chips, bars and sums: the pure pieces of the pages."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.chips import reason_bars
from dashboard.parts.gaps import GapRow, grouped, is_counted, totals
from dashboard.parts.markup import clean, fragment, safe_url
from dashboard.parts.plain import plain
from dashboard.theme import COLOURS, PAIRS, style_sheet
from data.priority import readiness_of
from data.queries.matches import ReasonRow
from data.queries.portfolio import ProjectRow, ThemeRow
from tests.dashboard.filled import HOSTILE


@pytest.mark.parametrize(
    "text",
    ["![x](https://a.example/p.png)", ":red[rot]", "$x$", "<b>x</b>", "https://a.example", ":material/home:", "`x`"],
)
def test_nothing_in_a_label_is_left_to_markdown(text: str):
    shown = plain(text)
    assert re.sub(r"[\\\u2060]", "", shown) == text
    assert not re.search(r"(?<!\\)[\[\]<>$`!(]", shown)
    assert "://" not in shown


@given(st.text())
def test_plain_text_loses_no_letter_and_stays_on_one_line(text: str):
    shown = plain(text)
    assert re.sub(r"\\(?=[^\w\s])|\u2060", "", shown).replace("\\", "") == " ".join(
        text.replace("\u2060", "").split()
    ).replace("\\", "")
    assert "\n" not in shown


def test_hostile_text_in_a_fragment_is_only_text():
    shown = fragment("note", words=HOSTILE)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<iframe" not in shown
    assert "&lt;script&gt;" in shown


def test_cleaning_removes_what_could_act():
    shown = clean('<p class="x" onclick="a()" style="top:0">ja<form action="/x"><input></form></p><style>*{}</style>')
    assert shown.startswith('<p class="x">ja</p>')
    assert not re.search("onclick|style|form|input", shown)
    assert "href" not in clean('<a href="javascript:alert(1)">x</a>')
    assert 'rel="noopener noreferrer"' in clean('<a href="https://a.example/">x</a>')


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//fremd.example", "mailto:a@b.example", ""]
)
def test_only_web_addresses_are_linked(url: str):
    assert safe_url(url) is None


def reason(part: float, ours: str = "Akte", theirs: str = "Aktenführung", feature: str = "word") -> ReasonRow:
    return ReasonRow(feature, part, ours, theirs)


def test_bars_show_the_strongest_reasons_and_the_remainder():
    bars = reason_bars([reason(0.2), reason(0.1, "IT", "it"), reason(0.1, "a", "b"), reason(0.1, "", "", "rest")], 2)
    assert [(bar.words, bar.share, bar.width) for bar in bars] == [
        ("„Akte“ ~ „Aktenführung“", "40\u00a0%", 100),
        ("„IT“", "20\u00a0%", 50),
        ("alle übrigen Ähnlichkeiten zusammen", "40\u00a0%", 0),
    ]
    assert reason_bars([], 5) == []
    twice = reason_bars([reason(0.1, "IT", "IT"), reason(0.4), reason(0.2, "IT", "IT")], 5)
    assert [bar.words for bar in twice] == ["„Akte“ ~ „Aktenführung“", "„IT“"]


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=20), st.integers(1, 8))
def test_every_bar_has_a_width_the_style_sheet_knows(parts: list[float], most: int):
    widths = {f"fs-w{bar.width}{{" for bar in reason_bars([reason(part) for part in parts], most)}
    assert all(width in style_sheet() for width in widths)


def project(key: str, **facts: object) -> ProjectRow:
    row = ProjectRow(
        key, "proposal", "verwaltung", "Verwaltung", 1, 1, False, key, None, "planned", None, None, None, None, None,
        None, None, (), (), None, None, (),
    )  # fmt: skip
    return replace(row, **facts)  # type: ignore[arg-type]


THEMES = (
    ThemeRow("verwaltung", 0, "Verwaltung", 1, None, (), ()),
    ThemeRow("kultur", 1, "Kultur", 3, None, (), ()),
)


def test_sums_take_only_what_is_known_and_say_what_is_not():
    rows = [
        project("a", cost_eur=100, money_secured_eur=40),
        project("b", cost_eur=500),
        project("c"),
        project("d", is_open_place=True),
    ]
    first, verwaltung, third, kultur = totals(rows, THEMES)
    assert (first.title, third.title, kultur.title) == ("Priorität I", "Priorität III", "Kultur")
    assert (verwaltung.projects, verwaltung.open_places, verwaltung.unclear) == (3, 1, 2)
    assert (verwaltung.cost, verwaltung.secured, verwaltung.gap, verwaltung.uncovered) == (600, 40, 60, 500)
    assert replace(first, title="", is_sum=False) == replace(verwaltung, title="")
    assert (kultur.projects, kultur.cost, kultur.gap) == (0, None, None)


@pytest.mark.parametrize(
    ("facts", "counted"),
    [({}, True), ({"status": "done"}, False), ({"consolidated_into": "x"}, False), ({"is_open_place": True}, True)],
)
def test_what_counts_as_a_project_of_its_own(facts: dict[str, object], counted: bool):
    assert is_counted(project("a", **facts)) is counted


def test_groups_follow_the_strategy():
    rows = [
        GapRow(p, readiness_of(p.status, None, None, None), 0, 0, None)
        for p in (project("a", status="running"), project("b"), project("c"), project("d", is_open_place=True))
    ]
    assert [(group.title, len(group.rows)) for group in grouped(rows)] == [
        ("Priorität I · laufend", 1),
        ("Priorität I · konkret geplant", 2),
        ("Priorität I · noch offene Plätze", 1),
    ]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_contrast_is_enough_for_everybody(ink: str, ground: str):
    light, dark = sorted((luminance(COLOURS[ink]), luminance(COLOURS[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
