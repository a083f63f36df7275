"""Compiles many alternatives so that a search tries only those that begin with the letter it stands at.

The engine tries the alternatives of a pattern one after the other at every place. Where each of them begins with a
plain letter, it skips all other places and all other alternatives; so words before the first letter ("\\b", "not
behind") are moved behind it, and alternatives with the same first letter stand together. What is found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_LOOK = re.compile(r"\\b|\(\?<[!=][^()]*\)")


_GROUP = re.compile(r"\(\?P<(\w+)>(.*)\)", re.DOTALL)


def dispatched(pattern: str) -> re.Pattern[str]:
    """The same as a pattern of named groups ("(?P<a>…|…)|(?P<b>…)"): at one place the first that fits wins.

    Raises ValueError for an alternative that does not begin with a letter (after looks behind, brackets or choices).
    """
    groups = [found.groups() for one in _split(pattern) if (found := _GROUP.fullmatch(one))]
    if len(groups) != len(_split(pattern)):
        raise ValueError("takes named groups of alternatives only")
    buckets: dict[str, list[tuple[str, str]]] = {}
    for name, alternatives in groups:
        for looks, letter, rest in (part for one in _split(alternatives) for part in _parts("", one)):
            moved = "".join(rf"(?<=\b{letter})" if look == r"\b" else f"{look[:-1]}{letter})" for look in looks)
            buckets.setdefault(letter, []).append((name, moved + rest))
    branches = []
    for number, (letter, listed) in enumerate(buckets.items()):
        named = [(name, [rest for _, rest in rests]) for name, rests in groupby(listed, key=lambda entry: entry[0])]
        inner = "|".join(f"(?P<{name}_{number}_{at}>{'|'.join(rests)})" for at, (name, rests) in enumerate(named))
        branches.append(f"{letter}(?:{inner})")
    return re.compile("|".join(branches))


def group_of(match: re.Match[str]) -> str:
    """The name of the group that a match of such a pattern belongs to."""
    return (match.lastgroup or "").rsplit("_", 2)[0]


def _parts(looks: str, one: str) -> Iterator[tuple[list[str], str, str]]:
    """The looks behind, the first letter and the rest of each way in which an alternative can begin."""
    while look := _LOOK.match(one):
        looks, one = looks + look.group(), one[look.end() :]
    if one.startswith("(?:"):
        end = _closing(one)
        optional = one[end + 1 : end + 2] == "?"
        rest = one[end + 1 + optional :]
        for inner in (*_split(one[3:end]), *([""] if optional else [])):
            yield from _parts(looks, inner + rest)
    elif one.startswith("["):
        end = one.index("]")
        optional = one[end + 1 : end + 2] == "?"
        rest = one[end + 1 + optional :]
        for first in (*_letters(one[1:end]), *([""] if optional else [])):
            yield from _parts(looks, first + rest)
    elif not one[:1].isalnum() or one[1:2] in ("*", "+", "{"):
        raise ValueError(f"begins with no letter: {looks}{one}")
    elif one[1:2] == "?":
        yield _LOOK.findall(looks), one[0], one[2:]
        yield from _parts(looks, one[2:])
    else:
        yield _LOOK.findall(looks), one[0], one[1:]


def _letters(characters: str) -> Iterator[str]:
    """The letters of a class such as ``A-ZÄÖÜ``."""
    ranges = re.findall(r"(\w)-(\w)|(\w)", characters)
    for first, last, single in ranges:
        yield from [single] if single else map(chr, range(ord(first), ord(last) + 1))


def _split(pattern: str) -> list[str]:
    """The alternatives of a pattern that stand in no brackets."""
    found, start = [], 0
    for place, depth in _depths(pattern):
        if depth == 0 and pattern[place] == "|":
            found.append(pattern[start:place])
            start = place + 1
    return [*found, pattern[start:]]


def _closing(pattern: str) -> int:
    return next(place for place, depth in _depths(pattern) if depth == 0 and pattern[place] == ")")


def _depths(pattern: str) -> Iterator[tuple[int, int]]:
    """Each sign that is none of a class or an escape, with how many brackets are open behind it."""
    depth, place, in_class = 0, 0, False
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 2
            continue
        in_class = sign == "[" or (in_class and sign != "]")
        if not in_class:
            depth += (sign == "(") - (sign == ")")
            yield place, depth
        place += 1
