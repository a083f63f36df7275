"""The fixture ``call``: the command line in this process, with the loopback site as the mirror."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from dashboard.cli import main
from tests.site.server import Site


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def call(site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command line with the site as the mirror."""
    monkeypatch.setenv("FOERDERSCOUT_MIRROR", site.base)
    monkeypatch.setenv("FOERDERSCOUT_DELAY_SECONDS", "0")
    monkeypatch.setenv("FOERDERSCOUT_NOW", "2026-08-21T16:00:00+02:00")

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["foerderscout", *arguments])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        return Done(code, *capsys.readouterr())

    return run
