"""Serves the dashboard: Streamlit as an ASGI app behind security headers and a German index page.

Settings are handed to Streamlit as flags, so they hold from whatever folder and installation it is started.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
import socket
import webbrowser
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web import bootstrap

from dashboard.export.deadlines import to_calendar
from dashboard.format import moment
from dashboard.parts.markup import compile_templates
from dashboard.theme import streamlit_options
from data.errors import BadInput
from data.queries.export import export_deadlines
from data.queries.health import source_health
from data.queries.matches import hits_by_project
from data.queries.overview import novelties
from data.queries.portfolio import portfolio_rows
from data.settings import Settings
from data.store import Store, open_store

APP = Path(__file__).parent / "app.py"
SIGN = Path(__file__).parent / "parts" / "sign.svg"
INDEX = Path(st.__file__).parent / "static" / "index.html"
VIEWS = ("ueberblick", "foerderluecken", "treffer", "wochenbericht", "quellen")
LOG = logging.getLogger("foerderscout.dashboard")

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}

_NOT_FOUND = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Seite nicht gefunden – Förderscout</title>'
    '</head><body><h1>Diese Seite gibt es nicht</h1><p><a href="/">Zum Überblick</a></p></body></html>'
)
# All pages lie side by side; without this the front end tries /treffer/_stcore/… first and logs two errors.
_BASE = 'window.__streamlit = {BACKEND_BASE_URL: new URL("./", window.location.href).href}'
_NO_SCRIPT = "<noscript><p>Förderscout braucht JavaScript. Bitte schalten Sie es für diese Adresse ein.</p></noscript>"


def content_policy(index: str) -> str:
    """What the browser may load and run: only what this server sends, inline only the scripts of the index page.

    'unsafe-eval' is needed by the chart library, inline styles by Streamlit's front end.
    """
    inline = re.findall(r"(?s)<script>(.*?)</script>", index)
    hashes = " ".join(f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" for code in inline)
    return (
        f"default-src 'self'; script-src 'self' {hashes} 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        "frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )


class SecurityHeaders:
    """Adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, index: str) -> None:
        self.app = app
        self.headers = {**SECURITY_HEADERS, "content-security-policy": content_policy(index)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class GermanIndex:
    """Answers page addresses with Streamlit's index page made German, and unknown ones with a page that says so.

    Streamlit would answer any unknown address with its English index page.
    """

    def __init__(self, app: ASGIApp, index: str) -> None:
        self.app = app
        self.index = index

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answer(scope)
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        path = scope["path"].strip("/")
        if path in ("", *VIEWS) or path == "index.html":
            return HTMLResponse(self.index, headers={"cache-control": "no-cache"})
        if "text/html" in Headers(scope=scope).get("accept", "") and "." not in path and not path.startswith("_"):
            return HTMLResponse(_NOT_FOUND, HTTPStatus.NOT_FOUND)
        return None


def german_index(page: str) -> str:
    """Streamlit's index page with our language, title and sign. Raises ValueError when a release changed it."""
    steps = (
        (r'<html lang="en">', '<html lang="de">'),
        (r"<title>[^<]*</title>", "<title>Förderscout</title>"),
        (r'<link rel="shortcut icon" href="[^"]*" />', '<link rel="icon" type="image/svg+xml" href="./zeichen.svg" />'),
        (r"(?s)<noscript>.*?</noscript>", _NO_SCRIPT),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"</title>", f"</title><script>{_BASE}</script>"),
    )
    for pattern, replacement in steps:
        page, count = re.subn(pattern, replacement, page)
        if count != 1:
            raise ValueError(f"Streamlit's index page has {count} places like {pattern!r}, expected one")
    return page


def make_app(store: Store, hosts: Sequence[str], on_start: Callable[[], None] = lambda: None) -> st.App:
    """The ASGI app on an open store. ``hosts``: names it answers to; others are refused (DNS rebinding)."""

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
        on_start()
        yield None

    index = german_index(INDEX.read_text(encoding="utf-8"))
    started: Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]] = lifespan
    return st.App(
        APP,
        lifespan=started,
        routes=_routes(store),
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(SecurityHeaders, index=index),
            Middleware(GermanIndex, index=index),
        ],
        on_script_error=_tell_in_german,
    )


def _routes(store: Store) -> list[BaseRoute]:
    def calendar(_request: object) -> Response:
        with store.reading() as session:
            body = to_calendar(export_deadlines(session, store.clock.today()))
        return Response(body, media_type="text/calendar", headers={"cache-control": "no-cache"})

    async def sign(_request: object) -> Response:
        return Response(SIGN.read_bytes(), media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})

    return [Route("/zeichen.svg", sign), Route("/ausgabe/fristen.ics", calendar)]


def _tell_in_german(error: Exception) -> bool:
    """Shows a sentence instead of Streamlit's English box; the particulars go to the log, not to the browser."""
    LOG.error("the page failed", exc_info=error)
    st.error(
        "Diese Seite konnte nicht aufgebaut werden. Bitte neu laden; wenn es dabei bleibt, steht die Ursache "
        "im Protokoll des Dashboards."
    )
    return True


def allowed_hosts(address: str, extra: Sequence[str]) -> list[str]:
    """The host names that requests may carry: this machine's own, and those given."""
    names = {"localhost", "127.0.0.1", "[::1]", *extra}
    if address not in {"0.0.0.0", "::"}:
        names.add(address)
    else:
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return sorted(names)


def bound_socket(address: str, port: int | None) -> socket.socket:
    """A listening socket, on a free port when none is given. Raises BadInput when it cannot be had."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port or 0))
    except OSError as error:
        listener.close()
        where = address if port is None else f"{address}, Port {port},"
        raise BadInput(
            f"Auf {where} kann das Dashboard nicht lauschen ({error.strerror}). "
            "Bitte --address und --port prüfen; ohne --port wird ein freier Port gewählt."
        ) from error
    return listener


def serve(
    settings: Settings,
    address: str = "127.0.0.1",
    port: int | None = None,
    hosts: Sequence[str] = (),
    open_browser: bool = False,
    announce: Callable[[str], None] = lambda _url: None,
) -> None:
    """Serves until stopped. ``announce`` gets the address once it answers.

    Raises StoreMismatch or BadInput before anything is served.
    """
    store = open_store(settings)
    # The script is run by Streamlit and reads its settings from the environment, as every process does.
    os.environ["FOERDERSCOUT_STATE"] = str(settings.state_dir)
    listener = bound_socket(address, port)
    url = _url(address, listener.getsockname()[1])
    names = allowed_hosts(address, hosts)
    bootstrap.load_config_options({**streamlit_options(), "server.allowedHosts": names})
    _warm_up(store)

    def on_start() -> None:
        announce(url)
        if open_browser:
            webbrowser.open(url)

    config = uvicorn.Config(
        make_app(store, names, on_start), log_level="warning", access_log=False, server_header=False
    )
    uvicorn.Server(config).run(sockets=[listener])


def _url(address: str, port: int) -> str:
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(address, address)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _warm_up(store: Store) -> None:
    """Imports, compiles and reads once what the first visitor would otherwise have to wait for."""
    for name in ("altair", "pandas", "pyarrow", *(f"dashboard.views.{view}" for view in VIEWS)):
        importlib.import_module(name)
    compile_templates()
    moment(store.clock.now())
    with store.reading() as session:
        portfolio_rows(session)
        hits_by_project(session, store.clock.today())
        novelties(session, store.clock.now(), 1)
        source_health(session, store.clock.now())
