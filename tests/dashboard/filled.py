"""A small store for the dashboard's tests: projects, programmes, matches, news and runs, all in our own words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from data.model.audit import StoreFact
from data.model.matches import Match, MatchReason, MatchRun
from data.model.news import NewsItem
from data.model.portfolio import Portfolio, Project, ProjectSource, ThemeField
from data.model.programmes import Deadline, Programme, ProgrammeChange, ProgrammeVersion
from data.model.sources import CrawlRun, HealthCheck, IssueRow, SourceRow
from data.store import Store

HOSTILE = (
    "<script>window.boese=1</script><img src=x onerror='window.boese=2'> ![bild](https://fremd.example/pixel.png) "
    ":red[rot] $x^2$ [klick](javascript:alert(1)) <iframe srcdoc='<script>parent.boese=3</script>'></iframe>"
)
HOSTILE_PROJECT = "Böses <b>Projekt</b> ![bild](https://fremd.example/p.png) :red[rot] $a$ :material/home:"

THEMES = (
    ("verwaltung", "Verwaltung", 1),
    ("bildung", "Bildung", 1),
    ("wirtschaft", "Wirtschaft", 2),
    ("mobilitaet", "Mobilität", 2),
    ("innenstadt", "Innenstadt/Dorfmitte", 2),
    ("gesundheit", "Gesundheit", 3),
    ("kultur", "Kultur", 3),
    ("tourismus", "Tourismus", 3),
)


@dataclass(frozen=True)
class Stated:
    """A programme to be stored; days count from the store's today."""

    title: str
    funder: str | None
    deadline: tuple[str, int | None, str] | None  # state, days ahead, words
    rate: int | None = None
    amounts: tuple[int | None, int | None] = (None, None)
    status: str = "open"
    fits: tuple[tuple[str, float, str, str], ...] = ()  # project, score, band, eligible
    words: tuple[tuple[str, str], ...] = field(default=(("digital", "Digitalisierung"), ("Akte", "Aktenführung")))


PROGRAMMES = (
    Stated(
        "Digitale Verwaltung in Städten und Gemeinden",
        "Land Nordrhein-Westfalen",
        ("dated", 40, "Anträge sind bis zum 30. September 2026 einzureichen."),
        80,
        (25_000, 400_000),
        fits=(("eakte", 0.41, "high", "yes"), ("portal", 0.22, "medium", "yes")),
    ),
    Stated(
        "Gemeinsame IT-Sicherheit für Kommunen im ländlichen Raum",
        "Bundesministerium des Innern",
        ("dated", 12, "Stichtag ist der 2. September 2026."),
        None,
        (None, 150_000),
        fits=(("eakte", 0.19, "medium", "unknown"),),
    ),
    Stated(
        "Innovationskredit für gewerbliche Unternehmen",
        "Förderbank",
        ("open", None, "Ein Antrag ist jederzeit möglich."),
        fits=(("eakte", 0.3, "high", "no"),),
    ),
    Stated(
        "Modellvorhaben Bürgerbeteiligung",
        "Stiftung Gemeinwohl",
        ("dated", -20, "Einsendeschluss war der 1. August 2026."),
        fits=(("eakte", 0.25, "medium", "yes"),),
    ),
    Stated(
        "Lernorte von morgen: Ausstattung und Begleitung außerschulischer Lernwerkstätten für Kinder und Jugendliche "
        "in ländlichen Kreisen und kreisangehörigen Gemeinden",
        "Ministerium für Schule und Bildung des Landes Nordrhein-Westfalen",
        ("recurring", None, "Die Frist endet jedes Jahr am 15. Oktober."),
        90,
        (None, 60_000),
        fits=(("lernwerkstatt", 0.36, "high", "yes"),),
    ),
    Stated(
        "Mobilstationen und vernetzte Verkehre",
        "Nahverkehr Westfalen",
        ("until_spent", None, "Bewilligt wird, bis die Mittel erschöpft sind."),
        65,
        fits=(("mobilstation", 0.28, "medium", "unknown"),),
    ),
    Stated("Zuschuss ohne nähere Angaben", None, None, status="unknown", fits=(("eakte", 0.12, "low", "unknown"),)),
    Stated(HOSTILE, HOSTILE, ("dated", 5, HOSTILE), fits=(("boese", 0.5, "high", "yes"),), words=((HOSTILE, HOSTILE),)),
)

# key, kind, theme field, place, title, status, planning complete, cost, money secured
PRO, VER, BIL, MOB = "proposal", "verwaltung", "bildung", "mobilitaet"
PROJECTS = (
    ("eakte", PRO, VER, 1, "Elektronische Akte für alle zwölf Verwaltungen", "planned", None, 480_000, 120_000),
    ("portal", PRO, VER, 2, "Gemeinsames Serviceportal des Kreises", "running", True, 250_000, 250_000),
    ("lernwerkstatt", PRO, BIL, 1, "Lernwerkstatt für Technik und Naturwissenschaft", "planned", True, 965_000, None),
    ("medien", "single", BIL, None, "Verleih von Medienkoffern an Grundschulen", "idea", False, None, None),
    ("gruender", "proposal", "wirtschaft", 1, "Gründungszentrum im ländlichen Raum", "idea", None, 1_200_000, 0),
    ("mobilstation", PRO, MOB, 1, "Mobilstationen an allen Bahnhöfen", "running", True, 1_115_628, 584_100),
    ("boese", "idea", "innenstadt", None, HOSTILE_PROJECT, "idea", None, None, None),
    ("schloss", "single", "tourismus", None, "Digitaler Rundgang durch die Schlösser", "done", True, 90_000, 90_000),
)  # fmt: skip


def fill(store: Store, hostile: bool = True) -> None:
    """Writes everything into an empty store; with ``hostile`` also a project, a programme and news that mean harm."""
    with store.unit_of_work("test") as work:
        session, now = work.session, store.clock.now()
        if store.clock.stands:
            session.add(StoreFact(key="clock_stands_at", value=now.isoformat()))
        _portfolio(session, store, hostile)
        _sources(session, store)
        session.flush()
        run = MatchRun(
            started_at=now, finished_at=now, mode="full", model_version="t1", config="{}",
            subjects=1, documents=1, written=1, removed=0,
        )  # fmt: skip
        session.add(run)
        session.flush()
        for number, stated in enumerate(PROGRAMMES if hostile else PROGRAMMES[:-1], 1):
            _programme(session, store, run.id, number, stated)
        _news(session, store, run.id, hostile)


def _portfolio(session: Session, store: Store, hostile: bool) -> None:
    session.add(
        Portfolio(
            label="Probe aus eigenen Worten", note=None, as_of="2026-08-01", origin="probe.yml",
            imported_at=store.clock.now(), imported_by="test", expected_counts=json.dumps({"proposals": 7}),
        )
    )  # fmt: skip
    for position, (key, title, priority) in enumerate(THEMES):
        session.add(
            ThemeField(key=key, position=position, title=title, priority=priority, description=None, terms="digital")
        )
    session.flush()
    for key, kind, theme, place, title, status, planning, cost, secured in PROJECTS:
        if hostile or title != HOSTILE_PROJECT:
            session.add(_project(key, kind, theme, place, title, status, planning, cost, secured))
    for theme, place in (("verwaltung", 3), ("bildung", 2)):
        session.add(
            _project(f"{theme}-{place}", "proposal", theme, place, "Offener Platz", "unknown", None, None, None, True)
        )
    session.flush()
    session.add(ProjectSource(project_key="eakte", url="https://www.kreis.example/eakte"))


def _project(
    key: str,
    kind: str,
    theme: str,
    place: int | None,
    title: str,
    status: str,
    planning: bool | None,
    cost: int | None,
    secured: int | None,
    is_open: bool = False,
) -> Project:
    return Project(
        key=key, kind=kind, theme_field=theme, place=place, is_open_place=is_open, title=title,
        summary=None if is_open else "Was das Vorhaben will, in zwei Sätzen. Und warum es dem Kreis nützt.",
        status=status, status_as_of="2026-05", planning_complete=planning, cost_eur=cost, money_secured_eur=secured,
        money_note=None, owner=None, lead="Kreis Coesfeld", partners="Stadt Dülmen", municipalities="Dülmen",
        relation=None, consolidated_into=None, text_hash="0" * 64, removed_at=None,
    )  # fmt: skip


def _sources(session: Session, store: Store) -> None:
    rows = (
        ("probe", "archive", "Förderdatenbank (Probe)", 24, "ok", 5, None),
        ("bank", "pages", "Förderbank des Landes", 24, "failed", 30, "Die Seite antwortet nicht (Zeitüberschreitung)."),
        ("amtlich", "pages", "Bekanntmachungen des Bundes", 24, "ok", 100, None),
        ("blatt", "feed", "Kommunalblatt", 6, "unchanged", 2, None),
        ("stille", "feed", "Fachdienst Ländlicher Raum", 6, None, 0, None),
    )
    for key, kind, title, cadence, outcome, hours, message in rows:
        session.add(
            SourceRow(
                key=key, kind=kind, title=title, publisher="Herausgeber", start_url=f"https://{key}.example/",
                cadence_hours=cadence, licence=None, enabled=True, disabled_reason=None, theme_field=None, etag=None,
                last_modified=None, checked_at=None, next_check_at=None, error_count=0, last_error=None,
            )
        )  # fmt: skip
        if outcome is None:
            continue
        at = store.clock.now() - timedelta(hours=hours)
        if outcome == "failed":
            session.add(_run(key, "ok", at - timedelta(days=1), None))
        session.add(run := _run(key, outcome, at, message))
        session.flush()
        if key == "probe":
            session.add(HealthCheck(run_id=run.id, name="damaged", wanted="0", found="1", verdict="warn"))
            session.add(
                IssueRow(
                    run_id=run.id, source_key=key, level="warning", code="damaged", url="https://probe.example/p/3",
                    message="Zeichen sind an der Quelle verloren gegangen.", detail="3 Stellen", fingerprint="f" * 64,
                )
            )  # fmt: skip


def _run(key: str, outcome: str, at: object, message: str | None) -> CrawlRun:
    return CrawlRun(
        source_key=key, started_at=at, finished_at=at, outcome=outcome, pages=3, seen=8, new=8, changed=0, missing=0,
        message=message, code_version="test",
    )  # fmt: skip


def _programme(session: Session, store: Store, match_run: int, number: int, stated: Stated) -> None:
    now, today = store.clock.now(), store.clock.today()
    run_id = 1
    url = f"https://probe.example/p/{number}"
    programme = Programme(
        source_key="probe", external_id=f"p{number}", url=url, first_seen=now, last_seen=now, missing_since=None,
        missing_runs=0, withdrawn_at=None,
    )  # fmt: skip
    session.add(programme)
    session.flush()
    session.add(version := _version(programme.id, run_id, stated, store))
    session.flush()
    if stated.deadline is not None:
        session.add(_deadline(version.id, stated.deadline, today, url))
    session.add(
        ProgrammeChange(
            programme_id=programme.id, run_id=run_id, at=now - timedelta(days=1 if number < 4 else 30), kind="new",
            field=None, before=None, after=None, weight="material", from_version=None, to_version=1,
        )
    )  # fmt: skip
    if number == 5:
        session.add(
            ProgrammeChange(
                programme_id=programme.id, run_id=run_id, at=now - timedelta(hours=3), kind="rate",
                field="rate", before="80 %", after="90 %", weight="material", from_version=1, to_version=2,
            )
        )  # fmt: skip
    for project, score, band, eligible in stated.fits:
        _match(session, store, match_run, "programme", programme.id, project, score, band, eligible, stated.words)


def _version(programme_id: int, run_id: int, stated: Stated, store: Store) -> ProgrammeVersion:
    return ProgrammeVersion(
        programme_id=programme_id, number=1, is_current=True, run_id=run_id, capture_id=None,
        recorded_at=store.clock.now(), content_hash="0" * 64, damaged=False, language="de", title=stated.title,
        summary="Gefördert werden Vorhaben, die Abläufe vereinfachen und mehreren Gemeinden zugutekommen.",
        funder=stated.funder, amount_min=stated.amounts[0], amount_max=stated.amounts[1], amount_words=None,
        rate_percent=stated.rate, rate_words=None if stated.rate is None else f"bis zu {stated.rate} Prozent",
        status=stated.status,
    )  # fmt: skip


def _deadline(version_id: int, stated: tuple[str, int | None, str], today: date, url: str) -> Deadline:
    state, days, words = stated
    return Deadline(
        version_id=version_id, kind="full", state=state, due_on=None if days is None else today + timedelta(days=days),
        opens_on=None, recurs="10-15" if state == "recurring" else None,
        precision="day" if state in {"dated", "recurring"} else "none", structured=False, words=words, url=url,
    )  # fmt: skip


def _match(
    session: Session,
    store: Store,
    run_id: int,
    kind: str,
    document_id: int,
    project: str,
    score: float,
    band: str,
    eligible: str,
    words: tuple[tuple[str, str], ...],
) -> None:
    match = Match(
        run_id=run_id, subject_kind="project", subject=project, document_kind=kind, document_id=document_id,
        score=score, band=band, eligible=eligible, model_version="t1", created_at=store.clock.now(),
        eligible_words=None if eligible == "unknown" else "Antragsberechtigt sind Gemeinden und Gemeindeverbände.",
    )  # fmt: skip
    session.add(match)
    session.flush()
    shares = [("word", score * 0.5, *words[0]), ("word", score * 0.3, *words[-1]), ("rest", score * 0.2, "", "")]
    for position, (feature, part, ours, theirs) in enumerate(shares):
        session.add(
            MatchReason(
                match_id=match.id, position=position, feature=feature, contribution=part, ours=ours[:500],
                theirs=theirs[:500],
            )
        )  # fmt: skip


def _news(session: Session, store: Store, run_id: int, hostile: bool) -> None:
    now = store.clock.now()
    titles = ("Kreise teilen sich die elektronische Akte", HOSTILE)
    for number, title in enumerate(titles if hostile else titles[:1], 1):
        session.add(
            item := NewsItem(
                source_key="blatt", guid=f"n{number}", url=f"https://blatt.example/{number}", title=title,
                summary="Kurz gesagt.", published_at=now - timedelta(days=2), date_is_first_seen=False, first_seen=now,
                last_seen=now, content_hash="0" * 64, hash_changes=0,
            )
        )  # fmt: skip
        session.flush()
        words = (("Akte", "Akte"), ("teilen", "teilen"))
        _match(session, store, run_id, "news", item.id, "eakte", 0.3 / number, "medium", "unknown", words)
