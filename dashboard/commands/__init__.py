"""The commands of foerderscout, one module per topic; heavy imports stay inside the functions."""

from __future__ import annotations

import importlib

import typer

# Order in which ``--help`` lists them.
TOPICS = (
    "setup",
    "portfolio",
    "intake",
    "sources",
    "runs",
    "same",
    "feeds",
    "matching",
    "digest",
    "web",
    "export",
    "evaluate",
    "demo",
)


def register_all(app: typer.Typer) -> None:
    """Lets every topic add its commands to the app."""
    for topic in TOPICS:
        importlib.import_module(f"dashboard.commands.{topic}").register(app)
