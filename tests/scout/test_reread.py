"""Readers that improve: facts are read anew, the history shows it, and nobody is told of what the source did not do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from data.clock import StandingClock
from data.model.programmes import Deadline, ProgrammeCategory, ProgrammeChange, ProgrammeVersion
from data.queries.digest import changes_between as digest_changes
from data.queries.overview import novelty_count
from data.settings import read_settings
from data.store import Store
from scout.decide import Changed, Facts, Reread, Seen, decide, in_order, one_each
from scout.source import Category, DeadlineFact, Draft, Expect
from scout.visit import Validators
from tests.conftest import NOW
from tests.scout.drafts import DRAFTS, URL, applied, day, draft, stored
from tests.scout.test_intake import SOURCE, START, Runs, page

_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")


def later_reader(shift: int = 0) -> Facts:
    """A reader that takes every day in the summary for a deadline; ``shift``: so many days wrong."""

    def read(said: Draft) -> Draft:
        found = [date(int(y), int(m), int(d)) for d, m, y in _DAY.findall(said.summary or "")]
        facts = tuple(DeadlineFact("dated", "w", URL, on + timedelta(days=shift)) for on in found)
        return replace(said, deadlines=said.deadlines + facts, status="open" if facts else said.status)

    return read


OLD, NEW = later_reader(shift=1), later_reader()
MANY = replace(SOURCE, expect=Expect(programmes=(2, 30)))
SAID = draft(summary="Anträge bis 30.09.2026.")


def test_the_same_words_read_better_are_the_readers_doing() -> None:
    known = stored(SAID, facts=OLD, facts_version="alt")
    [intent] = in_order(decide(known, one_each([SAID]), day(0), True, facts=NEW))
    assert isinstance(intent, Reread)
    assert [d.due_on for d in intent.draft.deadlines] == [date(2026, 9, 30)]
    assert {(c.field, c.cause, c.weight) for c in intent.changes} == {("deadlines", "reader", "cosmetic")}
    assert in_order(decide(applied(known, [intent], day(0)), one_each([SAID]), day(1), True, facts=NEW)) == (
        Seen(1, SAID.url),
    )


def test_a_move_of_the_source_is_told_as_the_present_reader_sees_both_sides() -> None:
    known = stored(SAID, facts=OLD, facts_version="alt")
    moved = replace(SAID, summary="Anträge bis 31.10.2026.")
    [intent] = in_order(decide(known, one_each([moved]), day(0), True, facts=NEW))
    assert isinstance(intent, Changed)
    told = {c.field: (c.before, c.after, c.weight) for c in intent.changes if c.cause == "source"}
    assert told["deadlines"] == ("30.09.2026", "31.10.2026 (verlängert)", "material")
    assert ("deadlines", "01.10.2026", "30.09.2026 (verkürzt)") in {
        (c.field, c.before, c.after) for c in intent.changes if c.cause == "reader"
    }


def test_a_small_change_of_words_does_not_make_the_readers_progress_news() -> None:
    known = stored(SAID, facts=OLD, facts_version="alt")
    reworded = replace(SAID, summary="Anträge bitte bis 30.09.2026.")
    [intent] = in_order(decide(known, one_each([reworded]), day(0), True, facts=NEW))
    assert isinstance(intent, Changed)
    assert [(c.field, c.weight) for c in intent.changes if c.cause == "source"] == [("summary", "minor")]


def test_a_database_of_an_older_hash_is_taken_over_silently() -> None:
    known = {k: replace(s, content_hash="0" * 64) for k, s in stored(SAID, facts=OLD, facts_version="").items()}
    [intent] = in_order(decide(known, one_each([SAID]), day(0), True, facts=NEW))
    assert isinstance(intent, Reread)
    assert {c.cause for c in intent.changes} == {"reader"}
    assert intent.content_hash == one_each([SAID])["a"][1]


@settings(deadline=None)
@given(st.lists(DRAFTS, max_size=6), st.booleans())
def test_another_reader_alone_never_makes_a_change_of_the_source(drafts: list[Draft], older_hash: bool) -> None:
    read = one_each(drafts)
    known = stored(*(d for d, _ in read.values()), facts=OLD, facts_version="alt")
    if older_hash:
        known = {key: replace(s, content_hash="0" * 64) for key, s in known.items()}
    intents = in_order(decide(known, read, day(0), True, facts=NEW))
    assert all(isinstance(intent, Reread) for intent in intents)
    assert {c.cause for intent in intents for c in intent.changes} <= {"reader"}  # type: ignore[union-attr]


def _as_of_an_older_reader(store: Store) -> None:
    with store.unit_of_work("test") as work:
        work.session.execute(update(ProgrammeVersion).values(facts_version="alt", content_hash="0" * 64))
        work.session.execute(update(Deadline).values(due_on=date(2026, 10, 1)))


def test_the_store_keeps_the_version_and_tells_nobody(store: Store) -> None:
    runs = Runs(store, read_settings())
    said = draft("a", summary="Anträge sind bis zum 30. September 2026 einzureichen.")
    runs.run(said, draft("b"))
    _as_of_an_older_reader(store)
    later = replace(runs, store=replace(store, clock=StandingClock(NOW + timedelta(days=1))))
    report = later.run(said, draft("b"))
    assert (report.outcome, report.seen, report.changed) == ("ok", 2, 0)
    with store.reading() as session:
        assert session.scalars(select(Deadline.due_on)).all() == [date(2026, 9, 30)]
        assert set(session.scalars(select(ProgrammeVersion.number))) == {1}
        assert "alt" not in set(session.scalars(select(ProgrammeVersion.facts_version)))
        [change] = session.scalars(select(ProgrammeChange).where(ProgrammeChange.kind == "deadline"))
        assert (change.cause, change.weight, change.from_version, change.to_version) == ("reader", "cosmetic", 1, 1)
        assert change.before == "01.10.2026"
        assert digest_changes(session, NOW + timedelta(hours=1), NOW + timedelta(days=9)) == ()
        assert novelty_count(session, NOW + timedelta(hours=1)) == 0
    assert later.run(said, draft("b")).changed == 0


def test_an_unchanged_archive_is_read_all_the_same_when_facts_are_older(quick_store: Store) -> None:
    runs = Runs(quick_store, read_settings())
    runs.run(draft("a"), draft("b"), pages=(page(),))
    runs.run(draft("a"), draft("b"), pages=(page(),))
    assert runs.asked_with != Validators()
    _as_of_an_older_reader(quick_store)
    runs.run(draft("a"), draft("b"), pages=(page(),))
    assert runs.asked_with == Validators()


def test_what_only_we_read_otherwise_is_news_nowhere(quick_store: Store) -> None:
    Runs(quick_store, read_settings()).run(draft("a"), draft("b"))
    with quick_store.unit_of_work("test") as work:
        work.session.execute(update(ProgrammeChange).values(cause="reader", weight="material"))
    with quick_store.reading() as session:
        assert digest_changes(session, NOW - timedelta(days=1), NOW + timedelta(days=1)) == ()
        assert novelty_count(session, NOW - timedelta(days=1)) == 0


def _with_region(said: Draft) -> Draft:
    return replace(said, categories=(Category("region", "nrw", "Nordrhein-Westfalen"),))


def test_what_a_better_reader_of_pages_finds_in_the_same_bytes_is_kept_and_told_nobody(quick_store: Store) -> None:
    runs = Runs(quick_store, read_settings())
    plain = [draft(str(number)) for number in range(20)]
    same = {"pages": (page(),), "capture_of": {said.external_id: START for said in plain}}
    runs.run(*plain, source=MANY, **same)
    report = runs.later(days=1).run(*map(_with_region, plain), source=MANY, **same)
    assert (report.outcome, report.changed) == ("ok", 20)  # not held, though everything changed
    assert runs.count(ProgrammeCategory) == 20
    changes = runs.all(select(ProgrammeChange).where(ProgrammeChange.kind != "new"))
    assert {(c.field, c.cause, c.weight) for c in changes} == {("eligibility", "reader", "cosmetic")}  # type: ignore[attr-defined]


def test_a_deadline_that_only_the_list_moved_is_told_though_the_page_is_the_same() -> None:
    known = {key: replace(s, same_body=True) for key, s in stored(draft("a")).items()}
    moved = replace(draft("a"), deadlines=(DeadlineFact("dated", "w", URL, date(2026, 9, 30), structured=True),))
    [intent] = in_order(decide(known, one_each([_with_region(moved)]), day(0), True, facts=lambda said: said))
    assert isinstance(intent, Changed)
    assert {(c.field, c.cause) for c in intent.changes} == {("deadlines", "source"), ("eligibility", "reader")}


def test_the_same_in_other_bytes_is_a_change_of_the_source(quick_store: Store) -> None:
    runs = Runs(quick_store, read_settings())
    here = {"a": START, "b": START}
    runs.run(draft("a"), draft("b"), pages=(page(),), capture_of=here)
    other = replace(page(), sha256="f" * 64)
    runs.later(days=1).run(_with_region(draft("a")), draft("b"), pages=(other,), capture_of=here)
    [change] = runs.all(select(ProgrammeChange).where(ProgrammeChange.kind != "new"))
    assert (change.field, change.cause, change.weight) == ("eligibility", "source", "material")  # type: ignore[attr-defined]
