"""The fields in which two readings of a programme differ, each with its kind, weight and cause: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from scout.compare import TEXTS, Aspect, ChangeKind, Weight, aspects, excerpts, same_letters
from scout.deadline_change import deadline_change
from scout.source import Draft

Cause = Literal["source", "reader"]
# Fields that our readers may have found in the texts.
_DERIVED = {"deadlines", "amount", "rate", "money_terms", "status", "eligibility_text"}
# Fields that a list page may say and that matter, so that they may differ though the programme's own page is the same.
_LISTED = {"title", "summary", "issued_on", "deadlines", "status"}


@dataclass(frozen=True)
class FieldChange:
    """One field that became different. ``before``/``after`` are for people and may be shortened.

    cause: ``reader`` where the source says the same as before and only our reading of it is another.
    """

    kind: ChangeKind
    field: str
    before: str | None
    after: str | None
    weight: Weight
    cause: Cause = "source"


def told(weight: str, cause: str) -> bool:
    """Whether people hear of a change unasked, by its weight and cause. The history of a programme shows all."""
    return cause == "source" and weight != "cosmetic"


def changes_between(before: Draft, after: Draft, on: date) -> tuple[FieldChange, ...]:
    """What the source changed between two readings that were made alike. ``on``: the present day.

    Cosmetic: punctuation, characters that were lost and came back, and facts that differ only because of those.
    """
    old, new = aspects(before), aspects(after)
    found = [
        _change(name, old[name], aspect, before, after, on)
        for name, aspect in new.items()
        if not aspect.same_as(old[name])
    ]
    if _only_better_characters(before, after, found):
        found = [replace(change, weight="cosmetic") for change in found]
    return tuple(found)


def read_otherwise(before: Draft, after: Draft, on: date) -> tuple[FieldChange, ...]:
    """What differs where the source says the same and our reader is another: for the history only."""
    return tuple(
        replace(change, weight="cosmetic", cause="reader")
        for change in changes_between(before, after, on)
        if change.field in _DERIVED
    )


def on_the_same_page(changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """The changes between two readings of one and the same body: our reader's doing, but for what lists say."""
    return tuple(c if c.field in _LISTED else replace(c, weight="cosmetic", cause="reader") for c in changes)


def _change(name: str, old: Aspect, new: Aspect, before: Draft, after: Draft, on: date) -> FieldChange:
    if name == "deadlines" and (moved := deadline_change(before.deadlines, after.deadlines, on)):
        return FieldChange("deadline", name, moved.before, moved.after, "material" if moved.matters else "minor")
    shown = excerpts(old.shown, new.shown)
    only_punctuation = name in TEXTS and same_letters(old.compared, new.compared)
    return FieldChange(new.kind, name, *shown, "cosmetic" if only_punctuation else new.weight)


def _only_better_characters(before: Draft, after: Draft, found: Sequence[FieldChange]) -> bool:
    texts = [change for change in found if change.field in TEXTS]
    others = [change for change in found if change.field not in TEXTS and change.field not in _DERIVED]
    return (
        bool(texts)
        and not others
        and all(change.weight == "cosmetic" for change in texts)
        and _stated(before) == _stated(after)
    )


def _stated(draft: Draft) -> Iterable[object]:
    """What the source states in fields, without the words it is stated in."""
    return (
        {(d.state, d.due_on, d.opens_on, d.recurs, d.kind) for d in draft.deadlines if d.structured},
        {(e.kind, e.value, e.verdict) for e in draft.eligibility if e.structured},
        {(m.kind, m.value, m.number, m.condition) for m in draft.money if m.structured},
    )
