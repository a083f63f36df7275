"""Bodies as they were fetched, kept by their hash in the state folder: the evidence for every stated fact."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from data.captured import FOLDER, capture_path
from data.errors import FoerderscoutError
from scout.visit import NOTHING_KNOWN, Validators


class CaptureLost(FoerderscoutError):
    """A body that the store names is not in the state folder, or no longer what it was."""


@dataclass(frozen=True)
class Known:
    """What an address answered last time: the body's hash and what to ask the server with."""

    sha256: str
    validators: Validators


@dataclass(frozen=True)
class Captures:
    """The folder ``captures`` of a state folder. Two equal bodies are one file; files appear whole or not at all."""

    folder: Path

    def keep(self, body: bytes) -> str:
        """Stores a body and returns its SHA-256 in hex."""
        digest = sha256(body).hexdigest()
        path = self._body_path(digest)
        if not path.exists():
            # mtime=0: the same body is the same file on every machine.
            _write_whole(path, gzip.compress(body, compresslevel=6, mtime=0))
        return digest

    def read(self, digest: str) -> bytes:
        """The body with this SHA-256. Raises CaptureLost when it is gone or damaged."""
        path = self._body_path(digest)
        try:
            body = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, gzip.BadGzipFile) as error:
            raise CaptureLost(
                f"Der gespeicherte Abruf {path} fehlt oder ist beschädigt ({error}). "
                "Bitte den Zustandsordner aus der Sicherung zurückspielen oder die Quelle erneut abrufen."
            ) from error
        if sha256(body).hexdigest() != digest:
            raise CaptureLost(f"Der gespeicherte Abruf {path} hat einen anderen Inhalt als beim Abruf. Bitte prüfen.")
        return body

    def remember(self, address: str, digest: str, validators: Validators) -> None:
        """Notes what ``address`` answered, so that next time we can ask whether it changed."""
        if validators == NOTHING_KNOWN:
            self._note_path(address).unlink(missing_ok=True)
            return
        note = {
            "address": address,
            "sha256": digest,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
        }
        _write_whole(self._note_path(address), json.dumps(note).encode())

    def known(self, address: str) -> Known | None:
        """What ``address`` answered last time, if its body is still here."""
        try:
            note = json.loads(self._note_path(address).read_bytes())
            found = Known(note["sha256"], Validators(note["etag"], note["last_modified"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None  # a lost note costs one full answer, nothing else
        return found if self._body_path(found.sha256).exists() else None

    def _body_path(self, digest: str) -> Path:
        return capture_path(self.folder, digest)

    def _note_path(self, address: str) -> Path:
        name = sha256(address.encode()).hexdigest()
        return self.folder / "asked" / name[:2] / f"{name[2:]}.json"


def captures_in(state: Path) -> Captures:
    """The captures of a state folder."""
    return Captures(state / FOLDER)


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
