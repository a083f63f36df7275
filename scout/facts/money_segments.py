"""Each figure of a sentence with the words that belong to it: those before it, and those behind it up to a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scout.facts.money_cases import case_of
from scout.facts.money_figures import Figure
from scout.facts.money_passages import Passage
from scout.facts.umlauts import restored

_BEFORE = 320
_BEHIND = 150
_LEAD = 200
_SHORT = 30
_CUT = re.compile(r"[,;|](?=\s)|\s/\s|\s(?:sowie|und|oder|bzw\.|beziehungsweise|jedoch)\s|:\s")
# "30 Prozent der zuwendungsfähigen Ausgaben bis maximal 50.000 Euro": the costs belong to the percentage.
_BASE = re.compile(
    r"^\s*(?:\)\s?)?(?:der|des|ihrer|seiner|ihrer|von|aller)\s[^,;:()]{0,110}?(?:kosten|ausgaben|aufwendungen|"
    r"investitionen|"
    r"investition|volumens?|summe|bemessungsgrundlage)\b",
)


# "80 % (kommunal) / 94,6 % (freie Träger)": the bracket belongs to the figure before it.
_BRACKET = re.compile(r"^\s?\([^()]{0,80}\)")


@dataclass(frozen=True)
class Segment:
    """A figure with its words.

    before: from the figure before, or from the start of the sentence and its lead. after: up to the next figure or
    comma. own: ``before`` without what belongs to the figure before. All in lower case, as the patterns are.
    """

    figure: Figure
    before: str
    after: str
    own: str
    previous: Segment | None

    def case(self) -> str | None:
        """In which case it holds, see case_of; "jedoch höchstens 5.000 Euro" shares that of the rate before it."""
        case = case_of(f"{self.own[-160:]} {self.after}")
        if case is None and self.previous and self.previous.figure.unit != self.figure.unit and len(self.own) < _SHORT:
            return self.previous.case()
        return case


def segments(passage: Passage) -> tuple[Segment, ...]:
    """The figures of a passage with their words, in order."""
    return tuple(_segments(passage))


def _segments(passage: Passage) -> Iterator[Segment]:
    previous: Segment | None = None
    for position, figure in enumerate(passage.found):
        following = passage.found[position + 1].start if position + 1 < len(passage.found) else len(passage.words)
        before, own = _before(passage, figure, previous)
        after = _after(passage.words, figure, following)
        previous = Segment(figure, before, after, own, previous)
        yield previous


def _before(passage: Passage, figure: Figure, previous: Segment | None) -> tuple[str, str]:
    if previous is None:
        lead = f"{passage.lead[-_LEAD:].rstrip(':')} " if passage.lead else ""
        before = restored((lead + passage.words[max(0, figure.start - _BEFORE) : figure.start]).lower())
        return before, before
    end = previous.figure.end
    whole = passage.words[end : figure.start].lower()
    own = restored(whole[len(previous.after) :][-_BEFORE:])
    between = restored(whole)
    between = _BRACKET.sub("", between)[-_BEFORE:]
    return _BASE.sub("", between) if previous.figure.unit == "percent" else between, own


def _after(words: str, figure: Figure, following: int) -> str:
    behind = words[figure.end : min(following, figure.end + _BEHIND)].lower()
    cut = _CUT.search(behind)
    return restored(behind[: cut.start()] if cut else behind)
