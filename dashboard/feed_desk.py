"""What people do with feeds: add some, switch one off or on again; each with its audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from data.errors import BadInput
from data.model.sources import AddedFeed
from data.queries.feeds import feeds_in_force
from data.reference.feeds import Feed
from data.store import Store, Work


@dataclass(frozen=True)
class AddedFeeds:
    """What came of adding feeds: those written, and those whose address was in the list already."""

    added: tuple[Feed, ...]
    known: tuple[Feed, ...]


def add_feeds(store: Store, actor: str, shipped: Sequence[Feed], feeds: Iterable[Feed]) -> AddedFeeds:
    """Adds feeds whose address is not in the list yet; all of them or, on an error, none."""
    with store.unit_of_work(actor) as work:
        addresses = {feed.url for feed in feeds_in_force(work.session, shipped)}
        added: list[Feed] = []
        known: list[Feed] = []
        for feed in feeds:
            (known if feed.url in addresses else added).append(feed)
        for feed in added:
            work.session.add(_row(work, actor, feed))
            work.audit("feed.add", f"feed {feed.key}", after={"url": feed.url, "title": feed.title})
        return AddedFeeds(tuple(added), tuple(known))


def switch_feed(store: Store, actor: str, shipped: Sequence[Feed], key: str, enabled: bool, reason: str) -> Feed:
    """Switches a feed on or off, with the reason. Raises BadInput for an unknown key or an empty reason."""
    words = " ".join(reason.split())
    if not words:
        raise BadInput("Bitte mit --reason sagen, warum: Der Grund steht danach in der Liste der Feeds.")
    with store.unit_of_work(actor) as work:
        listed = {feed.key: feed for feed in feeds_in_force(work.session, shipped)}
        if key not in listed:
            raise BadInput(f"Unbekannter Feed {key!r}. foerderscout feeds list zeigt alle Schlüssel.")
        before = listed[key]
        after = replace(before, enabled=enabled, note=words)
        row = work.session.scalar(select(AddedFeed).where(AddedFeed.key == key))
        if row is None:
            work.session.add(_row(work, actor, after))
        else:
            row.enabled, row.note, row.added_by, row.added_at = enabled, words, actor, work.clock.now()
        work.audit(
            "feed.enable" if enabled else "feed.disable",
            f"feed {key}",
            before={"enabled": before.enabled},
            after={"enabled": enabled, "reason": words},
        )
        return after


def _row(work: Work, actor: str, feed: Feed) -> AddedFeed:
    return AddedFeed(
        key=feed.key,
        url=feed.url,
        title=feed.title,
        publisher=feed.publisher,
        theme_field=feed.theme_field,
        language=feed.language,
        evidence=feed.evidence,
        status=feed.status,
        note=feed.note,
        robots=feed.robots,
        text_mining=feed.text_mining,
        licence=feed.licence,
        enabled=feed.enabled,
        added_by=actor,
        added_at=work.clock.now(),
    )
