"""Puts the real data onto the loopback site, under the addresses it came from."""

from __future__ import annotations

import json
from pathlib import Path

from scout.sources import nrw_bank
from tests.site.server import Site

EXPORT = "https://www.foerderdatenbank.de/FDB/WS/export"
NRW_BANK_PRODUCT = "https://www.nrwbank.de/de/foerderung/foerderprodukte/15086/index.html"
# The captured feeds of makers that a county's list could hold, each under an address of its own.
FEEDS = {
    "https://www.golem.de/rss10.xml": "golem_rss10_iso8859-1_2023-01-25_1entry.xml",
    "https://rss.golem.de/rss.php?feed=RSS2.0": "golem_rss20_iso8859-1_2018-12-17.xml",
    "https://www.heise.de/developer/rss/news-atom.xml": "heise-developer_atom10_2016-02-01.xml",
    "https://www.heise.de/newsticker/heise.rdf": "heise_rdf090_utf8_nodates.xml",
    "https://rss.orf.at/news.xml": "orf_rss10_2025-01-03_1entry.xml",
    "https://www.swr.de/impuls.xml": "swr2-impuls_rss20_2020-03-10_malformed.xml",
    "https://www.dasding.de/endorphine.xml": "podcast-endorphine_rss20_2020-10-15_malformed.xml",
}


def put_export(site: Site, shared: Path) -> None:
    """The official export with 103 programmes."""
    site.put_file(EXPORT, shared / "real/funding/fdb_export_103.zip")


def put_nrw_bank(site: Site, shared: Path) -> None:
    """The real product page, with an answer of the search index that names it."""
    site.put_file(NRW_BANK_PRODUCT, shared / "real/funding/html/nrwbank__gruendungszuschuss_15086.html")
    entry = {"link": "/sites/de/localProduct/15086.xml", "title_de_s": "Gründungszuschuss", "description_de_s": ""}
    answer = {"response": {"start": 0, "numFound": 1, "docs": [entry]}}
    site.put(nrw_bank.SOURCE.start, json.dumps(answer), headers={"Content-Type": "application/json"})


def put_feeds(site: Site, shared: Path) -> None:
    """The captured German feeds."""
    for url, name in FEEDS.items():
        site.put_file(url, shared / "real/news/feeds_real_german" / name)


def feed_list(folder: Path) -> Path:
    """A feed list file that names the captured feeds."""
    path = folder / "feeds.yml"
    entries = [{"key": f"feed_{n}", "title": url, "url": url} for n, url in enumerate(FEEDS)]
    path.write_text(json.dumps(entries), encoding="utf-8")  # JSON is YAML
    return path
