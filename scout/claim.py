"""Only one process reads a source at a time: a lock that the system itself releases when the process dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import FoerderscoutError


class AlreadyRunning(FoerderscoutError):
    """Another living process reads this source just now."""

    exit_code = 6


@contextmanager
def claim(state: Path, key: str) -> Iterator[None]:
    """Holds ``running/<key>`` of the state folder; whoever holds it knows that an unfinished run is a dead one.

    The lock lies where the captures lie: only processes with this folder could go on with each other's bodies.
    The file stays, since removing it would let two processes lock two different files. Raises AlreadyRunning.
    """
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


def _words(key: str, holder: bytes) -> str:
    number = holder.decode("ascii", "replace")
    process = f" (Prozess {number})" if number.isdigit() else ""
    return (
        f"Die Quelle {key} wird gerade von einem anderen Vorgang{process} eingelesen. "
        "Bitte dessen Ende abwarten; es wurde nichts getan."
    )
