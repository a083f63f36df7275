"""Puts the bundled sample onto the loopback site, so that a test can spoil it."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from scout.sample_server import SAMPLE, answer
from scout.sources import foerderdatenbank, nrw_bank
from tests.site.server import Site

EXPORT = foerderdatenbank.SOURCE.start
PRODUCTS = nrw_bank.SOURCE.start


def body_of(url: str) -> bytes:
    """What the sample has at an address."""
    found = answer(SAMPLE, "/" + url.split("://", 1)[1])
    assert found is not None, url
    return found.body


def put_archive(site: Site) -> None:
    """The sample's export of the Förderdatenbank."""
    site.put(EXPORT, body_of(EXPORT))


def put_products(site: Site) -> list[str]:
    """The sample's products of the NRW.BANK; the addresses of their pages."""
    listed = body_of(PRODUCTS)
    site.put(PRODUCTS, listed, headers={"Content-Type": "application/json"})
    numbers = [entry["link"].split("/")[-1].removesuffix(".xml") for entry in json.loads(listed)["response"]["docs"]]
    pages = [urljoin(PRODUCTS, f"/de/foerderung/foerderprodukte/{number}/index.html") for number in numbers]
    for page in pages:
        site.put(page, body_of(page), headers={"Content-Type": "text/html; charset=utf-8"})
    return pages
