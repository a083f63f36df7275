"""The digest of one week as plain values: what every rendering shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Fit:
    """A project or theme field that a document concerns, and the words it rests on."""

    title: str
    key: str
    is_project: bool
    band: str
    eligible: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeEntry:
    """A new or changed programme: what happened, and why it concerns us."""

    id: int
    title: str
    url: str
    funder: str | None
    happened: tuple[str, ...]  # German phrases, e.g. "neu", "Antragsfrist: 01.09.2026 statt 15.08.2026"
    fits: tuple[Fit, ...]
    deadline: str | None  # German phrase: the date or what holds instead of one; None = nothing known


@dataclass(frozen=True)
class NewsEntry:
    """One piece of news with every feed that carried it, earliest first."""

    title: str
    summary: str
    url: str
    day: date
    sources: tuple[tuple[str, str], ...]  # (feed title, address)
    why: str  # empty for news that fits no field


@dataclass(frozen=True)
class DeadlineEntry:
    """A deadline ahead, with the words it was read from."""

    due_on: date
    days_left: int
    title: str
    url: str
    words: str
    concerned: tuple[str, ...]  # projects, else theme fields


@dataclass(frozen=True)
class FieldSection:
    """One theme field's part of the week."""

    key: str
    title: str
    priority: int
    programmes: tuple[ProgrammeEntry, ...]
    more_programmes: int  # further ones that fit less well: named by number, listed under Treffer
    news: tuple[NewsEntry, ...]
    more_news: int

    @property
    def is_empty(self) -> bool:
        """Whether the field has nothing to tell this week."""
        return not (self.programmes or self.news)


@dataclass(frozen=True)
class SourceEntry:
    """A source that needs a look: what is wrong with it, in words."""

    title: str
    problem: str


@dataclass(frozen=True)
class WeeklyDigest:
    """Everything a trend scout needs to know of one ISO week."""

    week: str
    first_day: date
    last_day: date
    as_of: date
    lead: tuple[str, ...]
    fields: tuple[FieldSection, ...]
    deadlines: tuple[DeadlineEntry, ...]  # of the next four weeks
    later_deadlines: tuple[DeadlineEntry, ...]  # the next few after that
    other_news: tuple[NewsEntry, ...]  # fits no theme field; shown behind one click
    other_programmes: tuple[ProgrammeEntry, ...]  # changed, but fits no theme field
    sources: tuple[SourceEntry, ...]
    sources_checked: int

    @property
    def is_empty(self) -> bool:
        """Whether the week brought nothing at all."""
        return all(section.is_empty for section in self.fields) and not (
            self.deadlines or self.other_news or self.other_programmes
        )
