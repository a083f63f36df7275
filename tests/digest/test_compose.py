"""What a week's digest tells, where, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.digest.compose import PROGRAMMES_PER_FIELD, compose
from dashboard.digest.grouping import group_news
from dashboard.digest.weeks import week_named
from dashboard.format import FIELDS, SOURCE_STATES
from data.errors import BadInput
from data.queries.digest import ChangeRow
from scout.compare import aspects
from tests.digest.material import FRIDAY, WEEK, dated, fit, material, new, news, programme, source
from tests.scout.drafts import draft


def test_a_new_programme_stands_in_the_field_of_its_best_project_with_the_reason() -> None:
    digest = compose(
        WEEK,
        FRIDAY,
        material(
            changes=[new(1)],
            programmes={1: programme(1, "Digitale Akte vor Ort")},
            programme_fits=[fit(1, "rad", "mobilitaet", 0.3, "medium"), fit(1, "akte", "verwaltung", 0.5)],
        ),
    )
    verwaltung, mobilitaet = digest.fields
    [entry] = verwaltung.programmes
    assert entry.happened == ("neu",)
    assert [f.key for f in entry.fits] == ["akte", "rad"]
    assert entry.fits[0].words == ("Akte", "digital")
    assert mobilitaet.is_empty


def test_a_programme_that_fits_nothing_is_told_apart_and_not_lost() -> None:
    digest = compose(
        WEEK,
        FRIDAY,
        material(changes=[new(1)], programmes={1: programme(1, "Filmpreis")}, programme_fits=[fit(1, band="low")]),
    )
    assert [e.title for e in digest.other_programmes] == ["Filmpreis"]
    assert all(f.is_empty for f in digest.fields)


def test_a_programme_we_may_not_apply_for_leads_no_field() -> None:
    digest = compose(
        WEEK,
        FRIDAY,
        material(changes=[new(1)], programmes={1: programme(1, "Nur Sachsen")}, programme_fits=[fit(1, eligible="no")]),
    )
    assert [e.title for e in digest.other_programmes] == ["Nur Sachsen"]


def test_a_pair_that_somebody_rejected_is_no_reason_any_more() -> None:
    parts = {
        "changes": [new(1)],
        "programmes": {1: programme(1, "Digitale Akte")},
        "programme_fits": [fit(1, "akte", score=0.6), fit(1, "portal", score=0.4)],
    }
    digest = compose(WEEK, FRIDAY, material(**parts, rejected=frozenset({("akte", 1)})))
    assert [f.key for f in digest.fields[0].programmes[0].fits] == ["portal"]


def test_a_rejection_of_a_part_takes_only_that_part_out() -> None:
    part = replace(fit(1, "akte", score=0.6), own="ablage")
    parts = {"changes": [new(1)], "programmes": {1: programme(1, "Akte")}}
    rejected = frozenset({("ablage", 1)})
    alone = compose(WEEK, FRIDAY, material(**parts, programme_fits=[part], rejected=rejected))
    assert [e.id for e in alone.other_programmes] == [1]
    both = compose(WEEK, FRIDAY, material(**parts, programme_fits=[part, fit(1, "akte")], rejected=rejected))
    assert [f.key for f in both.fields[0].programmes[0].fits] == ["akte"]


def test_what_is_followed_is_reminded_of_and_what_is_closed_is_not() -> None:
    digest = compose(
        WEEK,
        FRIDAY,
        material(
            programmes={1: programme(1, "Verfolgt"), 2: replace(programme(2, "Zu"), status="closed")},
            programme_fits=[fit(1, "akte", band="low"), fit(2)],
            deadlines={1: dated(FRIDAY + timedelta(days=9)), 2: dated(FRIDAY + timedelta(days=3))},
            followed=frozenset({("akte", 1)}),
        ),
    )
    assert [(d.title, d.concerned) for d in digest.deadlines] == [("Verfolgt", ("Vorhaben akte",))]


def test_what_holds_instead_of_a_date_is_said() -> None:
    [given] = dated(FRIDAY)
    states = ("open", "paused", "closed")
    digest = compose(
        WEEK,
        FRIDAY,
        material(
            changes=[new(number) for number in range(1, 6)],
            programmes={number: programme(number, f"P{number}") for number in range(1, 6)},
            deadlines={
                **{number: (replace(given, state=state, due_on=None),) for number, state in enumerate(states, 1)},
                4: dated(FRIDAY - timedelta(days=1)),
            },
        ),
    )
    told = {entry.title: entry.deadline for entry in digest.other_programmes}
    assert told == {
        "P1": "laufend möglich",
        "P2": "ruht zurzeit",
        "P3": "geschlossen",
        "P4": "Frist abgelaufen: Do., 20.08.2026",
        "P5": None,
    }


def test_every_side_of_a_programme_that_can_change_has_a_german_name() -> None:
    assert set(FIELDS) == set(aspects(draft()))


@pytest.mark.parametrize("state", list(SOURCE_STATES))
def test_a_source_that_needs_no_look_is_not_among_the_troubled(state: str) -> None:
    digest = compose(WEEK, FRIDAY, material(sources=[source("a", state)]))
    assert [s.title for s in digest.sources] == ([] if state in {"ok", "running", "off"} else ["Quelle a"])


def test_a_change_is_told_with_both_values_when_they_are_short() -> None:
    changes = [
        ChangeRow(1, "rate", "rate", "70", "90"),
        ChangeRow(1, "text", "body", "alt " * 40, "neu " * 40),
        ChangeRow(1, "rate", "rate", "70", "90"),
    ]
    digest = compose(
        WEEK,
        FRIDAY,
        material(changes=changes, programmes={1: programme(1, "Akte")}, programme_fits=[fit(1)]),
    )
    assert digest.fields[0].programmes[0].happened == ("Förderquote: 90 (bisher 70)", "Beschreibung geändert")


def test_deadlines_of_four_weeks_that_concern_a_project_soonest_first() -> None:
    soon, later = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=28)
    digest = compose(
        WEEK,
        FRIDAY,
        material(
            programmes={n: programme(n, f"P{n}") for n in range(1, 6)},
            programme_fits=[fit(n) for n in (1, 2, 3, 4)] + [fit(5, eligible="no")],
            deadlines={
                1: dated(later),
                2: dated(soon),
                3: dated(FRIDAY + timedelta(days=29)),
                4: dated(FRIDAY - timedelta(days=1)),
                5: dated(soon),
            },
        ),
    )
    assert [(d.title, d.days_left) for d in digest.deadlines] == [("P2", 3), ("P1", 28)]
    assert [(d.title, d.days_left) for d in digest.later_deadlines] == [("P3", 29)]
    assert digest.deadlines[0].words == f"Anträge sind bis zum {soon:%d.%m.%Y} zu stellen."
    assert "24.08.2026: P2" in digest.lead[1]


def test_the_same_news_in_two_papers_is_told_once_with_both() -> None:
    digest = compose(
        WEEK,
        FRIDAY,
        material(
            news=[
                news(2, "Kreis führt die digitale Bauakte ein", "Blatt B", 20),
                news(1, "Kreis führt digitale Bauakte ein", "Blatt A", 19),
                news(3, "Neue Buslinie im Münsterland", "Blatt A", 20),
            ],
            news_fits=[fit(1), fit(2)],
        ),
    )
    [entry] = digest.fields[0].news
    assert [name for name, _ in entry.sources] == ["Blatt A", "Blatt B"]
    assert entry.why == "Projekt „Vorhaben p1“: Akte, digital"
    assert [e.title for e in digest.other_news] == ["Neue Buslinie im Münsterland"]


def test_the_lead_counts_what_there_is_in_right_german() -> None:
    digest = compose(
        WEEK, FRIDAY, material(changes=[new(1)], programmes={1: programme(1, "A")}, programme_fits=[fit(1)])
    )
    assert digest.lead[0] == (
        "1 neues oder geändertes Förderprogramm passt zu den Themenfeldern, am meisten zu Verwaltung."
    )


def test_the_lead_says_when_nothing_happened_and_which_sources_need_a_look() -> None:
    digest = compose(WEEK, FRIDAY, material(sources=[source("a"), source("b", "refused", "Nur 3 von 80 gelesen.")]))
    assert digest.lead[0] == "In dieser Woche gab es nichts Neues, das zu den Themenfeldern passt."
    assert digest.lead[2] == "1 von 2 Quellen braucht einen Blick, siehe am Ende."
    assert [(s.title, s.problem) for s in digest.sources] == [
        ("Quelle b", "letzter Lauf abgewiesen: Nur 3 von 80 gelesen.")
    ]


documents = st.integers(1, 40)


@given(
    st.lists(documents, max_size=60),
    st.lists(
        st.builds(
            fit,
            documents,
            st.sampled_from(["a", "b"]),
            st.sampled_from(["verwaltung", "mobilitaet"]),
            st.floats(0.01, 1),
            st.sampled_from(["high", "medium", "low"]),
            st.sampled_from(["yes", "no", "unknown"]),
        ),
        max_size=60,
    ),
)
def test_every_change_is_told_exactly_once_or_counted(changed: list[int], fits: list) -> None:
    rows = {n: programme(n, f"Programm {n}") for n in range(1, 41)}
    digest = compose(WEEK, FRIDAY, material(changes=[new(n) for n in changed], programmes=rows, programme_fits=fits))
    told = [e.id for f in digest.fields for e in f.programmes] + [e.id for e in digest.other_programmes]
    assert len(told) == len(set(told))
    assert len(told) + sum(f.more_programmes for f in digest.fields) == len(set(changed))
    assert all(len(f.programmes) <= PROGRAMMES_PER_FIELD for f in digest.fields)


@given(st.lists(st.sampled_from(["Bauakte digital", "Digitale Bauakte", "Bus fährt", "Glasfaser für Dörfer", ""])))
def test_grouping_loses_nothing_and_tells_nothing_twice(titles: list[str]) -> None:
    items = [news(n, title) for n, title in enumerate(titles)]
    grouped = [item.id for group in group_news(items) for item in group]
    assert sorted(grouped) == [item.id for item in items]
    alike = [group for group in group_news(items) if any("Bauakte" in item.title for item in group)]
    assert len(alike) <= 1


@pytest.mark.parametrize(
    "name", ["2026-W54", "2026-48", "W48", "", "2026-W00", "kommende Woche", "9999-W52", "0001-W01"]
)
def test_a_week_that_does_not_exist_is_named(name: str) -> None:
    with pytest.raises(BadInput, match="2026-W48"):
        week_named(name)


def test_a_week_runs_from_monday_to_sunday_local_time() -> None:
    week = week_named("2026-w48")
    assert (week.first_day, week.last_day) == (date(2026, 11, 23), date(2026, 11, 29))
    assert week.start.isoformat() == "2026-11-23T00:00:00+01:00"
    assert week.end.isoformat() == "2026-11-30T00:00:00+01:00"
