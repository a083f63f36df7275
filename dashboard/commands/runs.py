"""``foerderscout runs``: what was held of a run, and a person's decision about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dashboard.commands.context import AsJson, actor_of, report, settings_of, store_of

if TYPE_CHECKING:
    from data.queries.held import HeldView
    from scout.held_titles import HeldProgramme
    from scout.settle import Settled

Run = Annotated[int, typer.Argument(metavar="RUN", help="Nummer des Laufs, siehe runs list.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Warum; steht im Protokoll.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Wer entscheidet (sonst FOERDERSCOUT_USER).")]

SETTLED = {"applied": "übernommen", "discarded": "verworfen", "superseded": "durch einen neueren Lauf überholt"}
PARTS = {"appeared": "neu oder wieder da", "changed": "wesentlich geändert", "vanished": "nicht mehr gelistet"}
SHOWN = 20  # programmes of each part that are listed by title; --json lists all

app = typer.Typer(no_args_is_help=True, help="Zurückgehaltene Läufe ansehen, übernehmen oder verwerfen.")


def register(parent: typer.Typer) -> None:
    """Adds ``runs`` with its subcommands."""
    parent.add_typer(app, name="runs")


@app.command("list")
def list_runs(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Auch die schon entschiedenen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Zeigt die zurückgehaltenen Läufe. Sie warten auf eine Entscheidung."""
    from data.queries.held import held_runs

    store = store_of(context)
    with store.reading() as session:
        found = held_runs(session, waiting=not everything)
    lines = [line for held in found for line in _held_lines(held)]
    report([asdict(held) for held in found], as_json, lines or ["Kein Lauf wartet auf eine Entscheidung."])


@app.command("show")
def show(context: typer.Context, run: Run, as_json: AsJson = False) -> None:
    """Zeigt, was von einem Lauf zurückgehalten wurde."""
    from scout.held_titles import held_programmes

    held, programmes = held_programmes(store_of(context), run)
    lines = _held_lines(held)
    for part, title in PARTS.items():
        lines += _part_lines(title, [programme for programme in programmes if programme.part == part])
    report({**asdict(held), "programmes": [asdict(p) for p in programmes]}, as_json, lines)


@app.command("apply")
def apply(context: typer.Context, run: Run, reason: Reason, by: By = None, as_json: AsJson = False) -> None:
    """Übernimmt, was von einem Lauf zurückgehalten wurde. Alles davon wird gemeldet."""
    done = _decide(context, run, "apply", reason, by)
    line = (
        f"Lauf {run} ({done.source_key}) übernommen: {done.new} neu, {done.changed} geändert, "
        f"{done.back} wieder da, {done.missing} nicht mehr gelistet."
    )
    report(asdict(done), as_json, [line])


@app.command("discard")
def discard(context: typer.Context, run: Run, reason: Reason, by: By = None, as_json: AsJson = False) -> None:
    """Verwirft, was von einem Lauf zurückgehalten wurde. Der bisherige Stand bleibt."""
    done = _decide(context, run, "discard", reason, by)
    lines = [
        f"Lauf {run} ({done.source_key}) verworfen, der bisherige Stand bleibt.",
        "Zeigt die Quelle beim nächsten Lauf dieselbe Bewegung, wird sie wieder zurückgehalten.",
    ]
    report(asdict(done), as_json, lines)


def _decide(
    context: typer.Context, run: int, verdict: Literal["apply", "discard"], reason: str, by: str | None
) -> Settled:
    from dashboard.desk import decide_run
    from data.errors import BadInput
    from scout.settle import settle_claimed

    settings, store = settings_of(context), store_of(context)
    if not (by or settings.user):
        raise BadInput("Bitte sagen, wer entscheidet: --by NAME oder FOERDERSCOUT_USER.")
    decide_run(store, by or actor_of(settings), run, verdict, reason)
    return settle_claimed(store, run)


def _held_lines(held: HeldView) -> list[str]:
    state = SETTLED.get(held.settled or "", "wartet auf eine Entscheidung")
    lines = [
        f"Lauf {held.run_id}: {held.source_title} – zurückgehalten am {held.held_at:%d.%m.%Y}, {state}",
        f"  {held.why}",
    ]
    if held.decided_by and held.decided_at:
        lines.append(f"  {held.decided_by}, {held.decided_at:%d.%m.%Y}: {held.reason}")
    return lines


def _part_lines(title: str, programmes: Sequence[HeldProgramme]) -> list[str]:
    if not programmes:
        return []
    lines = [f"  {len(programmes)} {title}:"]
    for programme in programmes[:SHOWN]:
        lines.append(f"    {programme.title} ({programme.external_id}), seit {programme.since:%d.%m.%Y}")
        lines += [f"      {change}" for change in programme.changes]
    if len(programmes) > SHOWN:
        lines.append(f"    … und {len(programmes) - SHOWN} weitere (alle: --json)")
    return lines
