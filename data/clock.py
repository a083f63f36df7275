"""The only place that knows what time it is; everybody else takes a clock as an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Tells the time. ``stands`` says that it does not run (demo, tests), so that pages can say so."""

    @property
    def stands(self) -> bool: ...

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The present day in Germany: deadlines are counted in the county's days."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's own clock."""

    stands: bool = False

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the place

    def today(self) -> date:
        return self.now().astimezone(LOCAL_ZONE).date()


@dataclass(frozen=True)
class StandingClock:
    """A clock that stands at one moment: the demo's and the tests'."""

    at: datetime
    stands: bool = True

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"the clock needs a time with its zone, not {self.at!r}")

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def today(self) -> date:
        return self.at.astimezone(LOCAL_ZONE).date()


def iso_week(day: date) -> str:
    """The ISO week of a day as ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
