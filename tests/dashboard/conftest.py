"""Stores for the dashboard's tests, and the real server in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.clock import StandingClock
from data.settings import read_settings
from data.store import Store, open_store
from tests.browser import chromium, running_dashboard
from tests.conftest import NOW
from tests.dashboard.filled import fill

__all__ = ["Served", "chromium", "filled_store", "served", "served_hostile"]


@pytest.fixture
def filled_store(quick_store: Store) -> Store:
    """A filled store on SQLite, in the state folder that the environment names."""
    fill(quick_store)
    return quick_store


@dataclass(frozen=True)
class Served:
    """A dashboard that runs, and the store behind it."""

    url: str
    store: Store


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard on a store as a clerk would have it."""
    yield from _serve(tmp_path_factory.mktemp("served"), hostile=False)


@pytest.fixture(scope="module")
def served_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard on a store with texts that mean harm."""
    yield from _serve(tmp_path_factory.mktemp("hostile"), hostile=True)


def _serve(state: Path, hostile: bool) -> Iterator[Served]:
    store = open_store(read_settings(state=state), StandingClock(NOW))
    fill(store, hostile)
    with running_dashboard(state) as url:
        yield Served(url, store)
    store.engine.dispose()
