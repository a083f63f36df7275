"""Decides whether two entries of different portals are one funding programme. Pure and symmetric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scout.same_entry import Verdict, Word
from scout.same_evidence import Point, doubts, forbidden, moved, points
from scout.same_features import Features, plain_name
from scout.same_words import COMMON, WEAK, missing_from, weight

# Raised whenever the rule below or what it reads changes: all pairs are then judged anew.
SAME_VERSION = "1"
# How telling a shared name must be to need but one further point, and how much all points must weigh.
TELLING, _ENOUGH, _SURE = 1.5, 1.0, 2.5
_UNIQUE = 5.0  # names this telling, word for word on two portals, need little else
NEAR = 0.7  # share of the weight of all words of two names from which they are near
_FULL = 8.0
Kind = Literal["equal", "alias", "guideline", "short", "wider", "near"]


@dataclass(frozen=True)
class Naming:
    """How the names of two entries relate. ``telling``: how much the shared part says, see ``same_words.weight``."""

    kind: Kind
    telling: float
    words: str


def judge(a: Features, b: Features) -> Verdict:
    """Whether two entries are one programme: ``same``, ``unsure`` (a person decides) or ``different``, and why.

    Symmetric. Depends on nothing but the two: what else is in the store never changes a verdict.
    """
    if (a.entry.source, a.entry.key) > (b.entry.source, b.entry.key):
        a, b = b, a
    against = forbidden(a, b)
    if against:
        return Verdict("different", 0.0, _sentence("Nicht dasselbe", [against]))
    naming = _naming(a, b)
    if naming is None:
        return Verdict("different", 0.0, "Nicht dasselbe: Die Namen haben nichts Kennzeichnendes gemeinsam.")
    if naming.kind in ("equal", "alias") and moved(a, b) and not list(doubts(a, b)):
        return Verdict("same", 1.0, "Dasselbe: gleicher Name und dieselbe Seite unter neuer Adresse.")
    found = points(a, b)
    word = _by_points(naming, found)
    against_sure = list(doubts(a, b))
    if _one_source(a, b):
        against_sure.append("beide stehen in derselben Quelle")
        word = word if naming.kind == "equal" else "different"
    if against_sure:
        word = "unsure" if word == "same" else "different"
    return Verdict(word, _score(naming, found, word), _why(word, naming, found, against_sure))


def _one_source(a: Features, b: Features) -> bool:
    return a.entry.source == b.entry.source


def _naming(a: Features, b: Features) -> Naming | None:
    if a.squeezed and a.squeezed == b.squeezed and not (a.is_gazette or b.is_gazette):
        return Naming("equal", weight(a.name), "beide heißen gleich")
    if _equal(a.core, b.core):
        return Naming("equal", weight(a.core), "beide heißen gleich")
    if name := _guideline(a, b):
        return Naming("guideline", weight(name), "eine Seite trägt den Namen der Richtlinie, die die andere nennt")
    if name := _by_other_name(a, b):
        return Naming("alias", weight(name), "der Name der einen steht in Titel oder Adresse der anderen")
    return _related(a, b)


def _related(a: Features, b: Features) -> Naming | None:
    if a.acronyms & b.acronyms and (a.is_short_name or b.is_short_name):
        return Naming("short", 1.0, "beide tragen denselben Kurznamen")
    extra = missing_from(a.core, b.core)
    shared = a.core - extra
    telling = weight(shared)
    if telling < TELLING:
        return None
    if not extra or not missing_from(b.core, a.core):
        return Naming("wider", telling, "der eine Name ist ein Teil des anderen")
    return Naming("near", telling, "die Namen sind ähnlich") if telling >= NEAR * weight(a.core | b.core) else None


def _equal(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and not missing_from(ours, theirs) and not missing_from(theirs, ours)


def _guideline(a: Features, b: Features) -> frozenset[str] | None:
    """The name of a guideline that one carries and the other cites, where their own titles have something in common."""
    for one, other in ((a, b), (b, a)):
        own = {plain_name(other.name), *map(plain_name, other.officials)}
        for official in sorted(map(plain_name, one.officials), key=sorted):
            if official in own and (_overlap(a, b) or a.is_gazette or b.is_gazette):
                return official
    return None


def _overlap(a: Features, b: Features) -> bool:
    return bool((a.name & b.name) - COMMON - WEAK) or bool(a.acronyms & b.acronyms)


def _by_other_name(a: Features, b: Features) -> frozenset[str] | None:
    for one, other in ((a, b), (b, a)):
        for name in (one.slug, *sorted(one.quoted, key=sorted)):
            plain = plain_name(name - one.short_stems - other.short_stems)
            if weight(plain) >= TELLING and _equal(plain, other.core):
                return plain
    return None


def _by_points(naming: Naming, found: Sequence[Point]) -> Word:
    # A short name is a part of the name: where the names are one it says nothing new.
    named = naming.kind in ("equal", "alias", "guideline")
    total = sum(point.weight for point in found if not (named and point.is_name))
    if named:
        enough = _ENOUGH if naming.telling >= TELLING else 2 * _ENOUGH
        enough = enough / 2 if naming.telling >= _UNIQUE else enough
        if total >= enough:
            return "same"
        return "unsure" if naming.telling >= TELLING or total > 0 else "different"
    if total >= _SURE and any(point.is_identity for point in found):
        return "same"
    return "unsure" if total >= 1.5 else "different"


def _score(naming: Naming, found: Sequence[Point], word: Word) -> float:
    if word == "different":
        return 0.0
    return round(min(1.0, (min(naming.telling, 3) + sum(p.weight for p in found)) / _FULL), 3)


def _why(word: Word, naming: Naming, found: Sequence[Point], against: Sequence[str]) -> str:
    for_it = [naming.words, *(point.words for point in found)]
    if word == "same":
        return _sentence("Dasselbe", for_it)
    start = "Vielleicht dasselbe" if word == "unsure" else "Eher nicht dasselbe"
    rest = against or ["sonst bestätigt es nichts"]
    return f"{_sentence(start, for_it)[:-1]}; dagegen: {'; '.join(rest)}."


def _sentence(start: str, parts: Sequence[str]) -> str:
    return f"{start}: {'; '.join(parts)}."
