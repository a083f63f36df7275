"""Only one process reads a source at a time: a lock that the system itself releases when the process dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from data.errors import FoerderscoutError
from data.store import Store


class AlreadyRunning(FoerderscoutError):
    """Another living process reads this source just now."""

    exit_code = 6


@contextmanager
def claim(store: Store, key: str) -> Iterator[None]:
    """Whoever holds the claim on a source knows that an unfinished run of it is a dead one. Raises AlreadyRunning.

    The lock is ``running/<key>`` of the state folder, and on PostgreSQL, which several machines may share, one of
    the database as well.
    """
    with _file_lock(store.state, key), _database_lock(store.engine, key):
        yield


@contextmanager
def _file_lock(state: Path, key: str) -> Iterator[None]:
    # The file stays, since removing it would let two processes lock two different files.
    path = state / "running" / key
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(_words(key, os.pread(handle, 20, 0))) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def _database_lock(engine: Engine, key: str) -> Iterator[None]:
    """An advisory lock on a connection of its own: the server releases it as soon as that is gone."""
    if engine.dialect.name != "postgresql":
        yield
        return
    alone = create_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        # A machine that lost its power says no goodbye: the server is to find out in minutes, not in two hours.
        connection.execute(text("SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 10"))
        asked = text("SELECT pg_try_advisory_lock(hashtext('foerderscout'), hashtext(:key))")
        if not connection.execute(asked, {"key": key}).scalar_one():
            raise AlreadyRunning(_words(key, b""))
        try:
            yield
        finally:
            # The server notices a closed connection a moment later; who comes right after us is not to be refused.
            # A connection that broke meanwhile has taken its lock with it.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock_all()"))


def _words(key: str, holder: bytes) -> str:
    number = holder.decode("ascii", "replace")
    process = f" (Prozess {number})" if number.isdigit() else ""
    return (
        f"Die Quelle {key} wird gerade von einem anderen Vorgang{process} eingelesen. "
        "Bitte dessen Ende abwarten; es wurde nichts getan."
    )
