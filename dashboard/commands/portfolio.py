"""Commands around the portfolio: import a file, export the present one, compare it with the strategy's counts."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.context import AsJson, actor_of, report, settings_of, store_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from data.portfolio.importing import ImportReport
    from data.portfolio.values import PortfolioFile

commands = typer.Typer(no_args_is_help=True, help="Projektportfolio einlesen, ausgeben, prüfen.")


class PortfolioFormat(StrEnum):
    """Forms a portfolio can be written in."""

    yml = "yml"
    xlsx = "xlsx"


def register(app: typer.Typer) -> None:
    """Adds ``portfolio import|export|check``."""
    app.add_typer(commands, name="portfolio")


@commands.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DATEI", help="Portfolio als .yml oder .xlsx.")],
    as_json: AsJson = False,
) -> None:
    """Macht eine Datei zum geltenden Portfolio. Bei Fehlern bleibt der gespeicherte Stand unverändert."""
    from data.portfolio.files import read_portfolio
    from data.portfolio.importing import import_portfolio

    # Read and checked before the store is opened: a bad file touches nothing.
    portfolio = read_portfolio(file)
    done = import_portfolio(store_of(context), portfolio, str(file), actor_of(settings_of(context)))
    report(asdict(done), as_json, import_lines(done))


def import_lines(done: ImportReport) -> list[str]:
    """What an import did, for people."""
    lines = [
        f"Portfolio „{done.label}“ übernommen: {done.theme_fields} Themenfelder, {done.proposals} Projektvorschläge "
        f"(davon {done.open_places} offene Plätze), {done.single_projects} Einzelprojekte, {done.ideas} Ideen, "
        f"{done.applications} frühere Bewerbungen.",
        f"Neu: {len(done.new)}, geändert: {len(done.changed)}, entfallen: {len(done.removed)}, "
        f"wieder da: {len(done.back)}.",
    ]
    lines += [f"  geändert: {change.title} ({', '.join(change.fields)})" for change in done.changed]
    lines += [f"  entfallen: {key}" for key in done.removed]
    return lines


@commands.command("export")
def export(
    context: typer.Context,
    form: Annotated[PortfolioFormat, typer.Option("--format", help="Form der Ausgabe.")] = PortfolioFormat.yml,
    out: Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Zieldatei; nötig bei xlsx.")] = None,
) -> None:
    """Schreibt das geltende Portfolio in eine Datei. Sie lässt sich wieder einlesen."""
    from dashboard.export.output import deliver
    from data.portfolio.yaml_writer import portfolio_to_yaml

    store = store_of(context)
    with store.reading() as session:
        portfolio = _present(session)
    if form is PortfolioFormat.xlsx:
        from data.portfolio.xlsx_writer import portfolio_to_xlsx

        deliver(portfolio_to_xlsx(portfolio, store.clock.now()), out, binary=True)
    else:
        deliver(portfolio_to_yaml(portfolio).encode(), out)
    if out is not None:
        sys.stderr.write(f"{len(portfolio.items)} Einträge nach {out} geschrieben.\n")


def _present(session: Session) -> PortfolioFile:
    from data.errors import BadInput
    from data.portfolio.stored import stored_portfolio

    portfolio = stored_portfolio(session)
    if portfolio is None:
        raise BadInput("Es ist noch kein Portfolio gespeichert. Bitte zuerst: foerderscout init")
    return portfolio


@commands.command("check")
def check(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="DATEI", help="Diese Datei prüfen statt des gespeicherten Stands.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vergleicht mit den Zahlen der Strategie. Nennt offene Plätze und fehlende Angaben."""
    from data.portfolio.check import check_lines, check_portfolio, check_values
    from data.portfolio.files import read_portfolio

    if file is not None:
        portfolio = read_portfolio(file)
    else:
        with store_of(context).reading() as session:
            portfolio = _present(session)
    checked = check_portfolio(portfolio)
    report(check_values(checked), as_json, check_lines(checked))
