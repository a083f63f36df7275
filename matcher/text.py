"""The one place for tokens: words of a text, their terms (stems, split compounds) and their character sequences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import exp, log

import Stemmer

from matcher.stopwords import STOP_WORDS

GRAM = 4
# "Bürger:innen", "Schüler*innen", "Antragsteller/-innen": the bare form carries the subject.
GENDER_SUFFIX = re.compile(r"(?<=\w)[*:·_/]-?in(?:nen)?\b")
# A line-break hyphen inside a word, and the invisible one.
SOFT_HYPHEN = re.compile("\u00ad\\s*")
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
HYPHEN = re.compile(r"[-\u2010\u2011]")
LINKING = ("", "s", "es", "n", "en", "er", "e")

_stemmer = Stemmer.Stemmer("german", 100_000)


def words(text: str) -> list[str]:
    """The words of a text as they stand there, hyphenated words whole, in order."""
    plain = SOFT_HYPHEN.sub("", unicodedata.normalize("NFC", text))
    return WORD.findall(GENDER_SUFFIX.sub("", plain))


def normalise(word: str) -> str:
    """The form under which a word is counted: case folded, so ß and ss are one."""
    return word.casefold()


_STOPS = frozenset(normalise(word) for word in STOP_WORDS)


def is_subject(word: str) -> bool:
    """Whether a normalised word can say what a text is about: no function word, no bare number, no single letter."""
    return len(word) > 1 and word not in _STOPS and not word.isdigit()


def char_grams(word: str) -> list[str]:
    """Overlapping sequences of four characters of a normalised word with a blank at either end.

    As scikit-learn's ``char_wb``: a word of one letter gives one short sequence.
    """
    padded = f" {word} "
    return [padded[i : i + GRAM] for i in range(max(1, len(padded) - GRAM + 1))]


def stem(word: str) -> str:
    """The German stem of a normalised word."""
    found: str = _stemmer.stemWord(word)
    return found


@dataclass(frozen=True)
class Splitter:
    """Splits German compounds into words of the corpus (Koehn & Knight, EACL 2003).

    counts: how often a normalised word stands in the corpus; only words of ``min_part`` letters and more.
    A word is split where both parts are corpus words and the geometric mean of their counts is above its own count;
    linking elements may stand between. Frequent compounds stay whole ("förderdatenbank").
    """

    counts: Mapping[str, int]
    min_part: int = 4
    min_count: int = 3
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def train(cls, corpus: Iterable[Mapping[str, int]], min_part: int = 4, min_count: int = 3) -> Splitter:
        """Learns from the counts of normalised words of each text; rare and short words can be no part."""
        seen: Counter[str] = Counter()
        for counts in corpus:
            for word, count in counts.items():
                for part in HYPHEN.split(word):
                    seen[part] += count

        def can_be_part(word: str) -> bool:
            return seen[word] >= min_count and len(word) >= min_part and word.isalpha() and word not in _STOPS

        return cls({word: seen[word] for word in sorted(seen) if can_be_part(word)}, min_part, min_count)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a normalised word; the word alone when it is no compound of known words."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._best(word, self.counts.get(word, 0))[1]
        return found

    def _best(self, word: str, whole: float) -> tuple[float, tuple[str, ...]]:
        best: tuple[float, tuple[str, ...]] = (whole, (word,))
        for head, tail in self._cuts(word):
            parts = (head, *self.split(tail))
            tail_counts = [self.counts.get(part, 0) for part in parts]
            if min(tail_counts) == 0:
                continue
            mean = exp(sum(log(count) for count in tail_counts) / len(parts))
            if mean > best[0]:
                best = (mean, parts)
        return best

    def _cuts(self, word: str) -> Iterator[tuple[str, str]]:
        for end in range(self.min_part, len(word) - self.min_part + 1):
            if word[:end] not in self.counts:
                continue
            for link in LINKING:
                tail = word[end + len(link) :]
                if len(tail) >= self.min_part and word.startswith(link, end):
                    yield word[:end], tail


def terms(word: str, splitter: Splitter) -> tuple[str, ...]:
    """What a normalised word counts as in the word channel: its stem, the stems of its parts; nothing for a stop word.

    "Glasfaserausbaus" -> glasfaserausbau, glasfas, ausbau. "E-Akte" -> eakt, akte's stem: the joined form keeps
    what a one-letter part means.
    """
    if not is_subject(word):
        return ()
    parts = HYPHEN.split(word)
    forms = [word] if len(parts) == 1 else ["".join(parts), *parts]
    found: dict[str, None] = {}
    for form in forms:
        if is_subject(form):
            for part in dict.fromkeys((form, *splitter.split(form))):
                found[stem(part)] = None
    return tuple(found)
