"""The columns of the deadline export, and the same deadlines as a calendar (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from icalendar import Calendar, Event

from dashboard.export.table import Column
from dashboard.format import day as german_day
from dashboard.format import deadline_words, month
from data.deadlines import StatedDeadline, binding_deadline
from data.queries.export import DeadlineRow

KINDS = {
    "full": "Antragsfrist",
    "sketch": "Skizzenfrist",
    "registration": "Anmeldefrist",
    "question": "Frist für Rückfragen",
    "other": "Sonstige Frist",
}


def columns(today: date) -> tuple[Column[DeadlineRow], ...]:
    """The columns, with days counted from ``today``."""
    return (
        Column("Frist", lambda r: r.next_on),
        Column("Frist in Worten", lambda r: _in_words(r, today), 36),
        Column("Art", lambda r: KINDS[r.kind]),
        Column("Programm", lambda r: r.title, 50),
        Column("Fördergeber", lambda r: r.funder, 30),
        Column("Beginnt am", lambda r: r.opens_on),
        Column("Jährlich am (MM-TT)", lambda r: r.recurs),
        Column("Wortlaut", lambda r: r.words, 50),
        Column("Gelesen auf", lambda r: r.url, 40),
        Column("Programmseite", lambda r: r.programme_url, 40),
        Column("Quelle", lambda r: r.source_title, 24),
        Column("Kennung der Quelle", lambda r: r.external_id, 24),
    )


def _in_words(row: DeadlineRow, today: date) -> str:
    stated = StatedDeadline(
        row.kind, row.state, row.due_on, row.opens_on, row.recurs, row.precision, row.words, row.url
    )
    return deadline_words(binding_deadline([stated], today))


def to_calendar(rows: Sequence[DeadlineRow]) -> bytes:
    """An iCalendar with one all-day event per deadline that has a day; the same rows give the same bytes.

    The UID is made of source, reference and the deadline's number: a postponed deadline moves in people's calendars
    instead of standing there twice. SEQUENCE is the programme's version.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Förderscout//Antragsfristen//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Antragsfristen")
    for row in rows:
        if row.next_on is not None:
            calendar.add_component(_event(row, row.next_on))
    body: bytes = calendar.to_ical()
    return body


def _event(row: DeadlineRow, day: date) -> Event:
    event = Event()
    event.add("uid", uid_of(row))
    event.add("dtstamp", row.recorded_at)
    event.add("sequence", row.version)
    event.add("summary", f"{KINDS[row.kind]}: {row.title}")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("description", _description(row))
    event.add("url", row.programme_url)
    # Nobody is busy on the day of a deadline.
    event.add("transp", "TRANSPARENT")
    return event


def uid_of(row: DeadlineRow) -> str:
    """The name of a deadline's event for all time."""
    identity = f"{row.source_key}\n{row.external_id}\n{row.number}"
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@foerderscout"


def _description(row: DeadlineRow) -> str:
    lines = [f"Wortlaut der Quelle: „{row.words}“", f"Gelesen auf: {row.url}"]
    if row.precision == "month" and row.next_on is not None:
        lines.append(f"Die Quelle nennt nur den Monat ({month(row.next_on)}); bitte den Tag erfragen.")
    if row.recurs is not None:
        lines.append("Die Frist kehrt jährlich wieder; eingetragen ist die nächste.")
    if row.opens_on is not None:
        lines.append(f"Anträge ab {german_day(row.opens_on)}.")
    if row.funder:
        lines.append(f"Fördergeber: {row.funder}")
    lines.append(f"Programmseite: {row.programme_url}")
    return "\n".join(lines)
