"""Deciding: what is new, changed, gone and back; and what must hold whatever a source says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.changes import changes_between
from scout.compare import content_hash
from scout.decide import (
    Back,
    Changed,
    Intent,
    Missing,
    New,
    Seen,
    Stored,
    When,
    Withdrawn,
    decide,
    grace_of,
    in_order,
    one_each,
)
from scout.source import Category, Contact, DeadlineFact, Draft, Link
from tests.scout.drafts import DRAFTS, URL, applied, as_it_is, day, draft, stored

MANY = st.lists(DRAFTS, max_size=8)
ON = day(0).today


def _decide(
    known: dict[str, Stored],
    drafts: Iterable[Draft],
    complete: bool = True,
    unread: Iterable[str] = (),
    when: When | None = None,
    facts: Callable[[Draft], Draft] = as_it_is,
) -> tuple[Intent, ...]:
    return in_order(decide(known, one_each(drafts), when or day(0), complete, frozenset(unread), facts))


def test_first_reading_makes_everything_new() -> None:
    intents = _decide({}, [draft("b"), draft("a")])
    assert [type(i) for i in intents] == [New, New]
    assert [i.draft.external_id for i in intents] == ["a", "b"]


def test_a_changed_programme_names_its_fields() -> None:
    before = draft(summary="Alter Text", rate_percent=60)
    after = replace(before, summary="Neuer Text", rate_percent=80)
    [intent] = _decide(stored(before), [after])
    assert isinstance(intent, Changed)
    assert {(c.field, c.kind, c.weight, c.before, c.after) for c in intent.changes} == {
        ("summary", "text", "minor", "Alter Text", "Neuer Text"),
        ("rate", "rate", "material", "60 %", "80 %"),
    }


@pytest.mark.parametrize(
    ("said", "field", "kind", "before", "after"),
    [
        ({"amount_min": 5000, "amount_max": 150_000}, "amount", "amount", None, "ab 5.000 Euro bis 150.000 Euro"),
        ({"status": "closed"}, "status", "status", "unbekannt", "geschlossen"),
        ({"categories": (Category("applicant", "kommune", "Kommune"),)}, "eligibility", "eligibility", None, "Kommune"),
        (
            {"deadlines": (DeadlineFact("dated", "w", URL, date(2026, 9, 30), kind="sketch"),)},
            "deadlines",
            "deadline",
            None,
            "30.09.2026 (Skizze)",
        ),
        (
            {"deadlines": (DeadlineFact("recurring", "w", URL, recurs="09-30"),)},
            "deadlines",
            "deadline",
            None,
            "jährlich zum 30.09.",
        ),
    ],
)
def test_what_a_clerk_must_hear_of_is_material(
    said: dict[str, object], field: str, kind: str, before: str | None, after: str
) -> None:
    [change] = changes_between(draft(), replace(draft(), **said), ON)
    assert (change.field, change.kind, change.weight) == (field, kind, "material")
    assert (change.before, change.after) == (before, after)


def test_punctuation_that_comes_back_is_cosmetic() -> None:
    [change] = changes_between(draft(body="Das Programm ?Heimat? läuft"), draft(body="Das Programm „Heimat“ läuft"), ON)
    assert change.weight == "cosmetic"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("bis zu 1,5 Mio. Euro", "bis zu 15 Mio. Euro"),
        ("bis zum 1.12. und 3.", "bis zum 11.2. und 3."),
        ("Zuschuss 50 %", "Zuschuss 50 €"),
    ],
)
def test_punctuation_that_makes_another_figure_is_not_cosmetic(before: str, after: str) -> None:
    [change] = changes_between(draft(body=before), draft(body=after), ON)
    assert change.weight == "minor"


@pytest.mark.parametrize(("before", "after"), [("2020?2025", "2020–2025"), ("50 ? je Tag", "50 € je Tag")])
def test_a_lost_sign_between_figures_that_comes_back_is_cosmetic(before: str, after: str) -> None:
    [change] = changes_between(draft(body=before), draft(body=after), ON)
    assert change.weight == "cosmetic"


def test_a_long_text_is_shown_where_it_differs() -> None:
    start, end = "Anfang " * 200, " Ende" * 200
    [change] = changes_between(draft(body=f"{start}rot{end}"), draft(body=f"{start}blau{end}"), ON)
    assert change.before is not None
    assert change.after is not None
    assert "rot" in change.before
    assert "blau" in change.after
    assert len(change.after) <= 600


def test_gone_is_withdrawn_only_after_two_complete_runs_and_the_grace_period() -> None:
    known = stored(draft("a"), draft("b"))
    expected = [Missing(2, 1), Missing(2, 2), Withdrawn(2, 3)]
    for number, intent in enumerate(expected):
        when = day(number)
        found = _decide(known, [draft("a")], when=when)
        assert found == (Seen(1, URL + "a"), intent)
        known = applied(known, found, when)
    assert _decide(known, [draft("a")], when=day(4)) == (Seen(1, URL + "a"),)


def test_several_runs_within_hours_withdraw_nothing() -> None:
    known = stored(draft("a"), draft("b"))
    for hour in range(4, 20):
        found = _decide(known, [draft("a")], when=day(0, hour))
        assert not [i for i in found if isinstance(i, Withdrawn)]
        known = applied(known, found, day(0, hour))


def test_the_grace_period_follows_the_rhythm_of_the_source() -> None:
    assert grace_of(1) == grace_of(24) == timedelta(hours=36)
    assert timedelta(days=5) < grace_of(7 * 24) < timedelta(days=7)


def test_what_could_not_be_applied_for_any_more_goes_and_comes_quietly() -> None:
    over = draft("b", deadlines=(DeadlineFact("dated", "w", URL, date(2026, 8, 1), structured=True),))
    [new] = _decide({}, [over])
    assert isinstance(new, New)
    assert new.weight == "cosmetic"
    known = {k: replace(s, missing_runs=2, missing_since=day(-3).now) for k, s in stored(over).items()}
    [gone] = _decide(known, [])
    assert gone == Withdrawn(1, 3, "cosmetic")
    [back, seen] = _decide(applied(known, [gone], day(0)), [over])
    assert (back, seen) == (Back(1, "cosmetic"), Seen(1, over.url))


def test_a_past_day_that_only_prose_names_silences_nothing() -> None:
    [new] = _decide({}, [draft(deadlines=(DeadlineFact("dated", "w", URL, date(2026, 8, 1)),))])
    assert isinstance(new, New)
    assert new.weight == "material"


def test_an_incomplete_run_and_an_unread_page_make_nothing_missing() -> None:
    known = stored(draft("a"), draft("b"))
    assert _decide(known, [draft("a")], complete=False) == (Seen(1, URL + "a"),)
    assert _decide(known, [draft("a")], unread=[URL + "b"]) == (Seen(1, URL + "a"),)


def test_a_run_with_it_in_between_starts_the_count_anew() -> None:
    known = stored(draft("a"), draft("b"))
    after_one = applied(known, _decide(known, [draft("a")]), day(0))
    after_two = applied(after_one, _decide(after_one, [draft("a"), draft("b")], when=day(2)), day(2))
    assert _decide(after_two, [draft("a")], when=day(4))[1] == Missing(2, 1)


def test_a_withdrawn_programme_comes_back() -> None:
    gone = {key: replace(s, withdrawn=True, missing_runs=2) for key, s in stored(draft("a")).items()}
    assert _decide(gone, [draft("a")]) == (Back(1), Seen(1, URL + "a"))
    back, changed = _decide(gone, [draft("a", summary="anders")])
    assert back == Back(1)
    assert isinstance(changed, Changed)


def test_a_hash_of_older_form_is_renewed_without_a_version() -> None:
    old = {key: replace(s, content_hash="0" * 64) for key, s in stored(draft("a")).items()}
    assert _decide(old, [draft("a")]) == (Seen(1, URL + "a", content_hash(draft("a"))),)


@settings(deadline=None)
@given(MANY, MANY)
def test_the_same_reading_twice_changes_nothing(first: list[Draft], second: list[Draft]) -> None:
    known = applied({}, _decide({}, first), day(0))
    known = applied(known, _decide(known, second), day(0))
    again = _decide(known, second)
    assert not [i for i in again if isinstance(i, New | Changed | Back)]


@settings(deadline=None)
@given(MANY, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_drafts_does_not_matter(drafts: list[Draft], shuffle: object, complete: bool) -> None:
    known = stored(draft("a"), draft("f"))
    turned = list(drafts)
    shuffle.shuffle(turned)  # type: ignore[attr-defined]
    assert _decide(known, drafts, complete) == _decide(known, turned, complete)


@settings(deadline=None)
@given(DRAFTS)
def test_the_hash_ignores_what_is_cosmetic(one: Draft) -> None:
    other = replace(
        one,
        url=URL + "anderswo",
        title="  " + one.title.replace(" ", " \u00a0").replace("„", "“").replace("–", "-") + "\n",
        summary=one.summary and one.summary + "\n\n",
        keywords=one.keywords and " ".join(reversed(one.keywords.split())),
        categories=tuple(reversed([replace(c, label="Anders") for c in one.categories])),
        contacts=tuple(reversed(one.contacts)),
        links=tuple(reversed([Link("Anders", link.url) for link in one.links])),
        deadlines=tuple(reversed([replace(d, words="anders gesagt") for d in one.deadlines])),
        rate_words="woanders gelesen",
        damaged=True,
    )
    assert content_hash(one) == content_hash(other)
    assert changes_between(one, other, ON) == ()


@settings(deadline=None)
@given(DRAFTS, DRAFTS)
def test_the_hash_differs_exactly_when_a_field_does(one: Draft, other: Draft) -> None:
    if content_hash(one) == content_hash(other):
        assert changes_between(one, other, ON) == ()
    else:
        assert changes_between(one, other, ON)


def test_contacts_count_with_all_they_say() -> None:
    one, other = (draft(contacts=(Contact("contact", "Amt", phone=phone),)) for phone in ("1", "2"))
    assert content_hash(one) != content_hash(other)
