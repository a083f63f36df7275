"""What eligibility is judged from and what comes out. Plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.stated import StatementRow as Statement

Verdict = Literal["yes", "no", "unknown"]

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LONGEST_QUOTE = 280


@dataclass(frozen=True)
class Facet:
    """A category of a programme: kind ``applicant`` or ``region`` (others are ignored), code, label."""

    kind: str
    code: str
    label: str

    @property
    def keys(self) -> frozenset[str]:
        """Code and label in one spelling, for comparing."""
        return frozenset({key(self.code), key(self.label)})


@dataclass(frozen=True)
class Part:
    """One half of a judgement, who or where. ``quote``: the words as they stand in the text, None without any."""

    verdict: Verdict
    words: str | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Eligibility:
    """Whether the applicant may apply as far as stated, and the words this was read from (None: nothing was said)."""

    verdict: Verdict
    words: str | None
    who: Part = Part("unknown")
    where: Part = Part("unknown")


def key(words: str) -> str:
    """A code or label in one spelling."""
    return re.sub(r"[^a-z0-9ß]+", "_", words.casefold().translate(_UMLAUTS)).strip("_")


def quoted(statement: Statement) -> str:
    """The words of a statement for people, cut where they are long."""
    words = " ".join(statement.words.split())
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"„{words}“"


def by_said(verdict: Verdict, statements: Sequence[Statement]) -> Part:
    """A judgement from a text: its words once, the first of them as the quotation."""
    if not statements:
        return Part(verdict)
    return Part(verdict, " ".join(dict.fromkeys(map(quoted, statements[:2]))), statements[0].words)


def by_filed(verdict: Verdict, title: str, facets: Sequence[Facet]) -> Part:
    """A judgement from categories: their labels are the words."""
    labels = ", ".join(facet.label for facet in facets)
    return Part(verdict, f"{title}: {labels}" if labels else None, labels or None)
