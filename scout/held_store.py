"""Keeps what is held of a run in the store and among the captures, and takes it up again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from data.model.sources import HeldRun
from data.queries import held as queries
from data.queries.held import HeldView
from data.store import Work
from scout.captures import CaptureLost, Captures
from scout.held import Held, HeldLost, from_bytes, to_bytes
from scout.mass import NO_DISPUTE, Dispute


def dispute_before(session: Session, captures: Captures, source_key: str) -> Dispute:
    """What of a source is disputed before a run.

    What a person discarded is no longer disputed, but remembered as refused. A document that is lost costs the memory
    only: what it held is judged anew.
    """
    last = queries.last_held(session, source_key)
    if last is None or last.settled in ("applied", "superseded"):
        return NO_DISPUTE
    try:
        dispute = read_held(captures, last).dispute
    except (CaptureLost, HeldLost):
        return NO_DISPUTE
    if last.settled == "discarded":
        return Dispute(refused=dispute.refused | set(dispute.appeared))
    return dispute


def read_held(captures: Captures, held: HeldView) -> Held:
    """What a held run keeps. Raises CaptureLost or HeldLost."""
    return from_bytes(captures.read(held.sha256))


def keep(work: Work, captures: Captures, run_id: int, source_key: str, held: Held, why: str) -> None:
    """Holds a run; an older held run of the same source is superseded by it, or by nothing when all is settled."""
    supersede(work, source_key)
    if held.dispute:
        work.session.add(
            HeldRun(run_id=run_id, sha256=captures.keep(to_bytes(held)), why=why, held_at=work.clock.now())
        )


def supersede(work: Work, source_key: str) -> None:
    """Closes the held runs of a source that a newer run has made pointless."""
    for held in queries.held_runs(work.session, waiting=True, source_key=source_key):
        settle(work, held.run_id, "superseded", work.clock.now())


def settle(work: Work, run_id: int, how: str, now: datetime) -> None:
    """Notes what became of a held run."""
    row = work.session.get_one(HeldRun, run_id)
    row.settled, row.settled_at = how, now
