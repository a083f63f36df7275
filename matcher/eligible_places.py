"""Where a programme applies: whether an applicant lies in its region, down to named areas and lists of places. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from data.reference.applicants import Applicant
from data.reference.regions import shipped_regions
from data.stated import StatementRow as Statement
from matcher.eligible_values import Facet, Part, by_filed, by_said, key

NATIONWIDE = frozenset(
    {"bundesweit", "deutschlandweit", "deutschland", "de", "alle", "eu", "europa", "eu_inkl_deutschland"}
)
_EVERYWHERE = frozenset({"germany", "eu"})


@cache
def land_of() -> Mapping[str, str]:
    """Every spelling of a Land that sources use, in one spelling -> its code."""
    spellings: dict[str, str] = {"schlesig_holstein": "schleswig_holstein"}  # as the Förderdatenbank misspells it
    for land in shipped_regions().laender.values():
        spellings |= dict.fromkeys((land.code, key(land.name), key(land.iso), *map(key, land.names)), land.code)
    return spellings


def judge_place(facets: Sequence[Facet], statements: Sequence[Statement], applicant: Applicant) -> Part:
    """Whether the applicant lies where the programme applies."""
    regions = [facet for facet in facets if facet.kind == "region"]
    statements = sorted(statements, key=lambda s: (s.start or 0, s.words, s.value, s.verdict))
    said = [s for s in statements if s.kind == "region"]
    selected = [s for s in statements if s.kind == "list" and s.value == "selected_places"]
    named = [s for s in statements if s.kind == "list" and s.value.startswith("places:")]
    filed = _filed(regions, applicant)
    if filed.verdict == "no":
        return filed
    if named:
        return by_said("yes" if _is_listed(named, applicant) else "no", named)
    in_area = _in_areas(said, applicant)
    if in_area.verdict == "no" or (in_area.verdict == "unknown" and in_area.words):
        return in_area
    if selected:
        return by_said("unknown", selected)
    if filed.verdict == "yes" or in_area.verdict == "yes":
        return _with_quote(filed, said) if filed.verdict == "yes" else in_area
    land = _in_land(said, applicant)
    return land if regions == [] or land.verdict == "yes" else filed


def _filed(regions: Sequence[Facet], applicant: Applicant) -> Part:
    own = land_of().get(key(applicant.land))
    lands = [{land_of()[one] for one in facet.keys if one in land_of()} for facet in regions]
    here = [facet for facet, found in zip(regions, lands, strict=True) if facet.keys & NATIONWIDE or own in found]
    if here:
        return by_filed("yes", "Fördergebiet", here)
    if regions and all(lands):
        return by_filed("no", "Fördergebiet nur", regions)
    return by_filed("unknown", "Fördergebiet", regions)


def _with_quote(filed: Part, said: Sequence[Statement]) -> Part:
    """The category decides; a text that says the same gives the quotation."""
    stated = next((s for s in said if s.verdict == "yes" and s.certainty == "stated"), None)
    return Part(filed.verdict, filed.words, stated.words if stated else filed.quote)


def _in_areas(said: Sequence[Statement], applicant: Applicant) -> Part:
    """Areas smaller than a Land: in one of them, in none of them, or not known."""
    limits = [s for s in said if s.value in shipped_regions().areas and s.certainty == "stated"]
    inside = [s for s in limits if s.verdict == "yes" and s.value in applicant.inside]
    outside = [s for s in limits if s.verdict == "yes" and s.value in applicant.outside]
    left_out = [s for s in limits if s.verdict == "no" and s.value in applicant.inside]
    if left_out and not inside:
        return by_said("no", left_out)
    if inside:
        return by_said("yes", inside)
    if outside and len(outside) == len([s for s in limits if s.verdict == "yes"]):
        # A place of each district government is named where a programme is for all of them.
        every = len({s.value for s in outside}) > MOST_AREAS
        return by_said("unknown" if every else "no", outside)
    return Part("unknown")


MOST_AREAS = 5


def _in_land(said: Sequence[Statement], applicant: Applicant) -> Part:
    """Länder as texts name them; what title and funder tell counts only where nothing else does."""
    own = f"land:{land_of().get(key(applicant.land))}"
    for certainty in ("stated", "inferred"):
        named = [
            s for s in said
            if (s.certainty, s.verdict) == (certainty, "yes")
            and (s.value.startswith("land:") or s.value in _EVERYWHERE)
        ]  # fmt: skip
        here = [s for s in named if s.value == own or s.value in _EVERYWHERE]
        if here:
            return by_said("yes", here)
        if named:
            elsewhere = any(s.value in (own, *_EVERYWHERE) for s in said)
            return by_said("unknown" if elsewhere else "no", named)
    return Part("unknown")


def _is_listed(named: Sequence[Statement], applicant: Applicant) -> bool:
    """A county is listed by its own name, a town by its own or its county's."""
    places = {place.strip() for statement in named for place in statement.value.removeprefix("places:").split(";")}
    if applicant.county and (applicant.county in places or applicant.county.removeprefix("Landkreis ") in places):
        return True
    bare = applicant.name.removeprefix("Stadt ").removeprefix("Gemeinde ")
    return applicant.name in places or (applicant.kind == "municipality" and bare in places)
