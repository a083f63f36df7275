"""The columns of the match export."""

from __future__ import annotations

from dashboard.export.table import Column
from dashboard.format import BANDS, ELIGIBLE, STATUSES, VERDICTS, deadline_words
from data.priority import ROMAN
from data.queries.export_matches import MatchRow

_SUBJECTS = {"project": "Projekt", "theme": "Themenfeld"}
_DOCUMENTS = {"programme": "Förderprogramm", "news": "Meldung"}
_SHOWN_REASONS = 5


def _reasons(row: MatchRow) -> str | None:
    """The strongest reasons that name a word on both sides; each phrase once, whatever channel found it."""
    named = sorted((r for r in row.reasons if r.ours and r.theirs), key=lambda r: -r.contribution)
    words = dict.fromkeys(r.ours if r.ours == r.theirs else f"{r.ours} ↔ {r.theirs}" for r in named)
    return "; ".join(list(words)[:_SHOWN_REASONS]) or None


def _eligibility(row: MatchRow) -> str | None:
    return ELIGIBLE[row.eligible] if row.document_kind == "programme" else None


def _deadline(row: MatchRow) -> str | None:
    return deadline_words(row.deadline) if row.document_kind == "programme" else None


COLUMNS: tuple[Column[MatchRow], ...] = (
    Column("Priorität", lambda r: ROMAN.get(r.theme_priority, str(r.theme_priority)), 10),
    Column("Themenfeld", lambda r: r.theme_title),
    Column("Gesucht für", lambda r: _SUBJECTS[r.subject_kind]),
    Column("Projekt", lambda r: r.subject_title, 40),
    Column("Projektstatus", lambda r: STATUSES[r.project_status] if r.project_status else None),
    Column("Schlüssel", lambda r: r.subject, 24),
    Column("Art des Treffers", lambda r: _DOCUMENTS[r.document_kind]),
    Column("Treffer", lambda r: r.document_title, 50),
    Column("Passung", lambda r: BANDS[r.band], 10),
    Column("Wert", lambda r: r.score, 10),
    Column("Begründung", _reasons, 50),
    Column("Berechtigung", _eligibility, 24),
    Column("Wortlaut der Berechtigung", lambda r: r.eligible_words, 40),
    Column("Nächste Frist", lambda r: r.deadline.due_on if r.deadline else None),
    Column("Frist in Worten", _deadline, 32),
    Column("Förderquote (%)", lambda r: r.rate_percent),
    Column("Betrag bis (Euro)", lambda r: r.amount_max),
    Column("Fördergeber", lambda r: r.funder, 30),
    Column("Entscheidung", lambda r: VERDICTS[r.verdict] if r.verdict else None),
    Column("Anmerkung", lambda r: r.note, 40),
    Column("Entschieden von", lambda r: r.decided_by),
    Column("Entschieden am", lambda r: r.decided_at),
    Column("Quelle", lambda r: r.source_title, 24),
    Column("Adresse", lambda r: r.url, 40),
    Column("Zurückgezogen am", lambda r: r.withdrawn_at),
    Column("Modell", lambda r: r.model_version),
)
