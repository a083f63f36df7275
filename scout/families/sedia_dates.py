"""The dates of a record of the EU portal: opening and deadlines by stage, each by its day in Brussels."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scout.facts.values import DeadlineFact, DeadlineKind

if TYPE_CHECKING:
    from scout.families.sedia_record import Record

_BRUSSELS = ZoneInfo("Europe/Brussels")
_FORTHCOMING = "31094501"
_TWO_STAGE = "two-stage"


@dataclass(frozen=True)
class Dates:
    """What a record says of its dates, and the fields that could not be read."""

    facts: tuple[DeadlineFact, ...]
    unread: tuple[str, ...] = ()


def read(record: Record, url: str) -> Dates:
    """Deadlines from ``deadlineDate`` and ``actions``; days that only one of them names are kept beside the others."""
    opens, model = _opening(record), record.one("deadlineModel")
    days, unread = _days(record)
    planned, actions_unread = _planned(record.one("actions"))
    facts = [_fact("deadlineDate", day, number, model, url) for number, day in enumerate(days)]
    facts += [_fact("actions", day, n, model, url) for n, day in enumerate(planned) if day not in days]
    if facts:
        facts[0] = replace(facts[0], opens_on=opens)
    elif record.one("status") == _FORTHCOMING:
        facts = [
            DeadlineFact("announced", "status: Forthcoming", url, opens_on=opens, precision="none", structured=True)
        ]
    return Dates(tuple(facts), unread + actions_unread)


def day_of(stamp: str, as_written: bool) -> date | None:
    """The day that a time stamp means; None for anything else.

    Topics and calls are stamped in real UTC (22:00 in summer is midnight in Brussels). Cascade calls are stamped with
    the clock time that their project typed in, whatever zone stands behind it: their day counts as written.
    """
    try:
        moment = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return None
    return moment.date() if as_written else moment.astimezone(_BRUSSELS).date()


def _days(record: Record) -> tuple[list[date], tuple[str, ...]]:
    days: set[date] = set()
    unread: list[str] = []
    for stamp in record.all("deadlineDate"):
        day = day_of(stamp, as_written=record.is_cascade)
        if day is None:
            unread.append(f"deadlineDate {stamp[:40]}")
        else:
            days.add(day)
    return sorted(days), tuple(unread)


def _opening(record: Record) -> date | None:
    stamp = record.one("startDate")
    return day_of(stamp, as_written=record.is_cascade) if stamp else None


def _planned(actions: str | None) -> tuple[list[date], tuple[str, ...]]:
    """The days in ``actions``, a JSON list in a string. Unreadable is no loss of dates: ``deadlineDate`` has them."""
    if actions is None:
        return [], ()
    try:
        listed = [day for action in json.loads(actions) for day in action.get("deadlineDates") or ()]
        return sorted({date.fromisoformat(day[:10]) for day in listed}), ()
    except (ValueError, TypeError, AttributeError):
        return [], ("actions",)


def _fact(field: str, day: date, number: int, model: str | None, url: str) -> DeadlineFact:
    words = f"{field}: {day.isoformat()}" + (f" ({model})" if model else "")
    return DeadlineFact("dated", words, url, day, kind=_kind(model, number), structured=True)


def _kind(model: str | None, number: int) -> DeadlineKind:
    """Two stages: sketch and full application in turn. Cut-off dates are full applications each."""
    return "sketch" if model == _TWO_STAGE and number % 2 == 0 else "full"
