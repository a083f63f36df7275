"""``foerderscout evaluate changes``: replays a source's past and says what would have been told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.context import AsJson, report
from dashboard.commands.watching import watching

if TYPE_CHECKING:
    from scout.replay import ReplayedRun
    from scout.replay_report import Comparison, Summary

KINDS = {
    "new": "neu",
    "deadline": "Frist geändert",
    "amount": "Betrag geändert",
    "rate": "Quote geändert",
    "eligibility": "Berechtigte geändert",
    "status": "Stand geändert",
    "text": "Text geändert",
    "withdrawn": "nicht mehr gelistet",
    "back": "wieder gelistet",
}
OUTCOMES = {
    "ok": "übernommen",
    "partial": "zum Teil gelesen",
    "held": "zum Teil zurückgehalten",
    "refused": "abgewiesen",
}


def changes(
    snapshots: Annotated[
        Path, typer.Option(metavar="DATEI", help="Momentaufnahmen der EU-Aufrufe (JSON Lines, auch .gz und .zst).")
    ],
    events: Annotated[
        Path | None, typer.Option(metavar="DATEI", help="Aufgezeichnete Ereignisse derselben Quelle zum Vergleich.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Vorhersagen in diese Datei.")] = None,
    as_json: AsJson = False,
) -> None:
    """Änderungen und was davon gemeldet wird. Spielt eine Quelle nach, jede Momentaufnahme als ein Lauf."""
    from scout.replay import replay
    from scout.replay_report import compare, summary
    from scout.snapshots import read_lines, read_snapshots

    seen = read_snapshots(snapshots)
    recorded = list(read_lines(events, ("at", "event", "reference"))) if events else None
    with watching(len(seen)) as step:
        runs = replay(seen, lambda: step("Momentaufnahme"))
    if out:
        _write(out, runs)
    found = summary(seen, runs)
    against = compare(runs, recorded) if recorded is not None else None
    lines = [*_summary_lines(found, runs), *(_comparison_lines(against) if against else ())]
    if out:
        lines += ["", f"Vorhersagen nach {out} geschrieben."]
    report({**asdict(found), "against_events": against and asdict(against), "out": out}, as_json, lines)


def _write(path: Path, runs: Sequence[ReplayedRun]) -> None:
    from data.errors import BadInput

    lines = (json.dumps(asdict(line), ensure_ascii=False) for run in runs for line in run.lines)
    try:
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as error:
        raise BadInput(f"--out {path} lässt sich nicht schreiben: {error.strerror}.") from error


def _summary_lines(found: Summary, runs: Sequence[ReplayedRun]) -> Iterator[str]:
    yield f"{len(runs)} Momentaufnahmen als Läufe: {_counted(found.runs, OUTCOMES)}."
    yield f"Ausgangsbestand: {found.baseline} Aufrufe aus dem ersten übernommenen Lauf, nicht gemeldet."
    yield f"Gemeldet: {_counted(found.told, KINDS)}."
    yield f"  davon {found.extended} Fristen verlängert, {found.shortened} verkürzt"
    yield f"Zurückgehalten: {_counted(found.held, KINDS)}."
    yield f"Doppelt gemeldet: {len(found.repeated)}."
    yield from (f"  {line.at} {line.reference} {line.kind} {line.after or ''}".rstrip() for line in found.repeated)
    yield "Nicht gemeldet:"
    yield from (f"  {number:>6}  {reason}" for reason, number in found.quiet.items())
    for run in runs:
        if run.outcome in ("held", "refused"):
            yield f"{run.at:%d.%m.%Y %H:%M} {OUTCOMES[run.outcome]}: {run.message}"


def _comparison_lines(found: Comparison) -> Iterator[str]:
    yield ""
    yield (
        f"Ereignisse: {found.moves} Fristen auf einen anderen Tag verlegt, davon {found.told_once} im selben Lauf "
        f"genau einmal gemeldet, {len(found.late)} später, {len(found.untold)} nie, "
        f"{len(found.not_stored)} an zurückgehaltenen Aufrufen."
    )
    for name, pairs in (("später", found.late), ("nie", found.untold), ("zurückgehalten", found.not_stored)):
        yield from (f"  {name}: {at} {reference}" for at, reference in pairs)
    yield (
        f"{found.spurious} Ereignisse betreffen nur Sekunden oder Stunden desselben Tages, "
        f"davon gemeldet: {len(found.spurious_told)}."
    )


def _counted(numbers: Mapping[str, int], names: Mapping[str, str]) -> str:
    return ", ".join(f"{number} {names.get(key, key)}" for key, number in numbers.items()) or "nichts"
