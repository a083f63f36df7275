"""KfW, products for municipalities, municipal companies and social organisations."""

from scout.families import kfw_products
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="kfw_public",
    title="KfW, Förderprodukte für öffentliche Einrichtungen",
    publisher="KfW",
    start="https://www.kfw.de/inlandsfoerderung/Öffentliche-Einrichtungen/Kommunen/Förderprodukte/",
    listing=kfw_products.listing,
    detail=kfw_products.detail,
    expect=Expect(programmes=(5, 80), filled={"summary": 0.95, "body": 0.9, "requirements": 0.8, "categories": 1.0}),
    needs_live_check=True,
    evidence=Evidence("page", "2026-06"),
)
