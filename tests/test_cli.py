"""The command line as a whole: every command explains itself, nothing heavy loads for that, errors end as promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from dashboard.cli import app

ROOT = Path(__file__).parent.parent
HEAVY = {"pandas", "sklearn", "scipy", "numpy", "scrapy", "streamlit", "sqlalchemy", "alembic", "lxml", "openpyxl"}


def commands(group: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


EVERY = list(commands(typer.main.get_command(app)))


def run(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The console script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard.cli", *args],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    )


def test_all_commands_of_the_design_are_there() -> None:
    top = {path[0] for path in EVERY if len(path) == 1}
    assert top == {
        "init", "portfolio", "crawl", "news", "match", "digest", "dashboard", "demo", "run", "sources", "export",
        "evaluate", "runs", "same", "feeds", "backup", "restore", "doctor",
    }  # fmt: skip
    assert {path[1] for path in EVERY if len(path) == 2 and path[0] == "export"} == {
        "matches",
        "programmes",
        "deadlines",
    }
    assert {path[1] for path in EVERY if len(path) == 2 and path[0] == "portfolio"} == {"import", "export", "check"}


@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(path) or "foerderscout")
def test_every_command_explains_itself(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0, result.output
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    assert command.help, "a command without a sentence of help"


@pytest.mark.parametrize("path", [p for p in EVERY if p in {q[:-1] for q in EVERY}], ids=" ".join)
def test_no_sentence_is_cut_off_in_a_list_of_commands(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"], terminal_width=80)
    listed = result.output.split("Commands:")[1]
    assert "..." not in listed


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, json\n"
        "from dashboard.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "sys.stderr.write(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(json.loads(done.stderr))
    assert "typer" in loaded
    assert loaded & HEAVY == set()


def test_a_named_error_is_one_line_and_its_exit_code(tmp_path: Path) -> None:
    done = run("--state", str(tmp_path), "restore", str(tmp_path / "fehlt.tar.gz"))
    assert done.returncode == 4
    assert done.stderr.startswith("Fehler: ")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("FOERDERSCOUT_DELAY_SECONDS", "schnell", "eine Zahl von Sekunden ab 0"),
        ("FOERDERSCOUT_NOW", "2026-08-21", "ein Zeitpunkt mit Zone"),
        ("FOERDERSCOUT_DATABASE_URL", "quatsch", "postgresql://"),
        ("FOERDERSCOUT_DATABASE_URL", "mysql://rechner/db", "nur sqlite und postgresql"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, given: str, words: str) -> None:
    done = run("--state", str(tmp_path), "init", **{name: given})
    assert done.returncode == 4
    assert name in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_state_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("kein Ordner")
    done = run("--state", str(tmp_path / "datei"), "init")
    assert done.returncode == 4
    assert f"Der Zustandsordner {tmp_path / 'datei'} lässt sich nicht anlegen" in done.stderr


def test_a_wrong_option_is_a_usage_error(tmp_path: Path) -> None:
    assert run("--state", str(tmp_path), "export", "matches", "--format", "docx").returncode == 2


def test_the_state_option_goes_before_the_setting(tmp_path: Path) -> None:
    done = run("--state", str(tmp_path / "hier"), "init", "--json", FOERDERSCOUT_STATE=str(tmp_path / "dort"))
    assert json.loads(done.stdout)["state"] == str(tmp_path / "hier")
    assert not (tmp_path / "dort").exists()
