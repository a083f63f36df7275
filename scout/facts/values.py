"""What can be read out of a programme's texts: deadlines, eligibility and money, each with the words and their place.

``words`` is the sentence as it stands in the text, ``found_in`` the field of the draft it stands in (None: a field of
the source that is no text), ``start`` the position of the words in that text in characters, ``url`` the page.
``structured`` says that a field of the source states it, not prose; such facts rank first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["dated", "recurring", "open", "until_spent", "announced", "paused", "closed"]
Status = Literal["open", "closed", "paused", "unknown"]
DeadlineKind = Literal["full", "sketch", "registration", "question", "other"]
Precision = Literal["day", "month", "none"]


@dataclass(frozen=True)
class DeadlineFact:
    """A deadline, or the statement that there is none."""

    state: State
    words: str
    url: str
    due_on: date | None = None
    opens_on: date | None = None
    recurs: str | None = None  # MM-DD
    kind: DeadlineKind = "full"
    precision: Precision = "day"
    structured: bool = False
    found_in: str | None = None
    start: int | None = None


@dataclass(frozen=True)
class EligibilityFact:
    """Who or where a programme names, or rules out.

    kind: ``applicant`` (who), ``region`` (where), ``list`` (a closed list of beneficiaries), ``size`` (inhabitants).
    value: a code, see ``scout.facts.eligibility``. verdict: whether what is named may apply.
    certainty: ``stated`` in so many words, ``inferred`` from a wider or narrower term.
    """

    kind: Literal["applicant", "region", "list", "size"]
    value: str
    verdict: Literal["yes", "no"]
    words: str
    url: str
    certainty: Literal["stated", "inferred"] = "stated"
    structured: bool = False
    found_in: str | None = None
    start: int | None = None


@dataclass(frozen=True)
class MoneyFact:
    """How much and in what form.

    kind: ``funding_type`` (value: code), ``rate`` and ``own_share`` (number: percent of the eligible costs; an own
    share with the value ``euro``: whole euros),
    ``amount_min`` and ``amount_max`` (number: euros), ``cumulation`` (value: ``yes``, ``no``, ``limited``).
    condition: code of the case in which it holds (None: always), e.g. ``budget_safeguarding`` for the higher rate of
    municipalities in Haushaltssicherung.
    """

    kind: Literal["funding_type", "rate", "own_share", "amount_min", "amount_max", "cumulation"]
    words: str
    url: str
    value: str | None = None
    number: float | None = None
    condition: str | None = None
    structured: bool = False
    found_in: str | None = None
    start: int | None = None
