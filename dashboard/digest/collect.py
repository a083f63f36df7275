"""Collects the digest of a week from the store, builds it once and keeps it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.digest.compose import Material, compose
from dashboard.digest.model import WeeklyDigest
from dashboard.digest.weeks import Week, week_named
from data.model.digests import Digest
from data.queries import digest as rows
from data.queries.health import source_health
from data.store import Store

_FORMAT = TypeAdapter(WeeklyDigest)


def digest_for(store: Store, week_name: str, rebuild: bool = False) -> WeeklyDigest:
    """The digest of a week, e.g. ``2026-W48``.

    A week that has ended is built once and then read back, so that what people read stays what was sent;
    the running week is built anew as the store changes. ``rebuild`` builds in any case.
    Raises BadInput when there is no such week.
    """
    week = week_named(week_name)
    with store.reading() as session:
        kept = session.scalar(select(Digest).where(Digest.week == week.name))
        ended_when_built = kept is not None and kept.built_at >= week.end
        if kept is not None and ended_when_built and not rebuild:
            return _FORMAT.validate_json(kept.content)
        built = compose(week, _counted_from(week, store.clock.today()), _material(session, week, store.clock.now()))
    _keep(store, week, built)
    return built


def stored_weeks(store: Store) -> tuple[str, ...]:
    """Weeks with a stored digest, newest first."""
    with store.reading() as session:
        return tuple(session.scalars(select(Digest.week).order_by(Digest.week.desc())))


def as_json(digest: WeeklyDigest) -> str:
    """The digest as JSON text; the same digest always gives the same text."""
    return _FORMAT.dump_json(digest, indent=2).decode()


def _counted_from(week: Week, today: date) -> date:
    """Deadlines of a past week's digest are counted from its end, so that rebuilding gives the same text."""
    return min(today, week.last_day)


def _material(session: Session, week: Week, now: datetime) -> Material:
    decided = rows.decided_pairs(session)
    return Material(
        themes=rows.theme_fields(session),
        changes=rows.changes_between(session, week.start, week.end),
        programmes=rows.programmes(session),
        programme_fits=rows.fits(session, "programme"),
        news=rows.news_between(session, week.start, week.end),
        news_fits=rows.fits(session, "news"),
        deadlines=rows.deadlines_by_programme(session),
        sources=[source for source in source_health(session, now) if source.state != "off"],
        rejected=frozenset(pair for pair, verdict in decided.items() if verdict == "reject"),
        followed=frozenset(pair for pair, verdict in decided.items() if verdict in {"accept", "watch"}),
    )


def _keep(store: Store, week: Week, digest: WeeklyDigest) -> None:
    """Stores a digest that is new, different, or final now that its week has ended; looking at it writes nothing."""
    content = as_json(digest)
    sha = hashlib.sha256(content.encode()).hexdigest()
    with store.unit_of_work("digest") as work:
        kept = work.session.scalar(select(Digest).where(Digest.week == digest.week))
        if kept is None:
            kept = Digest(week=digest.week)
            work.session.add(kept)
        elif kept.input_hash == sha and not kept.built_at < week.end <= store.clock.now():
            return
        kept.built_at, kept.input_hash, kept.content = store.clock.now(), sha, content
        work.audit("digest.build", digest.week, after={"hash": sha})
