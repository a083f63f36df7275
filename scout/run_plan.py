"""What one healthy reading means for the store, before anything of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.clock import Clock
from data.queries import intake as queries
from scout.captures import Captures
from scout.decide import When, decide, grace_of, one_each, to_read
from scout.facts_ahead import facts_ahead
from scout.health import counted
from scout.held import Held, held_part
from scout.held_store import dispute_before
from scout.mass import Base, Part, Split, split
from scout.source import Source
from scout.stored import stored_programmes
from scout.visit import Visit

_MOVED: dict[Part, str] = {"appeared": "neu", "changed": "wesentlich geändert", "vanished": "verschwunden"}


@dataclass(frozen=True)
class Plan:
    """What to apply of a run and what to hold. why: a German sentence; empty when nothing is disputed."""

    split: Split
    held: Held
    read: int
    why: str


def plan(session: Session, clock: Clock, captures: Captures, source: Source, visited: Visit) -> Plan:
    """Decides a run against the store as it is now."""
    read = one_each(visited.drafts)
    stored = stored_programmes(session, source.key, read, visited.bodies)
    when = When(clock.now(), clock.today(), grace_of(source.cadence_hours))
    facts = facts_ahead(to_read(stored, read))
    decided = decide(stored, read, when, visited.complete, unread(visited), facts)
    base = Base(
        sum(not known.withdrawn for known in stored.values()),
        source.expect.moved,
        queries.was_read_whole(session, source.key),
    )
    done = split(decided, dispute_before(session, captures, source.key), base, when.now)
    held = held_part(done.dispute, (draft for draft, _ in read.values()), visited.capture_of)
    return Plan(done, held, len(read), _why(done, base, when.now))


def unread(visited: Visit) -> frozenset[str]:
    """Addresses that were there but could not be read, so that nothing of them counts as missing."""
    return frozenset(p.url for p in visited.problems if p.url and (p.level == "error" or p.code == "broken_document"))


def _why(done: Split, base: Base, now: datetime) -> str:
    if not done.dispute:
        return ""
    waiting = [f"{len(done.dispute.of(part))} {word}" for part, word in _MOVED.items() if done.dispute.of(part)]
    total = counted(sum(len(done.dispute.of(part)) for part in _MOVED), "Förderprogramm", "Förderprogramme")
    since = min(time for part in _MOVED for time in done.dispute.of(part).values())
    again = f" Dieselbe Bewegung zeigt die Quelle seit dem {since:%d.%m.%Y}." if since < now else ""
    return (
        f"Auf einmal bewegen sich zu viele Förderprogramme: {', '.join(waiting)} (im Bestand {base.active}, je Lauf "
        f"erlaubt {base.allowed}). {total} wurden deshalb zurückgehalten und warten auf eine Entscheidung; "
        f"alles andere wurde übernommen.{again}"
    )
