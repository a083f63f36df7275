"""Bezirksregierung Arnsberg: programmes for municipalities and public institutions, in questions.

Evidence: stored pages with their questions; addresses of the portal for funding by applicant. One page has several
addresses (/-728, /3915338 and a speaking one), hence the canonical one is kept.
"""

from scout.families.nrw_pages import district, links_below, questions
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="bezreg_arnsberg",
    title="Bezirksregierung Arnsberg, Förderportal für Kommunen",
    publisher="Bezirksregierung Arnsberg",
    start="https://www.bra.nrw.de/foerderportal-wirtschaft/foerderportal/kommunen-kreise-oeffentliche-einrichtungen",
    listing=links_below(
        "/foerderportal-wirtschaft/foerderportal",
        "/kommunalaufsicht-planung-verkehr",
        "/integration-migration",
        "/energie-bergbau/foerderprogramme-fuer-klimaschutz-und-energiewende",
    ),
    detail=questions(district("Bezirksregierung Arnsberg", "https://www.bra.nrw.de/")),
    expect=Expect(programmes=(10, 200), filled={"requirements": 0.8, "body": 0.8}, failed=0.2),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
