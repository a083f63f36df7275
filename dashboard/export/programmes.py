"""The columns of the programme export."""

from __future__ import annotations

from dashboard.export.table import Column
from dashboard.format import deadline_words
from data.queries.export import ProgrammeRow

_STATES = {"open": "offen", "closed": "geschlossen", "paused": "ruht", "unknown": "unbekannt"}

COLUMNS: tuple[Column[ProgrammeRow], ...] = (
    Column("Programm", lambda r: r.title, 50),
    Column("Fördergeber", lambda r: r.funder, 30),
    Column("Stand laut Quelle", lambda r: _STATES[r.status]),
    Column("Nächste Frist", lambda r: r.deadline.due_on if r.deadline else None),
    Column("Frist in Worten", lambda r: deadline_words(r.deadline), 32),
    Column("Wortlaut der Frist", lambda r: r.deadline.words if r.deadline else None, 40),
    Column("Förderquote (%)", lambda r: r.rate_percent),
    Column("Wortlaut der Quote", lambda r: r.rate_words, 40),
    Column("Betrag von (Euro)", lambda r: r.amount_min),
    Column("Betrag bis (Euro)", lambda r: r.amount_max),
    Column("Wortlaut der Beträge", lambda r: r.amount_words, 40),
    Column("Antragsberechtigt", lambda r: "; ".join(r.applicants) or None, 32),
    Column("Fördergebiet", lambda r: "; ".join(r.regions) or None, 24),
    Column("Förderbereich", lambda r: "; ".join(r.areas) or None, 32),
    Column("Kurztext", lambda r: r.summary, 60),
    Column("Adresse", lambda r: r.url, 40),
    Column("Quelle", lambda r: r.source_title, 24),
    Column("Weitere Quellen", lambda r: " ".join(r.other_sources) or None, 40),
    Column("Kennung der Quelle", lambda r: r.external_id, 24),
    Column("Bekannt seit", lambda r: r.first_seen),
    Column("Zuletzt gesehen", lambda r: r.last_seen),
    Column("Fassung", lambda r: r.version, 10),
    Column("Fassung vom", lambda r: r.recorded_at),
    Column("Zeichen an der Quelle beschädigt", lambda r: r.damaged),
    Column("Fehlt an der Quelle seit", lambda r: r.missing_since),
    Column("Zurückgezogen am", lambda r: r.withdrawn_at),
)
