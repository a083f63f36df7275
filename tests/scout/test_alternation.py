"""The quicker pattern finds what the plain one finds: the same places, the same groups, the same first choice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.facts.alternation import dispatched, group_of

PATTERN = (
    r"(?P<pay>zahlungsantr|(?:ab|aus)zahlung|\bbeleg(?:e|en)?\b)"
    r"|(?P<last>(?:un)?befrist|(?<!\bbe)(?<!kurz)frist(?!ig)|s?tag\b)"
    r"|(?P<hand_in>antr[aä]ge?|[Bb]ewerb|\bcalls?\b|2\. stufe)"
)


def _found(pattern: re.Pattern[str], text: str, quick: bool) -> list[tuple[int, int, str | None]]:
    return [(m.start(), m.end(), group_of(m) if quick else m.lastgroup) for m in pattern.finditer(text)]


PIECES = (
    "zahlungs", "antr", "antrag", "äge", "abzahlung", "auszahlung", "beleg", "en", "un", "befrist", "be", "frist", "ig",
    "kurz", "stag", "tag", "Bewerb", "bewerb", "call", "calls", "2. stufe", "2", ".", " ", ",",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_same_is_found(text: str) -> None:
    assert _found(dispatched(PATTERN), text, quick=True) == _found(re.compile(PATTERN), text, quick=False)


@pytest.mark.parametrize("pattern", [r"(?P<a>\w{0,5}antrag)", r"(?P<a>a{2}b)", r"antrag|(?P<a>frist)"])
def test_what_it_cannot_speed_up_it_refuses(pattern: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (two reasons, both said)
        dispatched(pattern)
