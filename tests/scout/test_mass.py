"""Mass moves: what is held of a run, what goes through, and how long a dispute lasts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scout.decide import Changed, New, Seen, Stored, Withdrawn, decide, in_order, one_each
from scout.mass import NO_DISPUTE, Base, Dispute, Split, split
from scout.source import Draft
from tests.scout.drafts import applied, as_it_is, day, draft, stored


class Story:
    """A source over days: what is stored and disputed, and what each run let through."""

    def __init__(self, drafts: Iterable[Draft] = (), share: float = 0.2, settled: bool = True) -> None:
        self.known: dict[str, Stored] = stored(*drafts)
        self.dispute: Dispute = NO_DISPUTE
        self.share, self.settled = share, settled

    def run(self, on: int, drafts: Iterable[Draft]) -> Split:
        base = Base(sum(not s.withdrawn for s in self.known.values()), self.share, self.settled)
        decided = decide(self.known, one_each(drafts), day(on), True, facts=as_it_is)
        done = split(decided, self.dispute, base, day(on).now)
        self.known, self.dispute = applied(self.known, done.apply, day(on)), done.dispute
        return done


def many(first: int, last: int, **said: object) -> list[Draft]:
    return [draft(f"p{number:04}", **said) for number in range(first, last)]


def kinds(done: Split) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for intent in done.apply:
        name = type(intent).__name__
        found[name] = found.get(name, 0) + 1
    return found


def test_an_ordinary_day_is_applied_as_a_whole() -> None:
    story = Story(many(0, 100))
    done = story.run(1, [*many(8, 100), *many(200, 206)])
    assert (done.held, bool(done.dispute)) == ((), False)
    assert kinds(done) == {"Seen": 92, "New": 6, "Missing": 8}


def test_a_first_run_and_the_rest_of_one_are_never_held() -> None:
    assert kinds(Story().run(0, many(0, 500))) == {"New": 500}
    unfinished = Story(many(0, 100), settled=False)
    assert kinds(unfinished.run(1, many(0, 500))) == {"Seen": 100, "New": 400}


def test_a_short_list_may_always_move_a_few() -> None:
    assert not Story(many(0, 12)).run(1, many(6, 16)).held
    assert Story(many(0, 12)).run(1, many(6, 20)).held


def test_many_at_once_are_held_and_the_rest_goes_through() -> None:
    story = Story(many(0, 400))
    today = [*many(1, 399), draft("p0399", rate_percent=80), *many(1000, 1777)]
    done = story.run(1, today)
    assert done.held == ("appeared",)
    assert len(done.dispute.appeared) == 777
    assert kinds(done) == {"Seen": 398, "Changed": 1, "Missing": 1}


def test_what_is_disputed_does_not_block_the_days_after() -> None:
    story = Story(many(0, 400))
    glitch = many(1000, 1777)
    story.run(1, many(0, 400) + glitch)
    for on in range(2, 6):
        done = story.run(on, many(0, 400) + glitch + [draft(f"neu{number}") for number in range(on)])
        assert done.held == ()
        assert kinds(done)["New"] == (2 if on == 2 else 1)
    done = story.run(6, many(0, 400))
    assert not done.dispute
    assert "Back" not in kinds(done)
    assert not [key for key in story.known if key.startswith("p1")]


def test_what_is_listed_steadily_for_a_week_is_taken_over_without_a_word() -> None:
    story = Story(many(0, 100))
    everything = many(0, 100) + many(1000, 1100)
    for on in range(1, 8):
        assert "New" not in kinds(story.run(on, everything))
    done = story.run(8, everything)
    assert (done.adopted, bool(done.dispute)) == (100, False)
    assert {i.weight for i in done.apply if isinstance(i, New)} == {"cosmetic"}
    assert kinds(story.run(9, everything)) == {"Seen": 200}


def test_what_a_person_discarded_is_never_taken_over_by_itself() -> None:
    story = Story(many(0, 100))
    everything = many(0, 100) + many(1000, 1100)
    story.dispute = Dispute(refused=frozenset(d.external_id for d in many(1000, 1100)))
    for on in range(1, 30):
        assert "New" not in kinds(story.run(on, everything))
    assert len(story.dispute.appeared) == 100


def test_a_list_that_is_short_withdraws_nothing_however_long_it_is() -> None:
    story = Story(many(0, 100))
    for on in range(1, 40):
        done = story.run(on, many(0, 75))
        assert done.held == ("vanished",)
        assert kinds(done) == {"Seen": 75}
    done = story.run(41, many(0, 88))
    assert done.held == ("vanished",), "at the border the dispute goes on"
    done = story.run(42, many(0, 97))
    assert (done.held, kinds(done)) == ((), {"Seen": 97, "Missing": 3})
    story.run(43, many(0, 97))
    assert kinds(story.run(44, many(0, 97)))["Withdrawn"] == 3


def test_while_the_list_is_short_nobody_else_is_withdrawn_either() -> None:
    story = Story(many(0, 100))
    story.run(1, many(1, 100))
    for on in range(2, 6):
        assert not [i for i in story.run(on, many(1, 60)).apply if isinstance(i, Withdrawn)]


@pytest.mark.parametrize("field", ["rate", "title"])
def test_many_changes_at_once_are_held_and_the_programmes_stay_seen(field: str) -> None:
    story = Story(many(0, 100))
    other = [
        replace(d, title="Anders") if field == "title" else replace(d, rate_percent=50) for d in many(0, 60)
    ] + many(60, 100)
    done = story.run(1, other)
    assert (done.held, kinds(done)) == (("changed",), {"Seen": 100})
    again = story.run(2, other)
    assert (again.held, len(again.dispute.changed)) == ((), 60)
    assert not story.run(3, many(0, 100)).dispute


def test_small_changes_of_a_whole_site_are_let_through() -> None:
    done = Story(many(0, 100)).run(1, many(0, 100, remark="Neue Fußnote"))
    assert kinds(done) == {"Changed": 100}


def test_several_movements_together_are_held_from_the_largest_down() -> None:
    done = Story(many(0, 100)).run(1, [*many(12, 100), *many(200, 215)])
    assert done.moved == {"appeared": 15, "vanished": 12, "changed": 0}
    assert done.held == ("appeared",)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.floats(0.05, 0.9))
def test_what_goes_through_never_exceeds_what_is_allowed(new: int, gone: int, changed: int, share: float) -> None:
    story = Story(many(0, 60), share)
    left = many(gone, 60)
    read = [replace(d, rate_percent=10) for d in left[:changed]] + left[changed:] + many(100, 100 + new)
    done = story.run(1, read)
    moving = [i for i in done.apply if isinstance(i, New | Changed) or type(i).__name__ == "Missing"]
    assert len(moving) <= max(10, int(share * 60))
    assert len([i for i in done.apply if isinstance(i, Seen | Changed)]) == len(left)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=6))
def test_the_same_list_again_tells_nothing_again(lists: list[int]) -> None:
    """Whatever was held or not: a list read twice in a row makes no news the second time."""
    story = Story(many(0, 40))
    offered = [many(0, 40), many(0, 5), many(0, 90), many(0, 40, rate_percent=7)]
    for number, chosen in enumerate(lists):
        story.run(2 * number, offered[chosen])
        again = decide(story.known, one_each(offered[chosen]), day(2 * number), True, facts=as_it_is)
        base = Base(len(story.known), 0.2)
        repeated = split(again, story.dispute, base, day(2 * number).now + timedelta(minutes=1))
        assert not [i for i in repeated.apply if isinstance(i, New | Changed)]
        assert len(in_order(again)) >= len(repeated.apply)
