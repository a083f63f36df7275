"""The five rings of a source's health, each with its own sentence for people: pure, from what the store knows.

page: what single pages or entries met. run: whether the last run kept its promises. trend: whether it read as much as
usual. silence: age against cadence, and how long nothing new came; age alone raises an alarm, also without any error
(CorrelAid's series has seven weekly reports with one number, and nobody was told). fixture: whether anybody has
compared our reader with the live site lately.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from data.reference.feed_status import status_words

RingName = Literal["page", "run", "trend", "silence", "fixture"]
Verdict = Literal["ok", "warn", "stop", "unknown"]
# Outcomes of a run that read its source.
HEALTHY = ("ok", "partial", "unchanged")

# A source may miss one turn (night, maintenance window) before people are told that it is late.
TURNS_UNTIL_LATE = 2
# Nothing new for this many times the usual gap between two novelties is no longer chance.
GAPS_UNTIL_SILENT = 3
FEWEST_GAPS = 3
TREND_STOP, TREND_WARN, TREND_RUNS = 0.6, 0.85, 5
CHECK_EVERY = timedelta(days=180)


@dataclass(frozen=True)
class RunFigures:
    """One run: when it ended, what came of it, how many programmes or items it saw and how many were new or changed."""

    at: datetime
    outcome: str
    seen: int
    new: int
    changed: int


@dataclass(frozen=True)
class OpenIssue:
    """Equal troubles of a source, as the last run met them. runs: in how many runs so far; since: the first time."""

    level: str  # note, warning, error
    code: str
    message: str
    count: int
    runs: int
    since: datetime
    example: str | None
    detail: str | None
    fingerprint: str


@dataclass(frozen=True)
class MissedCheck:
    """A promise that the last run did not keep."""

    name: str
    wanted: str
    found: str
    verdict: str  # warn, stop


@dataclass(frozen=True)
class SourceRecord:
    """What the store knows of a source. runs: newest first. live_checked_at: last comparison with the live site."""

    key: str
    kind: str  # archive, pages, records, feed
    title: str
    cadence_hours: int
    enabled: bool
    disabled_reason: str | None
    needs_live_check: bool
    live_status: str | None
    live_checked_at: datetime | None
    runs: tuple[RunFigures, ...] = ()
    missed: tuple[MissedCheck, ...] = ()
    issues: tuple[OpenIssue, ...] = ()
    message: str | None = None


@dataclass(frozen=True)
class Ring:
    """One ring. ``words``: what was found, a German sentence. ``todo``: what to do about it; None: nothing."""

    name: RingName
    verdict: Verdict
    words: str
    todo: str | None = None


def rings(record: SourceRecord, now: datetime) -> tuple[Ring, ...]:
    """All five rings, from the page outwards."""
    return (_page(record), _run(record), _trend(record), _silence(record, now), _fixture(record, now))


def gravest(found: Iterable[Ring]) -> Verdict:
    """The gravest verdict of some rings; ``unknown`` counts as nothing found."""
    verdicts = {ring.verdict for ring in found}
    return "stop" if "stop" in verdicts else "warn" if "warn" in verdicts else "ok"


def usual_gap(runs: Sequence[RunFigures]) -> timedelta | None:
    """The median time between two runs that brought something; None while there are too few to tell."""
    moments = sorted(run.at for run in runs if run.new or run.changed)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    return timedelta(seconds=median(gaps)) if len(gaps) >= FEWEST_GAPS else None


def _page(record: SourceRecord) -> Ring:
    grave = [issue for issue in record.issues if issue.level == "error"]
    light = [issue for issue in record.issues if issue.level == "warning"]
    if not grave and not light:
        return Ring("page", "ok" if record.runs else "unknown", "Keine Auffälligkeiten auf einzelnen Seiten.")
    worst = (grave or light)[0]
    others = len(grave) + len(light) - 1
    words = f"{worst.count}× {worst.message}" + (f" Dazu {_more(others)}." if others else "")
    return Ring("page", "warn", words, "Die offenen Punkte unten durchsehen.")


def _more(others: int) -> str:
    return "ein weiterer offener Punkt" if others == 1 else f"{others} weitere offene Punkte"


def _run(record: SourceRecord) -> Ring:
    last = record.runs[0] if record.runs else None
    if last is None:
        return Ring("run", "unknown", "Noch kein Lauf.")
    if last.outcome == "held":
        todo = "Unter „Zurückgehaltene Läufe“ ansehen und übernehmen oder verwerfen."
        return Ring("run", "stop", f"Der letzte Lauf wird zurückgehalten. {record.message or ''}".strip(), todo)
    if last.outcome in {"refused", "failed"}:
        what = "abgewiesen" if last.outcome == "refused" else "gescheitert"
        todo = (
            "Der bisherige Stand gilt weiter." if record.kind == "feed" else f"foerderscout sources check {record.key}"
        )
        return Ring("run", "stop", f"Der letzte Lauf ist {what}. {record.message or ''}".strip(), todo)
    if record.missed:
        missed = record.missed[0]
        return Ring("run", "warn", f"Erwartet war {missed.wanted}, gefunden {missed.found}.", _check(record))
    return Ring("run", "ok", "Der letzte Lauf hat alle Erwartungen erfüllt.")


def _trend(record: SourceRecord) -> Ring:
    seen = [run.seen for run in record.runs if run.outcome in HEALTHY and (run.seen or run.outcome != "unchanged")]
    if len(seen) < 2:
        return Ring("trend", "unknown", "Noch zu wenige Läufe für einen Vergleich.")
    usual = median(seen[1 : 1 + TREND_RUNS])
    words = f"Zuletzt {seen[0]} gelesen, sonst {usual:.0f}."
    if record.kind == "feed":
        return Ring("trend", "ok", words)  # a feed shows its newest entries only; their number says nothing
    if seen[0] < TREND_STOP * usual:
        return Ring("trend", "stop", f"{words} So viele verschwinden nie auf einmal.", _check(record))
    if seen[0] < TREND_WARN * usual:
        return Ring("trend", "warn", f"{words} Das ist deutlich weniger.", _check(record))
    return Ring("trend", "ok", words)


def _silence(record: SourceRecord, now: datetime) -> Ring:
    if not record.enabled:
        return Ring("silence", "unknown", f"Abgeschaltet: {record.disabled_reason or 'ohne Angabe eines Grundes'}")
    crawl = "foerderscout news" if record.kind == "feed" else f"foerderscout crawl {record.key}"
    good = next((run.at for run in record.runs if run.outcome in HEALTHY), None)
    if good is None and is_waiting(record):
        words = "Wird von selbst erst gelesen, wenn der Vergleich mit der echten Seite gelungen ist."
        return Ring("silence", "unknown", words)
    if good is None:
        return Ring("silence", "stop", "Noch nie mit Erfolg gelesen.", crawl)
    age = now - good
    words = f"Zuletzt vor {_span(age)} mit Erfolg gelesen, vorgesehen alle {_span(_cadence(record))}."
    if age > TURNS_UNTIL_LATE * _cadence(record):
        return Ring("silence", "stop", f"{words} Was hier steht, kann überholt sein.", crawl)
    gap, newest = usual_gap(record.runs), max((r.at for r in record.runs if r.new or r.changed), default=None)
    if gap and newest and now - newest > max(GAPS_UNTIL_SILENT * gap, TURNS_UNTIL_LATE * _cadence(record)):
        words = f"Seit {_span(now - newest)} nichts Neues, sonst etwa alle {_span(gap)}."
        return Ring("silence", "warn", words, "Die Quelle im Browser ansehen: Ist sie umgezogen oder eingestellt?")
    return Ring("silence", "ok", words)


def _fixture(record: SourceRecord, now: datetime) -> Ring:
    if record.kind == "feed":
        tested = status_words(record.live_status) if record.live_status else "keiner bekannt"
        return Ring("fixture", "unknown", f"Früherer Test des Feeds: {tested}.")
    checked = record.live_checked_at
    if checked is None:
        words = "Ob die Quelle richtig gelesen wird, wurde noch nie an ihrer echten Seite geprüft."
        return Ring("fixture", "warn" if record.needs_live_check else "unknown", words, _check(record))
    if record.live_status != "ok":
        return Ring("fixture", "warn", f"Beim Vergleich am {checked:%d.%m.%Y} wich die echte Seite ab.", _check(record))
    if now - checked > CHECK_EVERY:
        words = f"Zuletzt am {checked:%d.%m.%Y} mit der echten Seite verglichen, das ist lange her."
        return Ring("fixture", "warn", words, _check(record))
    return Ring("fixture", "ok", f"Am {checked:%d.%m.%Y} stimmte der Leser mit der echten Seite überein.")


def is_waiting(record: SourceRecord) -> bool:
    """Whether nobody has compared the source's reader with its live site yet, or the two did not agree."""
    return record.needs_live_check and record.live_status != "ok"


def _cadence(record: SourceRecord) -> timedelta:
    return timedelta(hours=record.cadence_hours)


def _check(record: SourceRecord) -> str | None:
    return None if record.kind == "feed" else f"foerderscout sources check {record.key}"


def _span(time: timedelta) -> str:
    hours = time / timedelta(hours=1)
    if hours < 1:
        return "weniger als einer Stunde"
    if hours < 48:
        return "einer Stunde" if round(hours) == 1 else f"{round(hours)} Stunden"
    return f"{round(hours / 24)} Tagen"
