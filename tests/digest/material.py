"""A small week in plain rows for the digest's tests, all texts our own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from dashboard.digest.compose import Material
from dashboard.digest.weeks import Week, week_named
from data.deadlines import StatedDeadline
from data.queries.digest import ChangeRow, FitRow, NewsRow, ProgrammeRow, ThemeRow
from data.queries.health import SourceHealth

WEEK: Week = week_named("2026-W34")
FRIDAY = date(2026, 8, 21)
SEEN = datetime(2026, 8, 20, 9, tzinfo=UTC)

THEMES = (ThemeRow("verwaltung", "Verwaltung", 1), ThemeRow("mobilitaet", "Mobilität", 2))


def programme(number: int, title: str, url: str = "https://foerderung.example/p") -> ProgrammeRow:
    return ProgrammeRow(number, title, f"{url}/{number}", "Land NRW", "open")


def fit(
    document: int,
    subject: str = "p1",
    theme: str = "verwaltung",
    score: float = 0.4,
    band: str = "high",
    eligible: str = "yes",
    kind: str = "project",
) -> FitRow:
    return FitRow(
        kind, subject, subject, f"Vorhaben {subject}", theme, document, score, band, eligible, ("Akte", "digital")
    )


def dated(day: date) -> tuple[StatedDeadline, ...]:
    words = f"Anträge sind bis zum {day:%d.%m.%Y} zu stellen."
    return (StatedDeadline("full", "dated", day, None, None, "day", words, "https://foerderung.example/p/1"),)


def news(number: int, title: str, source: str = "Blatt A", day: int = 20) -> NewsRow:
    stamp = datetime(2026, 8, day, 10, tzinfo=UTC)
    return NewsRow(number, title, "Kurz gesagt.", f"https://zeitung.example/{number}", source, stamp, False)


def source(key: str, state: str = "ok", message: str | None = None) -> SourceHealth:
    return SourceHealth(
        key, "archive", f"Quelle {key}", "Amt", "https://amt.example", 24, None, state,
        SEEN, SEEN, timedelta(hours=1), 80, 0, 0, message,
    )  # fmt: skip


def material(**parts: object) -> Material:
    empty: dict[str, object] = {
        "themes": THEMES,
        "changes": (),
        "programmes": {},
        "programme_fits": (),
        "news": (),
        "news_fits": (),
        "deadlines": {},
        "sources": (),
        "rejected": frozenset(),
        "followed": frozenset(),
    }
    return Material(**{**empty, **parts})  # type: ignore[arg-type]


def new(number: int) -> ChangeRow:
    return ChangeRow(number, "new", None, None, None)
