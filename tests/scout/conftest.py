"""Fixtures of the scout's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from scout import newcomer


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout to write new sources into."""
    root = tmp_path / "checkout"
    (root / "scout" / "sources").mkdir(parents=True)
    (root / "tests").mkdir()
    monkeypatch.setattr(newcomer, "CHECKOUT", root)
    monkeypatch.setitem(newcomer.start_source.__kwdefaults__, "root", root)
    return root
