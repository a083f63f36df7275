"""One run of one source from end to end: visit, judge, decide, record. Every run leaves its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import update

from data.errors import RunFailed, RunRefused
from data.model.sources import CrawlRun
from data.queries import intake as queries
from data.settings import Settings
from data.store import Store, Work
from scout import health, record, record_run
from scout.captures import Captures, captures_in
from scout.claim import claim
from scout.facts.read import FACTS_VERSION
from scout.health import Check
from scout.held_store import keep, supersede
from scout.ledger import StoreLedger, clear, take_over
from scout.pace import Net
from scout.run_plan import Plan, plan
from scout.settle import settle_decided
from scout.source import PageSource, Problem, Source
from scout.visit import Validators, Visit

ACTOR = "scout"
KEPT = "Der bisherige Stand bleibt."
Visitor = Callable[[Source, Validators], Visit]


@dataclass(frozen=True)
class RunReport:
    """What one run of one source came to. outcome: ok, partial, unchanged, held, refused, failed."""

    source_key: str
    run_id: int
    outcome: str
    pages: int
    seen: int
    new: int
    changed: int
    missing: int
    withdrawn: int
    back: int
    problems: tuple[Problem, ...]
    checks: tuple[Check, ...]
    message: str


def crawl_source(
    store: Store,
    settings: Settings,
    source: Source,
    *,
    visit: Visitor | None = None,
    net: Net | None = None,
    afresh: bool = False,
) -> RunReport:
    """Visits a source and writes what it found out.

    visit: how to fetch and read (the crawler of ``scout.crawl`` unless a test hands in another).
    net: shared by the sources that are read at the same time; alone, a source has one of its own.
    afresh: read also what the server calls unchanged.
    Raises RunFailed when nothing could be read and RunRefused when the run was judged unhealthy; either way the
    run's row, its issues and checks are written, and nothing that was stored before is touched. Raises AlreadyRunning
    when another process reads this source; then there is no row.
    """
    with claim(store, source.key):
        settle_decided(store, source.key)
        return _run(store, settings, source, visit, net, afresh)


def _run(
    store: Store, settings: Settings, source: Source, visit: Visitor | None, net: Net | None, afresh: bool
) -> RunReport:
    run_id, known = _begin(store, source)
    try:
        visitor = visit or _crawler(store, settings, run_id, net)
        visited = visitor(source, Validators() if afresh else known)
        if visited.failed is not None:
            raise RunFailed(_end_badly(store, source, run_id, "failed", visited, (), f"{visited.failed} {KEPT}"))
        if visited.unchanged:
            return _unchanged(store, source, run_id, visited)
        return _judge_and_apply(store, settings, source, run_id, visited)
    except (RunFailed, RunRefused):
        raise
    except Exception as error:
        _end_badly(
            store, source, run_id, "failed", Visit(), (), f"Unerwarteter Fehler: {type(error).__name__}: {error}"
        )
        raise


def code_version() -> str:
    """The version of this program, kept with each run."""
    try:
        return version("foerderscout")
    except PackageNotFoundError:
        return "unbekannt"


def _crawler(store: Store, settings: Settings, run_id: int, net: Net | None) -> Visitor:
    def visit(source: Source, known: Validators) -> Visit:
        # Scrapy and Twisted are loaded only by processes that crawl.
        from scout import crawl

        captures: Captures = captures_in(store.state)
        ledger = StoreLedger(store, run_id, net.writer if net else None)
        return crawl.visit(source, settings, store.clock, captures, known=known, ledger=ledger, net=net)

    return visit


def _begin(store: Store, source: Source) -> tuple[int, Validators]:
    """Opens the run's row; a run that was cut off earlier is closed as failed."""
    with store.unit_of_work(ACTOR) as work:
        record_run.mirror_source(work.session, source)
        work.session.execute(
            update(CrawlRun)
            .where(CrawlRun.source_key == source.key, CrawlRun.outcome == "running")
            .values(
                outcome="failed", finished_at=work.clock.now(), message="Der Lauf wurde vor seinem Ende abgebrochen."
            )
        )
        last = queries.last_run(work.session, source.key)
        run = CrawlRun(
            source_key=source.key,
            started_at=work.clock.now(),
            outcome="running",
            pages=0,
            seen=0,
            new=0,
            changed=0,
            missing=0,
            code_version=code_version(),
        )
        work.session.add(run)
        work.session.flush()
        take_over(work, source.key, run.id)
        # Another version of our readers may read more out of an unchanged archive.
        same_reader = last.code_version == run.code_version
        same_reader = same_reader and not queries.read_otherwise(work.session, source.key, FACTS_VERSION)
        return run.id, Validators(last.etag, last.last_modified, last.sha256) if same_reader else Validators()


def _judge_and_apply(store: Store, settings: Settings, source: Source, run_id: int, visited: Visit) -> RunReport:
    visited = replace(visited, problems=visited.problems + _own_problems(visited))
    checks = _examine(store, settings, source, visited)
    if health.verdict(checks) == "stop":
        reasons = " ".join(check.message for check in checks if check.verdict == "stop")
        message = f"{source.title}: Der Lauf wurde nicht übernommen, der bisherige Stand bleibt. {reasons} "
        message += f"foerderscout sources check {source.key} zeigt, was von der Quelle lesbar ist."
        raise RunRefused(_end_badly(store, source, run_id, "refused", visited, checks, message))
    whole = visited.complete and not _failed_pages(visited)
    lists_all = not isinstance(source, PageSource) or source.lists_all
    counting = visited if lists_all else replace(visited, complete=False)
    captures = captures_in(store.state)
    # Reading facts takes its time; nobody else's writing waits for it.
    with store.reading() as session:
        planned = plan(session, store.clock, captures, source, counting)
    with store.unit_of_work(ACTOR) as work:
        tally = _record(work, source, run_id, visited, planned)
        keep(work, captures, run_id, source.key, planned.held, planned.why)
        record_run.checks(work.session, run_id, checks)
        settled = whole and not planned.why
        record_run.source_read(work.session, source.key, work.clock.now(), visited.validators if settled else None)
        report = RunReport(
            source.key, run_id, "held" if planned.why else "ok" if whole else "partial", len(visited.pages),
            planned.read, tally.new, tally.changed, tally.missing, tally.withdrawn, tally.back,
            visited.problems, checks, _summary(source, run_id, tally, planned, visited),
        )  # fmt: skip
        _close(work, report)
    return report


def _record(work: Work, source: Source, run_id: int, visited: Visit, planned: Plan) -> record.Tally:
    by_address = record_run.captures(work.session, run_id, visited.pages)
    capture_ids = {key: by_address[url] for key, url in visited.capture_of.items() if url in by_address}
    record_run.issues(work.session, run_id, source.key, visited.problems)
    return record.apply(work, run_id, source.key, planned.split.apply, capture_ids)


def _unchanged(store: Store, source: Source, run_id: int, visited: Visit) -> RunReport:
    with store.unit_of_work(ACTOR) as work:
        known = queries.known_programmes(work.session, source.key)
        here = [programme.programme_id for programme in known if not programme.missing_runs and not programme.withdrawn]
        record.touch_all(work, here)
        supersede(work, source.key)
        record_run.captures(work.session, run_id, visited.pages)
        record_run.issues(work.session, run_id, source.key, visited.problems)
        record_run.source_read(work.session, source.key, work.clock.now(), None)
        message = f"Die Quelle meldet keine Änderung seit dem letzten Abruf; {len(here)} Förderprogramme sind aktuell."
        report = RunReport(
            source.key, run_id, "unchanged", len(visited.pages), len(here), 0, 0, 0, 0, 0, visited.problems, (), message
        )
        _close(work, report)
    return report


def _end_badly(
    store: Store, source: Source, run_id: int, outcome: str, visited: Visit, checks: tuple[Check, ...], message: str
) -> str:
    with store.unit_of_work(ACTOR) as work:
        record_run.captures(work.session, run_id, visited.pages)
        record_run.issues(work.session, run_id, source.key, visited.problems)
        record_run.checks(work.session, run_id, checks)
        record_run.source_failed(work.session, source.key, work.clock.now(), message)
        seen = len(visited.drafts)
        _close(
            work,
            RunReport(
                source.key, run_id, outcome, len(visited.pages), seen, 0, 0, 0, 0, 0, visited.problems, checks, message
            ),
        )
    return message


def _close(work: Work, report: RunReport) -> None:
    run = work.session.get_one(CrawlRun, report.run_id)
    run.finished_at, run.outcome, run.message = work.clock.now(), report.outcome, report.message
    run.pages, run.seen, run.new = report.pages, report.seen, report.new
    run.changed, run.missing = report.changed, report.missing
    clear(work.session, run.id)
    work.audit("crawl", report.source_key, after={"run": report.run_id, "outcome": report.outcome})


def _examine(store: Store, settings: Settings, source: Source, visited: Visit) -> tuple[Check, ...]:
    rehearsal = settings.mirror is not None
    expect = health.for_rehearsal(source.expect) if rehearsal else source.expect
    with store.reading() as session:
        history = queries.seen_before(session, source.key, health.HISTORY)
    figures = health.figures_of(visited.drafts, len(_failed_pages(visited)), expect.filled)
    return health.examine(figures, expect, history, rehearsal)


def _own_problems(visited: Visit) -> tuple[Problem, ...]:
    """What only the whole of a visit shows: labels nobody took, two pages of one programme."""
    found: list[Problem] = []
    held: dict[str, str] = {}
    for draft in visited.drafts:
        if draft.external_id in held:
            found.append(
                Problem(
                    "warning",
                    "duplicate",
                    "Zwei Seiten gehören zum selben Förderprogramm; eine davon wurde übergangen.",
                    draft.url,
                    held[draft.external_id],
                )
            )
        held.setdefault(draft.external_id, draft.url)
        if draft.unknown_facts:
            labels = ", ".join(draft.unknown_facts)
            found.append(
                Problem("note", "unknown_fact", "Eine Seite hat Angaben, die niemand liest.", draft.url, labels)
            )
    return tuple(found)


def _failed_pages(visited: Visit) -> tuple[Problem, ...]:
    return tuple(problem for problem in visited.problems if problem.level == "error")


def _summary(source: Source, run_id: int, tally: record.Tally, planned: Plan, visited: Visit) -> str:
    programmes = health.counted(planned.read, "Förderprogramm", "Förderprogramme")
    parts = [f"{programmes} gelesen, {tally.new} neu, {tally.changed} geändert"]
    if tally.missing:
        parts.append(f"{tally.missing} nicht mehr gefunden (davon {tally.withdrawn} als entfallen gewertet)")
    if tally.back:
        parts.append(f"{tally.back} wieder da")
    failed = len(_failed_pages(visited))
    if failed:
        parts.append(f"{health.counted(failed, 'Seite', 'Seiten')} nicht lesbar")
    if not visited.complete:
        parts.append("die Liste war nicht bis zum Ende lesbar, deshalb gilt nichts als entfallen")
    if planned.split.adopted:
        parts.append(f"{planned.split.adopted} nach einer Woche ohne Entscheidung still übernommen")
    said = "; ".join(parts) + "."
    if planned.why:
        said += f" {source.title}: {planned.why} Ansehen: foerderscout runs show {run_id}"
    return said
