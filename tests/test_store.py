"""The store opens, migrates, refuses what it must not touch, and keeps its promises on both databases."""

from __future__ import annotations

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import StatementError

import data.store
from data.clock import StandingClock
from data.dumps import DumpFailed, copy_in
from data.errors import BadInput, StoreMismatch
from data.model import all_tables
from data.model.audit import AuditEvent, StoreFact
from data.settings import read_settings
from data.store import Store, make_engine, open_store, schema_version


def test_migrations_make_exactly_the_tables_of_the_model(store: Store) -> None:
    with store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), all_tables())
    assert difference == []


def test_opening_twice_changes_nothing(database_url: str, tmp_path: Path) -> None:
    settings = read_settings(state=tmp_path / "s", database_url=database_url)
    first = schema_version(open_store(settings).engine)
    assert schema_version(open_store(settings).engine) == first


def test_a_newer_database_is_refused_untouched(database_url: str, tmp_path: Path) -> None:
    settings = read_settings(state=tmp_path / "s", database_url=database_url)
    opened = open_store(settings)
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreMismatch, match="neueren Version"):
        open_store(settings)
    assert schema_version(opened.engine) == "9999"


def test_a_foreign_database_is_refused_untouched(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_else (id INTEGER)"))
    with pytest.raises(StoreMismatch, match="fremde Tabellen"):
        open_store(read_settings(state=tmp_path / "s", database_url=database_url))
    engine.dispose()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "foerderscout.sqlite").write_text("dies ist keine Datenbank, sondern ein Brief" * 50)
    with pytest.raises(StoreMismatch, match=r"foerderscout\.sqlite"):
        open_store(read_settings(state=tmp_path / "s"))


def test_a_missing_driver_names_the_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as if it were not installed
    with pytest.raises(BadInput, match=r"fehlt das Paket psycopg.*foerderscout\[postgres\]"):
        make_engine("postgresql://rechner/foerderscout")


LATER = """
from alembic import op
import sqlalchemy as sa

revision = "later"
down_revision = {head!r}


def upgrade() -> None:
    op.create_table("added_later", sa.Column("id", sa.Integer, primary_key=True))
"""


def test_an_older_database_is_copied_before_it_is_migrated(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: StandingClock
) -> None:
    settings = read_settings(state=tmp_path / "s", database_url=database_url)
    opened = open_store(settings, clock)
    head = schema_version(opened.engine)
    with opened.unit_of_work("kim") as work:
        work.session.add(StoreFact(key="kept", value="yes"))
    opened.engine.dispose()

    newer_program = tmp_path / "migrations"
    shutil.copytree(data.store.MIGRATIONS, newer_program)
    (newer_program / "versions" / "later.py").write_text(LATER.format(head=head))
    monkeypatch.setattr(data.store, "MIGRATIONS", newer_program)
    migrated = open_store(settings, clock)
    assert schema_version(migrated.engine) == "later"
    with migrated.reading() as session:
        assert session.get_one(StoreFact, "kept").value == "yes"
    migrated.engine.dispose()

    [backup] = (tmp_path / "s" / "backups").iterdir()
    copy_in(make_url(database_url), backup, tmp_path)
    assert schema_version(migrated.engine) == head
    with migrated.reading() as session:
        assert session.get_one(StoreFact, "kept").value == "yes"


def test_without_a_copy_nothing_is_migrated(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: StandingClock
) -> None:
    settings = read_settings(state=tmp_path / "s", database_url=database_url)
    opened = open_store(settings, clock)
    head = schema_version(opened.engine)
    newer_program = tmp_path / "migrations"
    shutil.copytree(data.store.MIGRATIONS, newer_program)
    (newer_program / "versions" / "later.py").write_text(LATER.format(head=head))
    monkeypatch.setattr(data.store, "MIGRATIONS", newer_program)
    (tmp_path / "s" / "backups").mkdir()
    kind = opened.engine.dialect.name
    ending = "sqlite" if kind == "sqlite" else "dump"
    (tmp_path / "s" / "backups" / f"before-migration-from-{head}.{ending}").mkdir()  # nothing can be written there
    with pytest.raises(DumpFailed):
        open_store(settings, clock)
    assert schema_version(opened.engine) == head
    opened.engine.dispose()


def _interrupted(store: Store) -> None:
    with store.unit_of_work("kim") as work:
        work.session.add(StoreFact(key="a", value="1"))
        work.audit("set", "a")
        raise InterruptedError


def test_one_unit_of_work_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(InterruptedError):
        _interrupted(store)
    with store.reading() as session:
        assert session.scalars(select(AuditEvent)).all() == []
        assert session.get(StoreFact, "a") is None


def test_audit_stands_in_the_same_transaction(store: Store, clock: StandingClock) -> None:
    with store.unit_of_work("kim") as work:
        work.audit("decide", "projekt/1", before={"urteil": None}, after={"urteil": "merken"})
    with store.reading() as session:
        row = session.scalars(select(AuditEvent)).one()
    assert (row.actor, row.action, row.at) == ("kim", "decide", clock.now())
    assert row.after == '{"urteil": "merken"}'


def test_naive_times_are_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="naive time"), store.unit_of_work("kim") as work:
        work.session.add(
            AuditEvent(at=datetime(2026, 1, 1), actor="k", action="a", subject="s")  # noqa: DTZ001
        )


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    """On SQLite, which has one writer at a time; each engine stands for a process of its own."""
    settings = read_settings(state=tmp_path / "s")
    first, second = open_store(settings), open_store(settings)
    for store in (first, second):
        with store.engine.connect() as connection:  # long enough for recording a whole export on a busy machine
            assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() >= 30_000
    began, done = Event(), []

    def write() -> None:
        with second.unit_of_work("zwei") as work:
            began.set()
            work.audit("schreiben", "zwei")
            work.session.flush()
        done.append("zwei")

    with ThreadPoolExecutor(1) as pool:
        with first.unit_of_work("eins") as work:
            work.audit("schreiben", "eins")
            work.session.flush()
            waiting = pool.submit(write)
            assert began.wait(60)
            assert wait([waiting], timeout=0.3).not_done  # refused, it would have ended with an error by now
            done.append("eins")
        waiting.result(60)
    assert done == ["eins", "zwei"]
    with first.reading() as session:
        assert list(session.scalars(select(AuditEvent.actor).order_by(AuditEvent.id))) == ["eins", "zwei"]
