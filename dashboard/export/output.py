"""Where an export goes: a file, written whole or not at all, or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import typer

from data.errors import BadInput


def deliver(body: bytes, out: Path | None, binary: bool = False) -> None:
    """Writes ``body`` to ``out``, else to standard output; ``binary`` forms need a file (usage error, exit code 2).

    Raises BadInput when the file cannot be written.
    """
    if out is not None:
        _write_whole(body, out)
        return
    if binary:
        raise typer.BadParameter("eine Excel-Datei braucht ein Ziel: bitte --out DATEI angeben")
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def _write_whole(body: bytes, out: Path) -> None:
    """Writes beside the target and renames: a full disk leaves the file that was there before."""
    try:
        descriptor, beside = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise BadInput(f"{out} lässt sich nicht schreiben ({error.strerror}). Bitte den Ordner prüfen.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        # mkstemp makes files only the owner can read; an export is meant to be shared like any other file.
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(out)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise BadInput(f"{out} lässt sich nicht schreiben ({error.strerror}). Bitte Ziel und Platz prüfen.") from error


def _umask() -> int:
    """The process's mask; the system only tells it by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
