"""Which deadline of a programme binds next, seen from a given day: pure, for pages, digest and exports alike."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

# Which statement says most about where a programme stands; the order of precedence of the judged cases.
PRECEDENCE = ("closed", "paused", "dated", "recurring", "until_spent", "announced", "open")
# What holds when no date lies ahead, the more hopeful first: a statement of the source outweighs a date gone by.
_WITHOUT_DATE = ("open", "until_spent", "recurring", "announced", "paused", "closed")
_SHUT = {"closed", "paused"}
# What a county has to hand in to apply. Questions, registrations and the rest are steps beside the way.
_APPLICATION = {"sketch", "full"}


@dataclass(frozen=True)
class StatedDeadline:
    """One deadline as the source states it (see ``data.model.programmes.Deadline``).

    structured: a field of the source states it, not prose. found_in: the text it stands in, None for a field.
    """

    kind: str
    state: str
    due_on: date | None
    opens_on: date | None
    recurs: str | None  # MM-DD
    precision: str
    words: str
    url: str
    structured: bool = False
    found_in: str | None = None


@dataclass(frozen=True)
class BindingDeadline:
    """What binds next.

    state: ``dated`` (``due_on`` lies ahead or is today), ``over`` (it lies behind), or the source's own statement
    ``open``, ``until_spent``, ``recurring`` (again and again, no day named), ``announced``, ``paused``, ``closed``.
    days_left: days from the given day to ``due_on``; None unless ``dated``.
    opens_on: the first day of applying, where it is stated.
    """

    state: str
    kind: str
    due_on: date | None
    days_left: int | None
    precision: str
    recurs: bool
    words: str
    url: str
    opens_on: date | None = None


@dataclass(frozen=True)
class Contradiction:
    """Two statements of one programme that cannot both hold; ``first`` is the one that is followed."""

    first: StatedDeadline
    second: StatedDeadline


class Stating(Protocol):
    """A fact or a stored row that says something about applying."""

    @property
    def state(self) -> str:
        """One of ``PRECEDENCE``."""

    @property
    def opens_on(self) -> date | None:
        """The first day of applying, where it is stated."""


def overall_state(stated: Sequence[Stating], on: date | None = None) -> str:
    """Where a programme stands by all its statements, in the order of ``PRECEDENCE``; ``none`` without any.

    on: the day of reading. What opens on or before it is open, what opens later is announced. Without a day the
    statements are taken as they stand.
    """
    states = {_state_on(entry, on) for entry in stated}
    return min(states, key=PRECEDENCE.index, default="none")


def binding_deadline(stated: Sequence[StatedDeadline], today: date) -> BindingDeadline | None:
    """What a clerk has to go by today. None when the source states nothing: unknown, which rules nothing out.

    1. Only steps of applying count: the sketch (which comes before the application) and the application itself. Dates
       for questions, registrations and the like are shown beside them and bind only where nothing else is stated. A
       full application still binds when its sketch date is over: those who handed in a sketch need it.
    2. ``closed`` or ``paused`` outweighs a date ahead where the source says so of the programme as a whole (in a field
       or in its status note) and contradicts itself nowhere: no date ahead in a field or in that same note, and no
       word there that it is open. The same words anywhere else may be about one round or one part, so that a date
       ahead holds against them; both are shown (``contradictions``).
    3. The earliest date ahead, yearly and half-yearly ones counted from today. Where a field of the source names dates
       ahead for a step, prose that differs on that step does not bind.
    4. Without a date ahead: what the source says without a date, the more hopeful first, since a wrong "closed" costs
       money and a wrong "open" one look. Then the last date gone by.
    """
    steps = _steps(stated)
    dates = [(day, entry) for entry in steps if (day := _day(entry, today)) is not None]
    ahead = _ranked([(day, entry) for day, entry in dates if day >= today])
    shut = _shut(steps, [entry for _, entry in ahead])
    if shut:
        return _binding(shut.state, shut, None, None)
    if ahead:
        day, entry = min(ahead, key=lambda pair: (pair[0], *_tie(pair[1])))
        return _binding("dated", entry, day, (day - today).days)
    undated = [entry for entry in steps if entry.state in _WITHOUT_DATE and _day(entry, today) is None]
    if undated:
        entry = min(undated, key=lambda e: (_WITHOUT_DATE.index(_state_on(e, today)), *_tie(e)))
        return _binding(_state_on(entry, today), entry, None, None)
    if dates:
        day, entry = max(dates, key=lambda pair: (pair[0], *_tie(pair[1])))
        return _binding("over", entry, day, None)
    return None


def is_over(deadline: BindingDeadline | None) -> bool:
    """Whether no application can be made any more, as stated; unknown is not over."""
    return deadline is not None and deadline.state in {"over", "closed"}


def contradictions(stated: Sequence[StatedDeadline], today: date) -> tuple[Contradiction, ...]:
    """What a person should see side by side; the statement that is followed stands first.

    These are: a date ahead in prose that no field names although fields name others for the same step, and a date ahead
    beside words that the programme is closed or paused.
    """
    ahead = [entry for entry in stated if (day := _day(entry, today)) is not None and day >= today]
    fields = {
        (entry.kind, _day(entry, today)): entry for entry in stated if entry.structured and entry.state == "dated"
    }
    found = []
    for entry in ahead:
        named = [field for (kind, _), field in fields.items() if kind == entry.kind]
        if entry.state == "dated" and not entry.structured and named and (entry.kind, _day(entry, today)) not in fields:
            found.append(Contradiction(min(named, key=_tie), entry))
    shut = [entry for entry in stated if entry.state in _SHUT]
    if shut and ahead:
        first, second = min(shut, key=_tie), min(ahead, key=lambda e: (_day(e, today) or today, *_tie(e)))
        followed = _shut(shut, ahead) is not None
        found.append(Contradiction(first, second) if followed else Contradiction(second, first))
    return tuple(found)


def _steps(stated: Sequence[StatedDeadline]) -> list[StatedDeadline]:
    """The statements about applying; all of them where none is."""
    steps = [entry for entry in stated if entry.kind in _APPLICATION or entry.state not in {"dated", "recurring"}]
    return steps or list(stated)


def _ranked(ahead: list[tuple[date, StatedDeadline]]) -> list[tuple[date, StatedDeadline]]:
    """Without the prose about a step for which a field names a date ahead."""
    fields = {entry.kind for _, entry in ahead if entry.structured}
    return [(day, entry) for day, entry in ahead if entry.structured or entry.kind not in fields]


def _shut(steps: Sequence[StatedDeadline], ahead: Sequence[StatedDeadline]) -> StatedDeadline | None:
    """The statement that the programme as a whole is closed or paused, unless the source contradicts it there."""
    whole = [entry for entry in steps if entry.state in _SHUT and _of_the_whole(entry)]
    against = [entry for entry in ahead if _of_the_whole(entry)]
    against += [entry for entry in steps if entry.state in {"open", "until_spent"} and _of_the_whole(entry)]
    return None if against or not whole else min(whole, key=lambda e: (PRECEDENCE.index(e.state), *_tie(e)))


def _of_the_whole(entry: StatedDeadline) -> bool:
    return entry.structured or entry.found_in == "status_note"


def _state_on(entry: Stating, on: date | None) -> str:
    if on is None or entry.opens_on is None or entry.state not in {"announced", "open"}:
        return entry.state
    return "open" if entry.opens_on <= on else "announced"


def _binding(state: str, entry: StatedDeadline, day: date | None, days_left: int | None) -> BindingDeadline:
    recurs = entry.state == "recurring"
    opens = None if recurs else entry.opens_on
    return BindingDeadline(state, entry.kind, day, days_left, entry.precision, recurs, entry.words, entry.url, opens)


def _tie(entry: StatedDeadline) -> tuple[str, ...]:
    """Decides between entries of one day, so that the order in which a source lists them changes nothing."""
    opens = entry.opens_on.isoformat() if entry.opens_on else ""
    return (entry.kind, entry.words, entry.url, entry.state, entry.precision, opens, entry.found_in or "")


def _day(entry: StatedDeadline, today: date) -> date | None:
    """The last day of this deadline; for a recurring one the next one from today on."""
    if entry.state not in {"dated", "recurring"}:
        return None
    if entry.state == "recurring" and entry.recurs is not None:
        this_year = _in_year(entry.recurs, today.year)
        return this_year if this_year >= today else _in_year(entry.recurs, today.year + 1)
    if entry.due_on is not None and entry.precision == "month":
        return entry.due_on.replace(day=monthrange(entry.due_on.year, entry.due_on.month)[1])
    return entry.due_on


def _in_year(recurs: str, year: int) -> date:
    """``MM-DD`` in a year; 29 February becomes the 28th where there is none."""
    month, day = (int(part) for part in recurs.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))
