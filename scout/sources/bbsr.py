"""Calls that the BBSR runs for the federal building ministry: town planning, sports grounds, smart cities."""

from scout.families.funder_pages import FEDERAL, Funder, links_below, reader
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bbsr",
    title="BBSR, Projektaufrufe",
    publisher="Bundesinstitut für Bau-, Stadt- und Raumforschung",
    start="https://www.bbsr.bund.de/BBSR/DE/forschung/aufrufe/_node.html",
    listing=links_below("/bbsr/de/forschung/aufrufe/aktuelle-meldungen"),
    detail=reader(
        Funder("Bundesministerium für Wohnen, Stadtentwicklung und Bauwesen", "https://www.bbsr.bund.de/", FEDERAL)
    ),
    # A few a year, and sometimes none is open.
    expect=Expect(programmes=(1, 60), filled={"body": 0.7}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("told"),
)
