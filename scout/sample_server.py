"""Serves saved copies of sites as an offline mirror: ``data/sample/<host>/<path>`` as ``/<host>/<path>``.

For the demo and for rehearsals: the crawl code is the same as on live sources (setting FOERDERSCOUT_MIRROR).
"""

from __future__ import annotations

import io
import mimetypes
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import data

SAMPLE = Path(data.__file__).parent / "sample"
ARCHIVE_MARK = "BMWI"  # a folder that holds this one is the unpacked export of the Förderdatenbank


@dataclass(frozen=True)
class Answer:
    """What to send: the body and what kind of body it is."""

    body: bytes
    content_type: str

    @property
    def etag(self) -> str:
        """The same body has the same tag, on every machine."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


def answer(root: Path, target: str, posted: bytes | None = None) -> Answer | None:
    """The answer to a request target (``/host/path?query``) and what was posted to it; None when there is no such file.

    The first file of ``names`` answers; a folder with its ``index.html``, the unpacked export as the ZIP it came in.
    """
    return next((found for name in names(target, posted) if (found := _inside(root, name))), None)


def names(target: str, posted: bytes | None = None) -> list[str]:
    """The files that may answer, below the root, the most particular first.

    A query is added as ``@query`` (percent-decoded, other characters than ``A-Za-z0-9_.=&-`` as ``_``), a POST's body
    as ``@POST-`` with the first 16 hex digits of its SHA-256 (as in ``scout.source.Ask.address``). A file without one
    of them answers whatever was asked in that way.
    """
    parts = urlsplit(target)
    path = unquote(parts.path).strip("/")
    query = f"@{re.sub(r'[^A-Za-z0-9_.=&-]', '_', unquote(parts.query))}" if parts.query else ""
    body = "" if posted is None else f"@POST-{sha256(posted).hexdigest()[:16]}"
    return list(dict.fromkeys((f"{path}{query}{body}", f"{path}{body}", f"{path}{query}", path)))


def _inside(root: Path, name: str) -> Answer | None:
    if "\0" in name or ".." in name.split("/"):
        return None
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        return None
    if (path / ARCHIVE_MARK).is_dir():
        return Answer(zip_of(path), "application/zip")
    if path.is_dir():
        path = path / "index.html"
    return Answer(path.read_bytes(), _content_type(path)) if path.is_file() else None


def zip_of(folder: Path) -> bytes:
    """The folder's files as a ZIP; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def _content_type(path: Path) -> str:
    guessed, _ = mimetypes.guess_type(path.name.split("@")[0])
    if guessed:
        return guessed if not guessed.startswith("text/") else f"{guessed}; charset=utf-8"
    start = path.read_bytes()[:200].lstrip()
    if start.startswith((b"{", b"[")):
        return "application/json"
    return "application/xml" if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) else "text/html; charset=utf-8"


@contextmanager
def serve_sample(root: Path = SAMPLE) -> Iterator[str]:
    """Serves ``root`` on a free port of this machine as long as the block runs; yields the value for
    FOERDERSCOUT_MIRROR."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(root))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _handler_for(root: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the client's delayed ACK

        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

        def _answer(self, posted: bytes | None) -> None:
            found = answer(root, self.path, posted)
            if found is None:
                tried = "Not in this mirror; looked for:\n" + "\n".join(names(self.path, posted)) + "\n"
                self._send(404, tried.encode(), {"Content-Type": "text/plain; charset=utf-8"})
                return
            headers = {"ETag": found.etag, "Content-Type": found.content_type}
            if posted is None and self.headers.get("If-None-Match") == found.etag:
                self._send(304, b"", headers)
            else:
                self._send(200, found.body, headers)

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent: the crawl's own report says what was fetched."""

    return Handler
