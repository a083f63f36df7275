"""The one command line, ``foerderscout``. Each subcommand lives in ``dashboard/commands/<topic>.py``.

``--help`` must stay fast, so the modules of ``dashboard.commands`` import nothing heavy at their top.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands import register_all
from data.errors import FoerderscoutError

app = typer.Typer(
    name="foerderscout",
    help="Förderprogramme finden, mit dem Projektportfolio abgleichen, im Blick behalten.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Rich help would cost half a second at every call for colours alone.
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback()
def options(
    context: typer.Context,
    state: Annotated[
        Path | None, typer.Option("--state", metavar="DIR", help="Zustandsordner (sonst FOERDERSCOUT_STATE).")
    ] = None,
) -> None:
    """Options that hold for every command."""
    context.obj = {"state": state}


register_all(app)


def main() -> None:
    """Entry of the console script: named errors become one clear message and their exit code."""
    try:
        app()
    except FoerderscoutError as error:
        sys.stderr.write(f"Fehler: {error}\n")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
