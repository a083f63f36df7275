"""Commands that care for the funding sources: what there is, how it fares, whether a live page is still readable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, report, settings_of, store_of
from dashboard.commands.intake import FAILED, OUTCOMES, REFUSED, chosen_sources
from dashboard.commands.watching import log_to_file, watching
from data.errors import BadInput

if TYPE_CHECKING:
    from data.queries.source_page import SourceDetail
    from data.settings import Settings
    from data.source_rings import OpenIssue, Ring
    from data.store import Store
    from scout.check import CheckReport
    from scout.newcomer import Newcomer
    from scout.source import Problem, Source

sources = typer.Typer(no_args_is_help=True, help="Quellen ansehen, prüfen, anlegen.")

KINDS = {"archive": "Archiv", "pages": "Seiten", "records": "Schnittstelle", "feed": "Feed"}
VERDICTS = {"ok": "in Ordnung", "warn": "ansehen", "stop": "handeln", "unknown": "–", "off": "abgeschaltet"}
RINGS = {"page": "Seiten", "run": "Lauf", "trend": "Verlauf", "silence": "Alter", "fixture": "Leser"}


def register(app: typer.Typer) -> None:
    """Adds ``sources list|health|check|new``."""
    app.add_typer(sources, name="sources")


@sources.command("list")
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Zeigt alle Quellen. Mit Nachweis, letztem guten Lauf, Zahl der Programme und wie viel gefüllt ist."""
    from scout.source import all_sources

    details = {detail.record.key: detail for detail in _details(store_of(context))}
    rows = [_row(source, details[source.key]) for source in all_sources().values() if source.key in details]
    report(rows, as_json, [line for row in rows for line in _source_lines(row)])


def _row(source: Source, detail: SourceDetail) -> dict[str, Any]:
    record = detail.record
    return {
        "key": source.key,
        "title": source.title,
        "kind": source.kind,
        "start": source.start,
        "cadence_hours": source.cadence_hours,
        "evidence": asdict(source.evidence) if source.evidence else None,
        "needs_live_check": source.needs_live_check,
        "live_status": record.live_status,
        "live_checked_at": record.live_checked_at,
        "last_outcome": record.runs[0].outcome if record.runs else None,
        "last_seen": record.runs[0].seen if record.runs else None,
        "last_good_run": detail.last_good_run,
        "programmes": detail.programmes,
        "filled": detail.filled,
    }


def _source_lines(row: dict[str, Any]) -> list[str]:
    from dashboard import format as german
    from dashboard.parts.rings import evidence_words

    outcome, filled = row["last_outcome"], row["filled"].get("deadlines")
    facts = [
        f"{OUTCOMES.get(outcome, outcome)}, {german.count_of(row['last_seen'], 'Programm', 'Programme')}"
        if outcome
        else "noch nie gelesen",
        f"zuletzt gut am {row['last_good_run']:%d.%m.%Y}" if row["last_good_run"] else "",
        f"Fristangabe bei {german.percent(round(100 * filled))}" if filled is not None else "",
        "wartet auf den Vergleich mit der echten Seite" if _is_waiting(row) else "",
    ]
    known = evidence_words(**row["evidence"]) if row["evidence"] else german.UNKNOWN
    return [
        f"{row['key']}: {row['title']} ({KINDS[row['kind']]}) – {'; '.join(filter(None, facts))}",
        f"  Nachweis: {known}",
    ]


def _is_waiting(row: dict[str, Any]) -> bool:
    return bool(row["needs_live_check"]) and row["live_status"] != "ok"


@sources.command("health")
def health(
    context: typer.Context,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="Quellen und Feeds; ohne Angabe alle.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Zeigt die fünf Ringe der Gesundheit jeder Quelle. Mit offenen Punkten und dem, was zu tun ist."""
    details = _details(store_of(context))
    known = {detail.record.key for detail in details}
    for key in keys or ():
        if key not in known:
            raise BadInput(f"Unbekannte Quelle {key!r}. foerderscout sources list zeigt alle.")
    chosen = [detail for detail in details if not keys or detail.record.key in keys]
    values = [_health_value(detail) for detail in chosen]
    report(values, as_json, _all_health_lines(chosen, one_by_one=bool(keys)))


def _all_health_lines(details: Sequence[SourceDetail], one_by_one: bool) -> list[str]:
    """Sources that only wait for their first comparison are one entry, unless somebody asked for them by name."""
    from dashboard import format as german
    from data.source_rings import is_waiting

    waiting = [d for d in details if not one_by_one and is_waiting(d.record) and not d.record.runs]
    lines = [line for d in details if d not in waiting for line in _health_lines(d)]
    if not waiting:
        return lines
    how_many = german.count_of(len(waiting), "neue Quelle wartet", "neue Quellen warten")
    return [
        *lines,
        f"{how_many} auf den Vergleich mit der echten Seite und werden bis dahin nicht gelesen: "
        f"{', '.join(d.record.key for d in waiting)}",
        "     → foerderscout sources check --waiting",
    ]


def _health_value(detail: SourceDetail) -> dict[str, Any]:
    from data.remedies import remedy

    record = detail.record
    return {
        "key": record.key,
        "kind": record.kind,
        "title": record.title,
        "verdict": detail.verdict,
        "cadence_hours": record.cadence_hours,
        "last_good_run": detail.last_good_run,
        "programmes": detail.programmes,
        "seen": [run.seen for run in record.runs],
        "filled": detail.filled,
        "rings": [asdict(ring) for ring in detail.rings],
        "issues": [{**asdict(issue), "todo": remedy(issue.code) or None} for issue in record.issues],
    }


def _health_lines(detail: SourceDetail) -> list[str]:
    record = detail.record
    lines = [f"{record.key}: {VERDICTS[detail.verdict]} – {record.title} ({KINDS[record.kind]})"]
    if detail.verdict == "ok":
        return lines
    lines += [line for ring in detail.rings if ring.verdict in {"warn", "stop"} for line in _ring_lines(ring)]
    return lines + [line for issue in record.issues if issue.level != "note" for line in _issue_lines(issue)]


def _ring_lines(ring: Ring) -> list[str]:
    lines = [f"  {RINGS[ring.name]}: {VERDICTS[ring.verdict]}. {ring.words}"]
    return lines + ([f"     → {ring.todo}"] if ring.todo else [])


def _issue_lines(issue: OpenIssue) -> list[str]:
    from data.remedies import remedy

    example = " – ".join(part for part in (issue.example, issue.detail) if part)
    runs = "einem Lauf" if issue.runs == 1 else f"{issue.runs} Läufen"
    lines = [
        f"  {issue.count}× {issue.code}: {issue.message} Seit {issue.since:%d.%m.%Y}, in {runs}."
        + (f" (z. B. {example})" if example else "")
    ]
    return lines + ([f"     → {advice}"] if (advice := remedy(issue.code)) else [])


@sources.command("check")
def check(
    context: typer.Context,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="Schlüssel der Quellen, siehe sources list.")
    ] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Alle, die noch nie mit ihrer echten Seite verglichen wurden.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Prüft, ob Quellen noch lesbar sind. Vergleicht ihre Seiten mit dem Leser und den gespeicherten Seiten."""
    if not keys and not waiting:
        raise BadInput("Bitte die Quelle nennen (foerderscout sources check KEY) oder --waiting angeben.")
    store, settings = store_of(context), settings_of(context)
    log_to_file(store.state)
    chosen = chosen_sources(keys) if keys else _waiting(store)
    found = []
    with watching(len(chosen)) as step:
        for source in chosen:
            step(source.title)
            found.append(_checked(store, settings, source))
    values = [asdict(one) for one in found]
    report(values[0] if keys and len(keys) == 1 else values, as_json, _all_check_lines(found))
    _end(found)


def _waiting(store: Store) -> list[Source]:
    from data.queries.source_page import compared_with_live
    from scout.source import all_sources

    with store.reading() as session:
        ready = compared_with_live(session)
    return [source for source in all_sources().values() if source.needs_live_check and source.key not in ready]


def _checked(store: Store, settings: Settings, source: Source) -> CheckReport:
    from scout import record_run
    from scout.captures import captures_in
    from scout.check import check_source
    from scout.newcomer import CHECKOUT

    saved = CHECKOUT / "tests" / "sources" / source.key
    found = check_source(source, settings, store.clock, captures_in(store.state), saved)
    if settings.mirror is None:  # a mirror says nothing about the live site
        with store.unit_of_work("scout") as work:
            record_run.live_checked(work.session, source, work.clock.now(), found.result)
    return found


def _all_check_lines(found: Sequence[CheckReport]) -> list[str]:
    if not found:
        return ["Keine Quelle wartet auf einen Vergleich mit ihrer echten Seite."]
    lines = [line for one in found for line in _check_lines(one)]
    good = sum(one.result == "ok" for one in found)
    return lines if len(found) == 1 else [*lines, f"{len(found)} Quellen verglichen, {good} davon lesbar wie erwartet."]


def _check_lines(found: CheckReport) -> list[str]:
    words = {
        "ok": "lesbar wie erwartet",
        "fields_missing": "lesbar, aber Felder fehlen, die auf den gespeicherten Seiten stehen",
        "too_few": "lesbar, aber weniger Programme als versprochen",
    }
    lines = [f"{found.key}: {words.get(found.result, f'nicht lesbar ({found.result})')} – {found.url}"]
    if found.is_readable:
        lines += _comparison_lines(found)
    return lines + [line for p in found.problems for line in _problem_lines(p)]


def _comparison_lines(found: CheckReport) -> list[str]:
    from dashboard import format as german

    listed = german.count_of(found.programmes, "Programm", "Programme")
    saved = german.count_of(found.saved_pages, "gespeicherten Seite", "gespeicherten Seiten")
    lines = [f"  {listed} gelistet, verglichen mit {saved}"]
    if found.read:
        lines.append(f"  gelesene Felder: {', '.join(found.read)}")
    if found.lost:
        lines.append(f"  fehlende Felder: {', '.join(found.lost)}")
        lines.append(
            "     → Auf der Seite nachsehen: Fehlen die Angaben dort, ist nichts zu tun; sonst den Leser ändern."
        )
    return lines


def _problem_lines(found: Problem) -> list[str]:
    from data.remedies import remedy

    what = f"  {found.code}: {found.message} {found.url or ''} {found.detail or ''}".rstrip()
    return [what, *([f"     → {advice}"] if (advice := remedy(found.code)) else [])]


def _end(found: Iterable[CheckReport]) -> None:
    codes = [REFUSED if one.is_readable else FAILED for one in found if one.result != "ok"]
    if codes:
        raise typer.Exit(max(codes))


@sources.command("new")
def new(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Schlüssel, zugleich Name der Datei.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Erste Listenseite, Feed oder JSON-Schnittstelle.")],
    pages: Annotated[
        list[str] | None, typer.Argument(metavar="[SEITE]...", help="Programmseiten, die mit gespeichert werden.")
    ] = None,
    prose: Annotated[
        bool, typer.Option("--prose", help="Die Seiten sind Fließtext oder Fragen und Antworten ohne feste Felder.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Legt eine neue Quelle an. Es entstehen eine Datei mit leerem Leser und die Seiten für ihren Test."""
    from scout.captures import captures_in
    from scout.newcomer import start_source

    store = store_of(context)
    made = start_source(
        key, url, settings_of(context), store.clock, captures_in(store.state), pages=pages or (), prose=prose
    )
    report(asdict(made), as_json, _new_lines(key, made))


def _new_lines(key: str, made: Newcomer) -> list[str]:
    saved = [f"Gespeichert: {path}" for path in (made.saved_page, *made.programme_pages)]
    reader = "read" if made.form == "records" else "listing und detail"
    return [
        f"Angelegt: {made.source_file}",
        *saved,
        "So geht es weiter (docs/sources.md):",
        f"  1. In der Quelldatei {reader} schreiben, Titel, Herausgeber und Expect eintragen.",
        f"  2. pytest tests/sources -k {key}: schlägt fehl, bis der Leser die gespeicherten Seiten liest; den",
        "     Datensatz, den der Test dann schreibt, durchlesen und mit einchecken.",
        "  3. In den gespeicherten Seiten die fremden Sätze durch eigene ersetzen, dann in case.json die Zeile",
        "     mit as_fetched streichen. Fremde Texte werden nicht eingecheckt.",
        "  4. Je Besonderheit eine weitere Programmseite speichern und die Quelle in die Tabelle von docs/sources.md",
        f"     eintragen. foerderscout sources check {key} vergleicht danach mit der echten Seite.",
    ]


def _details(store: Store) -> tuple[SourceDetail, ...]:
    """All sources and feeds in the store; every source file has its row, also if it never ran, but not in a demo."""
    from data.queries.source_page import source_details
    from data.store import standing_clock
    from scout.record_run import mirror_sources
    from scout.source import all_sources

    with store.unit_of_work("scout") as work:
        if standing_clock(work.session) is None:
            mirror_sources(work.session, all_sources().values())
    with store.reading() as session:
        return source_details(session, store.clock.now())
