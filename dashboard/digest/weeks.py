"""ISO weeks as the county counts them: days in German local time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from data.clock import LOCAL_ZONE
from data.errors import BadInput


@dataclass(frozen=True)
class Week:
    """An ISO week, Monday to Sunday."""

    name: str  # 2026-W48
    first_day: date

    @property
    def last_day(self) -> date:
        """The Sunday."""
        return self.first_day + timedelta(days=6)

    @property
    def start(self) -> datetime:
        """Monday 00:00 local time."""
        return datetime.combine(self.first_day, time(), LOCAL_ZONE)

    @property
    def end(self) -> datetime:
        """The following Monday 00:00 local time (exclusive)."""
        return datetime.combine(self.first_day + timedelta(days=7), time(), LOCAL_ZONE)


def week_named(name: str) -> Week:
    """The week of a name like ``2026-W48``; raises BadInput for anything else."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", name.strip().upper())
    try:
        # No store reaches back further, and in the calendar's first and last year a week has no neighbour.
        if not found or not 1900 <= int(found[1]) <= 2200:
            raise ValueError
        first_day = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise BadInput(f"Woche {name!r} gibt es nicht. Bitte in der Form 2026-W48 angeben.") from None
    return Week(f"{found[1]}-W{found[2]}", first_day)
