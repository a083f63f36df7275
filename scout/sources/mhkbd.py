"""Heimat- und Kommunalministerium NRW: one page per programme, with the questions of its own overview.

Evidence: addresses /foerderprogramme/<name> (Heimat-Scheck, Heimat-Fonds, IKZ NRW, Denkmalförderung) and the questions
of the ministry's stored overview of 2021.
"""

from scout.families.nrw_pages import Office, links_below, questions
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Ministerium für Heimat, Kommunales, Bau und Digitalisierung des Landes Nordrhein-Westfalen",
    funder="Ministerium für Heimat, Kommunales, Bau und Digitalisierung des Landes Nordrhein-Westfalen",
    url="https://www.mhkbd.nrw/",
)
SOURCE = PageSource(
    key="mhkbd",
    title="Heimat- und Kommunalministerium NRW, Förderprogramme",
    publisher="MHKBD",
    start="https://www.mhkbd.nrw/foerderprogramme",
    listing=links_below("/foerderprogramme"),
    detail=questions(OFFICE),
    expect=Expect(programmes=(8, 100), filled={"requirements": 0.8, "body": 0.8}, failed=0.2),
    needs_live_check=True,
    evidence=Evidence("told"),
)
