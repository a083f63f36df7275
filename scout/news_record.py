"""Polls feeds and writes what came of it: items, the state of each feed, and a run row for each, also the failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.errors import BadInput
from data.model.news import NewsItem
from data.model.sources import CrawlRun, IssueRow, SourceRow
from data.reference.feeds import Feed
from data.settings import Settings
from data.store import Store, Work
from scout.feeds import FeedAnswer, FeedAsk, FeedBody, FeedFailed, NotModified, fetch_feeds
from scout.news import Intent, Item, Parsed, StoredItem, decide, parse
from scout.politeness import LIVE_LIMITS, Limits
from scout.problems import problem
from scout.source import Problem, all_sources
from scout.visit import NOTHING_KNOWN, Validators

Outcome = Literal["ok", "unchanged", "refused", "failed", "waiting"]
ACTOR = "scout"
LONGEST_BACKOFF = timedelta(days=7)
# How long we take what a host says about text mining as still said.
RIGHTS_HOLD = timedelta(days=30)


@dataclass(frozen=True)
class FeedReport:
    """What one feed brought.

    outcome: ``refused`` = an answer that is no healthy feed, ``failed`` = no answer, ``waiting`` = its server asked
    us to stay away until ``next_check_at``, so it was not asked.
    """

    key: str
    title: str
    outcome: Outcome
    seen: int = 0
    new: int = 0
    changed: int = 0
    undated: int = 0
    problems: tuple[Problem, ...] = ()
    next_check_at: datetime | None = None


def poll_feeds(
    store: Store,
    settings: Settings,
    feeds: Iterable[Feed],
    *,
    limits: Limits = LIVE_LIMITS,
    progress: Callable[[FeedReport], None] = lambda _: None,
    origin: str = "Liste der Feeds",
) -> tuple[FeedReport, ...]:
    """Polls every enabled feed and records each answer as it comes, in a transaction of its own: a kill loses none.

    origin: the file the list came from, for messages. Raises BadInput, before anything is asked or written, when a
        feed has the key of a funding source: both have their row in one table.
    progress: called with each report as soon as it is written. Feeds that may not be asked yet are reported as
    ``waiting`` and leave no run row. A feed's failure never stops the others.
    """
    listed = tuple(feeds)
    _refuse_keys_of_sources(store, listed, origin)
    wanted = [feed for feed in listed if feed.enabled]
    _switch_off(store, [feed for feed in listed if not feed.enabled])
    known = _states(store, wanted)
    now = store.clock.now()
    asks = [_ask(feed, known[feed.key], now) for feed in wanted if not known[feed.key].waits_at(now)]
    by_key = {feed.key: feed for feed in wanted}
    reports: dict[str, FeedReport] = {}

    def done(report: FeedReport) -> None:
        reports[report.key] = report
        progress(report)

    for feed in wanted:
        if known[feed.key].waits_at(now):
            done(FeedReport(feed.key, feed.title, "waiting", next_check_at=known[feed.key].next_check_at))
    fetch_feeds(asks, settings, limits, lambda ask, answer: done(_record(store, by_key[ask.key], answer)))
    return tuple(reports[feed.key] for feed in wanted)


def _refuse_keys_of_sources(store: Store, feeds: Iterable[Feed], origin: str) -> None:
    keys = {feed.key for feed in feeds}
    others = select(SourceRow.key).where(SourceRow.key.in_(keys), SourceRow.kind != "feed")
    with store.reading() as session:
        taken = {*session.scalars(others), *(keys & all_sources().keys())}
    if taken:
        raise BadInput(
            f"{origin}: Der Schlüssel {min(taken)!r} gehört einer Förderquelle. "
            "Bitte dem Feed einen anderen geben, z. B. mit angehängtem »_news«."
        )


@dataclass(frozen=True)
class _State:
    """What the store keeps of a feed between polls."""

    validators: Validators = NOTHING_KNOWN
    next_check_at: datetime | None = None
    rights_checked_at: datetime | None = None
    is_reserved: bool = False

    def waits_at(self, now: datetime) -> bool:
        return self.next_check_at is not None and self.next_check_at > now


def _ask(feed: Feed, known: _State, now: datetime) -> FeedAsk:
    checked = known.rights_checked_at
    due = checked is None or now - checked >= RIGHTS_HOLD or known.is_reserved
    return FeedAsk(feed.key, feed.url, known.validators, ask_rights=due, permitted=feed.licence is not None)


def _states(store: Store, feeds: list[Feed]) -> dict[str, _State]:
    found = {feed.key: _State() for feed in feeds}
    with store.reading() as session:
        rows = session.scalars(select(SourceRow).where(SourceRow.key.in_(list(found))))
        addresses = {feed.key: feed.url for feed in feeds}
        for row in rows:
            if row.start_url == addresses[row.key]:  # another address knows nothing of the old one's tags
                found[row.key] = _State(
                    Validators(row.etag, row.last_modified),
                    row.next_check_at,
                    row.text_mining_checked_at,
                    row.text_mining == "reserved",
                )
    return found


def _switch_off(store: Store, feeds: list[Feed]) -> None:
    """A feed disabled in the list stays in the store with its items, and nobody waits for news from it."""
    notes = {feed.key: feed.note or feed.status for feed in feeds}
    with store.unit_of_work(ACTOR) as work:
        for row in work.session.scalars(select(SourceRow).where(SourceRow.key.in_(list(notes)))):
            row.enabled, row.disabled_reason = False, notes[row.key]


def _record(store: Store, feed: Feed, answer: FeedAnswer) -> FeedReport:
    now = store.clock.now()
    with store.unit_of_work(ACTOR) as work:
        row = _source_row(work.session, feed)
        row.checked_at = now
        _note_rights(row, answer, now)
        if isinstance(answer, FeedBody):
            report = _record_body(work, row, feed, answer)
        elif isinstance(answer, NotModified):
            row.error_count, row.last_error, row.next_check_at = 0, None, None
            report = FeedReport(feed.key, feed.title, "unchanged")
        else:
            report = _record_failure(row, feed, answer, now)
        _write_run(work, report)
    return report


def _note_rights(row: SourceRow, answer: FeedAnswer, now: datetime) -> None:
    """Keeps what this poll learned about robots and text mining; what it did not learn stays."""
    code = answer.problem.code if isinstance(answer, FeedFailed) else None
    if code in (None, "refused_by_robots"):
        row.robots, row.robots_checked_at = "forbidden" if code else "allowed", now
    said = "reserved" if code == "text_mining_reserved" else getattr(answer, "text_mining", None)
    if said is not None:
        row.text_mining, row.text_mining_checked_at = said, now


def _record_body(work: Work, row: SourceRow, feed: Feed, answer: FeedBody) -> FeedReport:
    now = work.clock.now()
    parsed = parse(answer.body, answer.url, now, answer.content_type)
    found = _unhealthy(feed, parsed)
    if found is not None:
        return _record_failure(row, feed, FeedFailed(found), now, "refused")
    row.etag, row.last_modified = answer.validators.etag, answer.validators.last_modified
    row.error_count, row.last_error, row.next_check_at = 0, None, None
    intents = decide(_stored(work.session, feed.key, parsed.items), parsed.items)
    _apply(work.session, feed.key, intents, now)
    return _report(feed, parsed, intents, answer.moved_to)


def _unhealthy(feed: Feed, parsed: Parsed) -> Problem | None:
    """Why nothing of the document may be applied; None when it may."""
    if parsed.problem is not None:
        return problem(parsed.problem, feed.url, parsed.detail)
    if len(parsed.items) > feed.max_entries:
        detail = f"{len(parsed.items)} Einträge, erlaubt sind {feed.max_entries}"
        return problem("too_many_entries", feed.url, detail)
    return None


def _report(feed: Feed, parsed: Parsed, intents: tuple[Intent, ...], moved_to: str | None) -> FeedReport:
    kinds = [intent.kind for intent in intents]
    moved = (Problem("note", "moved", "Der Feed ist dauerhaft umgezogen.", feed.url, moved_to),) if moved_to else ()
    return FeedReport(
        feed.key,
        feed.title,
        "ok",
        seen=len(kinds),
        new=kinds.count("new"),
        changed=kinds.count("changed"),
        undated=sum(item.published_at is None for item in parsed.items),
        problems=moved,
    )


def _record_failure(
    row: SourceRow, feed: Feed, failure: FeedFailed, now: datetime, outcome: Outcome = "failed"
) -> FeedReport:
    row.error_count += 1
    found = failure.problem
    row.last_error = f"{found.message} ({found.detail})" if found.detail else found.message
    row.next_check_at = _next_check(now, failure.pause_seconds, row.error_count, row.cadence_hours)
    return FeedReport(feed.key, feed.title, outcome, problems=(found,), next_check_at=row.next_check_at)


def _next_check(now: datetime, asked_seconds: float | None, errors: int, cadence_hours: int) -> datetime | None:
    """When to ask again: as the server said; from the third failure in a row on ever later; else whenever run."""
    if asked_seconds is not None:
        return now + min(timedelta(seconds=asked_seconds), LONGEST_BACKOFF)
    if errors < 3:
        return None
    return now + min(timedelta(hours=cadence_hours << min(errors - 3, 8)), LONGEST_BACKOFF)


def _source_row(session: Session, feed: Feed) -> SourceRow:
    row = session.get(SourceRow, feed.key)
    if row is None:
        row = SourceRow(key=feed.key, kind="feed", error_count=0, cadence_hours=24)
        session.add(row)
    if row.start_url != feed.url:
        row.etag = row.last_modified = None
    row.title, row.publisher, row.start_url = feed.title, feed.publisher or feed.title, feed.url
    row.theme_field, row.enabled, row.disabled_reason, row.licence = feed.theme_field, True, None, feed.licence
    row.evidence, row.live_status = feed.evidence, feed.status
    row.robots, row.text_mining = row.robots or feed.robots, row.text_mining or feed.text_mining
    return row


def _stored(session: Session, key: str, items: tuple[Item, ...]) -> list[StoredItem]:
    guids, urls = [item.guid for item in items], [item.url for item in items]
    rows = session.scalars(
        select(NewsItem).where(NewsItem.source_key == key, or_(NewsItem.guid.in_(guids), NewsItem.url.in_(urls)))
    )
    return [StoredItem(row.guid, row.url, row.content_hash, row.hash_changes) for row in rows]


def _apply(session: Session, key: str, intents: tuple[Intent, ...], now: datetime) -> None:
    known = {intent.guid for intent in intents if intent.kind != "new"}
    rows = {
        row.guid: row
        for row in session.scalars(select(NewsItem).where(NewsItem.source_key == key, NewsItem.guid.in_(known)))
    }
    for intent in intents:
        if intent.kind == "new":
            session.add(_new_row(key, intent.item, now))
            continue
        row = rows[intent.guid]
        row.last_seen = now
        if intent.kind == "changed":
            row.title, row.summary, row.url = intent.item.title, intent.item.summary, intent.item.url
            row.content_hash = intent.item.content_hash
            row.hash_changes += 1


def _new_row(key: str, item: Item, now: datetime) -> NewsItem:
    return NewsItem(
        source_key=key,
        guid=item.guid,
        url=item.url,
        title=item.title,
        summary=item.summary,
        published_at=item.published_at or now,
        date_is_first_seen=item.published_at is None,
        first_seen=now,
        last_seen=now,
        content_hash=item.content_hash,
        hash_changes=0,
    )


def _write_run(work: Work, report: FeedReport) -> None:
    now = work.clock.now()
    run = CrawlRun(
        source_key=report.key,
        started_at=now,
        finished_at=now,
        outcome=report.outcome,
        pages=1,
        seen=report.seen,
        new=report.new,
        changed=report.changed,
        missing=0,
        message=report.problems[0].message if report.problems else None,
        code_version=version("foerderscout"),
    )
    work.session.add(run)
    work.session.flush()
    work.session.add_all(_issue(run, found) for found in report.problems)


def _issue(run: CrawlRun, found: Problem) -> IssueRow:
    return IssueRow(
        run_id=run.id,
        source_key=run.source_key,
        level=found.level,
        code=found.code,
        message=found.message,
        url=found.url,
        detail=found.detail,
        fingerprint=sha256(f"{run.source_key}\0{found.code}\0{found.url}".encode()).hexdigest(),
    )
