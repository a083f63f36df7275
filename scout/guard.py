"""Keeps the crawler on public addresses, and knows pages that are a lock instead of an answer.

Addresses are checked when a connection is made, so redirects and names that change their address between check and
use (DNS rebinding) are covered. With a mirror nothing but the mirror's own address may be connected to.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from scout.mirror import Mirror

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddress(OSError):
    """An address that is not public, or an address of a kind we never fetch.

    The text is the same for every address: a name with several refused addresses then stays this error.
    """

    def __init__(self, address: str) -> None:
        super().__init__("address refused")
        self.address = address


def is_public(address: str) -> bool:
    """True for an IP address on the public internet, also when it is wrapped in IPv6."""
    found = ipaddress.ip_address(address.split("%")[0])
    inner = _wrapped(found)
    return all(ip.is_global and not ip.is_multicast for ip in (found, inner) if ip is not None)


def _wrapped(ip: Ip) -> ipaddress.IPv4Address | None:
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def refuse_url(url: str) -> None:
    """Raises RefusedAddress for addresses that can be judged without asking: scheme, name, literal IP.

    Also covers the odd spellings of an IP address (``0x7f000001``, ``2130706433``, ``127.1``).
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise RefusedAddress(url) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise RefusedAddress(url)
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise RefusedAddress(host)
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise RefusedAddress(host)


def _literal(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if re.fullmatch(r"[0-9a-fx.]+", host) else None
    except OSError:
        return None


def guarded_connector(mirror: Mirror | None, **options: Any) -> aiohttp.TCPConnector:
    """A connector that opens sockets to public addresses only, or to the mirror only where there is one."""
    return aiohttp.TCPConnector(socket_factory=_socket_factory(mirror), **options)


def _socket_factory(mirror: Mirror | None) -> Callable[[Any], socket.socket]:
    def connectable(address: str, port: int) -> bool:
        if mirror is None:
            return is_public(address)
        return port == mirror.port and address in _addresses(mirror)

    def make(info: Any) -> socket.socket:
        family, kind, protocol, _, peer = info
        if not connectable(peer[0], peer[1]):
            raise RefusedAddress(peer[0])
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def _addresses(mirror: Mirror) -> frozenset[str]:
    return frozenset(str(found[4][0]) for found in socket.getaddrinfo(mirror.host, mirror.port))


def refusal_in(error: BaseException | None) -> RefusedAddress | None:
    """The refusal behind an error of the HTTP client, if that is what it was."""
    while error is not None:
        if isinstance(error, RefusedAddress):
            return error
        inner = getattr(error, "os_error", None)
        error = inner if isinstance(inner, RefusedAddress) else error.__cause__
    return None


# What the lock says for itself: (mark in the lower-cased body, what it is). Marks of the first table lock at any
# length; those of the second also stand on real pages (a form with a captcha, a consent banner), so they count on
# pages with next to no text only.
LOCKS = (
    ("validate.perfdrive.com", "Radware-Prüfseite"),
    ("radware bot manager", "Radware-Prüfseite"),
    ("cf-browser-verification", "Cloudflare-Prüfseite"),
    ("/cdn-cgi/challenge-platform/", "Cloudflare-Prüfseite"),
    ("_incapsula_resource", "Imperva-Prüfseite"),
    ("captcha-delivery.com", "DataDome-Prüfseite"),
    ("awswafintegration", "AWS-Prüfseite"),
    ("<title>just a moment", "Cloudflare-Prüfseite"),
    ("<title>attention required", "Cloudflare-Prüfseite"),
    ("<title>access denied", "Zugang verweigert"),
)
LOCKS_ON_EMPTY_PAGES = (
    ("captcha", "Captcha"),
    ("are you a robot", "Captcha"),
    ("sind sie ein mensch", "Captcha"),
    ("ungewöhnlichen datenverkehr", "Sperrseite"),
    ("unusual traffic", "Sperrseite"),
    ("cookies akzeptieren", "Cookie-Abfrage statt Inhalt"),
    ("cookies zulassen", "Cookie-Abfrage statt Inhalt"),
    ("cookies zustimmen", "Cookie-Abfrage statt Inhalt"),
    ("enable cookies", "Cookie-Abfrage statt Inhalt"),
    ("cookies müssen", "Cookie-Abfrage statt Inhalt"),
    ("enable javascript and cookies", "Prüfseite"),
    ("wartungsarbeiten", "Wartungsseite"),
    ("vorübergehend nicht erreichbar", "Wartungsseite"),
    ("temporarily unavailable", "Wartungsseite"),
)
# Words that a page with next to no text shows its visitors; scripts of real pages hold them unseen.
ERRORS_ON_EMPTY_PAGES = (
    "seite nicht gefunden", "seite wurde nicht gefunden", "seite existiert nicht", "fehler 404", "error 404",
    "page not found", "interner fehler", "interner serverfehler", "internal server error", "bad gateway",
    "service unavailable", "ein fehler aufgetreten", "es ist ein unerwarteter fehler",
)  # fmt: skip
ERROR_PAGES = frozenset({"Wartungsseite", "Fehlerseite"})
EMPTY_BELOW = 1500  # characters of visible text; the shortest programme page at hand has more than twice that
_NOT_TEXT = re.compile(r"<(script|style|template|svg)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)


def looks_blocked(body: bytes, url: str) -> str | None:
    """What kind of lock (captcha, challenge, cookie wall, error page) ``body`` is, in German; None for a real page."""
    if "perfdrive.com" in url:
        return "Radware-Prüfseite"
    start = body[:200].lstrip()
    if not start.startswith(b"<"):
        return None
    page = body[:400_000].decode("utf-8", "replace").lower()
    if "<html" not in page and "<body" not in page and "<!doctype html" not in page:
        return None
    visible = " ".join(_NOT_TEXT.sub(" ", page).split())
    short = len(visible) < EMPTY_BELOW
    for mark, kind in LOCKS:
        if mark in page and (short or mark.startswith("<title>")):
            return kind
    if not short:
        return None
    if any(mark in visible for mark in ERRORS_ON_EMPTY_PAGES):
        return "Fehlerseite"
    return next((kind for mark, kind in LOCKS_ON_EMPTY_PAGES if mark in page), None)
