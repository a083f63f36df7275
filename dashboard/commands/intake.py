"""Commands that bring things in: crawl and news."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, report, settings_of, store_of
from dashboard.commands.watching import log_to_file, watching

if TYPE_CHECKING:
    from data.queries.runs import RunView
    from data.settings import Settings
    from data.store import Store
    from scout.news_record import FeedReport
    from scout.source import Source

OUTCOMES = {
    "ok": "in Ordnung",
    "partial": "übernommen, mit Fehlern auf einzelnen Seiten",
    "unchanged": "unverändert",
    "held": "zum Teil zurückgehalten, wartet auf eine Entscheidung",
    "refused": "abgewiesen, nichts übernommen",
    "failed": "gescheitert",
    "waiting": "wartet auf Wunsch des Servers",
    "unchecked": "nicht gelesen, wartet auf den Vergleich mit der echten Seite",
    "busy": "wird gerade von einem anderen Vorgang eingelesen, nichts getan",
    "error": "Programmfehler",
}
UNEXPECTED, REFUSED, FAILED = 1, 5, 6  # as documented in docs/cli.md


def register(app: typer.Typer) -> None:
    """Adds ``crawl`` and ``news``."""
    app.command("crawl")(crawl)
    app.command("news")(news)


def crawl(
    context: typer.Context,
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Quellen; ohne Angabe alle.")] = None,
    as_json: AsJson = False,
) -> None:
    """Liest die Förderquellen und übernimmt, was neu oder anders ist."""
    from scout.mirror import mirror_of

    chosen = chosen_sources(keys or [])
    settings = settings_of(context)
    mirror_of(settings)  # a setting that cannot be used is no fault of a source
    store = _store_to_fill(context, settings)
    log_to_file(store.state)
    results = [] if keys else unchecked(store, chosen)
    passed_over = {result.source_key for result in results}
    chosen = [source for source in chosen if source.key not in passed_over]
    results.extend(_crawl_all(store, settings, chosen))
    lines = [line for result in results for line in _run_lines(result)]
    report([_as_value(r) for r in results], as_json, [*lines, _same_line(store)])
    _end([result.outcome for result in results])


def _same_line(store: Store) -> str:
    """Finds programmes that several portals have, and says how many there are."""
    from scout.same_record import find_same

    try:
        found = find_same(store)
    except Exception:  # what was read is stored and must be reported; the next crawl tries again
        traceback.print_exc()
        return "Dieselben Programme auf mehreren Portalen: Programmfehler, siehe Standardfehlerausgabe."
    return f"Dieselben Programme auf mehreren Portalen: {found.same} sicher, {found.unsure} unsicher" + (
        " (foerderscout same list)" if found.unsure else ""
    )


def _store_to_fill(context: typer.Context, settings: Settings) -> Store:
    """The open store, unless live pages would be mixed into a demonstration."""
    from data.store import refuse_demonstration

    store = store_of(context)
    if settings.mirror is None:
        refuse_demonstration(store)
    return store


def chosen_sources(keys: Sequence[str]) -> list[Source]:
    """The sources with these keys, or all. Raises BadInput for a key nobody knows."""
    from data.errors import BadInput
    from scout.source import all_sources

    known = all_sources()
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise BadInput(f"Unbekannte Quelle {unknown[0]!r}. Bekannt sind: {', '.join(known)}.")
    return [known[key] for key in (keys or known)]


def unchecked(store: Store, sources: Sequence[Source]) -> list[RunView]:
    """Those that nobody has compared with their live site yet: they are read by name only, or after sources check."""
    from data.queries.runs import RunView
    from data.queries.source_page import compared_with_live

    with store.reading() as session:
        compared = compared_with_live(session)
    return [
        RunView(s.key, "unchecked", 0, 0, 0, 0, 0, f"foerderscout sources check {s.key} vergleicht sie damit.", ())
        for s in sources
        if s.needs_live_check and s.key not in compared
    ]


def _crawl_all(store: Store, settings: Settings, chosen: Sequence[Source]) -> list[RunView]:
    """Runs the sources at the same time; whatever becomes of one, the others have their turn."""
    from scout.abreast import crawl_abreast

    results: dict[str, RunView] = {}
    with watching(len(chosen)) as step:
        for source, outcome in crawl_abreast(store, settings, chosen):
            step(source.title)
            results[source.key] = _view_of(store, source, outcome)
    return [results[source.key] for source in chosen]


def _view_of(store: Store, source: Source, outcome: object) -> RunView:
    from data.errors import RunFailed, RunRefused
    from data.queries.runs import RunView, newest_run
    from scout.claim import AlreadyRunning

    if isinstance(outcome, AlreadyRunning):
        return RunView(source.key, "busy", 0, 0, 0, 0, 0, str(outcome), ())
    if isinstance(outcome, Exception) and not isinstance(outcome, RunRefused | RunFailed):
        traceback.print_exception(outcome, file=sys.stderr)
        return RunView(source.key, "error", 0, 0, 0, 0, 0, "Programmfehler, siehe Standardfehlerausgabe.", ())
    with store.reading() as session:  # of a run that was refused or failed, its row says why
        run = newest_run(session, source.key)
    if run is None:
        raise AssertionError(f"{source.key} left no run row")
    return run


def _as_value(result: RunView) -> dict[str, Any]:
    return asdict(result)


def _run_lines(result: RunView) -> list[str]:
    from data.remedies import remedy

    if result.outcome == "unchecked":
        return [f"{result.source_key}: {OUTCOMES[result.outcome]}. {result.message}"]
    fetched = "1 Abruf" if result.pages == 1 else f"{result.pages} Abrufe"
    seen = "1 Programm" if result.seen == 1 else f"{result.seen} Programme"
    lines = [
        f"{result.source_key}: {OUTCOMES.get(result.outcome, result.outcome)} – {fetched}, "
        f"{seen}, {result.new} neu, {result.changed} geändert, {result.missing} nicht mehr gefunden"
    ]
    if result.message and result.outcome not in {"ok", "unchanged"}:
        lines.append(f"  {result.message}")
    for group in result.problems:
        example = " – ".join(part for part in (group.example, group.detail) if part)
        lines.append(f"  {group.count}× {group.code}: {group.message}" + (f" (z. B. {example})" if example else ""))
        if result.outcome != "failed" and (advice := remedy(group.code)):  # the message of a failed run says it
            lines.append(f"     → {advice}")
    return lines


def news(
    context: typer.Context,
    feeds: Annotated[Path | None, typer.Option("--feeds", metavar="DATEI", help="Eigene Liste von Feeds.")] = None,
    as_json: AsJson = False,
) -> None:
    """Fragt die Feeds ab und übernimmt neue und geänderte Meldungen."""
    from data.queries.feeds import feeds_in_force
    from data.reference.feeds import load_feeds
    from scout.news_record import poll_feeds

    own = load_feeds(feeds) if feeds else None
    settings = settings_of(context)
    store = _store_to_fill(context, settings)
    with store.reading() as session:
        listed = own or feeds_in_force(session, load_feeds())
    log_to_file(store.state)
    with watching(sum(feed.enabled for feed in listed)) as step:
        reports = poll_feeds(
            store, settings, listed, progress=lambda done: step(done.title), origin=str(feeds or "Liste der Feeds")
        )
    report([asdict(r) for r in reports], as_json, _news_lines(reports))
    _end([r.outcome for r in reports])


def _news_lines(reports: Sequence[FeedReport]) -> list[str]:
    from data.remedies import remedy

    counts = Counter(r.outcome for r in reports)
    new, changed = sum(r.new for r in reports), sum(r.changed for r in reports)
    lines = [
        f"{len(reports)} Feeds: {new} neue und {changed} geänderte Meldungen, {sum(r.seen for r in reports)} gesehen.",
        "Davon " + ", ".join(f"{count} {OUTCOMES[outcome]}" for outcome, count in counts.most_common()) + "."
        if reports
        else "Kein Feed ist eingeschaltet.",
    ]
    for r in reports:
        for found in r.problems:
            lines.append(f"  {r.key}: {found.message}" + (f" ({found.detail})" if found.detail else ""))
            lines.append(f"     {found.url}" + (f" → {advice}" if (advice := remedy(found.code)) else ""))
        if r.outcome == "waiting" and r.next_check_at:
            lines.append(f"  {r.key}: nächste Abfrage nicht vor {r.next_check_at:%d.%m.%Y %H:%M} UTC")
    return lines


def _end(outcomes: Sequence[str]) -> None:
    codes = {"error": UNEXPECTED, "failed": FAILED, "busy": FAILED, "refused": REFUSED, "held": REFUSED}
    for outcome, code in codes.items():
        if outcome in outcomes:
            raise typer.Exit(code)
