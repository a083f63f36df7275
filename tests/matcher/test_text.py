"""Tokens: words as they stand, terms of a word, compounds."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from matcher.text import Splitter, char_grams, is_subject, normalise, terms, words

CORPUS = ["Gesundheit und Versorgung auf dem Land", "Förderung des Tourismus", "Zugang zum Gesetz online"] * 4
CORPUS += ["Die Förderdatenbank als Datenbank der Förderung"] * 9
SPLITTER = Splitter.train(Counter(map(normalise, words(text))) for text in CORPUS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bürger:innen und Schüler*innen", ["Bürger", "und", "Schüler"]),
        ("Ver\u00adwaltung", ["Verwaltung"]),
        ("E-Akte, OZG (2.0)", ["E-Akte", "OZG", "2", "0"]),
        ("Ärzte".encode().decode(), ["Ärzte"]),
        ("A\u0308rzte", ["Ärzte"]),
        ("", []),
    ],
)
def test_words_as_they_stand(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("gesundheitsversorgung", ("gesundheit", "versorgung")),
        ("tourismusförderung", ("tourismus", "förderung")),
        # As frequent as its parts together would have to be: stays whole.
        ("förderdatenbank", ("förderdatenbank",)),
        ("lastenrad", ("lastenrad",)),
        ("versorgung", ("versorgung",)),
    ],
)
def test_compounds_are_split_into_words_of_the_corpus(word: str, parts: tuple[str, ...]) -> None:
    assert SPLITTER.split(word) == parts


def test_a_compound_keeps_its_own_stem_beside_those_of_its_parts() -> None:
    assert terms("gesundheitsversorgung", SPLITTER) == ("gesundheitsversorg", "gesund", "versorg")


def test_inflected_forms_are_one_term() -> None:
    assert terms("kommunen", SPLITTER) == terms("kommune", SPLITTER) != ()


@pytest.mark.parametrize("word", ["und", "2024", "a", "würde"])
def test_words_without_a_subject_are_no_terms(word: str) -> None:
    assert terms(word, SPLITTER) == ()
    assert not is_subject(word)


def test_a_hyphenated_word_counts_joined_and_by_parts() -> None:
    assert terms("e-akte", SPLITTER)[0] == "eakt"
    assert "akt" in terms("e-akte", SPLITTER)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for word in words(text):
        for term in terms(normalise(word), SPLITTER):
            assert term


@given(st.text(alphabet="abcdefghäöü", min_size=1, max_size=12))
def test_character_sequences_are_those_of_scikit_learn(word: str) -> None:
    theirs = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4)).build_analyzer()(word)
    assert char_grams(word) == theirs


@given(st.lists(st.sampled_from(sorted(SPLITTER.counts)), min_size=2, max_size=3))
def test_parts_stand_in_the_word_in_order(parts: list[str]) -> None:
    word = "s".join(parts)
    rest = word
    for part in SPLITTER.split(word):
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]
