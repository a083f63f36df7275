"""Groups news of one week that tell the same, so that nothing is told twice. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from data.queries.digest import NewsRow
from matcher.text import Splitter, normalise, terms, words

# Share of common significant words from which two headlines count as the same news. Two headlines of
# one agency text differ in a word or two; two different events in one field share a third at most.
SAME_NEWS = 0.5
# Headlines are compared by stems; compounds stay whole, a headline is too short to gain from their parts.
WHOLE_WORDS = Splitter({})


def group_news(items: Sequence[NewsRow]) -> tuple[tuple[NewsRow, ...], ...]:
    """Groups by headline: each item joins the earliest group whose first item it resembles.

    Comparing with the group's first item only (leader clustering) keeps chains of ever less similar
    headlines from growing. Groups come back in the order of ``items``; the earliest item leads.
    """
    leaders: list[tuple[frozenset[str], list[NewsRow]]] = []
    for item in sorted(items, key=lambda i: (i.published_at, i.id)):
        own = headline_terms(item.title)
        for leader, group in leaders:
            if _alike(leader, own):
                group.append(item)
                break
        else:
            leaders.append((own, [item]))
    position = {item.id: place for place, item in enumerate(items)}
    groups = [tuple(group) for _, group in leaders]
    return tuple(sorted(groups, key=lambda group: min(position[item.id] for item in group)))


def headline_terms(title: str) -> frozenset[str]:
    """The stems of a headline's significant words."""
    return frozenset(term for word in words(title) for term in terms(normalise(word), WHOLE_WORDS))


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    if not first or not second:
        return False
    return len(first & second) / len(first | second) >= SAME_NEWS
