"""``foerderscout digest``: the weekly digest in the form wanted."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.context import AsJson, say, store_of


class Form(StrEnum):
    """Forms a digest comes in."""

    html = "html"
    text = "text"
    md = "md"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("digest")(digest)


def digest(
    context: typer.Context,
    week: Annotated[str | None, typer.Option(help="ISO-Woche, z. B. 2026-W48; sonst die laufende.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Form der Ausgabe.")] = Form.text,
    out: Annotated[Path | None, typer.Option(help="Zieldatei statt Standardausgabe.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Auch eine abgeschlossene Woche neu bauen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Gibt den Wochenbericht aus. Je Themenfeld Förderprogramme, Meldungen und Antragsfristen, dazu die Quellen."""
    from dashboard.digest.collect import as_json as json_of
    from dashboard.digest.collect import digest_for
    from dashboard.digest.render import render
    from dashboard.export.output import deliver
    from data.clock import iso_week

    store = store_of(context)
    built = digest_for(store, week or iso_week(store.clock.today()), rebuild=rebuild)
    content = json_of(built) if as_json else render(built, form.value)
    if out is None:
        say(content)
        return
    deliver(f"{content}\n".encode(), out)
    say(f"Wochenbericht {built.week} geschrieben: {out}")
