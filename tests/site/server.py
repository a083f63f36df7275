"""The loopback site of the tests: serves bodies at ``/host/path`` (mirror scheme) and misbehaves where told to.

site.put("https://www.example.de/liste", "<html>…")
site.fault("https://www.example.de/liste", Fault.TOO_MANY, times=1, seconds=1)
settings = read_settings(mirror=site.base, delay_seconds=0)
…
assert site.asked("https://www.example.de/liste") == 2
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


class Fault(Enum):
    """Ways in which a server can misbehave."""

    TOO_MANY = "429 with Retry-After"
    OVERLOADED = "429 without Retry-After"
    SERVER_ERROR = "500"
    NOT_FOUND = "404"
    TRUNCATED = "Content-Length larger than the body"
    CAPTCHA = "a challenge page with status 200"
    COOKIE_WALL = "a consent page with status 200"
    TO_PRIVATE = "redirect to a private address"
    TO_STRANGER = "redirect to another site"
    REDIRECT_LOOP = "redirect to itself"
    REDIRECT_CHAIN = "redirect to ever new addresses"
    TO_OTHER_SCHEME = "redirect to a file of this machine"
    ENDLESS = "a body without an end"
    SLOW = "a body that comes a byte at a time"
    OVERSIZE = "a Content-Length above every limit"
    BOMB = "a small body that unpacks to a huge one"
    BROKEN_GZIP = "a compressed body that ends in the middle"
    FALSE_GZIP = "a body that only claims to be compressed"
    EMPTY = "status 200 without a body"
    ERROR_PAGE = "an error page with status 200"
    MAINTENANCE = "a maintenance page with status 200"
    STRANGE_PAGE = "a page of another make with status 200"
    BINARY = "bytes without any meaning"
    ROBOTS = "robots.txt of the host forbids the path"
    ROBOTS_BROKEN = "robots.txt of the host answers with an error"
    ROBOTS_SLOW = "robots.txt of the host asks for a day between two requests"
    CLOSED = "the connection is closed without an answer"
    RESET = "the connection is reset in the middle of the body"


@dataclass(frozen=True)
class Asked:
    """A request as it arrived. url: the live address; at: seconds, to measure pauses between requests.

    body: what was posted; None for a GET.
    """

    url: str
    headers: dict[str, str]
    at: float
    body: bytes | None = None


@dataclass(frozen=True)
class Stored:
    """What an address answers when nothing is wrong with it."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Trouble:
    """A fault with the number of answers it still spoils (None: all)."""

    kind: Fault
    left: int | None = None
    seconds: int = 1


CAPTCHA_PAGE = b"""<!doctype html><html><head><title>Sicherheitsabfrage</title></head><body>
<form action="/check"><p>Bitte l\xc3\xb6sen Sie das Captcha.</p><img src="/captcha.png"></form></body></html>"""
ERROR_PAGE = b"""<!doctype html><html><head><title>Fehler</title></head><body><h1>Seite nicht gefunden</h1>
<p>Die Adresse gibt es nicht (mehr).</p></body></html>"""
MAINTENANCE_PAGE = b"""<!doctype html><html><head><title>Wartung</title></head><body><h1>Kurze Pause</h1>
<p>Wegen Wartungsarbeiten sind wir erst morgen wieder da.</p></body></html>"""
STRANGE_PAGE = b"<!doctype html><html><body>" + b"<p>Ein Text, der nichts zur Sache tut.</p>" * 60 + b"</body></html>"
COOKIE_PAGE = b"""<!doctype html><html><head><title>Hinweis</title></head><body>
<p>Um fortzufahren, bitte Cookies akzeptieren.</p><button>Cookies akzeptieren</button></body></html>"""


class Site:
    """The running site. ``base`` is the value for FOERDERSCOUT_MIRROR, ``requests`` the log of what was asked."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.requests: list[Asked] = []
        self.stored: dict[str, Stored] = {}
        self.troubles: dict[str, Trouble] = {}
        self.stopping = threading.Event()
        self.delay = 0.0  # seconds every answer takes
        self.most_at_once = 0  # requests under way at the same time
        self.under_way = 0
        self.counting = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler_for(self))
        scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            scheme = "https"
        self.port = int(self._server.server_address[1])
        self.base = f"{scheme}://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def put(
        self, url: str, body: bytes | str, headers: dict[str, str] | None = None, status: int = 200, etag: bool = True
    ) -> None:
        """Serves ``body`` at ``url`` (with an ETag of its own unless told otherwise).

        ``url`` may be the address of a POST (``scout.source.Ask.address``): then it answers that question only.
        """
        content = body.encode() if isinstance(body, str) else body
        validators = {"ETag": f'"{sha256(content).hexdigest()[:16]}"'} if etag and status == 200 else {}
        self.stored[_key(url)] = Stored(content, status, validators | (headers or {}))

    def put_file(self, url: str, path: Path) -> None:
        """Serves a file's bytes at ``url``."""
        self.put(url, path.read_bytes())

    def redirect(self, url: str, target: str, status: int = 302) -> None:
        """Sends whoever asks for ``url`` on to ``target``."""
        self.put(url, b"", {"Location": target}, status)

    def robots(self, host: str, rules: str) -> None:
        """Sets a host's robots.txt (without it: 404)."""
        self.put(f"https://{host}/robots.txt", rules)

    def fault(self, url: str, kind: Fault, times: int | None = None, seconds: int = 1) -> None:
        """Spoils the next ``times`` answers of ``url`` (all, if not said). seconds: for Retry-After."""
        if kind is Fault.ROBOTS:
            parts = urlsplit(url)
            self.robots(parts.netloc, f"User-agent: *\nDisallow: {parts.path}\n")
            return
        if kind is Fault.ROBOTS_SLOW:
            self.robots(urlsplit(url).netloc, "User-agent: *\nCrawl-delay: 86400\n")
            return
        if kind is Fault.ROBOTS_BROKEN:
            self.fault(f"https://{urlsplit(url).netloc}/robots.txt", Fault.SERVER_ERROR)
            return
        self.troubles[_key(url)] = Trouble(kind, times, seconds)

    def heal(self, url: str) -> None:
        """Ends a fault."""
        self.troubles.pop(_key(url), None)

    def asked(self, url: str) -> int:
        """How often ``url`` was asked for."""
        return sum(_key(request.url) == _key(url) for request in self.requests)

    def close(self) -> None:
        """Stops serving; endless and slow bodies end."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up in the middle are what many tests are about."""


def _key(url: str) -> str:
    plain, _, fragment = url.split("://", 1)[1].partition("#")
    return f"{plain}#{fragment}" if fragment.startswith("POST-") else plain


def _handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.site = site
    return Handler


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the client's delayed ACK

    def do_GET(self) -> None:
        self._take(self.path.removeprefix("/"), None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._take(f"{self.path.removeprefix('/')}#POST-{sha256(body).hexdigest()[:16]}", body)

    def _take(self, key: str, body: bytes | None) -> None:
        self.site.requests.append(Asked(f"https://{key}", dict(self.headers.items()), time.monotonic(), body))
        with self._counted(), suppress(ConnectionError, TimeoutError):
            time.sleep(self.site.delay)
            kind = self._due(key)
            if kind is not None:
                self.close_connection = True
                getattr(self, f"_{kind.kind.name.lower()}")(key, kind)
            else:
                self._serve(key)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self.site.counting:
            self.site.under_way += 1
            self.site.most_at_once = max(self.site.most_at_once, self.site.under_way)
        try:
            yield
        finally:
            with self.site.counting:
                self.site.under_way -= 1

    def _due(self, key: str) -> Trouble | None:
        trouble = self.site.troubles.get(key)
        if trouble is None or trouble.left == 0:
            return None
        if trouble.left is not None:
            trouble.left -= 1
        return trouble

    def _serve(self, key: str) -> None:
        found = self.site.stored.get(key)
        if found is None:
            self._answer(404, b"nicht gefunden")
        elif found.headers.get("ETag") and self.headers.get("If-None-Match") == found.headers["ETag"]:
            self._answer(304, b"", found.headers)
        else:
            self._answer(found.status, found.body, found.headers)

    def _answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, length: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def _too_many(self, key: str, trouble: Trouble) -> None:
        self._answer(429, b"zu viele Anfragen", {"Retry-After": str(trouble.seconds)})

    def _overloaded(self, key: str, trouble: Trouble) -> None:
        self._answer(429, b"zu viele Anfragen")

    def _server_error(self, key: str, trouble: Trouble) -> None:
        self._answer(500, b"<html><body>Interner Fehler</body></html>")

    def _not_found(self, key: str, trouble: Trouble) -> None:
        self._answer(404, b"nicht gefunden")

    def _truncated(self, key: str, trouble: Trouble) -> None:
        body = self.site.stored[key].body
        self._answer(200, body[: len(body) // 2], length=len(body))

    def _captcha(self, key: str, trouble: Trouble) -> None:
        self._answer(200, CAPTCHA_PAGE, {"Content-Type": "text/html"})

    def _cookie_wall(self, key: str, trouble: Trouble) -> None:
        self._answer(200, COOKIE_PAGE, {"Content-Type": "text/html"})

    def _to_private(self, key: str, trouble: Trouble) -> None:
        self._answer(302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"})

    def _to_stranger(self, key: str, trouble: Trouble) -> None:
        self._answer(302, b"", {"Location": "https://fremd.example/falle"})

    def _redirect_loop(self, key: str, trouble: Trouble) -> None:
        self._answer(307, b"", {"Location": f"https://{key}"})

    def _endless(self, key: str, trouble: Trouble) -> None:
        self._chunks(b"<p>und weiter</p>" * 1000, pause=0)

    def _slow(self, key: str, trouble: Trouble) -> None:
        self._chunks(b"<", pause=0.2)

    def _chunks(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        chunk = b"%x\r\n%s\r\n" % (len(piece), piece)
        while not self.site.stopping.wait(pause):
            self.wfile.write(chunk)

    def _oversize(self, key: str, trouble: Trouble) -> None:
        self._answer(200, b"<html>", length=5_000_000_000)

    def _bomb(self, key: str, trouble: Trouble) -> None:
        import gzip

        self._answer(200, gzip.compress(b"0" * 60_000_000, 9), {"Content-Encoding": "gzip"})

    def _redirect_chain(self, key: str, trouble: Trouble) -> None:
        plain, mark, posted = key.partition("#")
        start, _, number = plain.partition("?schritt=")
        following = f"{start}?schritt={int(number or 0) + 1}{mark}{posted}"
        self.site.troubles[following] = trouble
        self._answer(307, b"", {"Location": f"https://{following}"})

    def _to_other_scheme(self, key: str, trouble: Trouble) -> None:
        self._answer(302, b"", {"Location": "file:///etc/hostname"})

    def _broken_gzip(self, key: str, trouble: Trouble) -> None:
        import gzip

        packed = gzip.compress(self.site.stored[key].body + bytes(range(256)) * 8)
        self._answer(200, packed[: len(packed) - 12], {"Content-Encoding": "gzip"})

    def _false_gzip(self, key: str, trouble: Trouble) -> None:
        self._answer(200, self.site.stored[key].body, {"Content-Encoding": "gzip"})

    def _empty(self, key: str, trouble: Trouble) -> None:
        self._answer(200, b"")

    def _error_page(self, key: str, trouble: Trouble) -> None:
        self._answer(200, ERROR_PAGE, {"Content-Type": "text/html"})

    def _maintenance(self, key: str, trouble: Trouble) -> None:
        self._answer(200, MAINTENANCE_PAGE, {"Content-Type": "text/html"})

    def _strange_page(self, key: str, trouble: Trouble) -> None:
        self._answer(200, STRANGE_PAGE, {"Content-Type": "text/html"})

    def _binary(self, key: str, trouble: Trouble) -> None:
        self._answer(200, bytes(range(255, 0, -1)) * 4)

    def _reset(self, key: str, trouble: Trouble) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"<html>")
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _closed(self, key: str, trouble: Trouble) -> None:
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Tests read ``Site.requests`` instead."""
