"""Bezirksregierung Münster: programmes as the same eight questions, one page each.

Evidence: two generations of pages are stored publicly, /de/foerderung/foerderprogramme_a-z/<number>_<name>/index.html
until 2025 and /foerderungen/<name> since; the questions have stayed. The list page is the folder of the pages.
"""

from scout.families.nrw_pages import district, links_below, questions
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bezreg_muenster",
    title="Bezirksregierung Münster, Förderprogramme",
    publisher="Bezirksregierung Münster",
    start="https://www.bezreg-muenster.de/foerderungen",
    listing=links_below("/foerderungen", "/de/foerderung/foerderprogramme_a-z"),
    detail=questions(district("Bezirksregierung Münster", "https://www.bezreg-muenster.de/")),
    expect=Expect(programmes=(20, 200), filled={"requirements": 0.8, "body": 0.8}, failed=0.2),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
