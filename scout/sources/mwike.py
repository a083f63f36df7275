"""Wirtschaftsministerium NRW: digital infrastructure and regional programmes, as questions and answers.

Evidence: stored pages on coordination of digital infrastructure, mobile networks and regional funding; the answers
stand without their questions in stored text, so the questions are buttons of an accordion. Addresses are flat.
"""

from scout.families.nrw_pages import Office, links_below, prose
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Ministerium für Wirtschaft, Industrie, Klimaschutz und Energie des Landes Nordrhein-Westfalen",
    funder="Ministerium für Wirtschaft, Industrie, Klimaschutz und Energie des Landes Nordrhein-Westfalen",
    url="https://www.wirtschaft.nrw/",
)
SOURCE = PageSource(
    key="mwike",
    title="Wirtschaftsministerium NRW, digitale Infrastruktur",
    publisher="MWIKE",
    start="https://www.wirtschaft.nrw/node/3540",
    listing=links_below("/", only="koordination|gigabit|foerder|rwp|glasfaser|mobilfunk"),
    detail=prose(OFFICE),
    expect=Expect(programmes=(2, 60), filled={"summary": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
