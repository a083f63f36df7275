"""Bertelsmann Stiftung: its own projects; a few look for municipalities and schools to join."""

from scout.families import foundation
from scout.families.funder_pages import links_below
from scout.source import Evidence

SOURCE = foundation.source(
    key="bertelsmann_stiftung",
    name="Bertelsmann Stiftung",
    offers="Projekte",
    start="https://www.bertelsmann-stiftung.de/de/unsere-projekte",
    listing=links_below("/de/unsere-projekte"),
    programmes=(5, 200),
    evidence=Evidence("told", "2025-10"),
    note="Die Stiftung arbeitet operativ und sucht für ihre Projekte Kommunen und Schulen als Partner.",
)
