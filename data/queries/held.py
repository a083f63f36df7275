"""Held runs and what people decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data.model.sources import CrawlRun, HeldRun, PageCapture, RunDecision, SourceRow


@dataclass(frozen=True)
class HeldView:
    """A held run. settled: None while it waits, else ``applied``, ``discarded`` or ``superseded``.

    sha256: the document among the captures. decision: what a person decided last, with her reason, name and time.
    """

    run_id: int
    source_key: str
    source_title: str
    sha256: str
    why: str
    held_at: datetime
    settled: str | None
    settled_at: datetime | None
    decision: str | None = None
    reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


def held_runs(session: Session, *, waiting: bool = False, source_key: str | None = None) -> tuple[HeldView, ...]:
    """Held runs, newest first. waiting: only those nobody has settled yet."""
    chosen = _held()
    if waiting:
        chosen = chosen.where(HeldRun.settled.is_(None))
    if source_key is not None:
        chosen = chosen.where(CrawlRun.source_key == source_key)
    return _views(session, chosen)


def held_run(session: Session, run_id: int) -> HeldView | None:
    """One held run; None when the run was never held."""
    return next(iter(_views(session, _held().where(HeldRun.run_id == run_id))), None)


def last_held(session: Session, source_key: str) -> HeldView | None:
    """The newest held run of a source, settled or not."""
    return next(iter(_views(session, _held().where(CrawlRun.source_key == source_key).limit(1))), None)


def captures_of(session: Session, run_id: int) -> dict[str, int]:
    """Ids of the bodies a run has fetched, by address."""
    rows = session.execute(select(PageCapture.url, PageCapture.id).where(PageCapture.run_id == run_id))
    return dict(rows.all())


def _held() -> Select[HeldRun, str, str]:
    return (
        select(HeldRun, CrawlRun.source_key, SourceRow.title)
        .join(CrawlRun, CrawlRun.id == HeldRun.run_id)
        .join(SourceRow, SourceRow.key == CrawlRun.source_key)
        .order_by(HeldRun.run_id.desc())
    )


def _views(session: Session, chosen: Select[HeldRun, str, str]) -> tuple[HeldView, ...]:
    rows = session.execute(chosen).all()
    ids = [held.run_id for held, _, _ in rows]
    decided = select(RunDecision).where(RunDecision.run_id.in_(ids)).order_by(RunDecision.id)
    last = {decision.run_id: decision for decision in session.scalars(decided)}
    return tuple(_view(held, key, title, last.get(held.run_id)) for held, key, title in rows)


def _view(held: HeldRun, source_key: str, title: str, decision: RunDecision | None) -> HeldView:
    said = (decision.decision, decision.reason, decision.decided_by, decision.decided_at) if decision else ()
    return HeldView(
        held.run_id, source_key, title, held.sha256, held.why, held.held_at, held.settled, held.settled_at, *said
    )
