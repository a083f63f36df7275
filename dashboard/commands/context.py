"""What every command needs: settings from environment and options, the open store, and how reports are printed."""

from __future__ import annotations

import getpass
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from data.settings import Settings
    from data.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="Ergebnis als JSON auf die Standardausgabe.")]


def settings_of(context: typer.Context) -> Settings:
    """The settings in force for this call."""
    from data.settings import read_settings

    return read_settings(state=context.obj["state"])


def store_of(context: typer.Context) -> Store:
    """The open, migrated store for this call."""
    from data.store import open_store

    return open_store(settings_of(context))


def actor_of(settings: Settings) -> str:
    """Who acts at this workplace."""
    return settings.user or getpass.getuser()


def say(line: str = "") -> None:
    """A line for people on standard output."""
    sys.stdout.write(line + "\n")


def report(value: Any, as_json: bool, lines: list[str]) -> None:
    """Prints a report: ``value`` as JSON for scripts, else ``lines`` for people."""
    if as_json:
        say(json.dumps(value, ensure_ascii=False, indent=2, default=str))
        return
    for line in lines:
        say(line)
