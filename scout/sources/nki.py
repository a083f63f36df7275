"""Nationale Klimaschutzinitiative: its programmes and every measure of the Kommunalrichtlinie."""

from scout.families import nki_pages
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="nki",
    title="Nationale Klimaschutzinitiative, Kommunalrichtlinie",
    publisher="Zukunft – Umwelt – Gesellschaft (ZUG) gGmbH für das BMUKN",
    start="https://www.klimaschutz.de/de/foerderung-der-nki/foerderprogramme",
    listing=nki_pages.listing,
    detail=nki_pages.detail,
    expect=Expect(programmes=(8, 80), filled={"requirements": 0.6, "body": 0.8}, failed=0.2),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
