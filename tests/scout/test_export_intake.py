"""The real export of the Förderdatenbank, read and recorded; and downloads that are no such export."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.model.programmes import ProgrammeChange, ProgrammeVersion
from data.settings import read_settings
from data.store import Store
from scout.facts.read import with_facts
from scout.families.gsb_export import is_damaged
from scout.intake import RunReport, crawl_source
from scout.source import BadArchive, Expect, Reading, Source, all_sources
from scout.visit import Visit
from tests.export_builder import Documents, edited, load, programmes, with_text, zipped

SOURCE = all_sources()["foerderdatenbank"]
# Two programmes are too few for shares of filled fields.
UNPROMISED = replace(SOURCE, expect=Expect(programmes=(1, 10)))
SMALL = Path(__file__).parent.parent / "sources" / "foerderdatenbank" / "small-export" / "export"


def _read(body: bytes) -> Reading:
    assert SOURCE.kind == "archive"
    return SOURCE.read(body)


def _run(store: Store, documents: Documents, source: Source = SOURCE) -> RunReport:
    reading = _read(zipped(documents))
    visited = Visit(drafts=reading.drafts, problems=reading.problems, complete=True)
    return crawl_source(store, read_settings(mirror="http://127.0.0.1:1"), source, visit=lambda *_: visited)


@pytest.fixture
def real(shared: Path) -> Documents:
    return load(shared / "real" / "funding" / "fdb_export_103.zip")


def test_all_103_real_programmes_are_read(real: Documents) -> None:
    reading = _read(zipped(real))
    assert len(reading.drafts) == 103
    assert len({draft.external_id for draft in reading.drafts}) == 103
    # One document holds a control character, which stops an XML parser.
    assert {problem.code for problem in reading.problems} == {"control_characters", "damaged_characters"}
    assert all(draft.title and draft.categories and not draft.unknown_facts for draft in reading.drafts)
    assert not [d.title for d in reading.drafts if "CDATA" in str(d) or "<" in d.title or "&lt;" in (d.body or "")]


def test_real_contacts_funders_links_and_codes_are_resolved(real: Documents) -> None:
    drafts = {draft.external_id.rsplit("/", 1)[1]: draft for draft in _read(zipped(real)).drafts}
    aid = drafts["eingliederungszuschuss-bund"]
    assert aid.url == (
        "https://www.foerderdatenbank.de/FDB/Content/DE/Foerderprogramm/Bund/BA/eingliederungszuschuss-bund.html"
    )
    assert aid.funder == "Bundesagentur für Arbeit (BA)"
    assert {(c.role, c.place) for c in aid.contacts} == {("contact", "90478 Nürnberg"), ("funder", None)}
    assert "https://www.arbeitsagentur.de/datei/dok_ba033295.pdf" in [link.url for link in aid.links]
    codes = {(c.kind, c.code, c.label) for c in aid.categories}
    assert ("applicant", "oeffentliche_einrichtung", "Öffentliche Einrichtung") in codes
    assert ("region", "bundesweit", "bundesweit") in codes
    credit = drafts["kommunaler-breitbandkredit-niedersachsen"]
    assert ("region", "niedersachsen") in {(c.kind, c.code) for c in credit.categories}
    assert with_facts(credit).rate_percent == 50


def test_the_real_export_is_recorded_once_and_then_only_what_was_edited(store: Store, real: Documents) -> None:
    assert (_run(store, real).new, _versions(store)) == (103, 103)
    again = _run(store, real)
    assert (again.seen, again.new, again.changed, _versions(store), _changes(store)) == (103, 0, 0, 103, 103)
    names = programmes(real)[3:103:20]
    edits = {
        names[0]: with_text("procInfluence", "Anträge sind bis zum 31. März 2027 einzureichen."),
        names[1]: with_text("header", "Antragstellung nicht mehr möglich"),
        names[2]: with_text("title", "Ein anderer Titel"),
        names[3]: with_text("regulatoryFWork", "Antragsberechtigt sind nur noch Kreise."),
        names[4]: lambda document: document.replace(
            "Categories/FDB/Foerderart/zuschuss", "Categories/FDB/Foerderart/darlehen"
        ),
    }
    third = _run(store, edited(real, edits))
    assert (third.seen, third.new, third.changed, third.missing, _versions(store)) == (103, 0, 5, 0, 108)
    with store.reading() as session:
        changed = set(session.scalars(select(ProgrammeChange.programme_id).where(ProgrammeChange.to_version == 2)))
        kinds = set(session.scalars(select(ProgrammeChange.kind).where(ProgrammeChange.to_version == 2)))
    assert len(changed) == 5
    assert {"deadline", "status", "text"} <= kinds


def test_spacing_that_the_source_changes_makes_no_version(quick_store: Store) -> None:
    documents = load(SMALL)
    _run(quick_store, documents, UNPROMISED)
    [name] = [n for n in programmes(documents) if n.endswith("musterkommune-digital.xml")]
    respaced = edited(
        documents, {name: lambda d: d.replace("Das Land", "Das \n  Land").replace("Kreise und", "Kreise\u00a0und")}
    )
    assert _run(quick_store, respaced, UNPROMISED).changed == 0


def test_one_broken_programme_is_a_problem_and_not_missing(quick_store: Store, real: Documents) -> None:
    _run(quick_store, real)
    name = programmes(real)[7]
    cut = edited(real, {name: lambda document: document[: len(document) // 2]})
    report = _run(quick_store, cut)
    assert (report.seen, report.missing) == (102, 0)
    assert any(p.code == "broken_document" and Path(name).stem in (p.url or "") for p in report.problems)
    gone = _run(quick_store, {n: content for n, content in real.items() if n != name})
    assert (gone.seen, gone.missing) == (102, 1)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "leere Datei"),
        (b"<!DOCTYPE html><html><head><title>Radware Captcha Page</title></head></html>", "Captcha"),
        (b"<!doctype html><html><body>Startseite</body></html>", "Webseite"),
        (b"%PDF-1.7 ...", "kein ZIP-Archiv"),
        (zipped({"liesmich.txt": b"nichts"}), "kein einziges Förderprogramm"),
        (zipped({"bombe.xml": b"<a>" + b"0" * 30_000_000}), "nicht entpackt"),
    ],
)
def test_what_is_no_export_says_what_it_is_and_what_to_do(body: bytes, says: str) -> None:
    with pytest.raises(BadArchive, match=says) as refused:
        _read(body)
    assert "Bitte" in str(refused.value)


def test_a_truncated_archive_is_refused_whole() -> None:
    whole = zipped(load(SMALL))
    for length in (3, 100, len(whole) // 2, len(whole) - 10):
        with pytest.raises(BadArchive, match=r"unvollständig oder beschädigt|kein ZIP"):
            _read(whole[:length])


def test_a_document_damaged_inside_the_archive_is_one_problem() -> None:
    documents = load(SMALL)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in documents.items():
            archive.writestr(name, content)
    # The checksum no longer fits; the archive's list of contents does.
    spoiled = buffer.getvalue().replace(b"Programm ohne Frist", b"Programm OHNE Frist", 1)
    reading = _read(spoiled)
    assert len(reading.drafts) == 1
    assert [p.code for p in reading.problems].count("broken_document") == 2


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("?Zukunft Stadtgrün?", True),
        ("Laufzeit 2021?2027", True),
        ("Land ? Stadt ? Fluss", True),
        ("Programm Heimat? ist offen", True),
        ("Wer wird gefördert? Kommunen.", False),
        ("Was wird gefördert?", False),
        ("Siehe https://amt.example/suche?art=zuschuss und www.amt.example/?q", False),
        ("Ohne Fragezeichen", False),
        ("", False),
    ],
)
def test_lost_characters_are_told_from_questions(text: str, damaged: bool) -> None:
    assert is_damaged(text) is damaged


def _versions(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(ProgrammeVersion)) or 0


def _changes(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(ProgrammeChange)) or 0
