"""Bezirksregierung Köln: programmes in prose below the topics of the authority.

Evidence: three stored pages, some with questions, most without. No page lists all programmes; this is the topic under
which the municipal ones stand. Others can be added as sources of their own.
"""

from scout.families.nrw_pages import district, links_below, prose
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bezreg_koeln",
    title="Bezirksregierung Köln, Kommunales und Planung",
    publisher="Bezirksregierung Köln",
    start="https://www.bezreg-koeln.nrw.de/themen/kommunales-planung-bauen-und-verkehr",
    listing=links_below("/themen", only="foerder|zuwendung|digitalpakt|kulturpolitik"),
    detail=prose(district("Bezirksregierung Köln", "https://www.bezreg-koeln.nrw.de/")),
    expect=Expect(programmes=(3, 100), filled={"summary": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
