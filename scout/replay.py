"""Replays a source's past through the real intake: each snapshot one run, in a store of its own that is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.clock import StandingClock
from data.errors import RunRefused
from data.model.programmes import Programme, ProgrammeChange
from data.queries.held import held_run
from data.settings import Settings, read_settings
from data.store import Store, open_store
from scout.captures import captures_in
from scout.changes import told
from scout.decide import Changed
from scout.held_store import read_held
from scout.intake import RunReport, crawl_source
from scout.settle import intents_of
from scout.snapshots import Snapshot
from scout.source import ArchiveSource, Draft, Expect, Reading
from scout.visit import Visit

EU_HISTORY = ArchiveSource(
    key="eu_history",
    title="EU-Portal, Momentaufnahmen",
    publisher="Europäische Kommission",
    start="https://ec.europa.eu/info/funding-tenders/opportunities/portal/",
    # The number of the call is promised: without it a snapshot cannot be compared with the others.
    expect=Expect(programmes=(1, 100_000), filled={"title": 0.95, "service_key": 0.9}),
    read=lambda body: Reading(()),
)


@dataclass(frozen=True)
class Told:
    """One line of a prediction: what became different, whether a person hears of it, whether it was held."""

    at: str
    reference: str
    kind: str
    field: str | None
    before: str | None
    after: str | None
    weight: str
    told: bool
    held: bool


@dataclass(frozen=True)
class ReplayedRun:
    """One run of a replay. outcome: as of a run, e.g. ``ok``, ``held``, ``refused``.

    baseline: the first run that was taken over; what it found is not news of the source, so it has no lines.
    """

    at: datetime
    outcome: str
    seen: int
    lines: tuple[Told, ...]
    message: str
    baseline: frozenset[str] = frozenset()


def replay(snapshots: Sequence[Snapshot], step: Callable[[], None] = lambda: None) -> tuple[ReplayedRun, ...]:
    """Runs all snapshots in their order; nobody decides about what is held. ``step`` is called after each run."""
    runs: list[ReplayedRun] = []
    with TemporaryDirectory(prefix="foerderscout-replay-") as folder:
        settings = read_settings(state=Path(folder))
        store = open_store(settings, StandingClock(snapshots[0].at))
        for snapshot in snapshots:
            done = _run(replace(store, clock=StandingClock(snapshot.at)), settings, snapshot)
            is_first = all(run.outcome == "refused" for run in runs) and done.outcome != "refused"
            runs.append(_as_baseline(done) if is_first else done)
            step()
        store.engine.dispose()
    return tuple(runs)


def _as_baseline(run: ReplayedRun) -> ReplayedRun:
    return replace(run, lines=(), baseline=frozenset(line.reference for line in run.lines))


def _run(store: Store, settings: Settings, snapshot: Snapshot) -> ReplayedRun:
    drafts: tuple[Draft, ...] = snapshot.drafts
    try:
        visited = Visit(drafts=drafts, complete=True)
        report = crawl_source(store, settings, EU_HISTORY, visit=lambda *_: visited)
    except RunRefused as refused:
        return ReplayedRun(snapshot.at, "refused", len(drafts), (), str(refused))
    with store.reading() as session:
        lines = (*_applied(session, report.run_id, snapshot.at), *_held(session, store, report, snapshot.at))
    return ReplayedRun(snapshot.at, report.outcome, report.seen, lines, report.message)


def _applied(session: Session, run_id: int, at: datetime) -> Iterator[Told]:
    rows = session.execute(
        select(ProgrammeChange, Programme.external_id)
        .join(Programme, Programme.id == ProgrammeChange.programme_id)
        .where(ProgrammeChange.run_id == run_id)
        .order_by(ProgrammeChange.id)
    )
    for row, key in rows:
        heard = told(row.weight, row.cause)
        yield Told(at.isoformat(), key, row.kind, row.field, row.before, row.after, row.weight, heard, False)


def _held(session: Session, store: Store, report: RunReport, at: datetime) -> Iterator[Told]:
    """What this run has put in dispute; what was disputed before is not repeated."""
    view = held_run(session, report.run_id) if report.outcome == "held" else None
    if view is None:
        return
    held = read_held(captures_in(store.state), view)
    fresh = {key for part in ("appeared", "vanished", "changed") for key, t in held.dispute.of(part).items() if t == at}
    for part, kind in (("appeared", "new"), ("vanished", "withdrawn")):
        for key in held.dispute.of(part):  # type: ignore[arg-type]
            if key in fresh:
                yield Told(at.isoformat(), key, kind, None, None, None, "material", False, True)
    for intent in intents_of(session, store.clock, EU_HISTORY.key, held):
        if isinstance(intent, Changed) and intent.draft.external_id in fresh:
            for c in intent.changes:
                key = intent.draft.external_id
                yield Told(at.isoformat(), key, c.kind, c.field, c.before, c.after, c.weight, False, True)
