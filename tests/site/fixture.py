"""The fixture ``site`` and the settings of somebody who crawls it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from ssl import SSLContext

import pytest
from scrapy.core.downloader.handlers import _aiohttp
from scrapy.settings import BaseSettings
from scrapy.utils.ssl import _make_ssl_context

from data.settings import Settings, read_settings
from tests.site.server import Site

_made: dict[tuple[bool, str | None], SSLContext] = {}


def _made_once(settings: BaseSettings) -> SSLContext:
    """Each visit would read all certificates of the machine, 30 ms of CPU; nearly all tests speak plain HTTP."""
    key = settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"), os.environ.get("SSL_CERT_FILE")
    if key not in _made:
        _made[key] = _make_ssl_context(settings)
    return _made[key]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An empty loopback site; see tests/site/server.py for how to fill and spoil it."""
    monkeypatch.setattr(_aiohttp, "_make_ssl_context", _made_once)
    running = Site()
    yield running
    running.close()


@pytest.fixture
def mirrored(site: Site, tmp_path: Path) -> Settings:
    """Settings under which every https://host/path is fetched from ``site``."""
    return read_settings(state=tmp_path / "state", mirror=site.base, delay_seconds=0)
