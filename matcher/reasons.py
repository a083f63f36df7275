"""Why a pair fits: shares of its score by words of both texts. All shares together are the score. Pure.

A column of the model is shared by the words of a text that count in it, in proportion to how often they do. So both
vectors are sums over words, and their product is a sum over pairs of words: nothing is estimated afterwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matcher.model import CHANNELS, PARTS, Channel, Model, Part, Text, words_read
from matcher.text import normalise

Feature = Literal["word", "characters", "rest"]
PART_NOTES: dict[Part, str] = {
    "text": "",
    "applicant": " (Antragsteller)",
    "theme": " (Themenfeld)",
    "related": " (verwandtes Wort)",
    "english": " (englisch)",
}
REST = {"chars": "übrige Zeichenfolgen", "words": "weitere gemeinsame Wörter"}
# Words of the document whose counterpart is looked for; what is beyond is too small to be shown.
LOOKED_AT = 12
SHOWN_FORMS = 3


@dataclass(frozen=True)
class Reason:
    """A share of a score. ours, theirs: the words as they stand in the two texts; ``rest`` has no words of theirs."""

    feature: Feature
    contribution: float
    ours: str
    theirs: str


@dataclass(frozen=True)
class Shares:
    """One channel of a text as sums over its words: entry i: what ``word[i]`` (ascending) gives to ``column[i]``."""

    labels: tuple[str, ...]
    word: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.float64]

    @cached_property
    def by_column(self) -> dict[int, list[tuple[int, float]]]:
        """Column -> the words that give to it, with what they give."""
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for word, column, value in zip(self.word.tolist(), self.column.tolist(), self.value.tolist(), strict=True):
            found[column].append((word, value))
        return dict(found)

    @cached_property
    def totals(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The columns in order, and what the words together give to each."""
        known, inverse = np.unique(self.column, return_inverse=True)
        return known, np.bincount(inverse, self.value, minlength=len(known)).astype(np.float64)


Breakdown = dict[Channel, Shares]


def subject_breakdown(model: Model, text: Text) -> Breakdown:
    """A subject's vector by its words; words of applicant and theme field are marked as such."""
    return {
        channel: _joined([_shares(model, text, part, channel, model.config.part_weight(part)) for part in PARTS])
        for channel in CHANNELS
    }


def document_breakdown(model: Model, text: Text) -> Breakdown:
    """A document's vector by its words."""
    return {channel: _shares(model, text, "text", channel, model.config.document_weight(text)) for channel in CHANNELS}


def reasons(ours: Breakdown, theirs: Breakdown, count: int) -> tuple[Reason, ...]:
    """The ``count`` largest shares of a pair's score, largest first, then one rest for each channel that has one."""
    shown: list[tuple[Channel, Reason]] = []
    whole: dict[Channel, float] = {}
    for channel in CHANNELS:
        whole[channel], found = _channel_reasons(ours[channel], theirs[channel], channel)
        shown += [(channel, reason) for reason in found]
    shown.sort(key=lambda pair: (-pair[1].contribution, pair[1].feature, pair[1].ours, pair[1].theirs))
    rest = whole.copy()
    for channel, reason in shown[:count]:
        rest[channel] -= reason.contribution
    # What is left of a channel that was shown whole is rounding.
    left = [Reason("rest", value, REST[channel], "") for channel, value in rest.items() if value > 1e-9]
    return (*(reason for _, reason in shown[:count]), *left)


def _channel_reasons(ours: Shares, theirs: Shares, channel: Channel) -> tuple[float, list[Reason]]:
    """The channel's share of the score, and its largest parts, one for each word of ours (``word``: also of theirs)."""
    weight = _column_values(ours, theirs.column) * theirs.value
    by_word = np.bincount(theirs.word, weight, minlength=len(theirs.labels))
    grouped: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for word in np.argsort(-by_word, kind="stable")[:LOOKED_AT].tolist():
        if by_word[word] > 0:
            grouped[_counterpart(ours, theirs, word)].append((float(by_word[word]), word))
    feature: Feature = "characters" if channel == "chars" else "word"
    found = [
        Reason(
            feature, sum(value for value, _ in given), ours.labels[mine], _forms(theirs, [word for _, word in given])
        )
        for mine, given in grouped.items()
    ]
    return float(weight.sum()), found


def _column_values(shares: Shares, columns: NDArray[np.int64]) -> NDArray[np.float64]:
    """What a text's words together give to each of ``columns``; 0 where they give nothing."""
    known, values = shares.totals
    if len(known) == 0:
        return np.zeros(len(columns))
    place = np.minimum(np.searchsorted(known, columns), len(known) - 1)
    return np.where(known[place] == columns, values[place], 0.0)


def _counterpart(ours: Shares, theirs: Shares, word: int) -> int:
    """The word of ours that shares most with a word of theirs."""
    shared: dict[int, float] = defaultdict(float)
    start, end = np.searchsorted(theirs.word, (word, word + 1)).tolist()
    for place in range(start, end):
        for mine, value in ours.by_column.get(int(theirs.column[place]), ()):
            shared[mine] += value * float(theirs.value[place])
    return max(shared, key=lambda mine: (shared[mine], -mine))


def _forms(shares: Shares, found: Sequence[int]) -> str:
    return ", ".join(dict.fromkeys(shares.labels[word] for word in found[:SHOWN_FORMS]))


def _shares(model: Model, text: Text, part: Part, channel: Channel, weight: float) -> Shares:
    counted = model.word_counts(text, part)
    parts = [model.columns_of(word, channel) for word in counted]
    word = np.repeat(np.arange(len(parts)), [len(columns) for columns in parts])
    column = np.concatenate([*parts, np.zeros(0, np.int32)]).astype(np.int64)
    count = np.repeat(np.array(list(counted.values()), float), [len(columns) for columns in parts])
    known, inverse = np.unique(column, return_inverse=True)
    total = np.bincount(inverse, count, minlength=len(known))
    value = (1 + np.log(np.maximum(total, 1))) * model.idf[channel][known]
    length = float(np.sqrt((value**2).sum()))
    scale = np.sqrt(model.config.channel_weight(channel)) * weight / length if length else 0.0
    return Shares(_labels(model, text, part, list(counted)), word, column, (value / total)[inverse] * count * scale)


def _labels(model: Model, text: Text, part: Part, counted: Sequence[str]) -> tuple[str, ...]:
    """Each normalised word as it stands in the text most often."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words_read(text, part, model.config):
        forms[normalise(word)][word] += 1
    return tuple(forms[word].most_common(1)[0][0] + PART_NOTES[part] for word in counted)


def _joined(parts: Sequence[Shares]) -> Shares:
    offsets = np.cumsum([0, *(len(part.labels) for part in parts)])
    return Shares(
        tuple(label for part in parts for label in part.labels),
        np.concatenate([part.word + offset for part, offset in zip(parts, offsets, strict=False)]),
        np.concatenate([part.column for part in parts]),
        np.concatenate([part.value for part in parts]),
    )
