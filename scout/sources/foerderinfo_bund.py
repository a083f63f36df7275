"""Förderberatung des Bundes: all federal announcements, each with its deadline as a field."""

from scout.families import feed_announcements, gsb_announcements
from scout.page import Page
from scout.source import Evidence, Expect, Listing, PageSource


def listing(page: Page) -> Listing:
    """The RSS feed; the site's list of results where somebody with leave to read it has set it as ``start``."""
    is_feed = page.url.partition("?")[0].endswith(".xml")
    return feed_announcements.listing(page) if is_feed else gsb_announcements.listing(page)


SOURCE = PageSource(
    key="foerderinfo_bund",
    title="Förderberatung des Bundes, Bekanntmachungen",
    publisher="Bundesministerium für Forschung, Technologie und Raumfahrt",
    # The list of results is said to be closed to robots; its feed is open.
    start="https://www.foerderinfo.bund.de/foerderinfo/de/services/rss/bekanntmachungen-alle/rssnewsfeed.xml",
    listing=listing,
    detail=gsb_announcements.detail,
    # The pages lie on the hosts of a dozen ministries and agencies; some are always down or forbid robots.
    expect=Expect(programmes=(10, 600), filled={"summary": 0.8, "deadlines": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("code", "2026-10"),
    lists_all=False,
)
