"""Whether two entries of different portals are one programme: what joins, what forbids, what a person must see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.same import judge
from scout.same_candidates import judged_features
from scout.same_entry import Entry, Verdict
from scout.same_evidence import forbidden
from scout.same_features import features_of

NRW = ("Nordrhein-Westfalen",)
ONE = Entry(1, "amt", "https://amt.nrw.example/foerderung/a", "Förderung digitaler Dorfzentren", regions=NRW)
TWO = Entry(2, "bank", "https://bank.example/produkt/b", "Digitale Dorfzentren", regions=NRW)


def verdict(one: Entry, other: Entry) -> Verdict:
    found = judge(features_of(one), features_of(other))
    assert found == judge(features_of(other), features_of(one)), "the verdict depends on the order"
    return found


def titled(one: str, other: str, **both: object) -> Verdict:
    return verdict(replace(ONE, title=one, **both), replace(TWO, title=other, **both))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung von digitalen Dorfzentren", "Digitale Dorfzentren"),
        ("Richtlinie über die Gewährung von Zuwendungen zur Förderung digitaler Dorfzentren", "Digitale Dorfzentren"),
        ("Förderung digitaler Dorfzentren in Nordrhein-Westfalen (DDZ NRW)", "Digitale Dorfzentren (NRW)"),
        ("Foerderung digitaler Doerferzentren", "Förderung digitaler Dörferzentren"),
        ("F?rderung ?Digitaler Dorfzentren?", "Förderung „Digitaler Dorfzentren“"),
        ("Digitale D?rferzentren", "Digitale Dörferzentren"),
        ("Denkmalschutz-Sonderprogramm", "Denkmalschutzsonderprogramm"),
        ("Gigabitkoordination", "Gigabitkoordinatorinnen und Gigabitkoordinatoren"),
        ("Interkommunale Zusammenarbeit", "Förderung neuer interkommunaler Kooperationen"),
    ],
)
def test_one_name_in_many_spellings_is_one_programme(one: str, other: str):
    assert titled(one, other).verdict == "same"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Digitale Dorfzentren 2024", "Digitale Dorfzentren 2025", "Jahre"),
        ("Dritter Aufruf „Digitale Dorfzentren“", "Digitale Dorfzentren, zweite Runde", "Runden"),
        ("Digitale Dorfzentren 1.0", "Digitale Dorfzentren 2.0", "Runden oder Fassungen"),
        ("Digitale Dorfzentren – 3. Förderaufruf", "Digitale Dorfzentren, Call 4", "Runden"),
        ("Dorfzentren-Kredit (208)", "Dorfzentren-Kredit (148)", "Produktnummern"),
        ("Dorfzentren-Kredit KfW 261", "Dorfzentren-Kredit KfW 263", "Produktnummern"),
        ("Digitale Dorfzentren Modul 1", "Digitale Dorfzentren Modul 2", "Teile"),
        ("Klimaschutzfonds Kreis Borken", "Klimaschutzfonds Kreis Coesfeld", "Kreise oder Städte"),
        ("Dorfzentren DIGITAL-2026-CITY-01", "Dorfzentren DIGITAL-2027-CITY-01", "Kennungen der EU"),
        ("Bekanntmachung „Digitale Dorfzentren“ 2014", "Dritter Aufruf „Digitale Dorfzentren“", "Runden"),
    ],
)
def test_namesakes_of_another_year_round_part_or_place_are_ruled_out(one: str, other: str, why: str):
    found = titled(one, other, deadlines=frozenset({date(2027, 3, 1)}), amounts=frozenset({100_000}))
    assert found.verdict == "different"
    assert why in found.why


def test_namesakes_of_two_laender_are_ruled_out_wherever_the_land_stands():
    same_name = "Sonderprogramm Denkmalschutz"
    by_region = replace(TWO, title=same_name, regions=("Bayern",))
    by_funder = replace(TWO, title=same_name, regions=(), funder="Sächsisches Staatsministerium")
    by_text = replace(TWO, title=same_name, regions=(), text="Wer in Schleswig-Holstein ein Denkmal erhält, bekommt …")
    for other in (by_region, by_funder, by_text):
        found = verdict(replace(ONE, title=same_name), other)
        assert found.verdict == "different"
        assert "verschiedene Länder" in found.why


def test_a_name_alone_is_not_enough():
    bare = replace(TWO, regions=())
    found = verdict(ONE, bare)
    assert found.verdict == "unsure"
    assert "sonst bestätigt es nichts" in found.why


def test_a_third_party_copy_is_known_by_its_text_amount_or_deadline():
    text = (
        "Gefördert wird der Umbau leerer Läden zu Treffpunkten mit Arbeitsplätzen, Veranstaltungen und Beratung, dazu "
        "die Ausstattung mit Geräten, ein Zugang ohne Stufen und die Schulung von Ehrenamtlichen im ersten Jahr."
    )
    bare = replace(ONE, regions=())
    assert verdict(replace(bare, text=text), replace(TWO, regions=(), text=f"Neu! {text}")).verdict == "same"
    assert (
        verdict(replace(bare, amounts=frozenset({175_000})), replace(TWO, regions=(), text="bis 175.000 Euro")).verdict
        == "same"
    )
    day = frozenset({date(2027, 3, 1)})
    assert verdict(replace(bare, deadlines=day), replace(TWO, regions=(), deadlines=day)).verdict == "same"


def test_a_link_to_the_other_page_joins_names_that_are_near():
    other = replace(TWO, title="Digitale Dorfzentren und Landläden")
    assert verdict(ONE, other).verdict != "same"
    linking = replace(other, links=("http://www.amt.nrw.example/foerderung/a/",))
    assert verdict(ONE, linking).verdict == "same"


def test_the_official_title_cited_in_the_text_joins_two_everyday_names():
    official = "Richtlinie zur Förderung von Treffpunkten des digitalen Ehrenamts in Dörfern vom 3. Juli 2025."
    one = replace(ONE, title="Treffpunkte Ehrenamt", text=f"Grundlage ist die {official}")
    other = replace(TWO, title="Dorf-Treffpunkte fürs Ehrenamt", text=official)
    assert verdict(one, other).verdict == "same"


def test_a_call_and_its_standing_guideline_are_left_to_a_person():
    found = titled("Digitale Dorfzentren", "2. Aufruf „Digitale Dorfzentren“")
    assert found.verdict == "unsure"
    assert "nur eine Seite nennt eine Runde" in found.why


def test_funders_of_two_levels_and_foreign_foundations_are_left_to_a_person():
    assert titled("Digitale Dorfzentren", "Digitale Dorfzentren").verdict == "same"
    federal = replace(TWO, funder="Bundesministerium des Innern", amounts=frozenset({90_000}))
    state = replace(ONE, funder="Land Nordrhein-Westfalen", amounts=frozenset({90_000}))
    assert verdict(state, federal).verdict == "unsure"
    everywhere = {"regions": ("bundesweit",)}
    one = replace(ONE, funder="Stiftung Dorfleben", **everywhere)
    other = replace(TWO, funder="Stiftung Marktplatz", **everywhere)
    assert verdict(one, other).verdict != "same"


def test_one_source_lists_two_programmes_never_one_unless_its_page_moved():
    again = replace(TWO, source="amt", url="https://amt.nrw.example/archiv/b")
    assert verdict(ONE, again).verdict == "unsure"
    numbered = replace(ONE, url="https://amt.nrw.example/alt/Dorfzentren/15917/produkt.html")
    moved = replace(again, url="https://amt.nrw.example/neu/15917/dorfzentren.html")
    assert verdict(numbered, moved).verdict == "same"
    assert "neuer Adresse" in verdict(numbered, moved).why


def test_what_only_shares_everyday_words_is_no_candidate():
    assert titled("Digitalisierung der Verwaltung", "Digitalisierung von Museen").verdict == "different"
    assert titled("Bekanntmachung", "Richtlinie").verdict == "different"


WORDS = st.sampled_from(
    [
        "Digitale",
        "Dorfzentren",
        "Kommunen",
        "Klima",
        "Fonds",
        "2024",
        "2025",
        "zweiter",
        "Aufruf",
        "(208)",
        "(148)",
        "NRW",
        "Bayern",
        "Modul",
        "1",
        "2",
        "D?rfer",
    ]
)
ENTRIES = st.builds(
    Entry,
    key=st.integers(1, 10**6),
    source=st.sampled_from(["a", "b", "c"]),
    url=st.sampled_from(["https://a.example/x-y-z/1", "https://b.example/15917/q.html", "https://www.kfw.de/p"]),
    title=st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    text=st.sampled_from(["", "Gefördert wird in Hessen.", "bis 175.000 Euro", "Deadline: 30 November 2026"]),
    funder=st.sampled_from([None, "Land Nordrhein-Westfalen", "KfW", "Stiftung Dorf"]),
    regions=st.sampled_from([(), NRW, ("bundesweit",), ("Bayern", "Hessen")]),
    deadlines=st.frozensets(st.sampled_from([date(2026, 12, 1), date(2024, 1, 1)]), max_size=2),
)


@given(ENTRIES, ENTRIES)
def test_the_verdict_is_symmetric_and_a_veto_always_holds(one: Entry, other: Entry):
    found = verdict(one, replace(other, key=one.key + 1))
    assert found.why.endswith(".")
    if forbidden(features_of(one), features_of(other)):
        assert found.verdict == "different"


@given(st.text(max_size=300), st.text(max_size=60))
@settings(max_examples=60)
def test_no_text_breaks_the_rule(text: str, title: str):
    verdict(replace(ONE, title=title, text=text), replace(TWO, title=text[:80], text=title))


@given(st.lists(ENTRIES, max_size=12, unique_by=lambda entry: entry.key), st.data())
@settings(max_examples=60)
def test_a_few_against_all_find_what_all_against_all_find(entries: list[Entry], data: st.DataObject):
    features = [features_of(entry) for entry in entries]
    everything = judged_features(features)
    among = set(data.draw(st.lists(st.sampled_from([e.key for e in entries]), unique=True)) if entries else ())
    touched = {pair: v for pair, v in everything.items() if among.intersection(pair)}
    assert judged_features(list(reversed(features)), among) == touched
