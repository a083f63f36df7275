"""The guard: public addresses only, however they are written; the mirror's own address and nothing beside it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.guard import RefusedAddress, guarded_connector, is_public, looks_blocked, refusal_in, refuse_url
from scout.mirror import Mirror
from tests.site.server import CAPTCHA_PAGE, COOKIE_PAGE, Site


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.178.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["80.245.147.1", "2a02:26f0::1", "64:ff9b::50f5:9301", "::ffff:80.245.147.1"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/x", "http://LOCALHOST./x", "http://127.0.0.1/", "http://[::1]:8000/", "http://0x7f000001/",
        "http://2130706433/", "http://127.1/", "http://0177.0.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://drucker.local/", "http://meta.internal/", "file:///etc/passwd", "gopher://www.nrw.de/", "http:///x", "",
    ],
)  # fmt: skip
def test_urls_refused_by_sight(url: str) -> None:
    with pytest.raises(RefusedAddress):
        refuse_url(url)


@pytest.mark.parametrize("url", ["https://www.nrwbank.de/x", "http://80.245.147.1/", "https://caf.de:8443/?a=b"])
def test_urls_that_may_be_asked(url: str) -> None:
    refuse_url(url)


@given(st.text())
def test_any_text_is_either_refused_or_let_through(text: str) -> None:
    for url in (text, f"https://{text}/x"):
        with suppress(RefusedAddress):
            refuse_url(url)


async def _get(mirror: Mirror | None, url: str, resolver: aiohttp.abc.AbstractResolver | None = None) -> int:
    connector = guarded_connector(mirror, resolver=resolver)
    async with aiohttp.ClientSession(connector=connector) as session, session.get(url) as response:
        return response.status


class Rebound(aiohttp.abc.AbstractResolver):
    """A name that looked harmless and now leads to this machine."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list:
        return [
            {"hostname": host, "host": a, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for a in self.addresses
        ]

    async def close(self) -> None:
        return None


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]])
def test_a_name_that_leads_here_is_refused_on_connecting(site: Site, addresses: list[str]) -> None:
    with pytest.raises(aiohttp.ClientConnectorError) as caught:
        asyncio.run(_get(None, f"http://harmlos.example:{site.port}/x", Rebound(*addresses)))
    assert refusal_in(caught.value) is not None
    assert site.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_refused_without_a_mirror(site: Site, host: str) -> None:
    with pytest.raises(aiohttp.ClientConnectorError) as caught:
        asyncio.run(_get(None, f"http://{host}:{site.port}/x"))
    assert refusal_in(caught.value) is not None
    assert site.requests == []


def test_a_mirror_opens_its_own_port_and_no_other(site: Site) -> None:
    site.put("https://amt.example/x", "da")
    mirror = Mirror(site.base)
    assert asyncio.run(_get(mirror, f"{site.base}/amt.example/x")) == 200
    other = Site()
    try:
        with pytest.raises(aiohttp.ClientConnectorError) as caught:
            asyncio.run(_get(mirror, f"{other.base}/amt.example/x"))
        assert refusal_in(caught.value) is not None
        assert other.requests == []
    finally:
        other.close()


def test_with_a_mirror_nothing_leaves_the_machine(site: Site) -> None:
    with pytest.raises(aiohttp.ClientConnectorError) as caught:
        asyncio.run(_get(Mirror(site.base), "http://draussen.example/", Rebound("80.245.147.1")))
    assert refusal_in(caught.value) is not None


LOCKS = [
    (CAPTCHA_PAGE, "Captcha"),
    (COOKIE_PAGE, "Cookie-Abfrage statt Inhalt"),
    (b"<html><head><title>Just a moment...</title></head><body></body></html>", "Cloudflare-Prüfseite"),
    (b'<html><script src="https://validate.perfdrive.com/x.js"></script></html>', "Radware-Prüfseite"),
    (b"<html><body>Wegen Wartungsarbeiten geschlossen</body></html>", "Wartungsseite"),
    (b"<!DOCTYPE html><html><title>Access Denied</title></html>", "Zugang verweigert"),
]


@pytest.mark.parametrize(("body", "kind"), LOCKS)
def test_locks_are_recognised(body: bytes, kind: str) -> None:
    assert looks_blocked(body, "https://amt.example/") == kind


def test_the_same_marks_on_a_page_with_text_are_no_lock() -> None:
    """A real page has a consent banner and a form with a captcha, and its programme besides."""
    page = (
        b"<html><script>captcha()</script><div>Cookies akzeptieren</div><main>" + b"Wir foerdern. " * 200 + b"</main>"
    )
    assert looks_blocked(page, "https://amt.example/") is None


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04captcha", b'{"captcha": 1}', b"<?xml version='1.0'?><rss>captcha</rss>", b""]
)
def test_other_than_html_is_no_lock(body: bytes) -> None:
    assert looks_blocked(body, "https://amt.example/") is None


def test_a_redirect_to_the_checkers_host_is_a_lock() -> None:
    assert looks_blocked(b"<html></html>", "https://validate.perfdrive.com/?ssa=1") == "Radware-Prüfseite"


def test_no_real_page_is_taken_for_a_lock(shared: Path) -> None:
    pages = sorted((shared / "real/funding/html").glob("*.html"))
    assert len(pages) > 10
    assert [p.name for p in pages if looks_blocked(p.read_bytes(), "https://amt.example/")] == []
