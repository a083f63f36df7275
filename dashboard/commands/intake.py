"""Commands that bring things in: crawl, news, and the care for sources."""

from __future__ import annotations

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
    from scout.check import CheckReport
    from scout.news_record import FeedReport
    from scout.source import Source

sources = typer.Typer(no_args_is_help=True, help="Quellen ansehen, prüfen, anlegen.")

OUTCOMES = {
    "ok": "in Ordnung",
    "partial": "übernommen, mit Fehlern auf einzelnen Seiten",
    "unchanged": "unverändert",
    "refused": "abgewiesen, nichts übernommen",
    "failed": "gescheitert",
    "waiting": "wartet auf Wunsch des Servers",
    "error": "Programmfehler",
}
UNEXPECTED, REFUSED, FAILED = 1, 5, 6  # as documented in docs/cli.md


def register(app: typer.Typer) -> None:
    """Adds ``crawl``, ``news`` and ``sources list|check|new``."""
    app.command("crawl")(crawl)
    app.command("news")(news)
    app.add_typer(sources, name="sources")


def crawl(
    context: typer.Context,
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Quellen; ohne Angabe alle.")] = None,
    as_json: AsJson = False,
) -> None:
    """Liest die Förderquellen und übernimmt, was neu oder anders ist."""
    from scout.mirror import mirror_of

    chosen = _chosen(keys or [])
    settings = settings_of(context)
    mirror_of(settings)  # a setting that cannot be used is no fault of a source
    store = _store_to_fill(context, settings)
    log_to_file(store.state)
    results = []
    with watching(len(chosen)) as step:
        for source in chosen:
            step(source.title)
            results.append(_crawl_one(store, settings, source))
    report([_as_value(r) for r in results], as_json, [line for result in results for line in _run_lines(result)])
    _end([result.outcome for result in results])


def _store_to_fill(context: typer.Context, settings: Settings) -> Store:
    """The open store, unless live pages would be mixed into a demonstration."""
    from data.store import refuse_demonstration

    store = store_of(context)
    if settings.mirror is None:
        refuse_demonstration(store)
    return store


def _chosen(keys: Sequence[str]) -> list[Source]:
    from data.errors import BadInput
    from scout.source import all_sources

    known = all_sources()
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise BadInput(f"Unbekannte Quelle {unknown[0]!r}. Bekannt sind: {', '.join(known)}.")
    return [known[key] for key in (keys or known)]


def _crawl_one(store: Store, settings: Any, source: Source) -> RunView:
    """Runs one source; whatever becomes of it, the next one has its turn."""
    from data.errors import RunFailed, RunRefused
    from data.queries.runs import RunView, newest_run
    from scout.intake import crawl_source

    try:
        crawl_source(store, settings, source)
    except (RunRefused, RunFailed):
        pass  # the run row says it, and is read below
    except Exception:
        traceback.print_exc()
        return RunView(source.key, "error", 0, 0, 0, 0, 0, "Programmfehler, siehe Standardfehlerausgabe.", ())
    with store.reading() as session:
        run = newest_run(session, source.key)
    if run is None:
        raise AssertionError(f"{source.key} left no run row")
    return run


def _as_value(result: RunView) -> dict[str, Any]:
    return asdict(result)


def _run_lines(result: RunView) -> list[str]:
    from scout.problems import remedy

    fetched = "1 Abruf" if result.pages == 1 else f"{result.pages} Abrufe"
    lines = [
        f"{result.source_key}: {OUTCOMES.get(result.outcome, result.outcome)} – {fetched}, "
        f"{result.seen} Programme, {result.new} neu, {result.changed} geändert, {result.missing} nicht mehr gefunden"
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
        reports = poll_feeds(store, settings, listed, progress=lambda done: step(done.title))
    report([asdict(r) for r in reports], as_json, _news_lines(reports))
    _end([r.outcome for r in reports])


def _news_lines(reports: Sequence[FeedReport]) -> list[str]:
    from scout.problems import remedy

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


@sources.command("list")
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Zeigt alle Quellen mit ihrem letzten Lauf."""
    from data.queries.runs import newest_run
    from scout.source import all_sources

    store = store_of(context)
    with store.reading() as session:
        runs = {key: newest_run(session, key) for key in all_sources()}
    rows = [
        {
            "key": source.key,
            "title": source.title,
            "kind": source.kind,
            "start": source.start,
            "cadence_hours": source.cadence_hours,
            "needs_live_check": source.needs_live_check,
            "last_outcome": run.outcome if (run := runs[source.key]) else None,
            "last_seen": run.seen if run else None,
        }
        for source in all_sources().values()
    ]
    report(rows, as_json, [_source_line(row) for row in rows])


def _source_line(row: dict[str, Any]) -> str:
    outcome = row["last_outcome"]
    last = f"{OUTCOMES.get(outcome, outcome)}, {row['last_seen']} Programme" if outcome else "noch nie gelaufen"
    unchecked = "; noch nicht an der echten Seite geprüft" if row["needs_live_check"] else ""
    return f"{row['key']}: {row['title']} ({'Archiv' if row['kind'] == 'archive' else 'Seiten'}) – {last}{unchecked}"


@sources.command("check")
def check(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Schlüssel der Quelle, siehe sources list.")],
    as_json: AsJson = False,
) -> None:
    """Prüft, ob eine Quelle noch lesbar ist. Vergleicht ihre Seiten mit dem Leser und den gespeicherten Seiten."""
    from scout.captures import captures_in
    from scout.check import check_source
    from scout.newcomer import CHECKOUT

    source = _chosen([key])[0]
    store = store_of(context)
    log_to_file(store.state)
    saved = CHECKOUT / "tests" / "sources" / key
    found = check_source(source, settings_of(context), store.clock, captures_in(store.state), saved)
    report(asdict(found), as_json, _check_lines(found))
    if found.result != "ok":
        raise typer.Exit(REFUSED if found.is_readable else FAILED)


def _check_lines(found: CheckReport) -> list[str]:
    words = {
        "ok": "lesbar wie erwartet",
        "fields_missing": "lesbar, aber Felder fehlen, die auf den gespeicherten Seiten stehen",
        "too_few": "lesbar, aber weniger Programme als versprochen",
    }
    lines = [
        f"{found.key}: {words.get(found.result, f'nicht lesbar ({found.result})')} – {found.url}",
        f"  {found.programmes} Programme gelistet, {found.saved_pages} gespeicherte Seiten zum Vergleich",
    ]
    if found.read:
        lines.append(f"  gelesene Felder: {', '.join(found.read)}")
    if found.lost:
        lines.append(f"  fehlende Felder: {', '.join(found.lost)}")
    return lines + [f"  {p.code}: {p.message} {p.url or ''} {p.detail or ''}".rstrip() for p in found.problems]


@sources.command("new")
def new(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Schlüssel, zugleich Name der Datei.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Erste Listenseite der Quelle.")],
    as_json: AsJson = False,
) -> None:
    """Legt eine neue Quelle an. Es entstehen eine Datei mit leerem Leser und die gespeicherte Seite für ihren Test."""
    from scout.captures import captures_in
    from scout.newcomer import start_source

    store = store_of(context)
    made = start_source(key, url, settings_of(context), store.clock, captures_in(store.state))
    lines = [
        f"Angelegt: {made.source_file}",
        f"Gespeichert: {made.saved_page}",
        "So geht es weiter:",
        f"  1. Programmseiten der Quelle speichern, je Besonderheit eine: tests/sources/{key}/<Fall>/page.html",
        "  2. In der Quelldatei listing und detail schreiben, Titel, Herausgeber und Expect eintragen.",
        "  3. make test: Der Test der gespeicherten Seiten schlägt fehl, bis der Leser sie liest; den",
        "     Datensatz, den er dann schreibt, durchlesen und mit einchecken.",
        f"  4. foerderscout sources check {key} vergleicht danach mit der echten Seite.",
    ]
    report(asdict(made), as_json, lines)


def _end(outcomes: Sequence[str]) -> None:
    codes = {"error": UNEXPECTED, "failed": FAILED, "refused": REFUSED}
    for outcome, code in codes.items():
        if outcome in outcomes:
            raise typer.Exit(code)
