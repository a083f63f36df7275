"""The fixture ``site`` and the settings of somebody who crawls it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import Settings, read_settings
from tests.site.server import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty loopback site; see tests/site/server.py for how to fill and spoil it."""
    running = Site()
    yield running
    running.close()


@pytest.fixture
def mirrored(site: Site, tmp_path: Path) -> Settings:
    """Settings under which every https://host/path is fetched from ``site``."""
    return read_settings(state=tmp_path / "state", mirror=site.base, delay_seconds=0)
