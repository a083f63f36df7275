"""What speaks for one programme beside the name, and what forbids it or leaves it to a person; each in German."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scout.same_features import Features
from scout.same_places import without_lands
from scout.same_words import missing_from, name_of

COPIED = 0.3  # share of word sequences from which a text counts as a copy
_FEWEST_SEQUENCES = 15
# What many funders have in their names.
_ANY_FUNDER = name_of(
    "Stiftung Bank Förderbank Landesbank GmbH Staatsministerium Senat Senatsverwaltung EU Verein Union"
)
_CUT = 75  # characters from which on a source may have cut a title off
_A_YEAR = 400  # days; deadlines further apart belong to different rounds
_ALIASES = {
    "KfW": "Kreditanstalt Wiederaufbau", "BMBF": "Bildung Forschung", "BMFTR": "Forschung Technologie",
    "BMWK": "Wirtschaft", "BMWi": "Wirtschaft", "BMWE": "Wirtschaft", "BMUV": "Umwelt", "BMU": "Umwelt",
    "BMEL": "Ernährung Landwirtschaft", "BMI": "Innern", "BMDV": "Verkehr", "BAFA": "Ausfuhrkontrolle",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """Something that speaks for one programme. ``is_identity``: hardly ever true of two different ones."""

    weight: float
    words: str
    is_identity: bool = False
    is_name: bool = False


def forbidden(a: Features, b: Features) -> str | None:
    """Why the two can never be one programme; None when nothing forbids it."""
    if a.lands and b.lands and not a.lands & b.lands:
        return f"verschiedene Länder ({_list(a.lands)} und {_list(b.lands)})"
    for ours, theirs, what in (
        (a.marks.rounds, b.marks.rounds, "verschiedene Runden oder Fassungen"),
        (a.marks.parts, b.marks.parts, "verschiedene Teile eines Programms"),
        (a.products, b.products, "verschiedene Produktnummern"),
        (a.topics, b.topics, "verschiedene Kennungen der EU"),
        (a.places, b.places, "verschiedene Kreise oder Städte"),
    ):
        if ours and theirs and not ours & theirs:
            return f"{what} ({_list(ours)} und {_list(theirs)})"
    return _other_year(a, b)


def _other_year(a: Features, b: Features) -> str | None:
    ours, theirs = a.marks.years, b.marks.years
    if ours and theirs and not ours & theirs:
        return f"verschiedene Jahre ({_list(ours)} und {_list(theirs)})"
    for one, other in ((a, b), (b, a)):
        if one.marks.years and other.marks.rounds and not one.marks.years & other.years and not one.marks.rounds:
            return f"verschiedene Runden ({_list(one.marks.years)} und Runde {_list(other.marks.rounds)})"
    return None


def doubts(a: Features, b: Features) -> Iterator[str]:
    """What leaves the two to a person, however alike they are."""
    if a.level and b.level and a.level != b.level:
        yield "die Fördergeber gehören zu verschiedenen Ebenen"
    if _foreign_funders(a, b):
        yield f"verschiedene Fördergeber ({a.funder} und {b.funder})"
    for one, other in ((a, b), (b, a)):
        yield from _one_sided(one, other)
    if _far_apart(a, b):
        yield "die Fristen liegen mehr als ein Jahr auseinander, vielleicht eine andere Runde"
    if a.title_acronyms and b.title_acronyms and a.title_acronyms != b.title_acronyms:
        yield f"verschiedene Kurznamen ({_list(a.title_acronyms)} und {_list(b.title_acronyms)})"
    yield from _wider_area(a, b)
    if a.entry.title[:_CUT] == b.entry.title[:_CUT] and len(a.entry.title) >= _CUT and _slugs_differ(a, b):
        yield "der Name ist vielleicht abgeschnitten, und die Adressen nennen Verschiedenes"


def _slugs_differ(a: Features, b: Features) -> bool:
    return bool(missing_from(a.slug, b.slug | b.name)) and bool(missing_from(b.slug, a.slug | a.name))


def _wider_area(a: Features, b: Features) -> Iterator[str]:
    for one, other in ((a, b), (b, a)):
        if one.nationwide and not one.lands and other.lands and not other.nationwide:
            yield f"eine Seite gilt bundesweit, die andere in {_list(other.lands)}"
    homes = a.home and b.home and not a.home & b.home
    if homes and "federal" not in (a.level, b.level) and not a.lands & b.lands:
        yield f"die Seiten stehen in verschiedenen Ländern ({_list(a.home)} und {_list(b.home)})"


def _one_sided(one: Features, other: Features) -> Iterator[str]:
    shared_day = bool(one.deadlines & other.deadlines)
    if one.marks.rounds and not other.marks.rounds and not shared_day and not one.marks.rounds <= other.rounds:
        yield f"nur eine Seite nennt eine Runde oder Fassung ({_list(one.marks.rounds)})"
    if one.marks.years and not other.marks.years and not shared_day and not one.marks.years & other.years:
        yield f"nur eine Seite nennt ein Jahr ({_list(one.marks.years)})"
    if one.marks.parts and not other.marks.parts:
        yield f"nur eine Seite nennt einen Teil ({_list(one.marks.parts)})"
    if one.places and not other.places and not any(p in f"{other.head} {other.funder}" for p in one.places):
        yield f"nur eine Seite ist auf einen Ort beschränkt ({_list(one.places)})"


def _far_apart(a: Features, b: Features) -> bool:
    ours, theirs = a.deadlines, b.deadlines
    if not ours and not theirs:
        return False
    first, second = ours or _call_days(a), theirs or _call_days(b)
    if not first or not second:
        return False
    gap = max((min(second) - max(first)).days, (min(first) - max(second)).days)
    return gap > _A_YEAR


def _call_days(f: Features) -> frozenset[date]:
    """The days on which a call was published; a standing guideline's day tells nothing of a round."""
    is_call = any(word in f.entry.title for word in ("Bekanntmachung", "aufruf", "Aufruf"))
    return f.issued if is_call else frozenset()


def _foreign_funders(a: Features, b: Features) -> bool:
    if "foundation" not in (a.level, b.level) or not a.funder or not b.funder:
        return False
    return not _funder_stems(a) & _funder_stems(b)


def _funder_stems(f: Features) -> frozenset[str]:
    words = f.funder
    for short, long in _ALIASES.items():
        words = words.replace(short, long)
    return name_of(without_lands(words)) - _ANY_FUNDER


def moved(a: Features, b: Features) -> bool:
    """Whether one page is the other at a new address of the same site: same number or same last part."""
    if a.entry.source != b.entry.source or _host(a) != _host(b) or a.place == b.place:
        return False
    return bool(a.numbers & b.numbers) or (_tail(a) == _tail(b) and len(_tail(a)) >= 12)


def _host(f: Features) -> str:
    return f.place.partition("/")[0]


def _tail(f: Features) -> str:
    last = f.place.rpartition("/")[2]
    return "" if last.startswith(("index.", "produktdetail.")) else last


def linked(a: Features, b: Features) -> bool:
    """Whether one page names the other's address."""
    return a.place in b.named_places or b.place in a.named_places


def points(a: Features, b: Features) -> tuple[Point, ...]:
    """What speaks for one programme beside the name, the strongest first."""
    found = [*_identities(a, b), *_circumstances(a, b)]
    return tuple(sorted(found, key=lambda point: (-point.weight, point.words)))


def _identities(a: Features, b: Features) -> Iterator[Point]:
    if a.topics & b.topics:
        yield Point(3, f"gleiche Kennung der EU ({_list(a.topics & b.topics)})", is_identity=True)
    if linked(a, b):
        yield Point(2, "eine Seite verweist auf die andere", is_identity=True)
    if a.products & b.products:
        yield Point(2, f"gleiche Produktnummer ({_list(a.products & b.products)})", is_identity=True)
    if shared := a.acronyms & b.acronyms:
        for_all = shared & (a.abbreviated | b.abbreviated) and (a.is_short_name or b.is_short_name)
        yield Point(
            2 if for_all else 1.5, f"gleicher Kurzname ({_list(shared)})", is_identity=bool(for_all), is_name=True
        )
    if days := a.issued & b.issued:
        yield Point(1.5, f"Richtlinie vom selben Tag ({_days(days)})", is_identity=True)
    if _copied(a, b):
        yield Point(2, "der Text ist in weiten Teilen derselbe", is_identity=True)
    if a.officials & b.officials:
        yield Point(2, "beide nennen dieselbe Richtlinie", is_identity=True)


def _circumstances(a: Features, b: Features) -> Iterator[Point]:
    if a.lands & b.lands:
        yield Point(1, f"beide gelten in {_list(a.lands & b.lands)}")
    if a.level == b.level == "federal" or (a.nationwide and b.nationwide):
        yield Point(0.5, "beide gelten bundesweit oder sind vom Bund")
    if a.level == b.level == "eu":
        yield Point(0.5, "beide sind von der EU")
    if _funder_stems(a) & _funder_stems(b):
        yield Point(1, "gleicher Fördergeber")
    if days := a.deadlines & b.deadlines:
        yield Point(1, f"gleiche Frist ({_days(days)})", is_identity=True)
    if amounts := a.euros & b.euros:
        yield Point(1, f"gleicher Betrag ({max(amounts):,} Euro)".replace(",", "."))
    if a.entry.rates & b.entry.rates:
        yield Point(0.5, f"gleicher Fördersatz ({max(a.entry.rates & b.entry.rates)} %)")


def _copied(a: Features, b: Features) -> bool:
    fewer = min(len(a.shingles), len(b.shingles))
    return fewer >= _FEWEST_SEQUENCES and len(a.shingles & b.shingles) / fewer >= COPIED


def _days(days: frozenset[date]) -> str:
    return ", ".join(f"{day:%d.%m.%Y}" for day in sorted(days))


def _list(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))
