"""A backup comes back as it was, on both databases; a wrong, damaged or newer one touches nothing."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from data.backup import backup, read_manifest, restore
from data.clock import StandingClock
from data.dumps import DumpFailed
from data.errors import BadInput, StoreMismatch
from data.model.audit import AuditEvent, StoreFact
from data.portfolio.files import read_portfolio
from data.portfolio.importing import import_portfolio
from data.portfolio.stored import stored_portfolio
from data.settings import Settings, read_settings
from data.store import Store, open_store

SMALL = read_portfolio(Path(__file__).parent / "portfolio" / "small.yml")


def settings_for(store: Store) -> Settings:
    url = store.engine.url.render_as_string(hide_password=False)
    return read_settings(state=store.state, database_url=url)


def put_back(store: Store, archive: Path) -> object:
    return restore(settings_for(store), archive, store.clock, "kim")


def note(store: Store, value: str) -> None:
    with store.unit_of_work("kim") as work:
        work.session.merge(StoreFact(key="note", value=value))


def noted(store: Store) -> str | None:
    with store.reading() as session:
        fact = session.get(StoreFact, "note")
        return fact.value if fact else None


def rewritten(archive: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with every member as ``change`` wants it; None leaves it out."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            body = change(member.name, old.extractfile(member).read())  # type: ignore[union-attr]
            if body is not None:
                member.size = len(body)
                new.addfile(member, io.BytesIO(body))
    return target


def manifest_with(**changes: object) -> Callable[[str, bytes], bytes]:
    def change(name: str, body: bytes) -> bytes:
        return json.dumps(json.loads(body) | changes).encode() if name == "manifest.json" else body

    return change


def test_what_was_saved_comes_back_and_the_present_state_is_kept(store: Store) -> None:
    import_portfolio(store, SMALL, "p.yml", "kim")
    note(store, "vorher")
    saved = backup(store)
    note(store, "nachher")
    report = restore(settings_for(store), saved.path, store.clock, "kim")
    assert noted(store) == "vorher"
    with store.reading() as session:
        assert stored_portfolio(session) == SMALL
    assert report.kept is not None
    assert report.kept.stat().st_size > 0


def test_the_state_kept_aside_is_whole_itself(quick_store: Store) -> None:
    saved = backup(quick_store)
    note(quick_store, "nachher")
    kept = restore(settings_for(quick_store), saved.path, quick_store.clock, "kim").kept
    with sqlite3.connect(str(kept)) as connection:
        assert connection.execute("SELECT value FROM store_fact WHERE key = 'note'").fetchone() == ("nachher",)


def test_tables_that_a_newer_program_made_do_not_survive_in_the_way(store: Store) -> None:
    saved = backup(store)
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE from_the_future (id INTEGER PRIMARY KEY)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    put_back(store, saved.path)
    again = open_store(settings_for(store))
    assert "from_the_future" not in again.engine.dialect.get_table_names(again.engine.connect())
    again.engine.dispose()


def test_a_restore_is_in_the_audit_trail(quick_store: Store) -> None:
    saved = backup(quick_store)
    put_back(quick_store, saved.path)
    with quick_store.reading() as session:
        event = session.query(AuditEvent).filter_by(action="restore").one()
    assert (event.actor, event.subject) == ("kim", str(saved.path))


def test_a_dashboard_that_is_open_meanwhile_sees_the_restored_state(quick_store: Store) -> None:
    note(quick_store, "vorher")
    saved = backup(quick_store)
    note(quick_store, "nachher")
    with quick_store.engine.connect() as open_elsewhere:
        put_back(quick_store, saved.path)
        assert open_elsewhere.execute(text("SELECT value FROM store_fact")).scalar() == "vorher"


def test_what_is_not_committed_yet_is_not_in_the_backup(quick_store: Store) -> None:
    note(quick_store, "fertig")
    with quick_store.unit_of_work("kim") as work:
        work.session.merge(StoreFact(key="note", value="halb"))
        work.session.flush()
        saved = backup(quick_store)
    put_back(quick_store, saved.path)
    assert noted(quick_store) == "fertig"


def test_the_manifest_says_what_is_inside(quick_store: Store) -> None:
    import_portfolio(quick_store, SMALL, "p.yml", "kim")
    manifest = read_manifest(backup(quick_store).path)
    assert (manifest.database, manifest.schema, manifest.portfolio) == ("sqlite", "0002", "Testportfolio")
    assert manifest.counts["projects"] == 5
    assert manifest.created_at == quick_store.clock.now().isoformat()
    assert set(manifest.files) == {"database", "portfolio.yml"}


def test_a_second_backup_in_the_same_second_does_not_replace_the_first(quick_store: Store) -> None:
    assert backup(quick_store).path != backup(quick_store).path
    assert len(list((quick_store.state / "backups").iterdir())) == 2


def test_only_the_owner_reads_a_backup(quick_store: Store) -> None:
    assert backup(quick_store).path.stat().st_mode & 0o077 == 0


def test_captures_come_along_when_wanted(quick_store: Store) -> None:
    body = quick_store.state / "captures" / "ab" / "abcdef.gz"
    body.parent.mkdir(parents=True)
    body.write_bytes(b"Seite")
    assert backup(quick_store).manifest.captures == 0
    saved = backup(quick_store, with_captures=True)
    assert saved.manifest.captures == 1
    body.unlink()
    put_back(quick_store, saved.path)
    assert body.read_bytes() == b"Seite"


def test_a_backup_goes_to_the_file_or_folder_named(quick_store: Store, tmp_path: Path) -> None:
    (tmp_path / "laufwerk").mkdir()
    assert backup(quick_store, tmp_path / "laufwerk").path.parent == tmp_path / "laufwerk"
    assert backup(quick_store, tmp_path / "neu" / "s.tar.gz").path == tmp_path / "neu" / "s.tar.gz"
    assert list(tmp_path.rglob(".foerderscout-*")) == []


def test_without_a_database_a_backup_moves_in(quick_store: Store, tmp_path: Path, clock: StandingClock) -> None:
    note(quick_store, "umzug")
    saved = backup(quick_store)
    settings = read_settings(state=tmp_path / "neuer-rechner")
    assert restore(settings, saved.path, clock, "kim").kept is None
    moved = open_store(settings, clock)
    assert noted(moved) == "umzug"
    moved.engine.dispose()


def test_a_database_that_is_none_any_more_is_moved_aside(quick_store: Store, clock: StandingClock) -> None:
    note(quick_store, "heil")
    saved = backup(quick_store)
    quick_store.engine.dispose()
    file = quick_store.state / "foerderscout.sqlite"
    for companion in file.parent.glob("foerderscout.sqlite-*"):
        companion.unlink()
    file.write_bytes(b"kaputt" * 1000)
    settings = read_settings(state=quick_store.state)
    report = restore(settings, saved.path, clock, "kim")
    assert report.kept is not None
    assert report.kept.read_bytes() == b"kaputt" * 1000
    again = open_store(settings, clock)
    assert noted(again) == "heil"
    again.engine.dispose()


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (manifest_with(schema="9999"), StoreMismatch, "Förderscout aktualisieren"),
        (manifest_with(format=2), StoreMismatch, "neueren Version"),
        (manifest_with(database="postgresql"), StoreMismatch, "eingestellt ist sqlite"),
        (manifest_with(unexpected=1), BadInput, "keine Sicherung von Förderscout"),
        (lambda name, body: None if name == "manifest.json" else body, BadInput, "keine Sicherung von Förderscout"),
        (lambda name, body: None if name == "database" else body, BadInput, "database fehlt oder ist verändert"),
        (lambda name, body: body[:-1] + b"x" if name == "database" else body, BadInput, "ist beschädigt"),
    ],
    ids=["newer schema", "newer format", "other database", "strange manifest", "no manifest", "no database", "damaged"],
)
def test_what_does_not_fit_is_refused_and_nothing_is_touched(
    quick_store: Store,
    tmp_path: Path,
    change: Callable[[str, bytes], bytes | None],
    error: type[Exception],
    words: str,
) -> None:
    archive = rewritten(backup(quick_store).path, tmp_path / "x.tar.gz", change)
    note(quick_store, "jetzt")
    with pytest.raises(error, match=words):
        put_back(quick_store, archive)
    assert noted(quick_store) == "jetzt"
    assert list((quick_store.state / "backups").glob("before-restore-*")) == []


@pytest.mark.parametrize("body", [b"", b"kein Archiv", b"\x1f\x8b halb"])
def test_a_file_that_is_no_backup_is_named(quick_store: Store, tmp_path: Path, body: bytes) -> None:
    (tmp_path / "x.tar.gz").write_bytes(body)
    with pytest.raises(BadInput, match=r"x\.tar\.gz"):
        put_back(quick_store, tmp_path / "x.tar.gz")


def test_a_truncated_backup_is_refused(quick_store: Store, tmp_path: Path) -> None:
    body = backup(quick_store).path.read_bytes()
    (tmp_path / "x.tar.gz").write_bytes(body[: len(body) // 2])
    with pytest.raises(BadInput, match=r"x\.tar\.gz"):
        put_back(quick_store, tmp_path / "x.tar.gz")


def test_names_in_an_archive_cannot_lead_out_of_the_folder(quick_store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "x.tar.gz"
    with tarfile.open(backup(quick_store).path) as old, tarfile.open(archive, "w:gz") as new:
        for member in old:
            new.addfile(member, old.extractfile(member))
        for name in ("captures/../../../boese", "/boese", "captures/link"):
            entry = tarfile.TarInfo(name)
            if name.endswith("link"):
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
                new.addfile(entry)
            else:
                entry.size = 1
                new.addfile(entry, io.BytesIO(b"x"))
    put_back(quick_store, archive)
    assert list(tmp_path.rglob("boese")) == []
    assert not (quick_store.state / "captures").exists()


def test_without_postgresqls_tools_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data import dumps

    monkeypatch.setattr(dumps.shutil, "which", lambda name: None)
    monkeypatch.setattr(dumps, "TOOL_FOLDERS", tmp_path / "nichts")
    with pytest.raises(DumpFailed, match="postgresql-client"):
        dumps.copy_out(dumps.make_engine("postgresql://db.example/foerder"), tmp_path / "d")


def test_somebody_elses_postgresql_tables_are_never_dropped(database_url: str, tmp_path: Path) -> None:
    from data import dumps

    engine = dumps.make_engine(database_url)
    if engine.dialect.name == "sqlite":
        pytest.skip("a SQLite file has one owner; the present one is kept aside")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_else (id INTEGER)"))
    dumps.copy_out(engine, tmp_path / "d")
    with pytest.raises(DumpFailed, match="somebody_else"):
        dumps.copy_in(engine.url, tmp_path / "d", tmp_path)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM somebody_else")).scalar() == 0
    engine.dispose()


def test_a_password_never_stands_among_the_arguments(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from data import dumps

    seen: dict[str, object] = {}

    def run(command: list[str], **options: object) -> None:
        seen.update(command=command, env=options["env"])

    monkeypatch.setattr(dumps.subprocess, "run", run)
    monkeypatch.setattr(dumps, "_tool", lambda name: name)
    dumps.copy_out(dumps.make_engine("postgresql://kim:geheim@db.example:5433/foerder"), tmp_path / "d")
    assert "geheim" not in " ".join(seen["command"])  # type: ignore[arg-type]
    env = seen["env"]
    assert isinstance(env, dict)
    assert (env["PGPASSWORD"], env["PGHOST"], env["PGPORT"]) == ("geheim", "db.example", "5433")
