"""Schulministerium NRW: DigitalPakt and other programmes for school authorities, as questions and answers.

Evidence: the stored page of questions and answers on the DigitalPakt; digitalpakt-nrw.de is the form for applying.
"""

from scout.families.nrw_pages import Office, links_below, questions
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Ministerium für Schule und Bildung des Landes Nordrhein-Westfalen",
    funder="Ministerium für Schule und Bildung des Landes Nordrhein-Westfalen",
    url="https://www.schulministerium.nrw/",
)
SOURCE = PageSource(
    key="digitalpakt_nrw",
    title="Schulministerium NRW, DigitalPakt",
    publisher="Schulministerium NRW",
    start="https://www.schulministerium.nrw/digitalpakt-schule",
    listing=links_below("/", only="digitalpakt|foerder|ganztag|startchancen"),
    detail=questions(OFFICE),
    expect=Expect(programmes=(1, 40), filled={"requirements": 0.8, "body": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
