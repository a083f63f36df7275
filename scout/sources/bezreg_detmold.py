"""Bezirksregierung Detmold: programmes in prose below its departments and tasks.

Evidence: stored pages below /wir-ueber-uns/organisationsstruktur/<department>/<section> and /aufgaben. No page that
lists all programmes is known; the start has to be confirmed on the live site.
"""

from scout.families.nrw_pages import district, links_below, prose
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bezreg_detmold",
    title="Bezirksregierung Detmold, Förderung",
    publisher="Bezirksregierung Detmold",
    start="https://www.bezreg-detmold.nrw.de/aufgaben",
    listing=links_below("/wir-ueber-uns/organisationsstruktur", "/aufgaben", only="foerder|zuwendung|digitalpakt"),
    detail=prose(district("Bezirksregierung Detmold", "https://www.bezreg-detmold.nrw.de/")),
    expect=Expect(programmes=(3, 100), filled={"summary": 0.8}, failed=0.3),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
