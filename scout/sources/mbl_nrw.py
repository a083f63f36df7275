"""MBl. NRW: all funding guidelines of the Land as its law portal keeps them, with number and term of validity."""

from scout.families import recht_nrw
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="mbl_nrw",
    title="Ministerialblatt NRW, Förderrichtlinien",
    publisher="Ministerium des Innern des Landes Nordrhein-Westfalen",
    start="https://recht.nrw.de/sitemap.xml",
    listing=recht_nrw.listing,
    detail=recht_nrw.detail,
    # 6,532 decrees in 2026; those whose address speaks of funding are some hundreds, earlier versions included.
    expect=Expect(programmes=(150, 2500), filled={"summary": 0.6, "body": 0.6, "issued_on": 0.7}, failed=0.2),
    cadence_hours=168,
    licence="Amtliches Werk (§ 5 UrhG), Prüfung steht aus",
    needs_live_check=True,
    evidence=Evidence("page"),
)
