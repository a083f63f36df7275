"""The fields of each section of a portfolio: name in YAML, heading in a spreadsheet, how the value is read."""

from __future__ import annotations

from dataclasses import dataclass

from data.portfolio import fields as f
from data.portfolio.values import Kind


@dataclass(frozen=True)
class Field:
    """One field. ``is_list``: several entries, in a spreadsheet one a line of the cell."""

    name: str
    heading: str
    read: f.Reader
    required: bool = False

    @property
    def is_list(self) -> bool:
        """Whether the field holds several entries."""
        return self.read in (f.lines, f.urls)


@dataclass(frozen=True)
class Section:
    """One list of a portfolio file and the sheet that stands for it."""

    name: str
    sheet: str
    fields: tuple[Field, ...]
    kind: Kind | None = None

    def heading(self, name: str) -> str:
        """The heading of a field in this section."""
        return next(field.heading for field in self.fields if field.name == name)


HEAD = (
    Field("label", "Bezeichnung", f.line, required=True),
    Field("as_of", "Stand", f.stamp),
    Field("note", "Hinweis", f.prose),
)

EXPECTED = (
    Field("single_projects", "Einzelprojekte laut Strategie", f.count),
    Field("ideas", "Ideen laut Strategie", f.count),
    Field("proposals", "Projektvorschläge laut Strategie", f.count),
)

_THEME = (
    Field("key", "Schlüssel", f.key, required=True),
    Field("title", "Titel", f.line, required=True),
    Field("priority", "Priorität", f.priority, required=True),
    Field("description", "Beschreibung", f.prose),
    Field("terms", "Suchbegriffe", f.lines),
    Field("sources", "Quellen", f.urls),
)

_IDENTITY = (
    Field("key", "Schlüssel", f.key, required=True),
    Field("theme_field", "Themenfeld", f.line, required=True),
)

_FACTS = (
    Field("title", "Titel", f.line, required=True),
    Field("summary", "Kurzbeschreibung", f.prose),
    Field("status", "Status", f.status),
    Field("status_as_of", "Status vom", f.stamp),
    Field("planning_complete", "Planung abgeschlossen", f.yes_no),
    Field("cost_eur", "Kosten (Euro)", f.euros),
    Field("money_secured_eur", "Gesichertes Geld (Euro)", f.euros),
    Field("money_note", "Anmerkung zum Geld", f.prose),
    Field("owner", "Kümmerer", f.line),
    Field("lead", "Federführung", f.line),
    Field("partners", "Partner", f.lines),
    Field("municipalities", "Kommunen", f.lines),
    Field("relation", "Bezug zur Strategie", f.relation),
    Field("sources", "Quellen", f.urls),
)

_PROPOSAL = (
    *_IDENTITY,
    Field("place", "Platz", f.place, required=True),
    Field("open", "Noch offen", f.yes_no),
    *_FACTS[:-2],
    Field("consolidates", "Zusammengeführt aus", f.lines),
    *_FACTS[-2:],
)

_APPLICATION = (
    Field("key", "Schlüssel", f.key, required=True),
    Field("title", "Titel", f.line, required=True),
    Field("call", "Förderaufruf", f.line),
    Field("deadline", "Antragsfrist", f.stamp),
    Field("period", "Laufzeit", f.line),
    Field("own_share_eur", "Eigenanteil (Euro)", f.euros),
    Field("total_eur", "Gesamtkosten (Euro)", f.euros),
    Field("outcome", "Ergebnis", f.prose),
    Field("note", "Anmerkung", f.prose),
    Field("sources", "Quellen", f.urls),
)

THEMES = Section("theme_fields", "Themenfelder", _THEME)
PROPOSALS = Section("proposals", "Projektvorschläge", _PROPOSAL, "proposal")
SINGLES = Section("single_projects", "Einzelprojekte", (*_IDENTITY, *_FACTS), "single")
IDEAS = Section("ideas", "Ideen", (*_IDENTITY, *_FACTS), "idea")
APPLICATIONS = Section("applications", "Bewerbungen", _APPLICATION)

SECTIONS = (THEMES, PROPOSALS, SINGLES, IDEAS, APPLICATIONS)
ITEM_SECTIONS = (PROPOSALS, SINGLES, IDEAS)
