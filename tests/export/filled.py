"""A store with invented programmes, deadlines, matches and decisions for the export tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data.model.matches import Decision, Match, MatchReason, MatchRun
from data.model.news import NewsItem
from data.model.programmes import Deadline, Programme, ProgrammeCategory, ProgrammeVersion
from data.model.sources import CrawlRun, SourceRow
from data.portfolio.files import read_portfolio
from data.portfolio.importing import import_portfolio
from data.store import Store, Work

AT = datetime(2026, 8, 20, 6, 30, tzinfo=UTC)
FORMULA = '=HYPERLINK("https://boese.example";"Klick")'

# external id, title, deadlines as (state, due_on, recurs, precision, words)
PROGRAMMES = (
    (
        "p-1",
        "Digitale Akte; Zuschuss für Kommunen",
        (
            ("dated", date(2026, 9, 30), None, "day", "Anträge bis 30.09.2026"),
            ("dated", date(2026, 6, 30), None, "day", "Skizzen bis 30.06.2026"),
        ),
    ),
    ("p-2", FORMULA, (("recurring", None, "03-15", "day", "jährlich zum 15. März"),)),
    ("p-3", "Laufend offen", (("open", None, None, "none", "Anträge sind jederzeit möglich"),)),
    ("p-4", "Nur der Monat", (("dated", date(2026, 11, 1), None, "month", "bis November 2026"),)),
    ("p-5", "Ohne Angaben", ()),
)


def fill(store: Store) -> None:
    """Writes portfolio, programmes, a news item, matches and two decisions into an empty store."""
    import_portfolio(store, read_portfolio(Path(__file__).parents[1] / "portfolio" / "small.yml"), "small.yml", "kim")
    with store.unit_of_work("test") as work:
        ids = _programmes(work)
        news = _news(work)
        _matches(work, ids, news)
        for minute, (verdict, note) in enumerate((("accept", "gut"), ("comment", "Rückruf am Montag"))):
            work.session.add(
                Decision(
                    project_key="akte",
                    programme_id=ids["p-1"],
                    verdict=verdict,
                    note=note,
                    decided_by="kim",
                    decided_at=AT + timedelta(minutes=minute),
                )
            )


def _programmes(work: Work) -> dict[str, int]:
    work.session.add(
        SourceRow(
            key="probe", kind="archive", title="Probequelle", publisher="Amt", start_url="https://q.example",
            cadence_hours=24, enabled=True, error_count=0,
        )
    )  # fmt: skip
    run = CrawlRun(
        source_key="probe", started_at=AT, finished_at=AT, outcome="ok", pages=1, seen=5, new=5, changed=0,
        missing=0, code_version="t",
    )  # fmt: skip
    work.session.add(run)
    work.session.flush()
    ids = {}
    for external_id, title, deadlines in PROGRAMMES:
        programme = Programme(
            source_key="probe", external_id=external_id, url=f"https://q.example/{external_id}", first_seen=AT,
            last_seen=AT, missing_runs=0,
        )  # fmt: skip
        work.session.add(programme)
        work.session.flush()
        ids[external_id] = programme.id
        version = _version(work, programme.id, run.id, title)
        for state, due_on, recurs, precision, words in deadlines:
            work.session.add(
                Deadline(
                    version_id=version, kind="sketch" if words.startswith("Skizzen") else "full", state=state,
                    due_on=due_on, recurs=recurs, precision=precision, structured=False, words=words,
                    url=f"https://q.example/{external_id}",
                )
            )  # fmt: skip
            work.session.flush()
    return ids


def _version(work: Work, programme_id: int, run_id: int, title: str) -> int:
    version = ProgrammeVersion(
        programme_id=programme_id, number=2, is_current=True, run_id=run_id, recorded_at=AT, content_hash="0" * 64,
        damaged=False, language="de", title=title, summary="Zeile eins\nZeile zwei", funder="Land", rate_percent=80,
        rate_words="bis zu 80 Prozent", amount_max=250_000, status="open",
    )  # fmt: skip
    work.session.add(version)
    work.session.flush()
    work.session.add(ProgrammeCategory(version_id=version.id, kind="applicant", code="kommune", label="Kommune"))
    return version.id


def _news(work: Work) -> int:
    item = NewsItem(
        source_key="meldungen", guid="1", url="https://n.example/1", title="Neue Runde", summary="", published_at=AT,
        date_is_first_seen=False, first_seen=AT, last_seen=AT, content_hash="0" * 64, hash_changes=0,
    )  # fmt: skip
    work.session.add(item)
    work.session.flush()
    return item.id


def _matches(work: Work, ids: dict[str, int], news: int) -> None:
    run = MatchRun(
        started_at=AT, finished_at=AT, mode="full", model_version="m1", config="{}", subjects=1, documents=1,
        written=4, removed=0,
    )  # fmt: skip
    work.session.add(run)
    work.session.flush()
    for kind, subject, document_kind, document, score, band in (
        ("theme", "mobilitaet", "programme", ids["p-4"], 0.2, "medium"),
        ("project", "akte", "programme", ids["p-2"], 0.9, "low"),
        ("project", "akte", "programme", ids["p-1"], 0.5, "high"),
        ("project", "scannen", "news", news, 0.3, "medium"),
    ):
        match = Match(
            run_id=run.id, subject_kind=kind, subject=subject, document_kind=document_kind, document_id=document,
            score=score, band=band, eligible="yes" if document == ids["p-1"] else "unknown", eligible_words=None,
            model_version="m1", created_at=AT,
        )  # fmt: skip
        work.session.add(match)
        work.session.flush()
        work.session.add_all(
            [
                MatchReason(
                    match_id=match.id,
                    position=0,
                    feature="word",
                    contribution=score * 0.75,
                    ours="Akten",
                    theirs="Akte",
                ),
                MatchReason(
                    match_id=match.id,
                    position=1,
                    feature="rest",
                    contribution=score * 0.25,
                    ours="übrige Zeichenfolgen",
                    theirs="",
                ),
            ]
        )
