"""Gigabit.NRW: funding of fibre and mobile networks for counties and municipalities.

Evidence: the address of a stored page, /aktuelles/news/item/<number>-<name>.html; the pages on funding are not stored.
"""

from scout.families.nrw_pages import Office, links_below, prose
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Ministerium für Wirtschaft, Industrie, Klimaschutz und Energie des Landes Nordrhein-Westfalen",
    funder="Ministerium für Wirtschaft, Industrie, Klimaschutz und Energie des Landes Nordrhein-Westfalen",
    url="https://gigabit.nrw.de/",
)
SOURCE = PageSource(
    key="gigabit_nrw",
    title="Gigabit.NRW, Förderung",
    publisher="Gigabit.NRW",
    start="https://gigabit.nrw.de/foerderung.html",
    listing=links_below("/foerderung", "/aktuelles/news/item"),
    detail=prose(OFFICE),
    expect=Expect(programmes=(1, 60), filled={"summary": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("told"),
)
