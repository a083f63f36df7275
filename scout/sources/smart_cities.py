"""Modellprojekte Smart Cities: the answers to questions about a call, with the deadline for asking them."""

from scout.families.funder_pages import FEDERAL, Funder, itself, reader
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="smart_cities",
    title="Modellprojekte Smart Cities, Fragen und Antworten",
    publisher="KfW für das Bundesministerium für Wohnen, Stadtentwicklung und Bauwesen",
    start="https://www.smart-cities-made-in.de/fragen-und-antworten/",
    listing=itself("Modellprojekte Smart Cities"),
    detail=reader(
        Funder(
            "Bundesministerium für Wohnen, Stadtentwicklung und Bauwesen",
            "https://www.smart-cities-made-in.de/",
            FEDERAL,
            site="Modellprojekte Smart Cities",
        ),
        asks=True,
    ),
    expect=Expect(programmes=(1, 1), filled={"requirements": 1.0}),
    cadence_hours=168,
    needs_live_check=True,
    evidence=Evidence("excerpt", "2020-05"),
)
