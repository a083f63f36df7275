"""Bezirksregierung Düsseldorf: programmes in prose, in folders by field.

Evidence: stored pages below /services/foerderprogramme/<field>/<name> and one below /themen. The host is brd.nrw and
brd.nrw.de, with and without www.
"""

from scout.families.nrw_pages import district, links_below, prose
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bezreg_duesseldorf",
    title="Bezirksregierung Düsseldorf, Förderprogramme",
    publisher="Bezirksregierung Düsseldorf",
    start="https://www.brd.nrw.de/services/foerderprogramme",
    listing=links_below("/services/foerderprogramme", "/themen/kommunales"),
    detail=prose(district("Bezirksregierung Düsseldorf", "https://www.brd.nrw.de/")),
    expect=Expect(programmes=(5, 150), filled={"summary": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
