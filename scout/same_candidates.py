"""Which of many entries are worth comparing: those whose names have much in common, and those that link to each other.

What two entries need to be compared depends on the two alone, so that a few new ones against all give the same pairs
as all against all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from scout.same import NEAR, TELLING, judge
from scout.same_entry import Verdict
from scout.same_features import Features, names_of
from scout.same_words import skeleton, weight

_ROWS = 1000  # of the product at a time, so that memory stays small
_LITTLE = 1e-6
_SHORT = "short "  # a short name joins only where one title is nothing else


def judged_features(
    features: Iterable[Features], among: Collection[int] | None = None
) -> dict[tuple[int, int], Verdict]:
    """Verdicts that are not ``different``, by the keys of the two (the smaller first).

    among: only pairs in which one of these keys takes part (what is new or changed); None: all.
    """
    rows = sorted(features, key=lambda one: one.entry.key)
    found = {}
    for first, second in candidates(rows, among):
        verdict = judge(rows[first], rows[second])
        if verdict.verdict != "different":
            found[rows[first].entry.key, rows[second].entry.key] = verdict
    return found


def candidates(features: Sequence[Features], among: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Positions of the pairs worth comparing, each once and in order.

    among: keys of entries; only pairs with at least one of them.
    """
    chosen = [among is None or f.entry.key in among for f in features]
    found = {*_by_names(features, chosen), *_by_keys(features, chosen), *_by_links(features)}
    return sorted(pair for pair in found if chosen[pair[0]] or chosen[pair[1]])


def _by_names(features: Sequence[Features], chosen: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pairs of which the names share most of the shorter one, by the weight of the words."""
    table = _table([{skeleton(s): weight((s,)) for s in f.core} for f in features])
    shared_words = table.copy()
    shared_words.data = np.ones_like(table.data)
    whole = np.asarray(table.sum(axis=1)).ravel()
    wanted = np.flatnonzero(chosen)
    for start in range(0, len(wanted), _ROWS):
        rows = wanted[start : start + _ROWS]
        shared = (table[rows] @ shared_words.T).tocoo()
        first, second = rows[shared.row], shared.col
        least = np.maximum(TELLING, NEAR * np.minimum(whole[first], whole[second])) - _LITTLE
        enough = (shared.data >= least) & (first != second)
        yield from (_pair(int(a), int(b)) for a, b in zip(first[enough], second[enough], strict=True))


def _table(rows: Sequence[Mapping[str, float]]) -> csr_matrix:
    known: dict[str, int] = {}
    columns = [known.setdefault(word, len(known)) for row in rows for word in row]
    values = [value for row in rows for value in row.values()]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((np.array(values, dtype=np.float64), columns, starts), shape=(len(rows), max(1, len(known))))


def _by_keys(features: Sequence[Features], chosen: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pairs that have a whole name, a short name or an identifier in common."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(features):
        for key in _keys(one):
            buckets[key].append(position)
    for key, positions in buckets.items():
        short = key.startswith(_SHORT)
        for place, first in enumerate(positions):
            for second in positions[place + 1 :]:
                named = not short or features[first].is_short_name or features[second].is_short_name
                if named and (chosen[first] or chosen[second]):
                    yield first, second


def _keys(one: Features) -> set[str]:
    keys = {"name " + " ".join(sorted(map(skeleton, name))) for name in names_of(one)}
    keys |= {f"{_SHORT}{a}" for a in one.acronyms} | {f"topic {t}" for t in one.topics}
    return keys | ({f"letters {one.squeezed}"} if one.squeezed else set())


def _by_links(features: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Pairs of which one page names the other's address."""
    at: dict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(features):
        at[one.place].append(position)
    for position, one in enumerate(features):
        for place in one.named_places:
            yield from (_pair(position, other) for other in at.get(place, ()) if other != position)


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)
