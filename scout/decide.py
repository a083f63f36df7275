"""Decides what a reading means against what is stored: pure, no database, no clock, no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scout.compare import Aspect, ChangeKind, Weight, aspects, content_hash, excerpts, same_letters
from scout.source import Draft

# Two healthy complete runs without it: one alone may be a hiccup of the source (City Scrapers' flickering ids).
RUNS_UNTIL_WITHDRAWN = 2


# A draft with its content hash.
Hashed = tuple[Draft, str]


@dataclass(frozen=True)
class Stored:
    """A programme as the store knows it.

    version: number of its current version. addresses: its page and the body it was last read from.
    draft: its current version as a draft; needed only where the content hash differs from the new reading's.
    """

    programme_id: int
    external_id: str
    addresses: frozenset[str]
    version: int
    content_hash: str
    missing_runs: int = 0
    withdrawn: bool = False
    draft: Draft | None = None


@dataclass(frozen=True)
class FieldChange:
    """One field that became different. ``before``/``after`` are for people and may be shortened."""

    kind: ChangeKind
    field: str
    before: str | None
    after: str | None
    weight: Weight


@dataclass(frozen=True)
class New:
    """A programme the source has not had before."""

    draft: Draft
    content_hash: str


@dataclass(frozen=True)
class Changed:
    """A known programme that says something else than its current version."""

    programme_id: int
    from_version: int
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
    """A programme that was missing often enough to be taken as withdrawn."""

    programme_id: int
    runs: int


@dataclass(frozen=True)
class Back:
    """A withdrawn programme that is there again; a Seen or Changed of the same programme follows it."""

    programme_id: int


Intent = New | Changed | Seen | Missing | Withdrawn | Back


def decide(
    stored: Mapping[str, Stored],
    read: Mapping[str, Hashed],
    complete: bool,
    unread: frozenset[str] = frozenset(),
) -> tuple[Intent, ...]:
    """What is to be written for one healthy run, ordered by external id.

    stored, read: by external id; ``read`` from ``one_each``.
    complete: the source was read to its end; else nothing counts as missing.
    unread: addresses that could not be read this time: what stands there is not missing either.
    """
    intents: list[Intent] = []
    for external_id in sorted(set(stored) | set(read)):
        known, draft = stored.get(external_id), read.get(external_id)
        if draft is not None:
            intents += _present(known, *draft)
        elif known is not None and complete and not known.addresses & unread:
            intents += _absent(known)
    return tuple(intents)


def one_each(drafts: Iterable[Draft]) -> Mapping[str, Hashed]:
    """Drafts with their content hashes by external id; of several with one id the choice does not depend on order."""
    read: dict[str, Hashed] = {}
    for draft in drafts:
        hashed = content_hash(draft)
        held = read.get(draft.external_id)
        if held is None or (hashed, draft.url) < (held[1], held[0].url):
            read[draft.external_id] = (draft, hashed)
    return read


def changes_between(before: Draft, after: Draft) -> tuple[FieldChange, ...]:
    """The fields in which two readings differ; a difference in punctuation only is cosmetic."""
    old, new = aspects(before), aspects(after)
    return tuple(
        _change(name, old[name], aspect) for name, aspect in new.items() if aspect.compared != old[name].compared
    )


def _present(known: Stored | None, draft: Draft, hashed: str) -> Iterable[Intent]:
    if known is None:
        yield New(draft, hashed)
        return
    if known.withdrawn:
        yield Back(known.programme_id)
    if known.content_hash == hashed:
        yield Seen(known.programme_id, draft.url)
        return
    if known.draft is None:
        raise ValueError(f"{draft.external_id} differs, but its stored version was not handed over")
    changes = changes_between(known.draft, draft)
    if changes:
        yield Changed(known.programme_id, known.version, draft, hashed, changes)
    else:
        yield Seen(known.programme_id, draft.url, hashed)


def _absent(known: Stored) -> Iterable[Intent]:
    if known.withdrawn:
        return
    runs = known.missing_runs + 1
    yield Withdrawn(known.programme_id, runs) if runs >= RUNS_UNTIL_WITHDRAWN else Missing(known.programme_id, runs)


def _change(name: str, old: Aspect, new: Aspect) -> FieldChange:
    before, after = excerpts(old.shown, new.shown)
    only_punctuation = new.kind == "text" and same_letters(old.compared, new.compared)
    return FieldChange(new.kind, name, before, after, "cosmetic" if only_punctuation else new.weight)
