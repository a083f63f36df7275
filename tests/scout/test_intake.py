"""Runs of one source from end to end in the store: what is written, and what a bad run leaves alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data.clock import StandingClock
from data.errors import RunFailed, RunRefused
from data.model.audit import AuditEvent
from data.model.programmes import (
    Deadline,
    Programme,
    ProgrammeCategory,
    ProgrammeChange,
    ProgrammeContact,
    ProgrammeLink,
    ProgrammeVersion,
)
from data.model.sources import CrawlRun, HealthCheck, IssueRow, PageCapture, SourceRow
from data.settings import Settings, read_settings
from data.store import Store
from scout.intake import RunReport, crawl_source
from scout.source import (
    ArchiveSource,
    Category,
    Contact,
    DeadlineFact,
    Draft,
    Expect,
    Link,
    Problem,
    Reading,
    Source,
)
from scout.visit import Fetched, Validators, Visit
from tests.conftest import NOW
from tests.scout.drafts import URL, draft

START = URL + "export"
SOURCE = ArchiveSource(
    key="muster",
    title="Musterquelle",
    publisher="Amt",
    start=START,
    expect=Expect(programmes=(2, 10), filled={"title": 1.0}),
    read=lambda body: Reading(()),
)
FULL = draft(
    "a",
    summary="Kurz",
    issued_on=date(2026, 3, 1),
    amount_max=150_000,
    amount_words="höchstens 150.000 Euro",
    rate_percent=80,
    rate_words="80 Prozent",
    status="open",
    categories=(Category("applicant", "kommune", "Kommune"), Category("region", "bundesweit", "bundesweit")),
    contacts=(
        Contact("contact", "Amt", "Weg 1", "48143 Münster", "0251", "a@b.example", URL),
        Contact("funder", "Land"),
    ),
    links=(Link("Richtlinie", URL + "r"),),
    deadlines=(DeadlineFact("dated", "bis 30.9.2026", URL, date(2026, 9, 30), date(2026, 5, 1), structured=True),),
)


@pytest.fixture
def settings() -> Settings:
    return read_settings()


@dataclass
class Runs:
    """Runs of the source against one store, with whatever a visit is to bring."""

    store: Store
    settings: Settings
    asked_with: Validators | None = None

    def run(self, *drafts: Draft, source: Source = SOURCE, afresh: bool = False, **visited: object) -> RunReport:
        brought = Visit(**{"drafts": drafts, "complete": True, **visited})  # type: ignore[arg-type]

        def visit(_source: Source, known: Validators) -> Visit:
            self.asked_with = known
            return brought

        return crawl_source(self.store, self.settings, source, visit=visit, afresh=afresh)

    def later(self, **time: float) -> Runs:
        """The same store with a clock that stands later."""
        clock = StandingClock(self.store.clock.now() + timedelta(**time))
        return replace(self, store=replace(self.store, clock=clock))

    def count(self, model: type, *where: object) -> int:
        with self.store.reading() as session:
            return session.scalar(select(func.count()).select_from(model).where(*where)) or 0

    def all(self, query: object) -> list[object]:
        with self.store.reading() as session:
            return list(session.scalars(query))  # type: ignore[call-overload]


@pytest.fixture
def runs(quick_store: Store, settings: Settings) -> Runs:
    return Runs(quick_store, settings)


def page(url: str = START) -> Fetched:
    return Fetched(url, 200, "0" * 64, 10, NOW, Validators('"e1"', "Fri, 21 Aug 2026 10:00:00 GMT"))


def test_a_first_run_writes_programmes_with_all_their_parts(store: Store, settings: Settings) -> None:
    runs = Runs(store, settings)
    report = runs.run(FULL, draft("b"), pages=(page(),), capture_of={"a": START, "b": START})
    assert (report.outcome, report.seen, report.new, report.changed) == ("ok", 2, 2, 0)
    with store.reading() as session:
        version = session.scalar(select(ProgrammeVersion).where(ProgrammeVersion.title == FULL.title))
        assert version is not None
        assert (version.number, version.is_current, version.amount_max, version.rate_words) == (
            1,
            True,
            150_000,
            "80 Prozent",
        )
        assert session.get_one(PageCapture, version.capture_id).url == START
        of_version = [
            session.scalars(select(m).where(m.version_id == version.id)).all()
            for m in (ProgrammeCategory, ProgrammeContact, ProgrammeLink, Deadline)
        ]
        assert [len(rows) for rows in of_version] == [2, 2, 1, 1]
        assert of_version[3][0].due_on == date(2026, 9, 30)
        assert of_version[1][0].street == "Weg 1"
        run = session.scalar(select(CrawlRun))
        assert run is not None
        assert (run.outcome, run.seen, run.new, run.pages) == ("ok", 2, 2, 1)
        assert run.finished_at is not None
        assert session.scalars(select(ProgrammeChange.kind)).all() == ["new", "new"]
        assert session.scalar(select(SourceRow.etag)) == '"e1"'
        assert session.scalar(select(AuditEvent.action)) == "crawl"
    assert runs.count(HealthCheck) == len(report.checks)


def test_sums_of_billions_and_long_addresses_fit_both_databases(store: Store, settings: Settings) -> None:
    address = URL + "a" * 1200
    said = DeadlineFact("dated", "bis 30.9.2026", address + "b" * 1000, date(2026, 9, 30))
    contact = Contact("contact", "Amt", url=address)
    big = draft(address, amount_max=4_000_000_000, contacts=(contact,), deadlines=(said,))
    Runs(store, settings).run(big, draft("b"))
    with store.reading() as session:
        assert session.scalar(select(func.max(ProgrammeVersion.amount_max))) == 4_000_000_000
        assert session.scalar(select(ProgrammeContact.url)) == address
        assert set(session.scalars(select(Programme.external_id))) == {address, "b"}


def test_the_same_reading_again_writes_nothing_new(store: Store, settings: Settings) -> None:
    runs = Runs(store, settings)
    runs.run(FULL, draft("b"))
    later = StandingClock(NOW + timedelta(days=1))
    report = Runs(replace(store, clock=later), settings).run(draft("b"), FULL)
    assert (report.new, report.changed, report.seen) == (0, 0, 2)
    assert runs.count(ProgrammeVersion) == 2
    assert runs.count(ProgrammeChange) == 2
    with store.reading() as session:
        assert set(session.scalars(select(Programme.last_seen))) == {later.at}
        assert set(session.scalars(select(Programme.first_seen))) == {NOW}


def test_a_change_makes_one_version_and_rows_for_its_fields(store: Store, settings: Settings) -> None:
    runs = Runs(store, settings)
    runs.run(FULL, draft("b"))
    report = runs.run(replace(FULL, rate_percent=90, url=URL + "neu"), draft("b"))
    assert (report.changed, report.seen) == (1, 2)
    with store.reading() as session:
        versions = session.scalars(select(ProgrammeVersion).where(ProgrammeVersion.title == FULL.title)).all()
        assert sorted((v.number, v.is_current, v.rate_percent) for v in versions) == [(1, False, 80), (2, True, 90)]
        change = session.scalar(select(ProgrammeChange).where(ProgrammeChange.field.is_not(None)))
        assert change is not None
        assert (change.kind, change.before, change.after, change.weight) == ("rate", "80 %", "90 %", "material")
        assert (change.from_version, change.to_version) == (1, 2)
        assert session.scalar(select(Programme.url).where(Programme.external_id == "a")) == URL + "neu"


def test_what_is_gone_twice_is_withdrawn_and_can_come_back(store: Store, settings: Settings) -> None:
    runs = Runs(store, settings)
    runs.run(draft("a"), draft("b"), draft("c"))
    assert runs.run(draft("a"), draft("b")).missing == 1
    runs = runs.later(days=2)
    [programme] = runs.all(select(Programme).where(Programme.missing_runs == 1))
    assert programme.external_id == "c"  # type: ignore[attr-defined]
    assert programme.missing_since is not None  # type: ignore[attr-defined]
    assert programme.withdrawn_at is None  # type: ignore[attr-defined]
    assert runs.run(draft("a"), draft("b")).withdrawn == 1
    assert runs.count(Programme, Programme.withdrawn_at.is_not(None)) == 1
    assert runs.run(draft("a"), draft("b"), draft("c")).back == 1
    assert runs.count(Programme, Programme.withdrawn_at.is_not(None)) == 0
    kinds = runs.all(select(ProgrammeChange.kind).where(ProgrammeChange.kind != "new").order_by(ProgrammeChange.id))
    assert kinds == ["withdrawn", "back"]


def test_an_unhealthy_run_is_refused_and_touches_nothing(runs: Runs) -> None:
    runs.run(draft("a"), draft("b"), draft("c"))
    with pytest.raises(RunRefused, match="Nur 1 von mindestens 2 erwarteten Förderprogrammen gelesen"):
        runs.run(draft("a", summary="neu"), problems=(Problem("warning", "x", "Etwas fiel auf."),))
    assert runs.count(ProgrammeVersion) == 3
    assert runs.count(Programme, Programme.missing_runs > 0) == 0
    [refused] = runs.all(select(CrawlRun).where(CrawlRun.outcome == "refused"))
    assert refused.finished_at is not None  # type: ignore[attr-defined]
    assert "bisherige Stand bleibt" in refused.message  # type: ignore[attr-defined]
    assert runs.count(IssueRow, IssueRow.run_id == refused.id) == 1  # type: ignore[attr-defined]
    assert runs.count(HealthCheck, HealthCheck.run_id == refused.id, HealthCheck.verdict == "stop") >= 1  # type: ignore[attr-defined]
    assert runs.all(select(SourceRow.error_count)) == [1]


def test_a_failed_visit_leaves_its_row_and_its_issues(runs: Runs) -> None:
    runs.run(draft("a"), draft("b"))
    with pytest.raises(RunFailed, match="nicht erreichbar"):
        runs.run(failed="Der Server ist nicht erreichbar.", problems=(Problem("error", "unreachable", "Weg", START),))
    assert runs.all(select(CrawlRun.outcome).order_by(CrawlRun.id)) == ["ok", "failed"]
    assert runs.count(IssueRow) == 1
    assert runs.count(Programme, Programme.missing_runs > 0) == 0


def test_a_programming_error_leaves_a_failed_row_too(runs: Runs) -> None:
    def broken(_source: Source, _known: Validators) -> Visit:
        raise ZeroDivisionError("Reader")

    with pytest.raises(ZeroDivisionError):
        crawl_source(runs.store, runs.settings, SOURCE, visit=broken)
    [run] = runs.all(select(CrawlRun))
    assert (run.outcome, run.message) == ("failed", "Unerwarteter Fehler: ZeroDivisionError: Reader")  # type: ignore[attr-defined]


def test_a_run_that_was_killed_is_closed_by_the_next(runs: Runs) -> None:
    with runs.store.unit_of_work("scout") as work:
        work.session.add(
            CrawlRun(
                source_key="muster",
                started_at=NOW,
                outcome="running",
                pages=0,
                seen=0,
                new=0,
                changed=0,
                missing=0,
                code_version="1",
            )
        )
    runs.run(draft("a"), draft("b"))
    assert runs.all(select(CrawlRun.outcome).order_by(CrawlRun.id)) == ["failed", "ok"]


def test_pages_that_could_not_be_read_make_a_partial_run_and_lose_nothing(runs: Runs) -> None:
    many = [draft(letter) for letter in "abcdefghij"]
    runs.run(*many, pages=(page(URL + "c"),), capture_of={"c": URL + "c"})
    unread = Problem("error", "http_error", "Fehler 500", URL + "c")
    report = runs.run(*(d for d in many if d.external_id != "c"), problems=(unread,))
    assert (report.outcome, report.missing) == ("partial", 0)
    assert "1 Seite nicht lesbar" in report.message
    report = runs.run(*many[:-1], complete=False)
    assert (report.outcome, report.missing) == ("partial", 0)


def test_the_same_bytes_are_looked_at_again_while_a_programme_is_missing(runs: Runs) -> None:
    many = [draft(letter) for letter in "abcdefghij"]
    for drafts, known in ((many, None), (many[:-1], "0" * 64), (many[:-1], None), (many, None)):
        runs.run(*drafts, pages=(replace(page(), url=START),))
        assert runs.asked_with is not None
        assert runs.asked_with.sha256 == known


def test_an_unchanged_archive_counts_as_seen(runs: Runs) -> None:
    runs.run(draft("a"), draft("b"), pages=(page(),))
    later = replace(runs, store=replace(runs.store, clock=StandingClock(NOW + timedelta(days=1))))
    report = later.run(unchanged=True)
    assert later.asked_with == Validators('"e1"', "Fri, 21 Aug 2026 10:00:00 GMT", "0" * 64)
    assert (report.outcome, report.seen, report.new, report.missing) == ("unchanged", 2, 0, 0)
    assert set(runs.all(select(Programme.last_seen))) == {NOW + timedelta(days=1)}
    assert runs.all(select(SourceRow.etag)) == ['"e1"']
    later.run(draft("a"), draft("b"), afresh=True)
    assert later.asked_with == Validators()


def test_after_an_update_of_the_program_everything_is_read_again(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.run(draft("a"), draft("b"), pages=(page(),))
    monkeypatch.setattr("scout.intake.code_version", lambda: "9.9")
    runs.run(draft("a"), draft("b"), pages=(page(),))
    assert runs.asked_with == Validators()


def test_a_mirror_lowers_what_is_expected_but_not_the_rest(runs: Runs) -> None:
    source = replace(SOURCE, expect=Expect(programmes=(2000, 3000), filled={"summary": 0.9}))
    with pytest.raises(RunRefused, match="mindestens 2000"):
        runs.run(draft("a", summary="x"), source=source)
    rehearsal = replace(runs, settings=read_settings(mirror="http://127.0.0.1:1"))
    report = rehearsal.run(draft("a", summary="x"), source=source)
    assert report.outcome == "ok"
    assert "Probelauf" in next(check.wanted for check in report.checks if check.name == "fewest")
    with pytest.raises(RunRefused, match="Kurztext"):
        rehearsal.run(draft("a"), source=source)


def test_two_pages_of_one_programme_and_unknown_labels_become_issues(runs: Runs) -> None:
    twice = draft("a", unknown_facts=("Neues Feld",))
    runs.run(twice, replace(twice, url=URL + "zwei"), draft("b"))
    assert _codes(runs) == ["duplicate", "unknown_fact", "unknown_fact"]
    assert runs.count(Programme) == 2
    fingerprints = set(runs.all(select(IssueRow.fingerprint).where(IssueRow.code == "unknown_fact")))
    assert len(fingerprints) == 1


def test_texts_longer_than_a_column_do_not_end_the_run(store: Store, settings: Settings) -> None:
    report = Runs(store, settings).run(replace(draft("a"), title="T" * 700, funder="F" * 700), draft("b"))
    assert report.outcome == "ok"
    with store.reading() as session:
        assert max(session.scalars(select(func.length(ProgrammeVersion.title)))) == 500


def _codes(runs: Runs) -> Iterable[object]:
    return sorted(str(code) for code in runs.all(select(IssueRow.code)))
