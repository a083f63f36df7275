"""Commands around the installation: init, backup, restore, doctor."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.commands.context import AsJson, actor_of, report, settings_of, store_of

WithCaptures = Annotated[
    bool, typer.Option("--with-captures", help="Auch die abgerufenen Seiten sichern (kann groß werden).")
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("init")(init)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("doctor")(doctor)


def init(context: typer.Context, as_json: AsJson = False) -> None:
    """Legt Zustandsordner und Datenbank an und lädt das Portfolio. Vorhandenes bleibt, wie es ist."""
    from dashboard.commands.portfolio import import_lines
    from data.portfolio.files import SHIPPED, shipped_portfolio
    from data.portfolio.importing import import_portfolio
    from data.queries.portfolio import portfolio_head

    settings = settings_of(context)
    store = store_of(context)
    with store.reading() as session:
        head = portfolio_head(session)
    value: dict[str, Any] = {"state": str(store.state), "database": store.engine.url.render_as_string()}
    lines = [f"Zustandsordner: {store.state}", f"Datenbank: {value['database']}"]
    if head is None:
        done = import_portfolio(store, shipped_portfolio(), f"{SHIPPED} (mitgeliefert)", actor_of(settings))
        value["imported"] = asdict(done)
        lines += import_lines(done)
    else:
        lines.append(f"Portfolio „{head.label}“ aus {head.origin} ist schon da und bleibt.")
    report(value, as_json, [*lines, "", *_next_steps()])


def _next_steps() -> list[str]:
    return [
        "Nächste Schritte:",
        "  foerderscout portfolio check        was zum Portfolio noch fehlt",
        "  foerderscout portfolio import DATEI eigene Steckbriefe einlesen",
        "  foerderscout run                    Quellen lesen, abgleichen, Wochenbericht, Dashboard",
        "  foerderscout doctor                 Installation prüfen",
    ]


def backup(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="ZIEL", help="Datei oder Ordner; sonst backups/ im Zustandsordner.")
    ] = None,
    with_captures: WithCaptures = False,
    as_json: AsJson = False,
) -> None:
    """Sichert die Datenbank, während der Betrieb weiterläuft. Ergebnis ist eine .tar.gz."""
    from data.backup import backup as write_backup

    done = write_backup(store_of(context), out, with_captures)
    counts = done.manifest.counts
    lines = [
        f"Gesichert: {done.path} ({_megabytes(done.size)})",
        f"  {counts['programmes']} Programme, {counts['news']} Meldungen, {counts['projects']} Projekte, "
        f"{counts['matches']} Treffer, {done.manifest.captures} abgerufene Seiten",
        f"Zurückspielen: foerderscout restore {done.path}",
    ]
    report(asdict(done), as_json, lines)


def _megabytes(size: int) -> str:
    return f"{size / 10**6:.1f} MB".replace(".", ",")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DATEI", help="Sicherung aus foerderscout backup.")],
    as_json: AsJson = False,
) -> None:
    """Spielt eine Sicherung zurück. Der jetzige Stand wird vorher beiseitegelegt."""
    from dashboard.format import moment
    from data.backup import restore as put_back
    from data.settings import clock_for

    settings = settings_of(context)
    done = put_back(settings, file, clock_for(settings), actor_of(settings))
    saved_at = moment(datetime.fromisoformat(done.manifest.created_at))
    lines = [f"Zurückgespielt: Stand vom {saved_at}, Datenbankfassung {done.manifest.schema}."]
    lines.append(f"Der vorige Stand liegt in {done.kept}." if done.kept else "Vorher gab es noch keine Datenbank.")
    if done.captures:
        lines.append(f"{done.captures} abgerufene Seiten dazu.")
    report(asdict(done), as_json, lines)


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Prüft die Installation und sagt, was zu tun ist. Exit-Code 1, wenn etwas davon ein Fehler ist."""
    from dashboard.doctor import clock_in_force, examine
    from dashboard.doctor import lines as report_lines

    settings = settings_of(context)
    checks = examine(settings, clock_in_force(settings))
    report({"checks": [asdict(check) for check in checks]}, as_json, report_lines(checks))
    if any(check.verdict == "fehler" for check in checks):
        raise typer.Exit(1)
