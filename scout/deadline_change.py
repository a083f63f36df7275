"""Says what became of a programme's deadlines: pure, over days of the source, in words that a clerk reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scout.facts.values import DeadlineFact

EXTENDED, SHORTENED = "verlängert", "verkürzt"
# Deadlines that do not decide whether an application is in time.
_ASIDE = {"question", "other"}
_STATES = {
    "dated": "Frist ohne Tag",
    "recurring": "wiederkehrend",
    "open": "laufend möglich",
    "until_spent": "bis die Mittel verbraucht sind",
    "announced": "angekündigt",
    "paused": "zurzeit nicht möglich",
    "closed": "nicht mehr möglich",
}
_KINDS = {
    "full": "",
    "sketch": " (Skizze)",
    "registration": " (Anmeldung)",
    "question": " (Fragen)",
    "other": " (sonstige Frist)",
}
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
# What a deadline says without its kind: a day, a yearly day (MM-DD), or a state.
_Key = date | str


@dataclass(frozen=True)
class DeadlineChange:
    """How deadlines differ. matters: another day or state decides whether an application is still in time."""

    before: str | None
    after: str | None
    matters: bool
    remark: str | None


def deadline_change(before: Iterable[DeadlineFact], after: Iterable[DeadlineFact], on: date) -> DeadlineChange | None:
    """The difference between two lists of deadlines; None when they say the same.

    on: the present day. A day that is past and is no longer listed, or is listed only now, moves nobody.
    """
    old, new = tuple(before), tuple(after)
    said_before, said_after = in_order(old), in_order(new)
    if said_before == said_after:
        return None
    keys_before, keys_after = _binding(old), _binding(new)
    moved = _still_ahead(keys_before ^ keys_after, on)
    remark = _remark(keys_before, keys_after) if moved else None
    shown = "; ".join(said_after)
    return DeadlineChange(
        "; ".join(said_before) or None,
        f"{shown} ({remark})" if shown and remark else shown or None,
        bool(moved),
        remark,
    )


def in_order(facts: Iterable[DeadlineFact]) -> list[str]:
    """Each deadline once as people read it, days first and in their order."""
    said = {_said(fact): (fact.due_on is None, fact.due_on or date.max, _said(fact)) for fact in facts}
    return sorted(said, key=said.__getitem__)


def is_over(facts: Iterable[DeadlineFact], on: date) -> bool:
    """Whether the source states days in fields, and all of them are past. Prose is not trusted with that."""
    stated = [fact for fact in facts if fact.structured and fact.kind not in _ASIDE]
    return bool(stated) and all(fact.due_on is not None and fact.due_on < on for fact in stated)


def _binding(facts: Iterable[DeadlineFact]) -> frozenset[_Key]:
    return frozenset(fact.due_on or fact.recurs or fact.state for fact in facts if fact.kind not in _ASIDE)


def _still_ahead(keys: Iterable[_Key], on: date) -> list[_Key]:
    return [key for key in keys if not isinstance(key, date) or key >= on]


def _remark(before: frozenset[_Key], after: frozenset[_Key]) -> str | None:
    gone, come = _days(before - after), _days(after - before)
    if gone and come:
        return _shift(gone, come)
    if come and _days(before):
        return "weiterer Termin" if len(come) == 1 else "weitere Termine"
    if gone and _days(after):
        return "Termin entfallen" if len(gone) == 1 else "Termine entfallen"
    return None


def _shift(gone: Sequence[date], come: Sequence[date]) -> str:
    """Days taken in their order as moved; the rest came or went on top."""
    pairs = list(zip(gone, come, strict=False))
    if all(new > old for old, new in pairs):
        word = EXTENDED
    elif all(new < old for old, new in pairs):
        word = SHORTENED
    else:
        word = "Termine verschoben"
    if len(come) > len(gone):
        return f"{word}, weitere Termine"
    return f"{word}, Termine entfallen" if len(come) < len(gone) else word


def _days(keys: Iterable[_Key]) -> list[date]:
    return sorted(key for key in keys if isinstance(key, date))


def _said(fact: DeadlineFact) -> str:
    if fact.due_on is not None:
        said = _day(fact.opens_on) + " bis " if fact.opens_on else ""
        said += (
            f"{_MONTHS[fact.due_on.month - 1]} {fact.due_on.year}" if fact.precision == "month" else _day(fact.due_on)
        )
    elif fact.recurs:
        said = f"jährlich zum {fact.recurs[3:]}.{fact.recurs[:2]}."
    else:
        said = _STATES[fact.state] + (f" ab {_day(fact.opens_on)}" if fact.opens_on else "")
    return said + _KINDS[fact.kind]


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
