"""May we apply? Yes, no or unknown, from the categories a source filed a programme under, with the words. Pure.

Categories are incomplete and disagree with the text in both directions (docs/matching.md), so a missing category rules
nothing out, and only a list of other Länder says no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from data.reference.applicants import Applicant

Verdict = Literal["yes", "no", "unknown"]

PUBLIC = frozenset({"kommune", "kommunen", "oeffentliche_einrichtung", "oeffentliche_einrichtungen"})
NATIONWIDE = frozenset({"bundesweit", "deutschlandweit", "deutschland", "de", "alle"})
# Land -> the codes sources use for it; the Förderdatenbank's own misspelling among them.
LAENDER = {
    "baden_wuerttemberg": {"de_bw"},
    "bayern": {"de_by"},
    "berlin": {"de_be"},
    "brandenburg": {"de_bb"},
    "bremen": {"de_hb"},
    "hamburg": {"de_hh"},
    "hessen": {"de_he"},
    "mecklenburg_vorpommern": {"de_mv"},
    "niedersachsen": {"de_ni"},
    "nordrhein_westfalen": {"de_nw", "nrw"},
    "rheinland_pfalz": {"de_rp"},
    "saarland": {"de_sl"},
    "sachsen": {"de_sn"},
    "sachsen_anhalt": {"de_st"},
    "schleswig_holstein": {"de_sh", "schlesig_holstein"},
    "thueringen": {"de_th"},
}
LAND_OF = {code: land for land, codes in LAENDER.items() for code in (land, *codes)}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class Facet:
    """A category of a programme: kind ``applicant`` or ``region`` (others are ignored), code, label."""

    kind: str
    code: str
    label: str


@dataclass(frozen=True)
class Eligibility:
    """Whether the applicant may apply as far as stated, and the words this was read from (None: nothing was said)."""

    verdict: Verdict
    words: str | None


def judge(facets: Sequence[Facet], applicant: Applicant, source: str) -> Eligibility:
    """Whether ``applicant`` may apply; ``source`` is the title of the source, named beside its words.

    no: the programme lists Länder, and only others. yes: it names municipalities or public bodies and the applicant's
    Land or the whole country. Everything else is unknown.
    """
    regions = [facet for facet in facets if facet.kind == "region"]
    public = [facet for facet in facets if facet.kind == "applicant" and _keys(facet) & PUBLIC]
    lands = {land for facet in regions for land in _lands(facet)}
    own = LAND_OF.get(_key(applicant.land))
    here = [facet for facet in regions if _keys(facet) & NATIONWIDE or own in _lands(facet)]
    if regions and not here and all(_lands(facet) for facet in regions) and own not in lands:
        return Eligibility("no", _words(source, ("Fördergebiet nur", regions)))
    if public and here:
        return Eligibility("yes", _words(source, ("Förderberechtigte", public), ("Fördergebiet", here)))
    applicants = [facet for facet in facets if facet.kind == "applicant"]
    return Eligibility("unknown", _words(source, ("Förderberechtigte", applicants), ("Fördergebiet", regions)))


def _lands(facet: Facet) -> set[str]:
    return {LAND_OF[key] for key in _keys(facet) if key in LAND_OF}


def _keys(facet: Facet) -> set[str]:
    return {_key(facet.code), _key(facet.label)}


def _key(words: str) -> str:
    return re.sub(r"[^a-z0-9ß]+", "_", words.casefold().translate(UMLAUTS)).strip("_")


def _words(source: str, *named: tuple[str, Iterable[Facet]]) -> str | None:
    stated = [f"{title}: {', '.join(facet.label for facet in facets)}" for title, facets in named if facets]
    return f"{'; '.join(stated)} (Angabe der Quelle {source})" if stated else None
