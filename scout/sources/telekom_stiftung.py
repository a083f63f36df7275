"""Deutsche Telekom Stiftung: its activities for schools, some with a yearly call."""

from scout.families import foundation
from scout.families.funder_pages import links_below
from scout.source import Evidence

SOURCE = foundation.source(
    key="telekom_stiftung",
    name="Deutsche Telekom Stiftung",
    offers="Aktivitäten",
    start="https://www.telekom-stiftung.de/aktivitaeten",
    listing=links_below("/aktivitaeten"),
    programmes=(3, 100),
    evidence=Evidence("told", "2026-02"),
)
