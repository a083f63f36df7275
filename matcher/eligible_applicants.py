"""Who may apply: whether an applicant is among those whom categories and texts name. Pure.

What text and category mean together: words that name or leave out our kind of applicant decide; next comes a full list
of applicants in a text; the category decides where no text does. See docs/facts.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.reference.applicants import Applicant, Kind
from data.stated import StatementRow as Statement
from matcher.eligible_values import Facet, Part, by_filed, by_said

# Codes that name a kind of applicant as such; a "no" to one of them is meant for it.
_OWN: Mapping[Kind, frozenset[str]] = {
    "county": frozenset({"county", "municipal_union"}),
    "municipality": frozenset({"municipality"}),
    "school_authority": frozenset({"school_authority"}),
    "municipal_company": frozenset({"municipal_company"}),
    "municipal_association": frozenset({"purpose_association"}),
}
# Who may be meant by words beside the statements about applicants.
_BESIDES: Mapping[Kind, frozenset[str]] = {
    "county": frozenset({"school_authority"}),
    "municipality": frozenset({"school_authority"}),
    "school_authority": frozenset({"county", "municipality"}),
    "municipal_company": frozenset({"local_authority", "public_body"}),
    "municipal_association": frozenset({"county", "municipality", "local_authority"}),
}
_WIDE = frozenset({"public_body", "legal_person", "anyone"})
# Codes that name a kind together with others.
_WIDER: Mapping[Kind, frozenset[str]] = {
    "county": _WIDE | {"local_authority"},
    "municipality": _WIDE | {"local_authority"},
    "school_authority": _WIDE | {"local_authority"},
    "municipal_company": frozenset({"private_law", "legal_person", "anyone"}),
    "municipal_association": _WIDE,
}
# Codes under which the kind may be meant; they decide nothing and keep a list from being one without us.
_PERHAPS: Mapping[Kind, frozenset[str]] = {
    "county": frozenset({"other"}),
    "municipality": frozenset({"other", "school_authority"}),
    "school_authority": frozenset(
        {"other", "school", "county", "municipality", "municipal_union", "education_provider"}
    ),
    "municipal_company": frozenset({"other", "company", "public_body", "local_authority", "municipality", "county"}),
    "municipal_association": frozenset({"other", "municipal_union", "local_authority", "municipality", "county"}),
}
_PUBLIC = frozenset({"kommune", "kommunen", "kommunen_kommunalverbaende"})
_INSTITUTION = frozenset(
    {"oeffentliche_einrichtung", "oeffentliche_einrichtungen", "oeffentliche_einrichtungen_unternehmen"}
)
# What else a category can have been meant for: who is named here explains it, so that it says nothing about us.
_EXPLAINS_PUBLIC = frozenset({
    "county", "municipality", "county_free_city", "municipal_union", "municipal_company", "purpose_association",
    "school_authority", "youth_authority", "county_duty",
})  # fmt: skip
_EXPLAINS_INSTITUTION = _EXPLAINS_PUBLIC | {"chamber", "university", "research", "school", "church", "state"}
_REPEATED_PUBLIC = frozenset({"local_authority", "public_body"})
# Categories under which no county or town is ever meant; only words that name one overrule them.
_HARD = frozenset(
    {"unternehmen", "existenzgruender_in", "existenzgruenderin", "privatperson", "hochschule", "forschungseinrichtung"}
)
# Categories that may hold us without saying so.
_PERHAPS_FILED = frozenset({"sonstige", "alle", "andere", "keine_einschraenkung", "projekttraeger", "organisationen"})


@dataclass(frozen=True)
class _Passage:
    facts: tuple[Statement, ...]

    def codes(self, verdict: str = "yes") -> frozenset[str]:
        return frozenset(fact.value for fact in self.facts if fact.kind == "applicant" and fact.verdict == verdict)

    @property
    def whole(self) -> str | None:
        """Whether it names all applicants: "stated", "inferred", or None."""
        return next((f.certainty for f in self.facts if f.kind == "list" and f.value == "applicants"), None)

    @property
    def is_beside(self) -> bool:
        """Named beside the statements about applicants: leaves room, says no more."""
        return any(fact.kind == "list" and fact.value == "besides" for fact in self.facts)

    @property
    def is_field(self) -> bool:
        """Categories that a text repeats are no more than categories."""
        return any(fact.kind == "list" and fact.value == "categories" for fact in self.facts)


def judge_applicant(facets: Sequence[Facet], statements: Sequence[Statement], applicant: Applicant) -> Part:
    """Whether somebody like ``applicant`` may apply, whatever the region."""
    every = _passages(statements)
    passages = [passage for passage in every if not passage.is_beside]
    own = _OWN[applicant.kind] | frozenset(applicant.roles)
    covering = own | _WIDER[applicant.kind]
    excluding = _excluding(passages, own, covering)
    listed = any(s.kind == "list" and s.value.startswith("places:") for s in statements)
    naming = [p for p in passages if _names(p, covering, applicant, listed) and not p.is_field and not _outdone(p, own)]
    if excluding:
        by_name = any(p.codes("no") & own for p in excluding)
        apart = _named_apart(naming, excluding, own if by_name else own | {"local_authority"})
        return by_said("unknown" if apart else "no", _facts(excluding))
    beside = [p for p in every if p.is_beside and p.codes() & (covering | _BESIDES[applicant.kind])]
    strict = [p for p in passages if p.whole == "stated"]
    if strict and not any(p.codes() & (covering | _PERHAPS[applicant.kind]) for p in strict):
        # Whoever names us somewhere else forbids a "no" by a list; wide words may mean the Kreise of the list.
        again = [p for p in naming if p.codes() & own or not _codes_of(strict) & {"county"}]
        return by_said("unknown" if beside or again else "no", _facts(strict))
    if naming:
        return _sized(sorted(naming, key=lambda p: not p.codes() & own), statements, applicant)
    counties = [p for p in every if p.is_beside and applicant.kind == "municipality" and _counties_only(p)]
    if counties and not beside:
        return by_said("unknown", _facts(counties))
    return _without_naming([f for f in facets if f.kind == "applicant"], passages, beside, applicant)


def _without_naming(
    filed: Sequence[Facet], passages: Sequence[_Passage], beside: Sequence[_Passage], applicant: Applicant
) -> Part:
    """No text names us: what full lists and categories say. beside: where the text mentions us all the same."""
    lists = [p for p in passages if p.whole or (applicant.kind == "municipality" and _all_but_towns(p))]
    # Where a list is said to be full, what is named elsewhere in the text leaves no more room.
    named = _codes_of(p for p in lists or passages if not p.is_field)
    repeated = _codes_of(p for p in passages if p.is_field)
    room = bool(named & _PERHAPS[applicant.kind]) or ("group" in named and not filed) or _all_levels(named, applicant)
    closed = bool(lists) and not room
    if closed and beside:
        return by_said("unknown", _facts([*lists, *beside]))
    room = room or bool(beside)
    public = [f for f in filed if f.keys & (_PUBLIC | _INSTITUTION)]
    if public or repeated & _REPEATED_PUBLIC:
        return _filed_public(public, repeated, named, lists, closed, applicant)
    if closed:
        return by_said("no", _facts(lists))
    hard = bool(filed) and all(facet.keys & _HARD for facet in filed)
    if (
        filed
        and not _perhaps_filed(filed, applicant)
        and (not room or (hard and not beside and not _stated_room(passages, applicant)))
    ):
        return by_filed("no", "Förderberechtigte nur", filed)
    return by_filed("unknown", "Förderberechtigte", filed) if filed else by_said("unknown", _facts(lists))


def _filed_public(
    public: Sequence[Facet],
    repeated: frozenset[str],
    named: frozenset[str],
    lists: Sequence[_Passage],
    closed: bool,
    applicant: Applicant,
) -> Part:
    """A category that may mean us, and no text that names us."""
    explained = _explained(public, repeated, named)
    if closed and explained:
        return by_said("no", _facts(lists))
    plainly = "local_authority" in repeated or any(facet.keys & _PUBLIC for facet in public)
    fits = applicant.kind != "municipal_company" and not closed and (plainly or not (lists or explained))
    if fits:
        return by_filed("yes", "Förderberechtigte", public) if public else Part("yes", "Förderberechtigte im Text")
    return by_said("unknown", _facts(lists)) if lists else by_filed("unknown", "Förderberechtigte", public)


def _codes_of(passages: Iterable[_Passage]) -> frozenset[str]:
    return frozenset[str]().union(*(passage.codes() for passage in passages))


def _all_levels(named: frozenset[str], applicant: Applicant) -> bool:
    """Beside federation and Länder, "Gemeinden" stands for the whole municipal level."""
    return applicant.kind == "county" and {"state", "municipality"} <= named


def _all_but_towns(passage: _Passage) -> bool:
    """Who names kreisfreie Städte beside the Kreise means no town that belongs to a county."""
    return passage.codes() >= {"county", "county_free_city"}


def _counties_only(passage: _Passage) -> bool:
    """Whether a passage names the Kreise and no town; a category such as Kommune then stands for them."""
    return "county" in passage.codes() and not passage.codes() & {"municipality", "local_authority", "public_body"}


def _stated_room(passages: Sequence[_Passage], applicant: Applicant) -> bool:
    facts = (fact for passage in passages for fact in passage.facts if fact.kind == "applicant")
    return any(fact.certainty == "stated" and fact.value in _PERHAPS[applicant.kind] for fact in facts)


def _perhaps_filed(filed: Sequence[Facet], applicant: Applicant) -> bool:
    """Whether a category that is not ours may hold us all the same."""
    keys = frozenset[str]().union(*(facet.keys for facet in filed))
    if keys & _PERHAPS_FILED or not any(_is_known(facet) for facet in filed):
        return True
    if applicant.kind == "school_authority":
        return any("schul" in one or "bildung" in one for one in keys)
    return applicant.kind == "municipal_company" and any("unternehmen" in one for one in keys)


# Categories whose meaning is known and that hold no county or town.
_KNOWN = frozenset({
    "unternehmen", "existenzgruender_in", "existenzgruenderin", "privatperson", "verband_vereinigung", "hochschule",
    "forschungseinrichtung", "bildungseinrichtung", "schulen", "schule", "gewerbliche_unternehmen", "freie_berufe",
    "privatpersonen", "hochschulen", "forschungseinrichtungen",
})  # fmt: skip


def _is_known(facet: Facet) -> bool:
    return bool(facet.keys & _KNOWN)


def _passages(statements: Sequence[Statement]) -> list[_Passage]:
    found: dict[tuple[str | None, int | None, str], list[Statement]] = {}
    for statement in sorted(statements, key=_order):
        if statement.kind in ("applicant", "list", "size"):
            found.setdefault(statement.passage, []).append(statement)
    groups = (_Passage(tuple(facts)) for facts in found.values())
    return [group for group in groups if any(fact.kind == "applicant" for fact in group.facts)]


_FIELDS = ("requirements", "summary", "remark", "body")


def _order(fact: Statement) -> tuple[int, int, str, str, str, str]:
    field = _FIELDS.index(fact.found_in) if fact.found_in in _FIELDS else len(_FIELDS)
    return field, fact.start or 0, fact.words, fact.kind, fact.value, fact.verdict


def _excluding(passages: Sequence[_Passage], own: frozenset[str], covering: frozenset[str]) -> list[_Passage]:
    """Passages that leave us out: by name, or with all of our like unless the same passage names us."""
    wide = covering - {"anyone", "legal_person"}
    return [p for p in passages if p.codes("no") & own or (p.codes("no") & wide and not p.codes() & own)]


def _names(passage: _Passage, covering: frozenset[str], applicant: Applicant, listed: bool) -> bool:
    """Whether a passage names us: by kind, or as the one place it names."""
    codes = passage.codes()
    if "place" in codes and _of_our_kind(passage, applicant, listed):
        return True
    return bool(codes & covering)


def _of_our_kind(passage: _Passage, applicant: Applicant, listed: bool) -> bool:
    """Among places named one by one: ours, or in a full list of places some of our kind (where decides then)."""
    words = passage.facts[0].words
    kind = {"county": "Kreis ", "municipality": "Stadt "}.get(applicant.kind)
    return applicant.name in words or (listed and kind is not None and kind in words)


def _outdone(passage: _Passage, own: frozenset[str]) -> bool:
    return bool(passage.codes("no") & own)


def _named_apart(naming: Sequence[_Passage], excluding: Sequence[_Passage], own: frozenset[str]) -> bool:
    """Whether another passage names us all the same, by one of the codes ``own``."""
    return any(p.codes() & own for p in naming if p not in excluding)


def _explained(public: Sequence[Facet], repeated: frozenset[str], named: frozenset[str]) -> bool:
    """Whether those named in the texts are whom the public categories can have been meant for."""
    local = "local_authority" in repeated or any(facet.keys & _PUBLIC for facet in public)
    body = "public_body" in repeated or any(facet.keys & _INSTITUTION for facet in public)
    return not (local and not named & _EXPLAINS_PUBLIC) and not (body and not named & _EXPLAINS_INSTITUTION)


def _sized(naming: Sequence[_Passage], statements: Sequence[Statement], applicant: Applicant) -> Part:
    """Named; but a municipality may be too large or too small for it."""
    sizes = [s for s in statements if s.kind == "size"]
    if applicant.kind == "municipality":
        fits = [_fits(size.value, applicant) for size in sizes]
        if False in fits and None not in fits and True not in fits:
            return by_said("no", sizes)
        if None in fits and True not in fits:
            return by_said("unknown", sizes)
    return by_said("yes", _facts(naming))


def _fits(value: str, applicant: Applicant) -> bool | None:
    _, way, number = value.split(":")
    limit, exact, below = int(number), applicant.inhabitants, applicant.inhabitants_below
    if exact is not None:
        return exact >= limit if way == "min" else exact <= limit
    if below is not None and limit >= below:
        return way == "max"
    return None


def _facts(passages: Sequence[_Passage]) -> list[Statement]:
    return [passage.facts[0] for passage in passages]
