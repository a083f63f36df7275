"""``foerderscout match``: matches the portfolio with programmes and news, and reports what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.context import AsJson, report, store_of
from dashboard.commands.watching import watching

if TYPE_CHECKING:
    from matcher.run import MatchReport

BAND_NAMES = {"high": "hoch", "medium": "mittel", "low": "niedrig"}
MODE_NAMES = {"full": "vollständig", "incremental": "nur Geändertes"}


def register(app: typer.Typer) -> None:
    """Adds ``match``."""
    app.command("match")(match)


def match(
    context: typer.Context,
    full: Annotated[
        bool, typer.Option("--full", help="Alles neu berechnen und das Modell neu anpassen, nicht nur Geändertes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Gleicht das Portfolio mit Programmen und Meldungen ab. Es sucht für Projekte, Ideen und Themenfelder."""
    from dataclasses import asdict

    from data.reference.applicants import applicants_in
    from data.settings import read_settings
    from matcher.run import STEPS, run_match

    lead = applicants_in(read_settings().applicants).lead
    store = store_of(context)
    with watching(STEPS) as step:
        done = run_match(store, mode="full" if full else "auto", applicant=lead, progress=step)
    report(asdict(done), as_json, _lines(done))


def _lines(done: MatchReport) -> list[str]:
    bands = ", ".join(f"{_count(done.bands[band])} {name}" for band, name in BAND_NAMES.items())
    model = f"Modell {done.model_version}" + (f", neu angepasst: {done.why_fitted}" if done.why_fitted else "")
    lines = [
        f"Abgleich ({MODE_NAMES[done.mode]}): {_count(done.subjects)} Projekte, Ideen und Themenfelder mit "
        f"{_count(done.programmes)} Programmen und {_count(done.news)} Meldungen.",
        f"{_count(done.changed)} Texte neu, geändert oder entfallen. {model}.",
        f"Treffer: {_count(done.written)} neu oder geändert, {_count(done.removed)} entfallen, "
        f"{_count(done.kept)} unverändert.",
        f"Jetzt gespeichert: {bands}.",
    ]
    if not done.subjects:
        lines.append("Es gibt noch kein Portfolio: foerderscout portfolio import DATEI.")
    if not done.programmes + done.news:
        lines.append("Es gibt noch keine Programme und Meldungen: foerderscout crawl, foerderscout news.")
    return lines


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
