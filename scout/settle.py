"""Carries out what a person decided about a held run: applies what was held, or drops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.clock import Clock
from data.errors import BadInput
from data.model.sources import CrawlRun
from data.queries import held as queries
from data.queries.held import HeldView
from data.store import Store, Work
from scout import record
from scout.captures import CaptureLost, captures_in
from scout.claim import claim
from scout.decide import Intent, When, decide, grace_of, in_order, one_each
from scout.held import Held, HeldLost
from scout.held_store import read_held, settle
from scout.source import all_sources
from scout.stored import stored_programmes

ACTOR = "scout"


@dataclass(frozen=True)
class Settled:
    """What became of a held run. settled: ``applied`` or ``discarded``."""

    run_id: int
    source_key: str
    settled: str
    new: int
    changed: int
    missing: int
    back: int


def settle_decided(store: Store, source_key: str) -> tuple[Settled, ...]:
    """Settles the held run of a source if somebody has decided about it; called at the start of every run.

    A run whose document is lost stays as it is: the run that follows judges the source anew and supersedes it.
    """
    with store.reading() as session:
        waiting = queries.held_runs(session, waiting=True, source_key=source_key)
    done = []
    for held in waiting:
        if held.decision is not None:
            try:
                done.append(settle_run(store, held.run_id))
            except (CaptureLost, HeldLost):
                continue
    return tuple(done)


def settle_run(store: Store, run_id: int) -> Settled:
    """Carries out the decision about one held run, against the store as it is now; the caller has claimed the source.

    Raises BadInput when the run does not wait or nobody has decided; CaptureLost or HeldLost when what it read is gone.
    """
    # Reading facts takes its time; nobody else's writing waits for it.
    with store.reading() as session:
        held = _waiting(session, run_id)
        kept = None if held.decision == "discard" else read_held(captures_in(store.state), held)
        intents = () if kept is None else intents_of(session, store.clock, held.source_key, kept)
    with store.unit_of_work(ACTOR) as work:
        return _discard(work, held) if kept is None else _apply(work, held, kept, intents)


def settle_claimed(store: Store, run_id: int) -> Settled:
    """As ``settle_run``, at once, while nobody reads the source. Raises AlreadyRunning when somebody does."""
    with store.reading() as session:
        held = _waiting(session, run_id)
    with claim(store, held.source_key):
        return settle_run(store, run_id)


def intents_of(session: Session, clock: Clock, source_key: str, held: Held) -> tuple[Intent, ...]:
    """What applying a held part means now: as if its run had just been made, and only of what is disputed."""
    read = one_each(held.drafts)
    stored = stored_programmes(session, source_key, read)
    source = all_sources().get(source_key)
    when = When(clock.now(), clock.today(), grace_of(source.cadence_hours if source else 0))
    gone = {key: stored[key] for key in held.dispute.vanished if key in stored}
    there = {key: known for key, known in stored.items() if key in read}
    return in_order({**decide(there, read, when, False), **decide(gone, {}, when, True)})


def _waiting(session: Session, run_id: int) -> HeldView:
    held = queries.held_run(session, run_id)
    if held is None:
        raise BadInput(
            f"Der Lauf {run_id} wurde nicht zurückgehalten. foerderscout runs list zeigt, welche Läufe warten."
        )
    if held.settled is not None:
        raise BadInput(f"Über den Lauf {run_id} ist schon entschieden ({held.settled}).")
    if held.decision is None:
        raise BadInput(f"Über den Lauf {run_id} hat noch niemand entschieden: foerderscout runs apply oder discard.")
    return held


def _apply(work: Work, held: HeldView, kept: Held, intents: Sequence[Intent]) -> Settled:
    tally = record.apply(work, held.run_id, held.source_key, intents, _captures(work.session, held.run_id, kept))
    settle(work, held.run_id, "applied", work.clock.now())
    run = work.session.get_one(CrawlRun, held.run_id)
    run.new, run.changed, run.missing = run.new + tally.new, run.changed + tally.changed, run.missing + tally.missing
    run.outcome = "ok"
    run.message = f"Nach Ansicht übernommen von {held.decided_by}: {held.reason}"
    done = Settled(held.run_id, held.source_key, "applied", tally.new, tally.changed, tally.missing, tally.back)
    work.audit("run.applied", f"run {held.run_id}", after=vars(done))
    return done


def _discard(work: Work, held: HeldView) -> Settled:
    settle(work, held.run_id, "discarded", work.clock.now())
    run = work.session.get_one(CrawlRun, held.run_id)
    run.outcome = "discarded"
    run.message = f"Verworfen von {held.decided_by}: {held.reason}"
    done = Settled(held.run_id, held.source_key, "discarded", 0, 0, 0, 0)
    work.audit("run.discarded", f"run {held.run_id}", after=vars(done))
    return done


def _captures(session: Session, run_id: int, kept: Held) -> Mapping[str, int]:
    by_address = queries.captures_of(session, run_id)
    return {key: by_address[url] for key, url in kept.capture_of.items() if url in by_address}
