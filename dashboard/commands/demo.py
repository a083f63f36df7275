"""``foerderscout demo`` and ``foerderscout run``: the whole job on the bundled sample or on the live sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, report, say, settings_of
from dashboard.commands.web import dashboard

if TYPE_CHECKING:
    from dashboard.job import Step, StepResult
    from data.settings import Settings

# The day the sample describes: its deadlines are meaningful seen from here.
SAMPLE_NOW = "2026-08-21T16:00:00+02:00"
SAMPLE_WEEKS = ("2026-W33", "2026-W34")
SAMPLE_SOURCES = ("foerderdatenbank", "foerderinfo_bund", "nrw_bank")

NoServe = Annotated[bool, typer.Option("--no-serve", help="Nach dem Wochenbericht enden, ohne Dashboard.")]
Port = Annotated[int | None, typer.Option(help="Port des Dashboards; sonst ein freier.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("demo")(demo)
    app.command("run")(run)


def demo(context: typer.Context, no_serve: NoServe = False, as_json: AsJson = False, port: Port = None) -> None:
    """Führt alles mit Beispieldaten vor, ohne Internet. Die Uhr steht dabei am Tag der Beispieldaten."""
    from dashboard.job import Step

    settings = settings_of(context)
    _prepare_demo(settings)
    feeds = _sample_folder() / "feeds.yml"
    steps = [
        Step("portfolio", "Portfolio laden (Rekonstruktion aus öffentlichen Quellen)", ("init",)),
        Step("crawl", "Förderprogramme lesen (Beispieldaten)", ("crawl", *SAMPLE_SOURCES)),
        Step("news", "Meldungen lesen (Beispieldaten)", ("news", "--feeds", str(feeds))),
        Step("match", "Mit Projekten und Themenfeldern abgleichen", ("match",)),
        *(Step("digest", f"Wochenbericht {week} bauen", ("digest", "--week", week)) for week in SAMPLE_WEEKS),
    ]
    say_unless(as_json, "Förderscout-Vorführung. Die Uhr steht auf Freitag, 21.08.2026, 16:00 Uhr.")
    with _sample_mirror() as mirror:
        results = _work(steps, settings, {"FOERDERSCOUT_MIRROR": mirror, "FOERDERSCOUT_DELAY_SECONDS": "0"}, as_json)
    _finish(context, results, no_serve, as_json, port)


def run(context: typer.Context, no_serve: NoServe = False, as_json: AsJson = False, port: Port = None) -> None:
    """Erledigt alles einmal auf den echten Quellen. Liest, gleicht ab, baut den Wochenbericht, zeigt das Dashboard."""
    from dashboard.job import Step
    from data.store import open_store, refuse_demonstration

    settings = settings_of(context)
    refuse_demonstration(open_store(settings))
    steps = [
        Step("portfolio", "Zustandsordner und Portfolio prüfen", ("init",)),
        Step("check", "Neue Quellen mit ihren echten Seiten vergleichen", ("sources", "check", "--waiting")),
        Step("crawl", "Förderprogramme lesen (höchstens eine Anfrage je Sekunde und Quelle)", ("crawl",)),
        Step("news", "Meldungen lesen", ("news",)),
        Step("match", "Mit Projekten und Themenfeldern abgleichen", ("match",)),
        Step("digest", "Wochenbericht bauen", ("digest",)),
    ]
    _finish(context, _work(steps, settings, {}, as_json), no_serve, as_json, port)


def say_unless(quiet: bool, line: str) -> None:
    """A line for people, unless the output is for a script."""
    if not quiet:
        say(line)


def _sample_folder() -> Path:
    from importlib.resources import files

    return Path(str(files("data") / "sample"))


@contextmanager
def _sample_mirror() -> Iterator[str]:
    """The bundled sample on a free local port; its address."""
    from scout.sample_server import serve_sample

    with serve_sample(_sample_folder()) as address:
        yield address


def _prepare_demo(settings: Settings) -> None:
    """Marks a fresh store as a demonstration; a store with real data is left alone."""
    from sqlalchemy import select

    from data.errors import BadInput
    from data.model.audit import StoreFact
    from data.model.sources import CrawlRun
    from data.store import CLOCK_FACT, open_store, standing_clock

    store = open_store(settings)
    with store.unit_of_work("demo") as work:
        if standing_clock(work.session) is not None:
            return
        if work.session.scalar(select(CrawlRun.id).limit(1)) is not None:
            raise BadInput(
                f"{settings.state_dir} enthält schon echte Daten und bleibt unberührt. "
                "Für die Vorführung bitte einen anderen Ordner angeben: foerderscout --state ORDNER demo"
            )
        work.session.add(StoreFact(key=CLOCK_FACT, value=SAMPLE_NOW))
        work.audit("demo.start", "store", after={CLOCK_FACT: SAMPLE_NOW})


def _work(
    steps: Sequence[Step], settings: Settings, environment: dict[str, str], as_json: bool
) -> tuple[StepResult, ...]:
    from dashboard.job import run_steps

    return run_steps(steps, settings.state_dir, environment, lambda line: say_unless(as_json, line))


def _finish(
    context: typer.Context, results: Sequence[StepResult], no_serve: bool, as_json: bool, port: int | None
) -> None:
    worst = max((r.exit_code for r in results), default=0)
    summary = _summary(settings_of(context), results)
    report(summary, as_json, _summary_lines(summary))
    if no_serve or any(r.exit_code not in (0, 5, 6) for r in results):
        raise typer.Exit(worst)
    dashboard(context, port=port)


def _summary(settings: Settings, results: Sequence[StepResult]) -> dict[str, Any]:
    from dataclasses import asdict

    from data.queries.counts import store_counts
    from data.store import open_store

    store = open_store(settings)
    with store.reading() as session:
        counts = store_counts(session)
    return {
        "state": str(settings.state_dir),
        "clock": store.clock.now().isoformat(),
        **asdict(counts),
        "steps": [
            {"step": r.step.name, "exit_code": r.exit_code, "seconds": round(r.seconds, 1), "report": r.report}
            for r in results
        ],
    }


def _summary_lines(summary: dict[str, Any]) -> list[str]:
    seconds = sum(step["seconds"] for step in summary["steps"])
    failed = [step["step"] for step in summary["steps"] if step["exit_code"] != 0]
    return [
        "",
        f"Fertig nach {seconds:.0f} Sekunden: {summary['programmes']} Förderprogramme, {summary['news']} Meldungen, "
        f"{summary['projects']} Projekte und Ideen, {summary['matches']} Treffer.",
        f"Zustandsordner: {summary['state']}",
        *(f"Schritt „{name}“ endete mit einem Hinweis, siehe oben." for name in failed),
    ]
