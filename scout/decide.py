"""Decides what a reading means against what is stored: pure, no database, no clock, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scout.changes import FieldChange, changes_between, on_the_same_page, read_otherwise
from scout.compare import Weight, content_hash
from scout.deadline_change import is_over
from scout.facts.read import FACTS_VERSION, with_facts
from scout.reread import as_stated
from scout.source import Draft

# Two healthy complete runs without it: one alone may be a hiccup of the source (City Scrapers' flickering ids).
RUNS_UNTIL_WITHDRAWN = 2
# Runs repeated within hours see the same hiccup, so runs alone do not withdraw. A day's source needs its third day.
LEAST_GRACE = timedelta(hours=36)

# A draft as its source states it, with its content hash.
Hashed = tuple[Draft, str]
# Adds to a draft what its texts say; slow, so it is asked for only where something is new or different.
Facts = Callable[[Draft], Draft]


@dataclass(frozen=True)
class Stored:
    """A programme as the store knows it.

    version: number of its current version. addresses: its page and the body it was last read from.
    draft: its current version with its facts; needed only where ``needs_content`` says so.
    withdrawal_told: people heard that it was withdrawn, so they hear that it is back.
    same_body: this run read it from the very bytes that its current version was read from.
    """

    programme_id: int
    external_id: str
    addresses: frozenset[str]
    version: int
    content_hash: str
    facts_version: str = FACTS_VERSION
    missing_runs: int = 0
    missing_since: datetime | None = None
    withdrawn: bool = False
    withdrawal_told: bool = True
    draft: Draft | None = None
    same_body: bool = False


@dataclass(frozen=True)
class When:
    """The moment of a run, and how long a programme must be missing before it counts as withdrawn."""

    now: datetime
    today: date
    grace: timedelta = LEAST_GRACE


@dataclass(frozen=True)
class New:
    """A programme the source has not had before. Cosmetic: nothing to apply for, or not to be told one by one."""

    draft: Draft
    content_hash: str
    weight: Weight = "material"


@dataclass(frozen=True)
class Changed:
    """A known programme that says something else than its current version."""

    programme_id: int
    from_version: int
    draft: Draft
    content_hash: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Reread:
    """A known programme that says what it said, and of which our present readers find other facts.

    draft: its current version with the facts as they are read now. changes: all with cause ``reader``.
    """

    programme_id: int
    url: str
    version: int
    draft: Draft
    content_hash: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Seen:
    """A known programme that says what it said; its address may have moved.

    rehashed: the new hash, where only the way of hashing has changed since it was stored.
    """

    programme_id: int
    url: str
    rehashed: str | None = None


@dataclass(frozen=True)
class Missing:
    """A known programme that this complete run did not find; ``runs`` counts the runs without it in a row."""

    programme_id: int
    runs: int


@dataclass(frozen=True)
class Withdrawn:
    """A programme that was missing often and long enough. Cosmetic: its last deadline was over anyway."""

    programme_id: int
    runs: int
    weight: Weight = "material"


@dataclass(frozen=True)
class Back:
    """A withdrawn programme that is there again; a Seen, Changed or Reread of the same programme follows it."""

    programme_id: int
    weight: Weight = "material"


Intent = New | Changed | Reread | Seen | Missing | Withdrawn | Back
Decided = Mapping[str, tuple[Intent, ...]]


def grace_of(cadence_hours: int) -> timedelta:
    """How long a programme of a source must be missing: nearly one turn of the source, and never less than 36 hours."""
    return max(LEAST_GRACE, timedelta(hours=0.9 * cadence_hours))


def decide(
    stored: Mapping[str, Stored],
    read: Mapping[str, Hashed],
    when: When,
    complete: bool,
    unread: frozenset[str] = frozenset(),
    facts: Facts = with_facts,
) -> Decided:
    """What is to be written for one healthy run, by external id in its order.

    stored, read: by external id; ``read`` from ``one_each``.
    complete: the source was read to its end; else nothing counts as missing.
    unread: addresses that could not be read this time: what stands there is not missing either.
    """
    decided: dict[str, tuple[Intent, ...]] = {}
    for external_id in sorted(set(stored) | set(read)):
        known, draft = stored.get(external_id), read.get(external_id)
        if draft is not None:
            decided[external_id] = tuple(_present(known, *draft, when, facts))
        elif known is not None and complete and not known.withdrawn and not known.addresses & unread:
            decided[external_id] = (_absent(known, when),)
    return decided


def in_order(decided: Decided) -> tuple[Intent, ...]:
    """All intents of a run, ordered by external id."""
    return tuple(intent for intents in decided.values() for intent in intents)


def one_each(drafts: Iterable[Draft]) -> Mapping[str, Hashed]:
    """Drafts with their content hashes by external id; of several with one id the choice does not depend on order."""
    read: dict[str, Hashed] = {}
    for draft in drafts:
        hashed = content_hash(draft)
        held = read.get(draft.external_id)
        if held is None or (hashed, draft.url) < (held[1], held[0].url):
            read[draft.external_id] = (draft, hashed)
    return read


def needs_content(known: Stored, hashed: str | None) -> bool:
    """Whether deciding must see the stored version: it reads differently, by other readers, or may be withdrawn."""
    if hashed is None:
        return known.missing_runs > 0 and not known.withdrawn
    return known.content_hash != hashed or known.facts_version != FACTS_VERSION


def to_read(stored: Mapping[str, Stored], read: Mapping[str, Hashed]) -> tuple[Draft, ...]:
    """The drafts whose facts ``decide`` will ask for, so that they can be read beforehand and on all cores."""
    wanted = []
    for external_id, (draft, hashed) in read.items():
        known = stored.get(external_id)
        if known is None:
            wanted.append(draft)
        elif needs_content(known, hashed):
            wanted.append(draft if known.facts_version == FACTS_VERSION else as_stated(_content(known), draft))
    return tuple(wanted)


def _present(known: Stored | None, draft: Draft, hashed: str, when: When, facts: Facts) -> Iterator[Intent]:
    if known is None:
        yield New(facts(draft), hashed, "cosmetic" if is_over(draft.deadlines, when.today) else "material")
        return
    if known.withdrawn:
        yield Back(known.programme_id, "material" if known.withdrawal_told else "cosmetic")
    if not needs_content(known, hashed):
        yield Seen(known.programme_id, draft.url)
    elif known.facts_version == FACTS_VERSION:
        yield _compared(known, _content(known), draft, hashed, when, facts)
    else:
        yield _compared_anew(known, _content(known), draft, hashed, when, facts)


def _compared(known: Stored, before: Draft, draft: Draft, hashed: str, when: When, facts: Facts) -> Intent:
    after = facts(draft)
    changes = _by_source(known, changes_between(before, after, when.today))
    if changes:
        return Changed(known.programme_id, known.version, after, hashed, changes)
    return Seen(known.programme_id, draft.url, hashed)


def _compared_anew(known: Stored, before: Draft, draft: Draft, hashed: str, when: When, facts: Facts) -> Intent:
    """As ``_compared``, where the facts stored are of older readers: first both sides are read alike."""
    stated = as_stated(before, draft)
    anew = facts(stated)
    by_reader = read_otherwise(before, anew, when.today)
    after = anew if hashed in (known.content_hash, content_hash(stated)) else facts(draft)
    by_source = () if after is anew else _by_source(known, changes_between(anew, after, when.today))
    if by_source:
        return Changed(known.programme_id, known.version, after, hashed, by_source + by_reader)
    return Reread(known.programme_id, draft.url, known.version, anew, hashed, by_reader)


def _by_source(known: Stored, changes: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    """What reads otherwise though the facts were read alike: the source's doing, unless its bytes are the same."""
    return on_the_same_page(changes) if known.same_body else changes


def _content(known: Stored) -> Draft:
    if known.draft is None:
        raise ValueError(f"{known.external_id} differs, but its stored version was not handed over")
    return known.draft


def _absent(known: Stored, when: When) -> Intent:
    runs = known.missing_runs + 1
    since = known.missing_since or when.now
    if runs < RUNS_UNTIL_WITHDRAWN or when.now - since < when.grace:
        return Missing(known.programme_id, runs)
    over = is_over(_content(known).deadlines, when.today)
    return Withdrawn(known.programme_id, runs, "cosmetic" if over else "material")
