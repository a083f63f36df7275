"""Robert Bosch Stiftung: the projects it invites applications for."""

from scout.families import foundation
from scout.families.funder_pages import links_below
from scout.source import Evidence

SOURCE = foundation.source(
    key="bosch_stiftung",
    name="Robert Bosch Stiftung",
    offers="Projekte und Ausschreibungen",
    start="https://www.bosch-stiftung.de/de/projekte",
    listing=links_below("/de/projekt", "/de/ausschreibung"),
    programmes=(3, 200),
    evidence=Evidence("told", "2026-02"),
)
