"""Finding same programmes in a store, on both databases: pairs and leads, again and again, after people have spoken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from dashboard.same_desk import not_part_of_it, same_programme
from data.errors import BadInput
from data.model.audit import AuditEvent
from data.model.programmes import SamePair
from data.store import Store
from scout.same_record import find_same
from tests.same_stock import BANK, BAYERN, BEZIRK, IKZ, KOPIE, Listed, leads, put, rewrite, withdraw


def pairs(store: Store) -> dict[tuple[int, int], str]:
    with store.reading() as session:
        return {(p.first_id, p.second_id): p.verdict for p in session.scalars(select(SamePair))}


def test_one_programme_on_three_portals_has_the_granting_authority_for_all(store: Store):
    copy, bank, bavaria, authority = put(store, KOPIE, BANK, BAYERN, BEZIRK)
    found = find_same(store)
    assert found.same >= 2
    assert leads(store) == {copy: authority, bank: authority, bavaria: None, authority: None}
    again = find_same(store, everything=True)
    assert again.regrouped == 0
    assert leads(store)[copy] == authority


def test_new_programmes_are_compared_with_all_and_the_order_of_arrival_makes_no_difference(store: Store):
    for row in (KOPIE, BAYERN, BANK, BEZIRK):
        put(store, row)
        find_same(store)
    one_by_one = pairs(store)
    before = leads(store)
    find_same(store, everything=True)
    assert pairs(store) == one_by_one
    assert leads(store) == before


def test_a_changed_text_separates_and_a_withdrawn_lead_makes_room(store: Store):
    bank, authority = put(store, BANK, BEZIRK)
    find_same(store)
    assert leads(store)[bank] == authority
    withdraw(store, authority)
    find_same(store)
    assert leads(store) == {bank: None, authority: bank}
    rewrite(store, bank, replace(BANK, title="Kredit für Sportstätten"))
    assert find_same(store).regrouped == 1
    assert pairs(store) == {}
    assert set(leads(store).values()) == {None}


def test_a_chain_never_joins_two_laender(store: Store):
    vague = Listed("vage", IKZ, "https://foerderfuchs.example/alle", funder=None, region=None, amount_max=175_000)
    nrw, bavaria, _ = put(store, BEZIRK, replace(BAYERN, amount_max=175_000), vague)
    find_same(store)
    found = leads(store)
    assert pairs(store)[nrw, bavaria] == "never"
    assert found[bavaria] != nrw
    assert found[nrw] != bavaria


@pytest.mark.parametrize("is_same", [True, False])
def test_what_a_person_says_holds_at_once_and_whatever_happens_later(store: Store, is_same: bool):
    # The rule would say the opposite: same by name for the one, two Länder for the other.
    first, second = put(store, BEZIRK, BAYERN if is_same else BANK)
    find_same(store)
    assert same_programme(store, second, first, is_same, "nachgefragt", "Frau Muster")
    expected = {first: None, second: first if is_same else None}
    assert leads(store) == expected
    rewrite(store, second, replace(BANK, title=f"{IKZ} in Kommunen", source="x"))
    find_same(store)
    find_same(store, everything=True)
    assert leads(store) == expected
    assert not same_programme(store, first, second, is_same, None, "Frau Muster")
    with store.reading() as session:
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action.like("same.%")).order_by(AuditEvent.id)
        ).all()
    assert [e.actor for e in event if e.action in ("same.joined", "same.separated")] == ["Frau Muster"]


def test_a_source_taken_out_stays_out_and_the_others_stay_together(store: Store):
    copy, bank, authority = put(store, KOPIE, BANK, BEZIRK)
    find_same(store)
    assert not_part_of_it(store, copy, None, "Herr Beispiel") == 2
    find_same(store, everything=True)
    assert leads(store) == {copy: None, bank: authority, authority: None}
    with pytest.raises(BadInput, match="mit keinem anderen zusammengefasst"):
        not_part_of_it(store, copy, None, "Herr Beispiel")


def test_decisions_that_contradict_each_other_are_refused_with_the_reason(quick_store: Store):
    a, b, c = put(quick_store, BEZIRK, BANK, KOPIE)
    same_programme(quick_store, a, b, True, None, "M")
    same_programme(quick_store, b, c, True, None, "M")
    with pytest.raises(BadInput, match="über ein drittes"):
        same_programme(quick_store, a, c, False, None, "M")
    same_programme(quick_store, b, c, False, None, "M")
    with pytest.raises(BadInput, match=f"{b} und {c} sind verschieden"):
        same_programme(quick_store, a, c, True, None, "M")


@pytest.mark.parametrize(
    ("second", "by", "note", "words"),
    [(1, "M", None, "mit sich selbst"), (99, "M", None, "gibt es im Bestand nicht"), (2, " ", None, "Ihren Namen"),
     (2, "M" * 300, None, "Name ist länger"), (2, "M", "x" * 5000, "Anmerkung ist länger")],
)  # fmt: skip
def test_what_cannot_be_decided_is_said(quick_store: Store, second: int, by: str, note: str | None, words: str):
    first, _ = put(quick_store, BEZIRK, BANK)
    with pytest.raises(BadInput, match=words):
        same_programme(quick_store, first, second, True, note, by)


def test_of_namesakes_one_per_land_a_bank_finds_only_its_own(quick_store: Store):
    names = (
        "Nordrhein-Westfalen",
        "Bayern",
        "Hessen",
        "Sachsen",
        "Sachsen-Anhalt",
        "Niedersachsen",
        "Hamburg",
        "Berlin",
    )
    title = "Denkmalschutz-Sonderprogramm"
    at = "https://www.foerderdatenbank.de/FDB/Land/"
    rows = [Listed("fdb", title, f"{at}{land}/denkmal.html", funder=None, region=land) for land in names]
    ours, *others = put(quick_store, *rows)
    bank = put(quick_store, Listed("bank", "Sonderprogramm Denkmalschutz NRW", "https://nrwbank.de/denkmal", "Land"))[0]
    find_same(quick_store)
    found = leads(quick_store)
    assert {found[ours], found[bank]} <= {None, ours, bank}
    assert ours in (found[bank], ours if found[ours] == bank else None)
    assert {found[number] for number in others} == {None}
