"""The store: engine, transactions with their audit trail, and the schema check at start."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from data.clock import Clock
from data.errors import BadInput, StoreMismatch
from data.model import all_tables
from data.model.audit import AuditEvent, StoreFact
from data.settings import Settings, clock_for

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Store:
    """An open database of the right version, with the clock in force and the state folder."""

    engine: Engine
    clock: Clock
    state: Path

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short session for queries; nothing is written."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def unit_of_work(self, actor: str) -> Iterator[Work]:
        """One transaction of one actor: all of it is kept, or nothing."""
        with Session(self.engine) as session, session.begin():
            yield Work(session, actor, self.clock)


@dataclass(frozen=True)
class Work:
    """A transaction under way. ``audit`` writes the trail inside the same transaction."""

    session: Session
    actor: str
    clock: Clock

    def audit(self, action: str, subject: str, before: Any = None, after: Any = None) -> None:
        """Records who did what; ``before`` and ``after`` are any JSON values, None means nothing to say."""
        self.session.add(
            AuditEvent(
                at=self.clock.now(),
                actor=self.actor,
                action=action,
                subject=subject[:500],
                before=None if before is None else json.dumps(before, ensure_ascii=False, default=str),
                after=None if after is None else json.dumps(after, ensure_ascii=False, default=str),
            )
        )


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """Opens the database in force, creating or migrating it first.

    An older SQLite database is copied to ``backups/`` in the state folder before it is migrated.
    Raises StoreMismatch when the database is newer than this program, or is not ours; BadInput when the state folder
    or the address of the database cannot be used.
    """
    state = settings.state_dir
    _make_folder(state)
    engine = make_engine(settings.url)
    _bring_up_to_date(engine, state)
    if clock is None:
        with Session(engine) as session:
            fact = session.get(StoreFact, "clock_stands_at")
        clock = clock_for(settings, fact.value if fact else None)
    return Store(engine, clock, state)


def refuse_demonstration(store: Store) -> None:
    """Raises BadInput when the store belongs to a demonstration: live data does not go there."""
    with store.reading() as session:
        if session.get(StoreFact, "clock_stands_at") is None:
            return
    raise BadInput(
        f"{store.state} gehört zu einer Vorführung mit stehender Uhr. "
        "Für echte Quellen bitte einen anderen Ordner angeben: foerderscout --state ORDNER …"
    )


def _make_folder(state: Path) -> None:
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"Der Zustandsordner {state} lässt sich nicht anlegen ({error.strerror}). "
            "Bitte --state bzw. FOERDERSCOUT_STATE prüfen."
        ) from error


def database_url(given: str) -> URL:
    """The URL with the driver we use. Raises BadInput when it is none, or is for a database we do not work with."""
    try:
        parsed = make_url(given)
    except ArgumentError as error:
        raise BadInput(
            "FOERDERSCOUT_DATABASE_URL ist keine Adresse einer Datenbank. "
            "Erwartet wird z. B. postgresql://nutzer:passwort@rechner/foerderscout."
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise BadInput(
            f"FOERDERSCOUT_DATABASE_URL: {parsed.get_backend_name()} wird nicht unterstützt, nur sqlite und postgresql."
        )
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed


def make_engine(url: str) -> Engine:
    """An engine with the settings this project wants: WAL and enforced foreign keys on SQLite.

    Raises BadInput when the URL cannot be used or the driver for it is missing.
    """
    parsed = database_url(url)
    try:
        engine = create_engine(parsed)
    except ModuleNotFoundError as error:
        raise BadInput(
            f"FOERDERSCOUT_DATABASE_URL: Für {parsed.drivername} fehlt das Paket {error.name}. "
            "Bitte mit dem Zusatz installieren: pip install 'foerderscout[postgres]'."
        ) from error
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
    return engine


def _sqlite_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def alembic_config(engine: Engine) -> Config:
    """Alembic's configuration without a file: the scripts of this package and the engine's URL."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def schema_version(engine: Engine) -> str | None:
    """The revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _bring_up_to_date(engine: Engine, state: Path) -> None:
    script = ScriptDirectory.from_config(alembic_config(engine))
    head = script.get_current_head()
    known = {revision.revision for revision in script.walk_revisions()}
    try:
        found = schema_version(engine)
        tables = set(inspect(engine).get_table_names())
    except DBAPIError as error:
        raise StoreMismatch(
            f"Die Datenbank {engine.url.render_as_string()} lässt sich nicht öffnen: {error.orig}. "
            "Bitte FOERDERSCOUT_STATE bzw. FOERDERSCOUT_DATABASE_URL prüfen."
        ) from error
    if found == head:
        return
    if found is not None and found not in known:
        raise StoreMismatch(
            f"Die Datenbank {engine.url.render_as_string()} hat die Fassung {found}, dieses Programm kennt "
            f"nur Fassungen bis {head}. Sie gehört zu einer neueren Version von Förderscout: bitte das "
            "Programm aktualisieren oder eine ältere Sicherung zurückspielen (foerderscout restore)."
        )
    if found is None and tables - {"alembic_version"}:
        raise StoreMismatch(
            f"Die Datenbank {engine.url.render_as_string()} enthält fremde Tabellen "
            f"({', '.join(sorted(tables)[:3])}, …) und wurde nicht angefasst. "
            "Bitte eine eigene, leere Datenbank angeben."
        )
    if found is not None:
        _copy_before_migration(engine, state, found)
    command.upgrade(alembic_config(engine), "head")


def _copy_before_migration(engine: Engine, state: Path, version: str) -> None:
    """Copies a SQLite file beside itself; PostgreSQL is backed up by its own tools (docs/operations.md)."""
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    folder = state / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(engine.url.database, folder / f"before-migration-from-{version}.sqlite")


__all__ = [
    "Store",
    "Work",
    "alembic_config",
    "all_tables",
    "database_url",
    "make_engine",
    "open_store",
    "refuse_demonstration",
    "schema_version",
]
