"""Which deadline of a programme binds next, seen from a given day: pure, for pages, digest and exports alike."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Which statement says most about where an application stands; for evaluation and display.
PRECEDENCE = ("closed", "paused", "dated", "recurring", "until_spent", "announced", "open")
# What holds when no date lies ahead, the more hopeful first: a statement of the source outweighs a date gone by.
_WITHOUT_DATE = ("open", "until_spent", "announced", "paused", "closed")


@dataclass(frozen=True)
class StatedDeadline:
    """One deadline as the source states it (see ``data.model.programmes.Deadline``)."""

    kind: str
    state: str
    due_on: date | None
    opens_on: date | None
    recurs: str | None  # MM-DD
    precision: str
    words: str
    url: str


@dataclass(frozen=True)
class BindingDeadline:
    """What binds next.

    state: ``dated`` (``due_on`` lies ahead or is today), ``over`` (it lies behind), or the source's own statement
    ``open``, ``until_spent``, ``announced``, ``paused``, ``closed``.
    days_left: days from the given day to ``due_on``; None unless ``dated``.
    """

    state: str
    kind: str
    due_on: date | None
    days_left: int | None
    precision: str
    recurs: bool
    words: str
    url: str


def binding_deadline(stated: Sequence[StatedDeadline], today: date) -> BindingDeadline | None:
    """The earliest date still ahead, else what the source says without a date, else the last date gone by.

    None when the source states nothing at all: unknown, which never rules a programme out.
    """
    dates = [(day, entry) for entry in stated if (day := _day(entry, today)) is not None]
    ahead = [(day, entry) for day, entry in dates if day >= today]
    if ahead:
        day, entry = min(ahead, key=lambda pair: (pair[0], *_tie(pair[1])))
        return _binding("dated", entry, day, (day - today).days)
    undated = [entry for entry in stated if entry.state in _WITHOUT_DATE]
    if undated:
        entry = min(undated, key=lambda e: (_WITHOUT_DATE.index(e.state), *_tie(e)))
        return _binding(entry.state, entry, None, None)
    if dates:
        day, entry = max(dates, key=lambda pair: (pair[0], *_tie(pair[1])))
        return _binding("over", entry, day, None)
    return None


def is_over(deadline: BindingDeadline | None) -> bool:
    """Whether no application can be made any more, as stated; unknown is not over."""
    return deadline is not None and deadline.state in {"over", "closed"}


def _binding(state: str, entry: StatedDeadline, day: date | None, days_left: int | None) -> BindingDeadline:
    recurs = entry.state == "recurring"
    return BindingDeadline(state, entry.kind, day, days_left, entry.precision, recurs, entry.words, entry.url)


def _tie(entry: StatedDeadline) -> tuple[str, ...]:
    """Decides between entries of one day, so that the order in which a source lists them changes nothing."""
    return (entry.kind, entry.words, entry.url, entry.state, entry.precision)


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
