"""Klimaatlas NRW: programmes for adapting to the climate, each with the field "Förderfenster".

Evidence: two stored programme pages with all their labels and the pager of the site, a Drupal. The same page is
served with and without /index.php.
"""

from scout.families.nrw_pages import Office, links_below, questions
from scout.families.windows import with_window
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "Fachzentrum Klima, Landesamt für Natur, Umwelt und Klima NRW",
    url="https://www.klimaatlas.nrw.de/",
)
SOURCE = PageSource(
    key="klimaatlas_nrw",
    title="Klimaatlas NRW, Förderung der Klimaanpassung",
    publisher="LANUK NRW",
    start="https://www.klimaatlas.nrw.de/beratung-klimaanpassung/foerderung",
    listing=links_below("/beratung-klimaanpassung/foerderung"),
    detail=with_window(questions(OFFICE)),
    expect=Expect(programmes=(5, 80), filled={"requirements": 0.9, "body": 0.9, "deadline_text": 0.6}, failed=0.2),
    needs_live_check=True,
    evidence=Evidence("excerpt"),
)
