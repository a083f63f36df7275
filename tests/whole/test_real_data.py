"""The whole job on the real data, served by the loopback site, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.model.matches import Match, MatchReason
from data.model.programmes import Programme, ProgrammeChange, ProgrammeVersion
from data.settings import read_settings
from data.store import Store, open_store
from tests.export_builder import edited, load, programmes, with_text, zipped
from tests.site.real import EXPORT, feed_list, put_export, put_feeds
from tests.site.server import Fault, Site
from tests.whole.shell import Shell

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("real-data")]


@pytest.fixture
def shell(site: Site, shared: Path, database_url: str, tmp_path: Path) -> Shell:
    put_export(site, shared)
    put_feeds(site, shared)
    environment = {
        "FOERDERSCOUT_MIRROR": site.base,
        "FOERDERSCOUT_DELAY_SECONDS": "0",
        "FOERDERSCOUT_DATABASE_URL": database_url,
        "FOERDERSCOUT_NOW": "2026-08-21T16:00:00+02:00",
    }
    return Shell(tmp_path / "state", environment)


@pytest.fixture
def opened(shell: Shell) -> Iterator[Store]:
    settings = read_settings(state=shell.state, database_url=shell.environment["FOERDERSCOUT_DATABASE_URL"])
    store = open_store(settings)
    yield store
    store.engine.dispose()


def _count(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_crawl_news_match_digest_and_again(shell: Shell, opened: Store, site: Site, shared: Path) -> None:
    shell.json("init")
    [first] = shell.json("crawl", "foerderdatenbank")
    assert (first["outcome"], first["seen"], first["new"]) == ("ok", 103, 103)
    assert _count(opened, Programme) == 103

    news = shell.json("news", "--feeds", str(feed_list(shell.state)))
    assert sum(report["seen"] for report in news) >= 100
    assert {report["outcome"] for report in news} <= {"ok", "partial"}

    matched = shell.json("match")
    assert (matched["mode"], matched["programmes"]) == ("full", 103)
    assert _count(opened, Match) == matched["written"] > 0
    assert _reasons_add_up(opened)

    digest = shell.json("digest", "--week", "2026-W34")
    told = [p["id"] for f in digest["fields"] for p in f["programmes"]]
    counted = sum(f["more_programmes"] for f in digest["fields"])
    assert len(told) + counted + len(digest["other_programmes"]) == 103

    # The same again, as other bytes, so that it is read and not answered by "not modified".
    documents = load(shared / "real/funding/fdb_export_103.zip")
    site.put(EXPORT, zipped(documents))
    [second] = shell.json("crawl", "foerderdatenbank")
    assert (second["outcome"], second["seen"], second["new"], second["changed"]) == ("ok", 103, 0, 0)
    assert _count(opened, ProgrammeVersion) == 103
    changes = _count(opened, ProgrammeChange)

    touched = programmes(documents)[10:15]
    edits = {name: with_text("procInfluence", f"Anträge bis zum {n + 1}. März 2027.") for n, name in enumerate(touched)}
    site.put(EXPORT, zipped(edited(documents, edits)))
    [third] = shell.json("crawl", "foerderdatenbank")
    assert (third["new"], third["changed"]) == (0, 5)
    assert _count(opened, ProgrammeVersion) == 108
    assert _changed_since(opened, changes) == {name.removeprefix("BMWI").removesuffix(".xml") for name in touched}

    again = shell.json("match")
    assert again["mode"] == "incremental"


def _changed_since(store: Store, known: int) -> set[str]:
    with store.reading() as session:
        newest = select(ProgrammeChange.programme_id).order_by(ProgrammeChange.id).offset(known)
        rows = session.scalars(select(Programme.external_id).where(Programme.id.in_(newest)))
        return {"/" + row.strip("/").removeprefix("BMWI/") for row in rows}


def _reasons_add_up(store: Store) -> bool:
    with store.reading() as session:
        rows = session.execute(
            select(Match.score, func.sum(MatchReason.contribution))
            .join(MatchReason, MatchReason.match_id == Match.id)
            .group_by(Match.id, Match.score)
        ).all()
    assert rows
    return all(abs(score - total) < 1e-6 for score, total in rows)


def test_a_spoilt_archive_leaves_what_is_stored(shell: Shell, opened: Store, site: Site) -> None:
    shell.json("crawl", "foerderdatenbank")
    for fault in (Fault.CAPTCHA, Fault.TRUNCATED, Fault.SERVER_ERROR, Fault.NOT_FOUND):
        site.fault(EXPORT, fault)
        done = shell.call("crawl", "foerderdatenbank")
        assert (fault, done.returncode) == (fault, 6)
        assert "foerderdatenbank: gescheitert" in done.stdout
        assert EXPORT in done.stdout  # which address it was about
        assert _count(opened, Programme) == 103
    with opened.reading() as session:
        assert session.scalars(select(Programme).where(Programme.missing_since.is_not(None))).all() == []


def test_an_unknown_source_is_named(shell: Shell) -> None:
    done = shell.call("crawl", "foerderdatenbnak")
    assert done.returncode == 4
    assert "foerderdatenbnak" in done.stderr
    assert "foerderdatenbank" in done.stderr
