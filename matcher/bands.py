"""Scores that mean something: below which nothing is kept, and the bands. Pure; read off the judged projects."""

from __future__ import annotations

from typing import Literal

Band = Literal["high", "medium", "low"]

# A pair below this score is never kept, by kind of document. docs/matching.md has the table behind the numbers.
LEAST = {"programme": 0.04, "news": 0.07}
MEDIUM = 0.08
HIGH = 0.12


def band(score: float) -> Band:
    """The band of a score (0 to 1)."""
    if score >= HIGH:
        return "high"
    return "medium" if score >= MEDIUM else "low"
