"""digitales.nrw: announcements of the former digital ministry, each with the field "Stichtag"; some still run.

Evidence: a stored announcement with date, title, issuing ministry, "Stichtag" and text.
"""

from scout.families.nrw_pages import Office, links_below, prose
from scout.families.windows import with_window
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Landesregierung Nordrhein-Westfalen",
    url="https://digitales.nrw/",
)
SOURCE = PageSource(
    key="digitales_nrw",
    title="digitales.nrw, Förderbekanntmachungen",
    publisher="Land Nordrhein-Westfalen",
    start="https://digitales.nrw/de/aktuelles/foerderbekanntmachungen",
    listing=links_below("/de/aktuelles/foerderbekanntmachungen"),
    detail=with_window(prose(OFFICE)),
    expect=Expect(programmes=(1, 80), filled={"summary": 0.8, "deadline_text": 0.8}, failed=0.2),
    cadence_hours=168,
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
