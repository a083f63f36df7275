"""Gigabitförderung 2.0 of the federation: calls that stay open until they are withdrawn."""

from scout.families.funder_pages import FEDERAL, Funder, itself, reader
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="gigabit_bund",
    title="Gigabitförderung 2.0 des Bundes",
    publisher="Bundesministerium für Digitales und Staatsmodernisierung",
    start="https://www.de.digital/DIGITAL/Redaktion/DE/Stadt.Land.Digital/gigabitfoerderung.html",
    listing=itself("Gigabitförderung"),
    detail=reader(
        Funder("Bundesministerium für Digitales und Staatsmodernisierung", "https://www.de.digital/", FEDERAL)
    ),
    expect=Expect(programmes=(1, 1), filled={"body": 1.0}),
    cadence_hours=168,
    needs_live_check=True,
    evidence=Evidence("excerpt", "2023-04"),
)
