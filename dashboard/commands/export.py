"""``foerderscout export matches|programmes|deadlines``: the store's contents for people's own tools."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import store_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.store import Store

commands = typer.Typer(no_args_is_help=True, help="Treffer, Programme, Fristen für eigene Auswertungen ausgeben.")


class TableFormat(StrEnum):
    """Forms of a table."""

    csv = "csv"
    xlsx = "xlsx"
    json = "json"


class DeadlineFormat(StrEnum):
    """Forms of the deadlines; ``ics`` is a calendar."""

    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    ics = "ics"


AsTable = Annotated[TableFormat, typer.Option("--format", help="Form der Ausgabe.")]
AsDeadlines = Annotated[DeadlineFormat, typer.Option("--format", help="Form der Ausgabe; ics für den Kalender.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Zieldatei; nötig bei xlsx.")]


def register(app: typer.Typer) -> None:
    """Adds ``export …``."""
    app.add_typer(commands, name="export")


@commands.command("matches")
def matches(context: typer.Context, form: AsTable = TableFormat.csv, out: Out = None) -> None:
    """Treffer in der Reihenfolge der Strategie. Mit Begründung und Entscheidung."""
    from dashboard.export.matches import COLUMNS
    from data.queries.export_matches import export_matches

    store = store_of(context)
    with store.reading() as session:
        rows = export_matches(session, store.clock.today())
    _put("Treffer", COLUMNS, rows, form.value, out, store)


@commands.command("programmes")
def programmes(context: typer.Context, form: AsTable = TableFormat.csv, out: Out = None) -> None:
    """Alle Förderprogramme in ihrer geltenden Fassung."""
    from dashboard.export.programmes import COLUMNS
    from data.queries.export import export_programmes

    store = store_of(context)
    with store.reading() as session:
        rows = export_programmes(session, store.clock.today())
    _put("Programme", COLUMNS, rows, form.value, out, store)


@commands.command("deadlines")
def deadlines(
    context: typer.Context,
    form: AsDeadlines = DeadlineFormat.csv,
    out: Out = None,
    with_past: Annotated[bool, typer.Option("--with-past", help="Auch abgelaufene Fristen.")] = False,
) -> None:
    """Antragsfristen mit dem Wortlaut der Quelle. Die Form ics liest jeder Kalender."""
    from dashboard.export.deadlines import columns, to_calendar
    from dashboard.export.output import deliver
    from data.queries.export import export_deadlines

    store = store_of(context)
    today = store.clock.today()
    with store.reading() as session:
        rows = export_deadlines(session, today, with_past)
    if form is DeadlineFormat.ics:
        deliver(to_calendar(rows), out)
        dated = sum(row.next_on is not None for row in rows)
        sys.stderr.write(f"{dated} Fristen mit Datum, {len(rows) - dated} ohne Datum ausgelassen.\n")
        return
    _put("Fristen", columns(today), rows, form.value, out, store)


def _put(title: str, columns: Sequence[Any], rows: Sequence[Any], form: str, out: Path | None, store: Store) -> None:
    from dashboard.export.output import deliver
    from dashboard.export.table import to_csv, to_json, to_xlsx

    if form == "xlsx":
        deliver(to_xlsx(title, columns, rows, store.clock.now()), out, binary=True)
    else:
        deliver(to_csv(columns, rows) if form == "csv" else to_json(rows), out)
    if out is not None:
        # On the error channel: standard output may be an export itself.
        sys.stderr.write(f"{title}: {len(rows)} Zeilen nach {out} geschrieben.\n")
