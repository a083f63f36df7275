"""Förderberatung des Bundes: all federal announcements, each with its deadline as a field."""

from scout.families import gsb_announcements
from scout.source import Expect, PageSource

SOURCE = PageSource(
    key="foerderinfo_bund",
    title="Förderberatung des Bundes, Bekanntmachungen",
    publisher="Bundesministerium für Forschung, Technologie und Raumfahrt",
    start=(
        "https://www.foerderinfo.bund.de/SiteGlobals/Forms/foerderinfo/bekanntmachungen/Bekanntmachungen_Formular.html"
        "?queryResultId=null&gtp=407348_list%253D1&cl2Categories_Foerderer=bund"
    ),
    listing=gsb_announcements.listing,
    detail=gsb_announcements.detail,
    # The pages lie on the hosts of a dozen ministries and agencies; some are always down or forbid robots.
    expect=Expect(programmes=(100, 600), filled={"summary": 0.8, "deadlines": 0.8, "funder": 0.95}, failed=0.3),
    needs_live_check=True,
)
