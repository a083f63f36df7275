"""OPML: what feed readers write is read, what is wrong is said with its line, and our own list comes back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.reference.feeds import Feed, load_feeds
from data.reference.opml import as_feeds, free_key, read_opml, write_opml
from data.reference.shipped_themes import shipped_themes

THEMES = {theme.key: theme.title for theme in shipped_themes()}
NESTED = """<?xml version="1.0"?>
<opml version="1.0"><head><title>Meine Feeds</title></head><body>
 <outline text="Region">
  <outline text="Mobilität">
   <outline text="Busse &amp; Bahnen" xmlUrl="https://a.example/feed" language="de-de"/>
  </outline>
 </outline>
 <outline type="rss" title="Ohne Ordner" text="x" xmlUrl="https://b.example/feed?a=1&amp;b=2"/>
 <outline type="rss" text="Ohne Adresse"/>
 <outline text="Datei" xmlUrl="/etc/passwd"/>
 <outline text="Noch einmal" xmlUrl="https://a.example/feed"/>
</body></opml>"""


def test_folders_become_theme_fields_and_bad_entries_are_named() -> None:
    found = read_opml(NESTED.encode(), "feeds.opml")
    assert as_feeds(found.outlines, THEMES, {"ohne_ordner"}) == (
        Feed("busse_bahnen", "Busse & Bahnen", "https://a.example/feed", "mobilitaet"),
        Feed("ohne_ordner_2", "Ohne Ordner", "https://b.example/feed?a=1&b=2"),
    )
    assert [(entry.line, entry.title, entry.reason) for entry in found.refused] == [
        (9, "Ohne Adresse", "Die Adresse fehlt"),
        (10, "Datei", "'/etc/passwd' ist keine Web-Adresse (https://…)"),
        (11, "Noch einmal", "steht schon in Zeile 5"),
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<opml><body><outline></body></opml>", "feeds.opml, Zeile 1: kein g\u00fcltiges OPML"),
        (b"<html><body/></html>", "das \u00e4u\u00dferste Element ist aber <html>"),
        (b"", "kein g\u00fcltiges OPML"),
        (b"\x00\xff", "kein g\u00fcltiges OPML"),
    ],
)
def test_what_is_no_opml_is_said(body: bytes, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_opml(body, "feeds.opml")
    assert words in str(caught.value)


def test_no_entity_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    body = f"""<!DOCTYPE opml [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY t "offen">]>
    <opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed">&s;</outline></body></opml>"""
    assert "geheim" not in repr(read_opml(body.encode(), "feeds.opml"))


def test_the_shipped_list_comes_back_whole() -> None:
    shipped = load_feeds()
    back = as_feeds(read_opml(write_opml(shipped, THEMES).encode(), "x").outlines, THEMES, ())

    def seen(feeds: tuple[Feed, ...]) -> set[tuple[str, str, str | None, str]]:
        return {(feed.url, feed.title, feed.theme_field, feed.language) for feed in feeds}

    assert seen(back) == seen(shipped)


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8))
def test_keys_are_always_free_and_well_formed(titles: list[str]) -> None:
    used: set[str] = set()
    for title in titles:
        key = free_key(title, used)
        assert key not in used
        assert key.replace("_", "").isalnum()
        assert key.isascii()
        used.add(key)


def test_a_real_reader_s_export(shared: Path) -> None:
    file = shared / "real/news/opml_germany_general_plenaryapp.opml"
    found = read_opml(file.read_bytes(), file.name)
    assert (len(found.outlines), found.refused) == (5, ())
