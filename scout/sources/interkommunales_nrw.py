"""Interkommunales.NRW: news of the municipal associations on funding of cooperation between municipalities.

Evidence: the stored list /aktuelles/ and a stored entry under its number, ?p=5517, as WordPress gives them.
"""

from scout.families.nrw_pages import Office, links_below, prose
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Interkommunales.NRW",
    note="Nachricht über ein Förderprogramm; maßgeblich ist die Seite der bewilligenden Stelle.",
    url="https://interkommunales.nrw/",
)
SOURCE = PageSource(
    key="interkommunales_nrw",
    title="Interkommunales.NRW, Aktuelles zur Förderung",
    publisher="Interkommunales.NRW",
    start="https://interkommunales.nrw/aktuelles/",
    listing=links_below("/", only="foerder|zuwendung|ikz"),
    detail=prose(OFFICE),
    expect=Expect(programmes=(1, 60), filled={"summary": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
