"""Amounts and rates out of German prose: pure, each with the sentence it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scout.facts.values import MoneyFact
from scout.text import find_euros, find_percents, sentences

if TYPE_CHECKING:
    from scout.source import Draft

_BEFORE = 200
_MONEY_SIGN = re.compile(r"€|EUR|Euro")
_SUM_OF_MONEY = re.compile(
    r"förder|zuschuss|zuwendung|beihilfe|darlehen|kredit|finanzier|höchst|maximal|mindest|bagatell|beträgt|betragen|"
    r"bis zu|pauschal",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:mindestens|mind\.|wenigstens|ab|bagatellgrenze\D{0,40}|untergrenze\D{0,40}|nicht unter)\W*$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:bis zu|bis|höchstens|maximal|max\.|höchstbetrag\D{0,40}|nicht mehr als|obergrenze\D{0,40}|begrenzt auf)\W*$",
    re.IGNORECASE,
)
# "18 Euro je Tag" says nothing about what a project can get.
_PER_UNIT = re.compile(
    r"\W*(?:monatlich|täglich|wöchentlich|stündlich|(?:je|pro|für jede[nrs]?) (?!\w*(?:vorhaben|projekt|antrag|kommun|"
    r"gemeind|kreis|maßnahme|einrichtung|standort|schule|gegenstand|jahr)))",
    re.IGNORECASE,
)
_NOT_FUNDING = re.compile(
    r"umsatz|bilanzsumme|jahreseinkommen|de-minimis|einwohner|eigenanteil|eigenmittel", re.IGNORECASE
)
_RATE = re.compile(
    r"förder|zuschuss|zuwendung|beihilfeintensität|anteil|höhe|bis zu|kosten|ausgaben|finanzier",
    re.IGNORECASE,
)
_NOT_RATE = re.compile(
    r"eigenanteil|eigenmittel|eigenleistung|eigenbeitrag|zins|tilgung|auszahl|haftung|bürgschaft|beteiligung an|"
    r"arbeitszeit|stellenumfang|p\. ?a\.|einsparung|reduzier|unterschreit|mehrwertsteuer|umsatzsteuer",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Amounts:
    """The smallest and largest sum a programme names for itself, in whole euros, with the sentences."""

    least: int | None
    most: int | None
    words: str


@dataclass(frozen=True)
class Rate:
    """The highest stated share of costs that is paid, in percent, with its sentence."""

    percent: int
    words: str


def amounts(text: str | None) -> Amounts | None:
    """The sums of money a text states for the funding itself."""
    least: list[int] = []
    most: list[int] = []
    words: list[str] = []
    for sentence in sentences(text or ""):
        if not _MONEY_SIGN.search(sentence) or not _SUM_OF_MONEY.search(sentence) or _NOT_FUNDING.search(sentence):
            continue
        low, high = _sums(sentence)
        if low or high:
            least += low
            most += high
            words.append(sentence)
    if not words:
        return None
    return Amounts(min(least, default=None), max(most, default=None), " ".join(words))


def rate(text: str | None) -> Rate | None:
    """The highest stated rate of funding; shares of one's own, interest and the like do not count."""
    best: Rate | None = None
    for sentence in sentences(text or ""):
        for figure in find_percents(sentence):
            if not _RATE.search(sentence):
                break
            around = sentence[max(0, figure.start - 60) : figure.end + 40]
            if figure.value > 0 and not _NOT_RATE.search(around) and (best is None or figure.value > best.percent):
                best = Rate(int(figure.value), sentence)
    return best


def _sums(sentence: str) -> tuple[list[int], list[int]]:
    least, most = [], []
    for figure in find_euros(sentence):
        before = _before(sentence, figure.start)
        if figure.value < 1 or _PER_UNIT.match(sentence, figure.end):
            continue
        if _AT_LEAST.search(before):
            least.append(int(figure.value))
        elif _AT_MOST.search(before):
            most.append(int(figure.value))
    return least, most


def of(draft: Draft) -> tuple[MoneyFact, ...]:
    """What the texts of a draft say about money, after what its source states in fields."""
    text = "\n".join(filter(None, (draft.summary, draft.requirements)))
    sums, share = amounts(text), rate(text)
    found: list[MoneyFact] = list(draft.money)
    if sums and sums.least:
        found.append(MoneyFact("amount_min", sums.words, draft.url, number=sums.least))
    if sums and sums.most:
        found.append(MoneyFact("amount_max", sums.words, draft.url, number=sums.most))
    if share:
        found.append(MoneyFact("rate", share.words, draft.url, number=share.percent))
    return tuple(found)


def summary(draft: Draft, facts: Sequence[MoneyFact]) -> dict[str, Any]:
    """The columns of a version that lists and exports show: amounts and rate, each with its words."""
    values: dict[str, Any] = {}
    for kind, number, words in (
        ("amount_min", "amount_min", "amount_words"),
        ("amount_max", "amount_max", "amount_words"),
        ("rate", "rate_percent", "rate_words"),
    ):
        fact = next((fact for fact in facts if fact.kind == kind and fact.condition is None), None)
        if fact and getattr(draft, number) is None:
            values[number], values[words] = fact.number, fact.words
    return values


def _before(text: str, position: int) -> str:
    return text[max(0, position - _BEFORE) : position]
