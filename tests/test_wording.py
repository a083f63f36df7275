"""What people read: lost dashes put back where there is no doubt, shared words once each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.wording import shared_words, shown_title


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Horizont Europa ? Rahmenprogramm (2021?2027)", "Horizont Europa – Rahmenprogramm (2021–2027)"),
        ("Wer wird gefördert?", "Wer wird gefördert?"),
        ("?Ganztag? in Schulen", "?Ganztag? in Schulen"),
        ("Was nun? Neue Wege", "Was nun? Neue Wege"),
    ],
)
def test_only_a_certain_dash_is_put_back(stored: str, shown: str) -> None:
    assert shown_title(stored, damaged=True) == shown


@given(st.text())
def test_what_is_whole_is_shown_as_it_is(title: str) -> None:
    assert shown_title(title, damaged=False) == title
    assert len(shown_title(title, damaged=True)) == len(title)


def test_each_shared_word_once_in_one_form() -> None:
    reasons = [("digital", "digitale, digitaler"), ("Digitale", "Digitale"), ("Akte", ""), ("a", "b"), ("c", "d")]
    assert shared_words(reasons) == ("digitale", "Akte", "b", "d")
    assert shared_words(reasons, most=1) == ("digitale",)
