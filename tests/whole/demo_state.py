"""One finished demo for every test that looks at it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.whole.shell import Shell


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, dict[str, Any]]:
    """The workplace after ``foerderscout demo --no-serve --json``, and what it reported."""
    shell = Shell(tmp_path_factory.mktemp("demo"))
    return shell, shell.json("demo", "--no-serve")
