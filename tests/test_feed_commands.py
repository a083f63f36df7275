"""The commands around feeds, as people use them: list, add, switch off and on, OPML in and out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard import feed_desk
from dashboard.commands import feeds
from data.errors import BadInput
from data.model.audit import AuditEvent
from data.queries.feeds import feeds_in_force
from data.reference.feeds import Feed, load_feeds
from data.store import Store
from tests.commandline import call

OPML = """<opml version="2.0"><body><outline text="Kultur">
<outline text="Stadtbibliothek" xmlUrl="https://bibliothek.example/feed"/>
<outline text="kaputt" xmlUrl="ftp://x"/>
</outline></body></opml>"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_the_list_tells_rights_and_evidence(state: Path) -> None:
    rows = {row["key"]: row for row in json.loads(call(feeds, state, "feeds", "list", "--json").text)}
    assert len(rows) == len(load_feeds())
    assert (rows["electrive"]["enabled"], rows["electrive"]["robots"]) == (False, "unknown")
    text = call(feeds, state, "feeds", "list").text
    assert "robots.txt erlaubt den Abruf, kein Vorbehalt gegen Text-Mining; Nachweis: abgerufen 09/2026" in text
    assert text.startswith(f"{len(rows)} Feeds, davon {sum(row['enabled'] for row in rows.values())} eingeschaltet.")
    assert not re.search(r"verified|untested|not tested|configured|scraper|\(verwaltung\)", text)


def test_an_opml_file_is_taken_over_once_and_comes_out_again(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(OPML)
    first = call(feeds, state, "feeds", "import", str(file)).text
    assert "1 Feed aufgenommen, 0 standen schon in der Liste, 1 nicht übernommen." in first
    assert "Zeile 3, kaputt: 'ftp://x' ist keine Web-Adresse" in first
    assert "0 Feeds aufgenommen, 1 stand schon" in call(feeds, state, "feeds", "import", str(file)).text
    assert "bibliothek.example" in call(feeds, state, "feeds", "export").text
    out = tmp_path / "alle.opml"
    assert f"nach {out} geschrieben" in call(feeds, state, "feeds", "export", "--all", "--out", str(out)).text
    assert out.read_text().count("xmlUrl=") == len(load_feeds()) + 1


def test_a_feed_never_takes_the_key_of_a_source(state: Path) -> None:
    for key, url in (("dsee_2", "https://dsee.example/feed"), ("dsee_3", "https://dsee.example/zwei")):
        assert f"neu: {key} – DSEE" in call(feeds, state, "feeds", "add", url, "--title", "DSEE").text


def test_switching_off_needs_a_reason_and_lasts(state: Path) -> None:
    key = next(feed.key for feed in load_feeds() if feed.enabled)
    assert call(feeds, state, "feeds", "disable", key, "--reason", " ").exit_code == 4
    assert (
        "ist abgeschaltet: bringt nichts"
        in call(feeds, state, "feeds", "disable", key, "--reason", "bringt nichts").text
    )
    row = next(r for r in json.loads(call(feeds, state, "feeds", "list", "--json").text) if r["key"] == key)
    assert (row["enabled"], row["note"]) == (False, "bringt nichts")
    assert "eingeschaltet" in call(feeds, state, "feeds", "enable", key, "--reason", "doch").text
    assert "Unbekannter Feed" in call(feeds, state, "feeds", "disable", "nix", "--reason", "x").stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("htp:/x", "--title", "X"), "keine Web-Adresse"),
        (("https://a.example/f", "--title", "X", "--theme", "mobil"), "Unbekanntes Themenfeld 'mobil'"),
    ],
)
def test_a_bad_feed_is_refused(state: Path, args: tuple[str, ...], words: str) -> None:
    done = call(feeds, state, "feeds", "add", *args)
    assert (done.exit_code, words in done.stderr) == (4, True)


def test_what_people_do_is_audited_and_holds_over_the_shipped_list(store: Store) -> None:
    shipped = (Feed("a", "A", "https://a.example/feed"), Feed("b", "B", "https://b.example/feed"))
    added = Feed("c", "C", "https://c.example/feed", "kultur", "en", "Verlag")
    done = feed_desk.add_feeds(store, "Grit", shipped, [added, Feed("z", "Z", "https://a.example/feed")])
    assert ([feed.key for feed in done.added], [feed.key for feed in done.known]) == (["c"], ["z"])
    feed_desk.switch_feed(store, "Grit", shipped, "b", False, "nur Werbung")
    with store.reading() as session:
        assert feeds_in_force(session, shipped) == (
            shipped[0],
            Feed("b", "B", "https://b.example/feed", note="nur Werbung", enabled=False),
            added,
        )
        events = session.execute(select(AuditEvent.actor, AuditEvent.action).order_by(AuditEvent.id)).all()
    assert [tuple(event) for event in events] == [("Grit", "feed.add"), ("Grit", "feed.disable")]
    with pytest.raises(BadInput):
        feed_desk.switch_feed(store, "Grit", shipped, "q", True, "x")
