"""``foerderscout evaluate``: measures the parts of Förderscout on judged cases, and writes their predictions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, report
from dashboard.commands.evaluate_changes import changes
from dashboard.commands.evaluate_deadlines import deadlines
from dashboard.commands.evaluate_eligibility import eligibility
from dashboard.commands.evaluate_same import same
from data.errors import BadInput, NotBuiltYet

if TYPE_CHECKING:
    from matcher.evaluate import Evaluation, Run
    from matcher.metrics import Comparison, Figures

Out = Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Vorhersagen in diese Datei schreiben.")]

FIGURE_NAMES = {
    "ndcg_10": "nDCG@10",
    "recall_20": "Recall@20",
    "mrr": "MRR",
    "p_5": "P@5",
}


class Channel(StrEnum):
    """Which channels of the matcher score."""

    both = "both"
    chars = "chars"
    words = "words"


class OtherChannel(StrEnum):
    """A single channel to compare with."""

    chars = "chars"
    words = "words"


app = typer.Typer(no_args_is_help=True, help="Güte messen: Vorhersagen gegen beurteilte Fälle.")


def register(parent: typer.Typer) -> None:
    """Adds ``evaluate`` with its subcommands."""
    parent.add_typer(app, name="evaluate")


@app.command("matching")
def matching(
    programmes: Annotated[Path, typer.Option(metavar="DATEI", help="Programme (JSON Lines, auch .gz).")],
    projects: Annotated[Path, typer.Option(metavar="DATEI", help="Projekte (JSON Lines, auch .gz).")],
    judgements: Annotated[
        Path, typer.Option(metavar="DATEI", help="Urteile (TSV); nur mit Kopfzeile wird nur die Rangliste geschrieben.")
    ],
    channel: Annotated[Channel, typer.Option(help="Kanäle der Wertung, für Vergleiche.")] = Channel.both,
    against: Annotated[
        OtherChannel | None, typer.Option(help="Vergleich mit einem einzelnen Kanal (gepaarter Bootstrap).")
    ] = None,
    run_out: Annotated[Path | None, typer.Option(metavar="DATEI", help="Rangliste im TREC-Format, 100 tief.")] = None,
    as_json: AsJson = False,
) -> None:
    """Rangfolge der Programme je Projekt gegen Urteile. Mit nDCG@10, Recall@20, MRR und P@5."""
    from matcher.cases import read_judgements, read_programmes, read_projects
    from matcher.evaluate import against as compared
    from matcher.evaluate import evaluate, rank

    listed, wanted = read_programmes(programmes), read_projects(projects)
    judged = read_judgements(judgements)
    run = rank(listed, wanted, channel.value)
    if run_out:
        _write_run(run_out, run)
    if not judged:
        report(
            {"projects": len(run), "judged": False, "run_out": run_out},
            as_json,
            [f"Keine Urteile in {judgements}: {_written(run_out, len(run))}"],
        )
        return
    found = evaluate(run, judged)
    if not found.measured:
        raise BadInput(f"{judgements}: zu keinem Projekt aus {projects} gibt es ein Programm mit Note 2 oder 3.")
    difference = compared(found, evaluate(rank(listed, wanted, against.value), judged)) if against else None
    report(_value(found, channel, against, difference), as_json, _lines(found, channel, against, difference, run_out))


def _written(run_out: Path | None, projects: int) -> str:
    if run_out:
        return f"Rangliste für {projects} Projekte nach {run_out} geschrieben."
    return "mit --run-out DATEI wird die Rangliste geschrieben."


def _write_run(path: Path, run: Run) -> None:
    from matcher.evaluate import trec_lines

    try:
        path.write_text("\n".join(trec_lines(run)) + "\n", "utf-8")
    except OSError as error:
        raise BadInput(f"--run-out {path} lässt sich nicht schreiben: {error.strerror}.") from error


def _value(
    found: Evaluation, channel: Channel, against: OtherChannel | None, difference: Comparison | None
) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "channel": channel.value,
        "projects": len(found.measured),
        "left_out": list(found.left_out),
        "judged": True,
        **asdict(found.means),
        "against": against and against.value,
        "ndcg_10_difference": difference and asdict(difference),
        "by_project": {project: asdict(figures) for project, figures in found.measured.items()},
    }


def _lines(
    found: Evaluation,
    channel: Channel,
    against: OtherChannel | None,
    difference: Comparison | None,
    run_out: Path | None,
) -> list[str]:
    means = found.means
    lines = [
        f"{len(found.measured)} Projekte gemessen, {len(found.left_out)} ohne passendes Programm ausgelassen. "
        f"Kanal: {channel.value}.",
        "",
        f"{'':12}{'alle':>8}{'nur beurteilte':>17}",
        *(_line(means, name, title) for name, title in FIGURE_NAMES.items()),
        f"{'beurteilt@10':12}{_number(means.judged_10):>8}",
    ]
    if against and difference:
        lines += ["", _difference(against, difference)]
    if run_out:
        lines += ["", _written(run_out, len(found.measured) + len(found.left_out))]
    return lines


def _line(means: Figures, name: str, title: str) -> str:
    plain, condensed = getattr(means, name), getattr(means, f"{name}_condensed")
    return f"{title:12}{_number(plain):>8}{_number(condensed):>17}"


def _difference(against: OtherChannel, difference: Comparison) -> str:
    interval = f"[{_number(difference.low)}; {_number(difference.high)}]"
    return (
        f"nDCG@10 gegen {against.value}: {_number(difference.difference)} "
        f"(95-%-Intervall {interval}, gepaarter Bootstrap über Projekte)"
    )


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


app.command("deadlines")(deadlines)


app.command("changes")(changes)
app.command("eligibility")(eligibility)
app.command("same")(same)


@app.command("stories")
def stories(
    items: Annotated[Path, typer.Option(metavar="DATEI", help="Meldungen (JSON Lines).")],
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Meldungen zu Themen gruppiert, noch nicht gebaut."""
    raise _not_yet("stories", 5)


@app.command("trends")
def trends(
    headlines: Annotated[Path, typer.Option(metavar="DATEI", help="Schlagzeilen (JSON Lines).")],
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Auffällige Begriffe je Woche, noch nicht gebaut."""
    raise _not_yet("trends", 5)


def _not_yet(name: str, issue: int) -> NotBuiltYet:
    return NotBuiltYet(f"evaluate {name}: noch nicht gebaut (not built yet, Issue {issue}).")
