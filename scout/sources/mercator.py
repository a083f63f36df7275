"""Stiftung Mercator: one way to apply for all its topics, open all year, told on the pages for applicants."""

from scout.families import foundation
from scout.families.funder_pages import itself
from scout.source import Evidence

SOURCE = foundation.source(
    key="mercator",
    name="Stiftung Mercator",
    offers="Projektförderung",
    start="https://www.stiftung-mercator.de/de/wie-wir-foerdern/informationen-fuer-antragstellende/",
    listing=itself("Antragsskizze"),
    programmes=(1, 3),
    evidence=Evidence("excerpt"),
)
