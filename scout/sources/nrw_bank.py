"""NRW.BANK: all products it offers or lists for others, also those of the Land, KfW and the federation."""

from scout.families import opencms_products
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="nrw_bank",
    title="NRW.BANK Förderprodukte",
    publisher="NRW.BANK",
    start=opencms_products.start("https://www.nrwbank.de/"),
    listing=opencms_products.listing,
    detail=opencms_products.detail,
    expect=Expect(programmes=(80, 400), filled={"summary": 0.95, "body": 0.95, "requirements": 0.9, "funder": 0.8}),
    needs_live_check=True,
    evidence=Evidence("page", "2026-06"),
)
