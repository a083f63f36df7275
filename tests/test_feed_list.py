"""The list of feeds: what ships is right, and what is wrong in a list is said with file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.errors import BadInput
from data.reference.feeds import THEME_FIELDS, Feed, load_feeds


def test_the_shipped_list_covers_every_theme_field() -> None:
    feeds = load_feeds()
    assert len({feed.url for feed in feeds}) == len(feeds) >= 60
    per_field = Counter(feed.theme_field for feed in feeds if feed.enabled)
    assert set(per_field) >= THEME_FIELDS
    assert all(feed.note or feed.status for feed in feeds if not feed.enabled)


def test_a_short_and_a_long_entry(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yml"
    path.write_text(
        "- key: kurz\n  title: Kurz\n  url: https://a.example/feed\n"
        "- key: lang\n  title: ' Lang '\n  url: https://b.example/feed\n  theme_field: querschnitt\n  language: en\n"
        "  publisher: Verlag\n  evidence: A\n  status: verified 2026-09\n  note: ''\n  robots: allowed\n"
        "  enabled: false\n"
    )
    assert load_feeds(path) == (
        Feed("kurz", "Kurz", "https://a.example/feed"),
        Feed(
            "lang",
            "Lang",
            "https://b.example/feed",
            None,
            "en",
            "Verlag",
            "A",
            "verified 2026-09",
            robots="allowed",
            enabled=False,
        ),
    )


GOOD = "- key: gut\n  title: Gut\n  url: https://a.example/feed\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "- key: x\n  title: X\n", "Zeile 4: Das Feld 'url' fehlt"),
        (GOOD + "- key: gut\n  title: X\n  url: https://b.example/\n", "Zeile 4: Der Schlüssel 'gut' steht schon in"),
        (GOOD + "- key: X y\n  title: X\n  url: https://b.example/\n", "Zeile 4: Der Schlüssel 'X y'"),
        (GOOD + "- key: x\n  title: X\n  url: htp:/falsch\n", "Zeile 4: 'htp:/falsch' ist keine Web-Adresse"),
        (GOOD + "- key: x\n  title: X\n  url: /etc/passwd\n", "ist keine Web-Adresse"),
        (GOOD + "- key: x\n  title: X\n  url: https://b.example/\n  theme_field: mobil\n", "Themenfeld 'mobil'"),
        (GOOD + "- key: x\n  title: X\n  url: https://b.example/\n  robots: ja\n", "'robots' ist allowed, forbidden"),
        (GOOD + "- key: x\n  title: X\n  url: https://b.example/\n  titel: X\n", "unbekanntes Feld 'titel'"),
        (GOOD + "- key: x\n  title: X\n  url: https://b.example/\n  enabled: ja\n", "ist true oder false, nicht 'ja'"),
        (GOOD + "- nur Text\n", "Zeile 4: Erwartet wird ein Feed"),
        ("key: x\n", "Erwartet wird eine Liste"),
        ("- key: [\n", "Zeile 2: kein gültiges YAML"),
        ("", "Erwartet wird eine Liste"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "feeds.yml"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        load_feeds(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"fehlt\.yml"):
        load_feeds(tmp_path / "fehlt.yml")
