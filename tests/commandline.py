"""Calls commands as a person does, in this process: output, exit code, and the message of a named error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import typer
from typer.testing import CliRunner

from data.errors import FoerderscoutError


@dataclass(frozen=True)
class Outcome:
    """What a call left behind."""

    exit_code: int
    stdout: bytes
    stderr: str

    @property
    def text(self) -> str:
        return self.stdout.decode()


def call(topic: ModuleType, state: Path, *args: str) -> Outcome:
    """Runs one command of ``topic`` with the state folder ``state``; named errors end as they do in ``main``."""
    app = typer.Typer()

    @app.callback()
    def options(context: typer.Context) -> None:
        context.obj = {"state": state}

    topic.register(app)
    result = CliRunner().invoke(app, list(args))
    if isinstance(result.exception, FoerderscoutError):
        return Outcome(result.exception.exit_code, result.stdout_bytes, f"Fehler: {result.exception}")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout_bytes, result.stderr)
