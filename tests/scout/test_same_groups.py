"""Groups of same programmes: people's decisions are law, vetoes hold, and order makes no difference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from data.same_groups import Decided, RulePair, groups, leads
from data.same_rank import ACTS, GRANTS, LISTS, PUBLISHES, REPORTS, rank

AT = datetime(2026, 8, 21, tzinfo=UTC)
PAIRS = list(combinations(range(1, 7), 2))
FOUND = st.lists(
    st.builds(
        RulePair,
        st.sampled_from(PAIRS),
        st.sampled_from(["same", "same", "unsure", "never"]),
        st.sampled_from([0.3, 0.6, 0.9]),
    ),
    unique_by=lambda r: r.pair,
)
SPOKEN = st.lists(
    st.builds(Decided, st.sampled_from(PAIRS), st.booleans(), st.integers(0, 50).map(lambda d: AT + timedelta(days=d))),
    unique_by=lambda d: d.pair,
    max_size=5,
)


def same(*pair: int, score: float = 0.5) -> RulePair:
    return RulePair((pair[0], pair[1]), "same", score)


def said(first: int, second: int, is_same: bool, day: int = 0) -> Decided:
    return Decided((first, second), is_same, AT + timedelta(days=day))


def test_what_is_the_same_as_the_same_is_one_group():
    assert groups([same(1, 2), same(2, 3), same(7, 9)], []) == (frozenset({1, 2, 3}), frozenset({7, 9}))
    assert groups([RulePair((1, 2), "unsure", 0.9)], []) == ()


def test_a_person_joins_what_the_rule_is_unsure_of_and_what_it_rules_out():
    assert groups([RulePair((1, 2), "unsure", 0.4)], [said(1, 2, True)]) == (frozenset({1, 2}),)
    assert groups([RulePair((1, 2), "never", 0.0)], [said(1, 2, True)]) == (frozenset({1, 2}),)


def test_kept_apart_a_third_goes_to_where_it_belongs_more_surely():
    found = [same(1, 3, score=0.9), same(2, 3, score=0.4), same(1, 2, score=0.5)]
    assert groups(found, [said(1, 2, False)]) == (frozenset({1, 3}),)


def test_no_chain_brings_together_what_the_rule_rules_out():
    found = [same(1, 2, score=0.9), same(2, 3, score=0.8), RulePair((1, 3), "never", 0.0)]
    assert groups(found, []) == (frozenset({1, 2}),)


def test_of_decisions_that_contradict_by_way_of_a_third_the_newer_joins():
    spoken = [said(1, 2, True, day=1), said(2, 3, True, day=2), said(1, 3, False, day=3)]
    assert groups([], spoken) == (frozenset({2, 3}),)


@given(FOUND, SPOKEN, st.randoms())
def test_the_order_makes_no_difference(found, spoken, random):  # type: ignore[no-untyped-def]
    shuffled = [*found], [*spoken]
    for rows in shuffled:
        random.shuffle(rows)
    assert groups(*shuffled) == groups(found, spoken)


@given(FOUND, SPOKEN)
def test_what_is_kept_apart_is_never_in_one_group_and_every_group_has_a_reason(found, spoken):  # type: ignore[no-untyped-def]
    formed = groups(found, spoken)
    joined = {d.pair for d in spoken if d.is_same}
    reasons = joined | {r.pair for r in found if r.verdict == "same"}
    for members in formed:
        for pair in combinations(sorted(members), 2):
            assert not any(d.pair == pair and not d.is_same for d in spoken)
        assert all(any(number in pair and members.issuperset(pair) for pair in reasons) for number in members)
    if not joined:
        ruled_out = {r.pair for r in found if r.verdict == "never"} - {d.pair for d in spoken}
        assert not any(members.issuperset(pair) for members in formed for pair in ruled_out)


@given(FOUND, SPOKEN)
def test_what_a_person_joined_is_joined_unless_she_also_keeps_it_apart(found, spoken):  # type: ignore[no-untyped-def]
    if any(not d.is_same for d in spoken):
        return
    formed = groups(found, spoken)
    assert all(any(members.issuperset(d.pair) for members in formed) for d in spoken)


def test_the_lead_is_the_first_by_place_then_by_number():
    assert leads([frozenset({3, 5, 8})], {3: (1,), 5: (0,), 8: (0,)}) == {3: 5, 8: 5}


def test_the_granting_authority_stands_before_databases_and_those_who_report():
    assert rank("https://www.kfw.de/208", "KfW") == GRANTS
    assert rank("https://www.nrwbank.de/de/1", "NRW.BANK") == GRANTS
    assert rank("https://www.nrwbank.de/de/1", "KfW") == LISTS
    assert rank("https://www.kfw.de.example/208", "KfW") == REPORTS
    assert rank("https://www.bezreg-muenster.de/x", None) == ACTS
    assert rank("https://www.mhkbd.nrw/x", None) == ACTS
    assert rank("https://www.bmftr.bund.de/x", "BMFTR") == ACTS
    assert rank("https://recht.nrw.de/x", None) == PUBLISHES
    assert rank("https://www.foerderdatenbank.de/x", "Land") == LISTS
    assert rank("https://www.telekom-stiftung.de/jia", "Deutsche Telekom Stiftung") == GRANTS
    assert rank("https://zeitung.example/artikel", None) == REPORTS
    assert rank("", None) == REPORTS
