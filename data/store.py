"""The store: engine, transactions with their audit trail, and the schema check at start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from data.clock import Clock
from data.dumps import copy_out
from data.engine import database_url, make_engine
from data.errors import BadInput, StoreMismatch
from data.model import all_tables
from data.model.audit import AuditEvent, StoreFact
from data.settings import Settings, clock_for

MIGRATIONS = Path(__file__).parent / "migrations"
# Key of the fact that marks a demonstration: where its clock stands.
CLOCK_FACT = "clock_stands_at"


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

    An older database is copied to ``backups/`` in the state folder before it is migrated.
    Raises DumpFailed when that is not possible, StoreMismatch when the database is newer than this program, or is not
    ours; BadInput when the state folder or the address of the database cannot be used.
    """
    state = settings.state_dir
    _make_folder(state)
    engine = make_engine(settings.url)
    _bring_up_to_date(engine, state)
    if clock is None:
        with Session(engine) as session:
            clock = clock_for(settings, standing_clock(session))
    return Store(engine, clock, state)


def standing_clock(session: Session) -> str | None:
    """Where the clock of a demonstration's store stands (ISO 8601); None for a store of real data."""
    fact = session.get(StoreFact, CLOCK_FACT)
    return fact.value if fact else None


def refuse_demonstration(store: Store) -> None:
    """Raises BadInput when the store belongs to a demonstration: live data does not go there."""
    with store.reading() as session:
        if standing_clock(session) is None:
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
    """Keeps the database as it is; without that copy (DumpFailed) nothing is migrated."""
    folder = state / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    ending = "sqlite" if engine.dialect.name == "sqlite" else "dump"
    copy_out(engine, folder / f"before-migration-from-{version}.{ending}")


__all__ = [
    "CLOCK_FACT",
    "Store",
    "Work",
    "alembic_config",
    "all_tables",
    "database_url",
    "make_engine",
    "open_store",
    "refuse_demonstration",
    "schema_version",
    "standing_clock",
]
