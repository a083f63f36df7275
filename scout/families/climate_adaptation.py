"""Zentrum KlimaAnpassung: funding of federation and Länder, each programme as labels with values."""

from __future__ import annotations

import re

from scout.families.gsb_vocabulary import named
from scout.families.labelled_lines import facts
from scout.families.nrw_pages import canonical_path
from scout.page import Page
from scout.source import Category, Draft

LABELS = (
    "Fördergegenstand", "Fördermaßnahmen", "Antragsberechtigte", "Projektträger", "Fördergebende Institution",
    "Förderart", "Antragsverfahren", "Antragsfrist", "Förderhöhe", "Förderquote", "Fördergebiet", "Laufzeit",
    "Website des Förderprogramms", "Link zur Richtlinie",
)  # fmt: skip
LAENDER = (
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern",
    "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "Sachsen", "Sachsen-Anhalt",
    "Schleswig-Holstein", "Thüringen",
)  # fmt: skip
_FOLDER = "/foerdermoeglichkeiten/"
_LEVELS = {"Bund": "Bund", "Länder": "Land", "Land": "Land", "EU": "EU"}


def detail(page: Page) -> Draft:
    """One programme of the list."""
    told = facts(page, "main", LABELS, at_least=4)
    subject, what, who, agency = (told.take(label) for label in LABELS[:4])
    giver, kind, procedure, deadline = (told.take(label) for label in LABELS[4:8])
    notes = {label: told.take(label) for label in ("Förderhöhe", "Förderquote", "Fördergebiet", "Laufzeit")}
    told.ignore("Website des Förderprogramms", "Link zur Richtlinie")
    return Draft(
        external_id=canonical_path(page.url).partition(_FOLDER)[2],
        url=page.url,
        title=page.one("h1"),
        summary=subject,
        body=_lines({"Fördermaßnahmen": what, **notes}),
        requirements=f"Antragsberechtigte: {who}" if who else None,
        deadline_text=f"Antragsfrist: {deadline}" if deadline else None,
        procedure=_lines({"Antragsverfahren": procedure, "Projektträger": agency}),
        funder=giver,
        categories=_levels(giver or "") + _kinds(kind or "") + _regions(notes["Fördergebiet"] or "", giver or ""),
        unknown_facts=told.unknown,
    )


def _levels(giver: str) -> tuple[Category, ...]:
    return tuple(named("funder_level", level) for word, level in _LEVELS.items() if word in giver.split())


def _kinds(written: str) -> tuple[Category, ...]:
    words = [word.strip(" ,•") for word in written.replace("\n", ",").split(",")]
    return tuple(named("funding_type", word) for word in words if word in ("Zuschuss", "Darlehen"))


def _regions(written: str, giver: str) -> tuple[Category, ...]:
    """Länder named as the area; without any, money of the federation alone is for the whole country."""
    laender = [land for land in LAENDER if re.search(rf"(?<![\w-]){land}(?!\w|-[A-Z])", written)]
    if laender and "bundesweit" not in written:
        return tuple(named("region", name) for name in laender)
    nationwide = re.search(r"\b(?:bundesweit|Bundesgebiet|Deutschland)\b", written)
    return (named("region", "bundesweit"),) if nationwide or (not written and giver.split() == ["Bund"]) else ()


def _lines(values: dict[str, str | None]) -> str | None:
    return "\n\n".join(f"{label}: {value}" for label, value in values.items() if value) or None
