"""May we apply, from categories alone: never a "no" but for a list of other Länder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.reference.applicants import parse_applicants, read_applicants, shipped_applicants
from matcher.eligibility import LAENDER, Facet, judge

STATED = "(Angabe der Quelle Förderdatenbank)"
COUNTY = shipped_applicants().lead
KOMMUNE = Facet("applicant", "kommune", "Kommune")
PUBLIC = Facet("applicant", "oeffentliche_einrichtung", "Öffentliche Einrichtung")
FIRMS = Facet("applicant", "unternehmen", "Unternehmen")
NRW = Facet("region", "nordrhein_westfalen", "Nordrhein-Westfalen")
ALL = Facet("region", "_bundesweit", "bundesweit")
SAXONY = Facet("region", "sachsen", "Sachsen")
LOWER = Facet("region", "de_ni", "Niedersachsen")


@pytest.mark.parametrize(
    ("facets", "verdict", "words"),
    [
        (
            [KOMMUNE, PUBLIC, FIRMS, NRW, LOWER],
            "yes",
            "Förderberechtigte: Kommune, Öffentliche Einrichtung; Fördergebiet: Nordrhein-Westfalen "
            "(Angabe der Quelle Förderdatenbank)",
        ),
        ([PUBLIC, ALL], "yes", None),
        (
            [KOMMUNE, SAXONY, LOWER],
            "no",
            "Fördergebiet nur: Sachsen, Niedersachsen (Angabe der Quelle Förderdatenbank)",
        ),
        (
            [FIRMS, NRW],
            "unknown",
            "Förderberechtigte: Unternehmen; Fördergebiet: Nordrhein-Westfalen (Angabe der Quelle Förderdatenbank)",
        ),
        ([KOMMUNE], "unknown", "Förderberechtigte: Kommune (Angabe der Quelle Förderdatenbank)"),
        ([NRW], "unknown", None),
        ([SAXONY, Facet("region", "sonstige", "Sonstige")], "unknown", None),
        ([Facet("region", "schlesig_holstein", "Schleswig-Holstein")], "no", None),
        ([Facet("region", "", "DE-NW"), KOMMUNE], "yes", None),
        ([Facet("area", "sachsen", "Sachsen")], "unknown", None),
    ],
)
def test_verdict_and_the_words_it_was_read_from(facets: list[Facet], verdict: str, words: str | None) -> None:
    found = judge(facets, COUNTY, "Förderdatenbank")
    assert found.verdict == verdict
    if words:
        assert found.words == words


def test_nothing_stated_is_unknown_without_words() -> None:
    found = judge([], COUNTY, "Förderdatenbank")
    assert (found.verdict, found.words) == ("unknown", None)


FACETS = st.sampled_from([KOMMUNE, PUBLIC, FIRMS, NRW, ALL, SAXONY, LOWER, Facet("region", "x", "anderswo")])


@given(st.lists(FACETS, unique=True, max_size=6))
def test_whoever_names_our_land_or_everything_never_says_no(facets: list[Facet]) -> None:
    verdict = judge(facets, COUNTY, "Quelle").verdict
    if verdict == "no":
        assert not {NRW, ALL} & set(facets)
        assert any(facet.kind == "region" for facet in facets)
    if verdict == "yes":
        assert {KOMMUNE, PUBLIC} & set(facets)
        assert {NRW, ALL} & set(facets)
    assert judge(facets[::-1], COUNTY, "Quelle").verdict == verdict


def test_no_wrong_no_on_the_judged_programmes(shared: Path) -> None:
    """A "no" from the region facet must agree with the annotator's region."""
    lines = (shared / "eval" / "eligibility-dev.jsonl").read_text("utf-8").splitlines()
    decided = {"yes": 0, "no": 0}
    for case in map(json.loads, lines):
        facets = [Facet("region", "", name) for name in _names(case["facet_region"])]
        facets += [Facet("applicant", "", name) for name in _names(case["facet_applicants"])]
        found = judge(facets, COUNTY, "Quelle").verdict
        expected = case["expected"]
        if found == "no":
            assert expected["region"] != "yes" or expected["county"] != "yes", case["title"]
        if found != "unknown":
            decided[found] += 1
    assert min(decided.values()) >= 5


def _names(facet: str) -> list[str]:
    return [name for part in facet.split(", ") for name in ([part] if "DE-" not in part else part.split()) if name]


def test_the_county_and_its_eleven_towns() -> None:
    found = shipped_applicants()
    assert found.lead.name == "Kreis Coesfeld"
    towns = [applicant for applicant in found.by_key.values() if applicant.kind == "municipality"]
    assert len(towns) == 11
    assert all(town.ags.startswith(found.lead.ags) and len(town.ags) == 8 for town in towns)
    assert len(LAENDER) == 16


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lead: nirgends", "Feld lead: 'nirgends'"),
        ("applicants: [{key: a, name: A, kind: planet, ags: '1'}]", "Eintrag 1, Feld kind: 'planet'"),
        ("applicants: [{key: a, name: A, kind: county}]", "Eintrag 1: das Feld ags fehlt"),
        ("applicants: [{key: a, name: A, kind: county, ags: '1', inhabitants: viele}]", "Feld inhabitants: 'viele'"),
        ("land: [", "kein gültiges YAML"),
    ],
)
def test_a_wrong_file_is_named_with_its_field(tmp_path: Path, line: str, told: str) -> None:
    key = line.split(":")[0]
    kept = {
        "kinds": "kinds: {county: {words: Kreis}, municipality: {words: Stadt}}",
        "lead": "lead: a",
        "land": "land: Hessen",
        "applicants": "applicants: [{key: a, name: A, kind: county, ags: '1'}]",
    }
    path = tmp_path / "applicants.yml"
    path.write_text("\n".join({**kept, key: line}.values()), "utf-8")
    with pytest.raises(BadInput, match="applicants") as error:
        read_applicants(path)
    assert told in str(error.value)
    assert parse_applicants("\n".join(kept.values()), "file").lead.land == "Hessen"
