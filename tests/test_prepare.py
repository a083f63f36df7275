"""The set-up script tells people without root rights what is missing, before it starts to download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools" / "prepare.sh"
TOOLS = ("sh", "cat", "cksum", "dirname", "grep", "ls")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout on a machine that has next to nothing, used by somebody who is not root."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in TOOLS:
        (commands / name).symlink_to(shutil.which(name) or name)
    program(commands / "id", "echo 1000")
    (tmp_path / "checkout" / "tools").mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "checkout" / "tools")
    return tmp_path


def program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def python_without(bare: Path, *words: str) -> None:
    """A python3 on the path that fails at code with one of these words and else is the one running the tests."""
    cases = "|".join(f"*{word}*" for word in words)
    program(bare / "bin" / "python3", f'case "$2" in {cases}) exit 1 ;; esac\nexec {sys.executable} "$@"')


def prepare(bare: Path, *args: str, more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    names = ("HOME", "LANG", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.run(
        ["sh", str(bare / "checkout" / "tools" / "prepare.sh"), *args],
        env={**environment, "PATH": str(bare / "bin"), **(more or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_missing_packages_are_named_at_once_and_nothing_is_begun(bare: Path) -> None:
    python_without(bare, "ensurepip", "libatomic")
    result = prepare(bare, "test", more={"FOERDERSCOUT_TEST_POSTGRES_URL": "postgresql://db.example/x"})
    assert result.returncode == 1
    assert "Bitte als root ausführen: apt-get install python3-venv chromium libatomic1\n" in result.stderr
    assert "Browsertests" in result.stderr
    assert not (bare / "checkout" / ".venv").exists()


def test_the_demo_needs_neither_browser_nor_database(bare: Path) -> None:
    python_without(bare, "ensurepip", "libatomic")
    result = prepare(bare, "run")
    assert result.returncode == 1
    assert result.stderr.endswith("apt-get install python3-venv\n")


def test_an_old_python_is_refused(bare: Path) -> None:
    python_without(bare, "version_info")
    result = prepare(bare, "run")
    assert result.returncode == 1
    assert "Python 3.11 oder neuer wird gebraucht, gefunden: Python 3" in result.stderr


def test_no_python_and_an_unknown_purpose_are_said(bare: Path) -> None:
    assert "python3 wurde nicht gefunden" in prepare(bare, "run").stderr
    assert "run|dev|test" in prepare(bare, "lunch").stderr
