"""The way to the database: the URL as people give it, and an engine with the settings this project wants."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from data.errors import BadInput

# How long a writer waits for another on SQLite, which has one at a time: recording a whole export takes seconds, on a
# busy machine more, and what a clerk decides meanwhile must not be refused.
WRITERS_WAIT_SECONDS = 30


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
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={WRITERS_WAIT_SECONDS * 1000}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
