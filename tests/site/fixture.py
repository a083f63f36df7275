"""The fixture ``site`` and the settings of somebody who crawls it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from ssl import SSLContext

import pytest
from scrapy.core.downloader.handlers import _aiohttp
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.ssl import _make_ssl_context

from data.settings import Settings, read_settings
from tests.site.server import Site

_made = cache(lambda: _make_ssl_context(ScrapySettings({"DOWNLOAD_VERIFY_CERTIFICATES": True})))


def _one_context(_: object) -> SSLContext:
    """Each visit would read all certificates of the machine, which no test needs: the site speaks plain HTTP."""
    return _made()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An empty loopback site; see tests/site/server.py for how to fill and spoil it."""
    monkeypatch.setattr(_aiohttp, "_make_ssl_context", _one_context)
    running = Site()
    yield running
    running.close()


@pytest.fixture
def mirrored(site: Site, tmp_path: Path) -> Settings:
    """Settings under which every https://host/path is fetched from ``site``."""
    return read_settings(state=tmp_path / "state", mirror=site.base, delay_seconds=0)
