"""``foerderscout dashboard``: serves the dashboard until it is stopped."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dashboard.commands.context import say, settings_of


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("dashboard")(dashboard)


def dashboard(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; ohne Angabe ein freier.")] = None,
    address: Annotated[str, typer.Option(help="Adresse, auf der gelauscht wird.")] = "127.0.0.1",
    host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Weiterer Rechnername, unter dem das Dashboard aufgerufen wird."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Browser gleich öffnen.")] = False,
) -> None:
    """Stellt das Dashboard bereit, bis Strg+C es beendet."""
    try:
        from dashboard.server import serve
    except ModuleNotFoundError as error:
        from data.errors import BadInput

        raise BadInput(
            f"Für das Dashboard fehlt das Paket {error.name}. Bitte mit dem Zusatz installieren: "
            "pip install 'foerderscout[dashboard]'."
        ) from error
    serve(settings_of(context), address, port, host or (), browser, _announce)


def _announce(url: str) -> None:
    say(f"Das Dashboard läuft: {url}")
    say("Beenden mit Strg+C.")
    sys.stdout.flush()  # whoever reads a pipe waits for the address
