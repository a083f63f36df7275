"""Consistent copies of the database in use, and the way back: SQLite by its own copy call, PostgreSQL by its tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Engine, inspect
from sqlalchemy.exc import DBAPIError

from data.engine import make_engine
from data.errors import FoerderscoutError

# Where Debian and Ubuntu keep the tools of each version.
TOOL_FOLDERS = Path("/usr/lib/postgresql")
_NO_DATABASE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class DumpFailed(FoerderscoutError):
    """The database could not be copied or put back; the message says what to do."""


def copy_out(engine: Engine, target: Path) -> None:
    """Writes a consistent copy of the database to ``target`` while others go on working.

    Raises DumpFailed, also when PostgreSQL's tools are not installed.
    """
    if engine.dialect.name == "sqlite":
        _sqlite_out(_file_of(engine.url), target)
    else:
        _run_tool(engine.url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def copy_in(url: URL, source: Path, scratch: Path) -> None:
    """Replaces the whole content of the database by the copy ``source``, or leaves it as it is.

    ``scratch`` is a folder for intermediate files. Raises DumpFailed.
    """
    if url.get_backend_name() == "sqlite":
        _sqlite_in(source, _file_of(url))
    else:
        _postgres_in(url, source, scratch)


def set_aside(url: URL, target: Path) -> Path | None:
    """Keeps the present database as ``target`` before it is replaced; None when there is none yet.

    A SQLite file that is no database any more is moved away as it is. Raises DumpFailed.
    """
    if url.get_backend_name() != "sqlite":
        engine = make_engine(url.render_as_string(hide_password=False))
        try:
            if not inspect(engine).get_table_names():
                return None
            copy_out(engine, target)
        except DBAPIError as error:
            raise DumpFailed(f"Die Datenbank {url} lässt sich nicht öffnen: {error.orig}.") from error
        finally:
            engine.dispose()
        return target
    present = _file_of(url)
    if not present.exists():
        return None
    try:
        _sqlite_out(present, target)
    except DumpFailed as error:
        target.unlink(missing_ok=True)
        # Only what is no database any more is moved away; a full disk must not cost the present one.
        if getattr(error.__cause__, "sqlite_errorcode", None) not in _NO_DATABASE:
            raise
        _move_with_companions(present, target)
    return target


def check_copy(source: Path, kind: str) -> None:
    """Whether a copy is whole. Raises DumpFailed naming what is wrong with it."""
    if kind != "sqlite":
        return  # pg_restore reads the whole copy before anything is replaced
    try:
        with closing(sqlite3.connect(source)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise DumpFailed(f"Die Sicherung ist beschädigt ({error}); bitte eine andere verwenden.") from error
    if verdict != "ok":
        raise DumpFailed(f"Die Sicherung ist beschädigt ({verdict}); bitte eine andere verwenden.")


def _file_of(url: URL) -> Path:
    if url.database in (None, "", ":memory:"):
        raise DumpFailed("Eine Datenbank im Arbeitsspeicher lässt sich nicht sichern; bitte eine Datei angeben.")
    return Path(str(url.database))


def _sqlite_out(present: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(present)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            # One file without companions, so that it can be moved and packed.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise DumpFailed(f"{present} lässt sich nicht kopieren ({error}). Bitte Platz und Rechte prüfen.") from error


def _sqlite_in(source: Path, present: Path) -> None:
    """Writes into the file in place: programs that have it open see the old state or the new one, never a mixture."""
    present.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(present, timeout=10)) as database:
            copy.backup(database)
    except sqlite3.Error as error:
        raise DumpFailed(
            f"{present} lässt sich nicht ersetzen ({error}); es blieb beim alten Stand. "
            "Bitte Dashboard und laufende Läufe beenden und noch einmal versuchen."
        ) from error


def _move_with_companions(present: Path, target: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        part = present.with_name(present.name + ending)
        if part.exists():
            shutil.move(part, target.with_name(target.name + ending))


def _postgres_in(url: URL, source: Path, scratch: Path) -> None:
    """Drops our tables and runs the dump in one transaction: all of it happens, or nothing."""
    script = scratch / "restore.sql"
    _run_tool(url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source), connect=False)
    engine = make_engine(url.render_as_string(hide_password=False))
    quote = engine.dialect.identifier_preparer.quote
    tables = inspect(engine).get_table_names()
    engine.dispose()
    if tables and "alembic_version" not in tables:
        raise DumpFailed(
            f"Die Datenbank {url} enthält fremde Tabellen ({', '.join(sorted(tables)[:3])}, …) und wurde nicht "
            "angefasst. Bitte eine eigene, leere Datenbank angeben."
        )
    drops = "".join(f"DROP TABLE {quote(name)} CASCADE;\n" for name in tables)
    first = scratch / "drop.sql"
    first.write_text(drops, encoding="utf-8")
    # --no-psqlrc: a person's own settings must not change what happens here.
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run_tool(url, "psql", *options, f"--file={first}", f"--file={script}")


def _run_tool(url: URL, tool: str, *options: str, connect: bool = True) -> None:
    try:
        subprocess.run(
            [_tool(tool), *options],
            env=os.environ | (_connection(url) if connect else {}),
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        words = " ".join(error.stderr.split())[:400]
        raise DumpFailed(f"{tool} ist gescheitert: {words} Die Datenbank wurde nicht verändert.") from error


def _tool(name: str) -> str:
    """Where a PostgreSQL tool lies. Debian keeps some outside the search path."""
    found = shutil.which(name)
    if found is None:
        folders = sorted(TOOL_FOLDERS.glob("*/bin"), key=lambda folder: folder.parent.name)
        found = next((str(folder / name) for folder in reversed(folders) if (folder / name).exists()), None)
    if found is None:
        raise DumpFailed(
            f"{name} ist nicht installiert; ohne die Werkzeuge von PostgreSQL geht es nicht. Bitte installieren "
            "(apt-get install postgresql-client) oder die Sicherung des Datenbankdienstes verwenden."
        )
    return found


def _connection(url: URL) -> dict[str, str]:
    """The connection as libpq's environment variables: a password never stands in the list of processes."""
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    wanted = {
        "PGHOST": url.host or query.get("host"),
        "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": query.get("sslmode"),
    }
    return {name: value for name, value in wanted.items() if value}
