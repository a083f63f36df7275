"""The lexicon: every entry is whole, and a project is met by its words, inflected or inside compounds, and no other."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.reference.lexicon import parse_lexicon, shipped_lexicon
from matcher.lexicon import NOTHING, related


def test_every_entry_is_explained_and_leads_somewhere() -> None:
    entries = shipped_lexicon()
    assert len(entries) >= 90
    assert all(entry.why.endswith(".") and (entry.german or entry.english) for entry in entries)
    heads = Counter(entry.term.casefold() for entry in entries)
    assert heads.most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Glasfaser bis ins Gewerbegebiet", "Breitband"),
        ("Ausbau der Glasfaserleitungen im Außenbereich", "Breitband"),
        ("Einführung der elektronischen Akte in allen Ämtern", "E-Akte"),
        ("Wir bauen Mobilstationen an den Bahnhöfen.", "Mobilstation"),
        ("Videosprechstunden in der Pflege", "Telemedizin"),
        ("OZG-Leistungen gemeinsam anbieten", "Onlinezugangsgesetz"),
        ("Ein Co-Working-Angebot im alten Amtshaus", "Coworking"),
    ],
)
def test_what_a_project_says_is_met(text: str, entry: str) -> None:
    assert entry in related(text).entries


@pytest.mark.parametrize("text", ["Transport von Abfall nach Norden", "", "Wir feiern ein Fest."])
def test_short_words_are_not_found_inside_others(text: str) -> None:
    assert "Sport" not in related(text).entries


def test_nothing_met_adds_nothing() -> None:
    assert related("Xyz 123") == NOTHING


def test_german_and_english_words_come_apart() -> None:
    found = related("Telemedizin")
    assert "Videosprechstunde" in found.german
    assert "telehealth" in found.english
    assert "telehealth" not in found.german


@given(st.text(max_size=200), st.text(max_size=60))
def test_more_text_never_meets_fewer_entries(text: str, more: str) -> None:
    assert set(related(text).entries) <= set(related(f"{text} . {more}").entries)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {term: A, why: x.}\n- {term: A, why: y.}", "Eintrag 2: 'A' steht schon"),
        ("- {term: A, why: x., broader: [B]}", "Eintrag 1, Feld broader: 'B' ist kein Eintrag"),
        ("- {term: A}", "Eintrag 1, Feld why: fehlt"),
        ("- {term: A, why: x., fr: [B]}", "unbekanntes Feld 'fr'"),
        ("- {term: A, why: x., de: B}", "Feld de: Erwartet wird eine Liste"),
        ("A", "Erwartet wird eine Liste von Einträgen"),
        ("- [", "kein gültiges YAML"),
    ],
)
def test_a_broken_file_is_named(text: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_lexicon(text, "lexicon.yml")
    assert words in str(caught.value)
