"""Section "Bad input" of the plan, as a person meets it: what the command line says, and what stays in the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from data.model.audit import StoreFact
from data.model.news import NewsItem
from data.model.portfolio import Project
from data.model.programmes import Programme, ProgrammeVersion
from data.model.sources import CrawlRun
from data.settings import read_settings
from data.store import Store, open_store
from tests.export_builder import edited, load, programmes, zipped
from tests.site.calls import Call
from tests.site.sample import EXPORT, PRODUCTS, SAMPLE, body_of, put_archive, put_products
from tests.site.server import Fault, Site

FEED = "https://amtsblatt.example/feed.xml"
SHIPPED = SAMPLE.parent / "reference" / "portfolio.yml"


def opened() -> Store:
    return open_store(read_settings())


def kept() -> tuple[int, ...]:
    """What a bad run must not touch: programmes still valid, versions, news, projects."""
    store = opened()
    with store.reading() as session:
        valid = select(func.count()).select_from(Programme).where(Programme.missing_since.is_(None))
        tables = (select(func.count()).select_from(table) for table in (ProgrammeVersion, NewsItem, Project))
        found = tuple(session.scalar(query) or 0 for query in (valid, *tables))
    store.engine.dispose()
    return found


def last_run() -> CrawlRun:
    store = opened()
    with store.reading() as session:
        return session.scalars(select(CrawlRun).order_by(CrawlRun.id.desc()).limit(1)).one()


def half(body: bytes) -> bytes:
    return body[: len(body) // 2]


@pytest.mark.parametrize(
    ("spoil", "words", "advice"),
    [
        (lambda site: site.fault(EXPORT, Fault.NOT_FOUND), "HTTP 404", "Adresse im Browser prüfen"),
        (lambda site: site.put(EXPORT, half(body_of(EXPORT))), "unvollständig oder beschädigt", "den Lauf wiederholen"),
        (lambda site: site.put(EXPORT, b""), "Die Antwort war leer", "Später noch einmal versuchen"),
        (lambda site: site.fault(EXPORT, Fault.COOKIE_WALL), "Sperrseite", "umgehen keine Sperre"),
        (lambda site: site.fault(EXPORT, Fault.TO_PRIVATE), "nicht öffentlichen Server", "neue Adresse"),
    ],
    ids=["missing", "truncated", "empty", "cookie wall", "leads elsewhere"],
)
def test_an_archive_that_cannot_be_read(
    call: Call, site: Site, spoil: Callable[[Site], None], words: str, advice: str
) -> None:
    put_archive(site)
    assert call("crawl", "foerderdatenbank").code == 0
    before = kept()
    assert before[0] >= 60
    spoil(site)
    done = call("crawl", "foerderdatenbank")
    assert done.code == 6
    assert "foerderdatenbank: gescheitert" in done.out
    for part in (EXPORT, words, advice, "Der bisherige Stand bleibt."):
        assert part in done.out
    assert kept() == before
    run = last_run()
    assert (run.outcome, run.finished_at is not None) == ("failed", True)
    assert words in (run.message or "")
    assert advice in (run.message or "")


def test_control_characters_cost_no_programme_and_name_the_document(call: Call, site: Site) -> None:
    put_archive(site)
    assert call("crawl", "foerderdatenbank").code == 0
    before = kept()
    documents = load(SAMPLE / "www.foerderdatenbank.de/FDB/WS/export")
    name = programmes(documents)[3]
    spoilt = {**documents, name: documents[name].replace("ü".encode(), "ü\x0b\x01".encode(), 1)}
    site.put(EXPORT, zipped(spoilt))
    done = call("crawl", "foerderdatenbank")
    assert done.code == 0
    assert f"{name}: 2 Zeichen" in done.out
    assert kept() == before


def test_a_document_that_is_no_xml_is_left_out_and_named(call: Call, site: Site) -> None:
    put_archive(site)
    assert call("crawl", "foerderdatenbank").code == 0
    before = kept()
    documents = load(SAMPLE / "www.foerderdatenbank.de/FDB/WS/export")
    name = programmes(documents)[3]
    site.put(EXPORT, zipped({**documents, name: half(documents[name])}))
    done = call("crawl", "foerderdatenbank")
    assert f"{name}: Zeile " in done.out
    assert "Den Anbieter auf das Dokument hinweisen" in done.out
    assert kept() == before


def test_a_property_nobody_knows_is_named_and_costs_nothing(call: Call, site: Site) -> None:
    documents = load(SAMPLE / "www.foerderdatenbank.de/FDB/WS/export")
    name = programmes(documents)[0]

    def newer(document: str) -> str:
        return document.replace(
            "</document>", '<property name="gsb:novelty" type="RichText"><text>Neues</text></property></document>'
        )

    site.put(EXPORT, zipped(edited(documents, {name: newer})))
    done = call("crawl", "foerderdatenbank")
    assert done.code == 0
    assert "unknown_fact: Eine Seite hat Angaben, die niemand liest." in done.out
    assert "novelty" in done.out
    assert kept()[0] == len(programmes(documents))


def test_a_section_nobody_knows_is_named_and_costs_nothing(call: Call, site: Site) -> None:
    pages = put_products(site)
    body = body_of(pages[0]).decode()
    section = '<div class="module-18"><h2>Wie sicher ist das?</h2><div class="fdb-wrapper"><p>Sehr.</p></div></div>'
    site.put(pages[0], body.replace("</main>", f"{section}</main>"))
    done = call("crawl", "nrw_bank")
    assert done.code == 0
    assert "unknown_fact" in done.out
    assert f"{pages[0].removesuffix('index.html')}" in done.out
    assert "Wie sicher ist das?" in done.out
    assert "im Leser der Quelle aufnehmen" in done.out
    assert kept()[0] == len(pages)


@pytest.mark.parametrize("fault", [Fault.CAPTCHA, Fault.COOKIE_WALL], ids=lambda fault: fault.name)
@pytest.mark.parametrize(("spoilt", "code", "outcome"), [("list", 6, "failed"), ("pages", 5, "refused")])
def test_a_wall_before_the_pages(call: Call, site: Site, fault: Fault, spoilt: str, code: int, outcome: str) -> None:
    pages = put_products(site)
    assert call("crawl", "nrw_bank").code == 0
    before = kept()
    for url in [PRODUCTS] if spoilt == "list" else pages:
        site.fault(url, fault)
    done = call("crawl", "nrw_bank")
    assert done.code == code
    assert "Sperrseite (Captcha, Prüfung oder Cookie-Abfrage)" in done.out
    assert "Wir umgehen keine Sperre" in done.out
    assert (PRODUCTS if spoilt == "list" else "/de/foerderung/foerderprodukte/") in done.out
    assert last_run().outcome == outcome
    assert kept() == before


def _feed(entries: int) -> str:
    items = "".join(
        f"<item><title>Meldung {n}</title><guid>{n}</guid><link>https://amtsblatt.example/{n}</link></item>"
        for n in range(entries)
    )
    return f'<rss version="2.0"><channel><title>Amtsblatt</title>{items}</channel></rss>'


def _list(folder: Path, url: str = FEED, more: str = "") -> str:
    path = folder / "feeds.yml"
    path.write_text(f"- key: amtsblatt\n  title: Amtsblatt\n  url: {url}\n{more}", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("body", "words", "advice"),
    [
        (_feed(0), "Der Feed hat keine Einträge.", "enabled: false"),
        (_feed(700), "700 Einträge, erlaubt sind 500", "max_entries"),
        ("<html><body>Neue Adresse</body></html>", "Die Antwort ist kein Feed.", "Liste der Feeds"),
    ],
    ids=["empty", "700 entries", "a page"],
)
def test_a_feed_that_is_refused(call: Call, site: Site, tmp_path: Path, body: str, words: str, advice: str) -> None:
    site.put(FEED, _feed(3))
    feeds = _list(tmp_path)
    assert call("news", "--feeds", feeds).code == 0
    before = kept()
    site.put(FEED, body)
    done = call("news", "--feeds", feeds)
    assert done.code == 5
    for part in ("amtsblatt", FEED, words, advice):
        assert part in done.out
    assert last_run().outcome == "refused"
    assert kept() == before


def test_700_entries_come_in_when_the_list_allows_them(call: Call, site: Site, tmp_path: Path) -> None:
    site.put(FEED, _feed(700))
    assert call("news", "--feeds", _list(tmp_path, more="  max_entries: 1000\n")).code == 0
    assert kept()[2] == 700


def test_a_feed_at_a_wrong_address(call: Call, tmp_path: Path) -> None:
    gone = call("news", "--feeds", _list(tmp_path))
    assert gone.code == 6
    for part in ("amtsblatt", FEED, "HTTP 404", "Adresse im Browser prüfen"):
        assert part in gone.out
    assert last_run().outcome == "failed"
    feeds = _list(tmp_path, url="htp://amtsblatt")
    misspelt = call("news", "--feeds", feeds)
    assert misspelt.code == 4
    assert f"{feeds}, Zeile 1: 'htp://amtsblatt' ist keine Web-Adresse" in misspelt.err


def test_a_database_of_another_version(call: Call) -> None:
    assert call("init").code == 0
    store = opened()
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for command in (["crawl"], ["news"], ["match"], ["portfolio", "check"], ["sources", "list"]):
        done = call(*command)
        assert done.code == 7
        assert "foerderscout.sqlite" in done.err
        assert "Fassung 9999" in done.err
        assert "Programm aktualisieren" in done.err
    with store.engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM project")).scalar()


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("theme_field: wirtschaft", "theme_field: wirtschat", "Feld theme_field: „wirtschat“ ist kein Themenfeld"),
        ("cost_eur: null", "cost_eur: ca. 30 T€", "Feld cost_eur: „ca. 30 T€“ ist nicht verwendbar; bitte ganze Euro"),
    ],
    ids=["theme field", "cost"],
)
def test_a_portfolio_file_with_a_slip(call: Call, tmp_path: Path, right: str, wrong: str, words: str) -> None:
    assert call("init").code == 0
    before = kept()
    good = SHIPPED.read_text(encoding="utf-8")
    line = good[: good.index(right)].count("\n") + 1
    path = tmp_path / "steckbriefe.yml"
    path.write_text(good.replace(right, wrong, 1), encoding="utf-8")
    done = call("portfolio", "import", str(path))
    assert done.code == 4
    assert f"{path.name}, Zeile {line}, {words}" in done.err
    assert kept() == before


def test_live_pages_do_not_get_into_a_demonstration(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with opened().unit_of_work("demo") as work:
        work.session.add(StoreFact(key="clock_stands_at", value="2026-08-21T16:00:00+02:00"))
    monkeypatch.delenv("FOERDERSCOUT_MIRROR")
    for command in (["crawl"], ["news", "--feeds", _list(tmp_path)], ["run", "--no-serve"]):
        done = call(*command)
        assert done.code == 4
        assert "Vorführung mit stehender Uhr" in done.err


def test_a_mirror_that_is_none_is_no_fault_of_a_source(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERSCOUT_MIRROR", "quatsch")
    done = call("crawl")
    assert done.code == 4
    assert "FOERDERSCOUT_MIRROR: 'quatsch' ist keine Serveradresse" in done.err


def test_a_digest_that_cannot_be_written(call: Call, tmp_path: Path) -> None:
    done = call("digest", "--week", "2026-W34", "--out", str(tmp_path / "fehlt" / "bericht.txt"))
    assert done.code == 4
    assert "bericht.txt lässt sich nicht schreiben" in done.err
