"""Deutsche Bundesstiftung Umwelt: its project funding and the topics and initiatives below it."""

from scout.families import foundation
from scout.families.funder_pages import links_below
from scout.source import Evidence

SOURCE = foundation.source(
    key="dbu",
    name="Deutsche Bundesstiftung Umwelt",
    offers="Projektförderung",
    start="https://www.dbu.de/foerderung/",
    listing=links_below("/foerderung", only=r"projektfoerderung|foerderinitiativ"),
    programmes=(1, 60),
    evidence=Evidence("excerpt"),
)
