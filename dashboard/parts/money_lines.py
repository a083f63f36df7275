"""What a programme says about money besides its rate and sums, as lines of a card: label, value, words and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import format as german
from data.queries.money import StatedMoney


@dataclass(frozen=True)
class MoneyLine:
    """One line of a card. ``words``: as they stand on the page ``url``."""

    label: str
    value: str
    words: str
    url: str


def money_lines(stated: Sequence[StatedMoney]) -> tuple[MoneyLine, ...]:
    """The lines in their fixed order; of several statements of one kind and case the most favourable one."""
    return tuple(_lines(stated))


def _lines(stated: Sequence[StatedMoney]) -> Iterator[MoneyLine]:
    forms = [fact for fact in stated if fact.kind == "funding_type" and fact.value]
    if forms:
        names = dict.fromkeys(german.FUNDING_TYPES.get(fact.value or "", fact.words) for fact in forms)
        yield MoneyLine("Förderart", ", ".join(names), forms[0].words, forms[0].url)
    for case in dict.fromkeys(fact.condition for fact in stated if fact.kind == "rate" and fact.condition):
        best = max(_of(stated, "rate", case), key=lambda fact: fact.number or 0)
        yield _line("Förderquote", best, f"bis {german.percent(best.number)} {german.MONEY_CASES.get(case, '')}")
    for borne in dict.fromkeys(fact.condition for fact in stated if fact.kind == "own_share"):
        least = min(_of(stated, "own_share", borne), key=lambda fact: fact.number or 0)
        words = f"{german.percent(least.number)} {german.MONEY_CASES.get(borne or '', '')}"
        yield _line("Eigenanteil", least, words)
    for fact in [fact for fact in stated if fact.kind == "amount_min" and fact.value == "costs"][:1]:
        yield _line("Mindestgröße", fact, f"Kosten ab {german.euro(round(fact.number or 0))}")
    for fact in [fact for fact in stated if fact.kind == "cumulation"][:1]:
        yield _line("Kumulierung", fact, german.CUMULATION.get(fact.value or "", german.UNKNOWN))


def _of(stated: Sequence[StatedMoney], kind: str, case: str | None) -> list[StatedMoney]:
    return [fact for fact in stated if fact.kind == kind and fact.condition == case]


def _line(label: str, fact: StatedMoney, value: str) -> MoneyLine:
    return MoneyLine(label, value.strip(), fact.words, fact.url)
