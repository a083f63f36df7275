"""EFRE/JTF-Programm NRW: over thirty measures, each with its calls.

Evidence: addresses /einfach-machen/foerderung-finden/<name> and the older /wege-zur-foerderung/...; stored pages of the
same site on how to apply. The hosts efre.nrw and efre.nrw.de are one.
"""

from scout.families.nrw_pages import Office, links_below, questions
from scout.source import Evidence, Expect, PageSource

OFFICE = Office(
    "EFRE-Verwaltungsbehörde Nordrhein-Westfalen",
    funder="Land Nordrhein-Westfalen, Europäische Union",
    url="https://www.efre.nrw/",
)
SOURCE = PageSource(
    key="efre_nrw",
    title="EFRE/JTF NRW, Förderung finden",
    publisher="EFRE.NRW",
    start="https://www.efre.nrw/einfach-machen/foerderung-finden",
    listing=links_below("/einfach-machen/foerderung-finden", "/wege-zur-foerderung/foerderungen-in-2021-2027"),
    detail=questions(OFFICE),
    expect=Expect(programmes=(15, 120), filled={"requirements": 0.8, "body": 0.8}, failed=0.2),
    needs_live_check=True,
    evidence=Evidence("told"),
)
