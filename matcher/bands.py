"""Scores that mean something: below which nothing is kept, and the bands. Pure; read off judged cases."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Literal

Band = Literal["high", "medium", "low"]
Sides = tuple[str, str]  # subject (project, theme), document (programme, news)


@dataclass(frozen=True)
class Scale:
    """What scores mean between two kinds of text.

    least: below it nothing is kept. medium, high: where those bands begin. kept: about how many documents a subject
    keeps; None keeps all above ``least``.
    """

    least: float
    medium: float
    high: float
    kept: int | None


# docs/matching.md has the tables behind the numbers. A theme field is a list of search terms and a news item is short,
# so their scores are lower; a field keeps all its news, because the digest must miss nothing.
SCALES: MutableMapping[Sides, Scale] = {
    ("project", "programme"): Scale(0.035, 0.07, 0.105, 150),
    ("theme", "programme"): Scale(0.03, 0.063, 0.092, 150),
    ("project", "news"): Scale(0.058, 0.067, 0.1, 60),
    ("theme", "news"): Scale(0.0265, 0.033, 0.045, None),
}


def band(score: float, sides: Sides) -> Band:
    """The band of a score (0 to 1) between a subject and a document of these sides."""
    scale = SCALES[sides]
    if score >= scale.high:
        return "high"
    return "medium" if score >= scale.medium else "low"
