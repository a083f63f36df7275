"""Zentrum KlimaAnpassung: programmes of federation and Länder for adapting to climate change."""

from scout.families import climate_adaptation
from scout.families.funder_pages import links_below
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="klimaanpassung",
    title="Zentrum KlimaAnpassung, Fördermöglichkeiten",
    publisher="Zentrum KlimaAnpassung im Auftrag des BMUKN",
    start="https://zentrum-klimaanpassung.de/foerdermoeglichkeiten",
    listing=links_below("/foerdermoeglichkeiten"),
    detail=climate_adaptation.detail,
    expect=Expect(programmes=(20, 400), filled={"requirements": 0.8, "body": 0.8, "funder": 0.8}, failed=0.2),
    cadence_hours=168,
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
