"""What the readers of federal sources make of forms that saved pages show only once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.families import guideline
from scout.families.bmftr_announcements import identity
from scout.families.federal_hosts import ministry_of
from scout.families.kfw_products import listing
from scout.page import Page
from scout.source import Draft, all_sources

BMBF = "https://www.bmbf.de/"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"{BMBF}foerderungen/bekanntmachung-2466.html", "2466"),
        (f"{BMBF}foerderungen/bekanntmachung.php?B=445", "445"),
        (f"{BMBF}foerderungen/bekanntmachung.php?S=1&B=445&x=2", "445"),
        (f"{BMBF}foerderungen/bekanntmachung.php?B=0445", "445"),
        (f"{BMBF}bmbf/shareddocs/bekanntmachungen/de/2019/07/2553_bekanntmachung.html", "2553"),
        ("https://bmbf.de/bmbf/shareddocs/bekanntmachungen/de/2014/08/959_bekanntmachung.html?nn=33806", "959"),
        (
            "https://www.bmftr.bund.de/SharedDocs/Bekanntmachungen/DE/2022/01/2022-01-18-Bekanntmachung-Bildung.html",
            "2022-01-18-bekanntmachung-bildung",
        ),
        (
            f"{BMBF}bmbf/shareddocs/bekanntmachungen/de/2022/01/2022-01-18-bekanntmachung-bildung.html?nn=1",
            "2022-01-18-bekanntmachung-bildung",
        ),
        ("https://www.bmftr.bund.de/SharedDocs/Bekanntmachungen/DE/bekanntmachungen_node.html", None),
        ("https://www.bmftr.bund.de/DE/Service/kontakt.html", None),
        ("https://www.bmftr.bund.de/SharedDocs/Bekanntmachungen/DE/2026", None),
    ],
)
def test_an_announcement_is_the_same_under_all_its_addresses(address: str, found: str | None) -> None:
    assert identity(address) == found


GUIDELINE = """Vom 1. Oktober 2026

1 Zweck

Worum es geht.

2 Gegenstand

1 Bus und 2 Bahnen werden gefördert.

3. Zuwendungsempfänger

Kommunen.

4 Voraussetzungen

Keine.

7 Kilometer weiter ist nichts geregelt.

5 Verfahren

Anträge bis 31.12.2026.

6 Geltungsdauer

Bis 2030."""


def test_a_guideline_is_taken_apart_in_the_order_of_its_numbers() -> None:
    parts = guideline.parts(GUIDELINE)
    assert parts.before == "Vom 1. Oktober 2026"
    assert parts.procedure == "5 Verfahren\n\nAnträge bis 31.12.2026."
    assert parts.requirements is not None
    assert parts.requirements.startswith("3. Zuwendungsempfänger\n\nKommunen.\n\n4 Voraussetzungen")
    assert "7 Kilometer" in parts.requirements
    assert parts.validity == "6 Geltungsdauer\n\nBis 2030."


def test_a_table_of_contents_is_passed_over() -> None:
    contents = "1 Zweck\n2 Gegenstand\n3 Zuwendungsempfänger\n4 Voraussetzungen\n5 Verfahren\n6 Geltungsdauer\n\n"
    told = guideline.parts(contents + GUIDELINE)
    assert told.procedure == guideline.parts(GUIDELINE).procedure


@pytest.mark.parametrize("text", ["", "Ein Aufruf in einem Absatz.", "1 Zweck\n\nKurz.\n\n2 Verfahren\n\nBis morgen."])
def test_a_text_of_another_build_has_no_parts(text: str) -> None:
    assert guideline.parts(text) == guideline.Parts()


@given(st.text(alphabet=st.sampled_from("1 2345.AZäö\n"), max_size=400))
def test_any_text_is_taken_apart_without_error(text: str) -> None:
    parts = guideline.parts(text)
    assert all(part is None or part in text or "\n\n" in part for part in (parts.requirements, parts.procedure))


def test_a_long_text_of_numbers_takes_no_long() -> None:
    assert guideline.parts("1 Zweck und Ziel\n" * 20_000) == guideline.Parts()


def test_only_a_ministrys_own_host_names_it() -> None:
    assert ministry_of("https://www.bmftr.bund.de/x") == "BMFTR"
    assert ministry_of("https://www.z-u-g.org/foerderung/") is None  # works for several
    assert ministry_of("https://bmftr.bund.de.example/") is None


def test_the_real_product_page_of_kfw_is_read(shared: Path) -> None:
    source = all_sources()["kfw_public"]
    assert source.kind == "pages"
    body = (shared / "real" / "funding" / "html" / "kfw__startgeld_067.html").read_bytes()
    url = "https://www.kfw.de/inlandsfoerderung/Unternehmen/Gründen-Nachfolgen/Förderprodukte/Startgeld-(067)/"
    read: Draft = source.detail(Page.of(url, body))
    assert (read.external_id, read.title) == ("067", "ERP-Gründerkredit – StartGeld (067)")
    assert read.unknown_facts == ()
    assert read.summary is not None
    assert "-,--" not in read.summary
    assert read.body is not None
    assert "200.000 Euro" in read.body
    assert read.requirements is not None
    assert "gemeinnützige" in read.requirements
    assert read.procedure is not None
    assert ("funding_type", "darlehen") in {(category.kind, category.code) for category in read.categories}


def test_the_real_product_page_links_products_by_number(shared: Path) -> None:
    body = (shared / "real" / "funding" / "html" / "kfw__startgeld_067.html").read_bytes()
    listed, following = listing(Page.of("https://www.kfw.de/inlandsfoerderung/", body))
    assert following is None
    assert len(listed) >= 2
    assert any("(365-366)" in entry.url for entry in listed)
