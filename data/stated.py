"""What is stored about who may apply: categories and statements of a programme's current version. Plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CategoryRow:
    """A category the source filed a programme under."""

    kind: str
    code: str
    label: str


@dataclass(frozen=True)
class StatementRow:
    """A statement about who may apply or where, with its words (kinds and values: docs/facts.md)."""

    kind: str
    value: str
    verdict: str
    certainty: str
    words: str
    found_in: str | None = None
    start: int | None = None

    @property
    def passage(self) -> tuple[str | None, int | None, str]:
        """Statements of one passage of the text belong together."""
        return self.found_in, self.start, self.words


@dataclass(frozen=True)
class JudgedFrom:
    """What eligibility for one programme is judged from."""

    source_title: str
    categories: tuple[CategoryRow, ...]
    statements: tuple[StatementRow, ...]
