"""Aktion Mensch: its funding programmes for inclusion, by field of life."""

from scout.families import foundation
from scout.families.funder_pages import links_below
from scout.source import Evidence

SOURCE = foundation.source(
    key="aktion_mensch",
    name="Aktion Mensch",
    offers="Förderprogramme",
    start="https://www.aktion-mensch.de/foerderung/foerderprogramme",
    listing=links_below("/foerderung/foerderprogramme", "/inklusion/bildung/foerderung"),
    programmes=(5, 120),
    evidence=Evidence("excerpt"),
)
