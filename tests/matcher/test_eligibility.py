"""May we apply: categories and texts together, for every kind of applicant, and never a "no" without a ground."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.queries.matching import MatchingInput, ProgrammeRow
from data.reference.applicants import parse_applicants, read_applicants, shipped_applicants
from data.reference.regions import shipped_regions
from data.stated import CategoryRow
from data.stated import StatementRow as Statement
from matcher.eligibility import Facet, judge
from matcher.plan import items_of

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
            "no",
            "Förderberechtigte nur: Unternehmen (Angabe der Quelle Förderdatenbank)",
        ),
        ([FIRMS, Facet("applicant", "sonstige", "Sonstige"), NRW], "unknown", None),
        ([Facet("applicant", "x", "Landfrauen"), NRW], "unknown", None),
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
def test_a_no_from_categories_needs_other_laender_or_others_only(facets: list[Facet]) -> None:
    verdict = judge(facets, COUNTY, "Quelle").verdict
    if verdict == "no":
        elsewhere = not {NRW, ALL} & set(facets) and any(facet.kind == "region" for facet in facets)
        assert elsewhere or (FIRMS in facets and not {KOMMUNE, PUBLIC} & set(facets))
    if verdict == "yes":
        assert {KOMMUNE, PUBLIC} & set(facets)
        assert {NRW, ALL} & set(facets)
    assert judge(facets[::-1], COUNTY, "Quelle").verdict == verdict


def test_the_county_and_its_eleven_towns() -> None:
    found = shipped_applicants()
    assert found.lead.name == "Kreis Coesfeld"
    towns = [applicant for applicant in found.by_key.values() if applicant.kind == "municipality"]
    assert len(towns) == 11
    assert all(town.ags.startswith(found.lead.ags) and len(town.ags) == 8 for town in towns)
    assert len(shipped_regions().laender) == 16


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


def said(kind: str, value: str, words: str = "Passage", verdict: str = "yes", certainty: str = "stated") -> Statement:
    """A statement of a passage; statements with the same words are one passage."""
    return Statement(kind, value, verdict, certainty, words, "requirements", len(words))


def full(*codes: str, words: str = "Passage", certainty: str = "inferred") -> list[Statement]:
    """A passage that names all applicants."""
    named = [said("applicant", code, words) for code in codes]
    return [*named, said("list", "applicants", words, certainty=certainty)]


TOWNS = shipped_applicants().of_kind("municipality")
BY_KIND = {kind: shipped_applicants().of_kind(kind)[0] for kind in shipped_applicants().titles}


@pytest.mark.parametrize(
    ("codes", "yes", "no"),
    [
        (("local_authority",), {"county", "municipality", "school_authority"}, set()),
        (("county", "county_free_city"), {"county"}, {"municipality"}),
        (("municipality",), {"municipality"}, {"county"}),
        (("municipality", "municipal_union"), {"county", "municipality"}, set()),
        (("municipal_company", "company"), {"municipal_company"}, {"county", "municipality"}),
        (("school_authority",), {"county", "municipality", "school_authority"}, {"municipal_company"}),
        (("youth_authority",), {"county"}, {"municipality"}),
        (("public_body",), {"county", "municipality", "school_authority", "municipal_association"}, set()),
        (("anyone",), set(BY_KIND), set()),
        (("company", "private_person"), set(), {"county", "municipality", "municipal_association"}),
        (("other",), set(), set()),
        (("company", "other"), set(), set()),
    ],
)
def test_a_full_list_says_who_may_apply_and_who_may_not(codes: tuple[str, ...], yes: set[str], no: set[str]) -> None:
    found = {kind: judge([NRW], applicant, "Q", full(*codes)).verdict for kind, applicant in BY_KIND.items()}
    assert {kind for kind, verdict in found.items() if verdict == "yes"} == yes
    assert {kind for kind, verdict in found.items() if verdict == "no"} >= no
    if "other" in codes:
        assert "no" not in found.values()


def test_text_overrules_the_category_where_it_is_explicit() -> None:
    bound_to_firms = [said("applicant", "municipal_company"), *full("company")]
    assert judge([PUBLIC, FIRMS, NRW], COUNTY, "Q", bound_to_firms).verdict == "no"
    schools = Facet("applicant", "bildungseinrichtung", "Bildungseinrichtung")
    assert judge([schools, NRW], COUNTY, "Q", [said("applicant", "school_authority")]).verdict == "yes"
    assert judge([KOMMUNE, NRW], COUNTY, "Q", full("municipality")).verdict == "no"
    assert judge([KOMMUNE, NRW], TOWNS[0], "Q", full("municipality")).verdict == "yes"


def test_a_category_that_the_list_does_not_explain_leaves_it_open() -> None:
    assert judge([PUBLIC, NRW], COUNTY, "Q", full("association")).verdict == "unknown"
    assert judge([KOMMUNE, NRW], COUNTY, "Q", full("other")).verdict == "yes"


def test_being_left_out_by_name_rules_out_and_being_named_elsewhere_keeps_it_open() -> None:
    without = [said("applicant", "local_authority"), said("applicant", "county", verdict="no")]
    assert judge([KOMMUNE, NRW], COUNTY, "Q", without).verdict == "no"
    assert judge([KOMMUNE, NRW], TOWNS[0], "Q", without).verdict == "yes"
    elsewhere = [*without, said("applicant", "county", "Another passage")]
    assert judge([KOMMUNE, NRW], COUNTY, "Q", elsewhere).verdict == "unknown"


@pytest.mark.parametrize(
    ("statements", "facets", "verdict"),
    [
        ([said("region", "rheinisches_revier")], [NRW], "no"),
        ([said("region", "rheinisches_revier"), said("region", "ruhrgebiet")], [NRW], "no"),
        ([said("region", "rheinisches_revier"), said("region", "muensterland")], [NRW], "yes"),
        ([said("region", "grw_gebiete")], [ALL], "no"),
        ([said("region", "ruhrgebiet", certainty="inferred")], [NRW], "yes"),
        ([said("region", "muensterland")], [NRW], "yes"),
        ([said("region", "muensterland", verdict="no")], [NRW], "no"),
        ([said("list", "places:Soest; Kreis Soest; Paderborn")], [NRW], "no"),
        ([said("list", "places:Kreis Borken; Kreis Coesfeld; Münster")], [], "yes"),
        ([said("list", "selected_places")], [NRW], "unknown"),
        ([said("region", "land:sachsen")], [], "no"),
        ([said("region", "land:sachsen"), said("region", "land:nordrhein_westfalen", "Other")], [], "yes"),
        ([said("region", "land:sachsen"), said("region", "germany", "Other", certainty="inferred")], [], "unknown"),
        ([said("region", "germany", certainty="inferred")], [], "yes"),
        ([said("region", "eu", certainty="inferred")], [], "yes"),
        ([], [], "unknown"),
    ],
)
def test_region_down_to_named_areas_and_lists(statements: list[Statement], facets: list[Facet], verdict: str) -> None:
    assert judge([KOMMUNE, *facets], COUNTY, "Q", statements).verdict == verdict


@pytest.mark.parametrize(
    ("size", "verdict"),
    [("max:100000", "yes"), ("min:60000", "no"), ("min:20000", "unknown"), ("max:20000", "unknown")],
)
def test_inhabitants_decide_only_where_they_are_known(size: str, verdict: str) -> None:
    statements = [said("applicant", "municipality"), said("size", f"municipality:{size}")]
    assert judge([KOMMUNE, NRW], TOWNS[0], "Q", statements).verdict == verdict
    assert judge([KOMMUNE, NRW], COUNTY, "Q", [said("applicant", "local_authority"), statements[1]]).verdict == "yes"


def test_what_is_stored_of_a_programme_reaches_its_match() -> None:
    row = ProgrammeRow(
        1, "Quelle", "Titel", None, None, None, (CategoryRow("region", "nrw", "NRW"),), tuple(full("county"))
    )
    item = items_of(MatchingInput((), (), (row,), ()), COUNTY).programmes[0]
    assert (item.eligibility.verdict, item.eligibility.who.quote) == ("yes", "Passage")
    other = items_of(MatchingInput((), (), (row,), ()), TOWNS[0]).programmes[0]
    assert other.eligibility.verdict == "no"
    assert item.hash != other.hash


CODES = ["county", "municipality", "local_authority", "company", "other", "school", "place", "public_body"]
PASSAGES = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(["Eins", "Zwei", "Drei"]), st.booleans()), max_size=6, unique=True
)


@given(PASSAGES, st.randoms())
def test_the_order_of_statements_does_not_matter(rows: list[tuple[str, str, bool]], order: Random) -> None:
    statements = [said("applicant", code, words, "no" if left_out else "yes") for code, words, left_out in rows]
    shuffled = list(statements)
    order.shuffle(shuffled)
    for applicant in BY_KIND.values():
        assert judge([NRW], applicant, "Q", statements) == judge([NRW], applicant, "Q", shuffled)


@given(PASSAGES)
def test_a_no_is_always_said_with_words_and_never_comes_from_examples(rows: list[tuple[str, str, bool]]) -> None:
    statements = [said("applicant", code, words) for code, words, _ in rows]
    for applicant in BY_KIND.values():
        assert judge([NRW], applicant, "Q", statements).verdict != "no"
        told = judge([NRW], applicant, "Q", full(*(code for code, _, _ in rows)))
        assert told.verdict != "no" or told.words


RUHR = """
kinds: {county: {title: Kreis, words: Kreis}, municipality: {title: Stadt, words: Stadt}}
lead: unna
land: Nordrhein-Westfalen
inside: [ruhrgebiet, regierungsbezirk_arnsberg, grw_gebiete]
outside: [muensterland, rheinisches_revier]
applicants:
  - {key: unna, name: Kreis Unna, kind: county, ags: "05978", roles: [school_authority]}
  - {key: gross, name: Stadt Großstadt, kind: municipality, ags: "05978999", inhabitants: 90000}
"""


def test_another_county_is_a_file_and_gets_other_verdicts() -> None:
    other = parse_applicants(RUHR, "ruhr.yml")
    for region, here, there in (
        ("ruhrgebiet", "no", "yes"),
        ("muensterland", "yes", "no"),
        ("grw_gebiete", "no", "yes"),
    ):
        assert judge([KOMMUNE, NRW], COUNTY, "Q", [said("region", region)]).verdict == here
        assert judge([KOMMUNE, NRW], other.lead, "Q", [said("region", region)]).verdict == there
    large = [said("applicant", "municipality"), said("size", "municipality:max:50000")]
    assert judge([KOMMUNE, NRW], other.by_key["gross"], "Q", large).verdict == "no"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("inside: [atlantis]", "Feld inside: atlantis ist unbekannt"),
        ("outside: ruhrgebiet", "Feld outside: erwartet wird eine Liste"),
        ("own_share: {budget_safeguarding: vielleicht}", "Feld budget_safeguarding: 'vielleicht'"),
        ("own_share: {least_percent: 0}", "Feld least_percent: 0"),
        ("kinds: {planet: {words: Erde}}", "'planet' ist unbekannt"),
    ],
)
def test_wrong_areas_shares_and_kinds_are_named(line: str, told: str) -> None:
    lines = [kept for kept in RUHR.splitlines() if kept.split(":")[0] != line.split(":")[0]]
    with pytest.raises(BadInput, match=r"ruhr\.yml") as error:
        parse_applicants("\n".join([*lines, line]), "ruhr.yml")
    assert told in str(error.value)
