"""How the health of sources is told: chips for the five rings, what to do, figures; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import format as german
from dashboard.parts.chips import BAD, GOOD, NONE, WARN, Chip
from data.queries.source_page import SourceDetail
from data.remedies import remedy
from data.source_rings import Ring, is_waiting

RING_NAMES = {"page": "Seiten", "run": "Lauf", "trend": "Verlauf", "silence": "Alter", "fixture": "Leser"}
FIELD_NAMES = {
    "summary": "Kurztext",
    "requirements": "Voraussetzungen",
    "eligibility": "Wer und wo",
    "deadlines": "Frist",
    "money": "Geld",
    "amount_max": "Höchstbetrag",
    "rate_percent": "Förderquote",
    "funder": "Fördergeber",
}
ROBOTS = {"allowed": "erlaubt", "forbidden": "verboten", "unknown": "ungeprüft"}
TEXT_MINING = {"free": "kein Vorbehalt", "reserved": "vorbehalten (§ 44b UrhG)", "unknown": "ungeprüft"}
EVIDENCE = {
    "page": "gespeicherte Kopie einer echten Seite",
    "excerpt": "Ausschnitte echter Seiten",
    "code": "öffentlicher Programmtext, der die Seite liest",
    "told": "Adressen und Angaben Dritter",
}
_TONES = {"ok": GOOD, "warn": WARN, "stop": BAD, "unknown": NONE}
_WORDS = {"ok": "in Ordnung", "warn": "ansehen", "stop": "handeln", "unknown": "keine Aussage"}
_BLOCKS = "▁▂▃▄▅▆▇█"
TREND_RUNS = 12


@dataclass(frozen=True)
class Figure:
    """One headline figure."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Todo:
    """What somebody has to do about a source, and why."""

    title: str
    ring: str
    tone: str
    words: str
    todo: str


def ring_chips(detail: SourceDetail) -> list[Chip]:
    """One chip per ring; only what is not in order is said in words."""
    return [Chip(_ring_words(ring), _TONES[ring.verdict]) for ring in detail.rings]


def ring_verdict(ring: Ring) -> Chip:
    """The verdict of a ring in words."""
    return Chip(_WORDS[ring.verdict], _TONES[ring.verdict])


def todos(details: Sequence[SourceDetail]) -> list[Todo]:
    """What has to be done, gravest first; sources that only wait for their first comparison are one entry."""
    waiting = [d for d in details if is_waiting(d.record) and not d.record.runs]
    active = [d for d in details if d.record.enabled and d not in waiting]
    found = [
        (ring.verdict, Todo(d.record.title, RING_NAMES[ring.name], _TONES[ring.verdict], _why(d, ring), ring.todo))
        for d in active
        for ring in d.rings
        if ring.verdict in {"stop", "warn"} and ring.todo
    ]
    if waiting:
        names = "; ".join(d.record.title for d in waiting)  # titles have commas
        words = f"Noch nie mit ihren echten Seiten verglichen, deshalb nicht gelesen: {names}"
        entry = Todo(
            german.count_of(len(waiting), "neue Quelle", "neue Quellen"),
            RING_NAMES["fixture"],
            WARN,
            words,
            "foerderscout sources check --waiting",
        )
        found.append(("warn", entry))
    return [entry for verdict in ("stop", "warn") for found_verdict, entry in found if found_verdict == verdict]


def _why(detail: SourceDetail, ring: Ring) -> str:
    """The finding; what was held of a run is told in its own part of the page and not twice."""
    held = ring.name == "run" and detail.record.runs and detail.record.runs[0].outcome == "held"
    return "Der letzte Lauf wird zum Teil zurückgehalten." if held else ring.words


def pair_todos(count: int) -> list[Todo]:
    """What has to be done about pairs that may be one programme: nothing without one."""
    if not count:
        return []
    title = german.count_of(count, "Paar von Einträgen", "Paare von Einträgen")
    words = "Vielleicht ist es jeweils dasselbe Förderprogramm."
    return [Todo(title, "Doppelt?", WARN, words, "Am Ende dieser Seite vergleichen und entscheiden.")]


def figures(programmes: Sequence[SourceDetail], feeds: Sequence[SourceDetail]) -> list[Figure]:
    """The headline figures of the page."""
    running = [d for d in programmes if d.record.enabled and not (is_waiting(d.record) and not d.record.runs)]
    polled = [d for d in feeds if d.record.enabled]
    oldest = min((d.last_good_run for d in running if d.last_good_run), default=None)
    return [
        Figure(
            "Förderquellen in Betrieb", german.number(len(running)), f"von {german.number(len(programmes))} bekannten"
        ),
        Figure("Zu handeln", german.number(_count(running + polled, "stop")), "Stillstand oder Fehler"),
        Figure("Anzusehen", german.number(_count(running + polled, "warn")), "Auffälligkeiten"),
        Figure("Ältester guter Lauf", german.moment(oldest) if oldest else "–", "der Förderquellen in Betrieb"),
        Figure("Nachrichtenquellen", german.number(len(polled)), f"von {german.number(len(feeds))} bekannten"),
    ]


def trend_words(detail: SourceDetail) -> str:
    """What the last runs read, oldest first, as a line of bars."""
    seen = [run.seen for run in detail.record.runs if run.outcome in ("ok", "partial", "unchanged")][:TREND_RUNS][::-1]
    most = max(seen, default=0)
    if len(seen) < 2 or not most:
        return ""
    return "".join(_BLOCKS[round((len(_BLOCKS) - 1) * count / most)] for count in seen)


def fields(detail: SourceDetail) -> list[tuple[str, str]]:
    """Each field with the share of programmes that state it."""
    return [
        (name, german.percent(round(100 * detail.filled[key])))
        for key, name in FIELD_NAMES.items()
        if key in detail.filled
    ]


def evidence(detail: SourceDetail) -> str:
    """How we know the site."""
    if not detail.evidence:
        return german.UNKNOWN
    kind, _, seen = detail.evidence.partition(" ")
    return evidence_words(kind, seen)


def evidence_words(kind: str, seen: str | None) -> str:
    """A kind of evidence and its month (``2026-06``) in words."""
    return f"{EVIDENCE.get(kind, kind)}{f', Stand {german.stated_day(seen)}' if seen else ''}"


def advice(code: str) -> str:
    """What to do about an issue; empty where nothing is to be done."""
    return remedy(code)


def _ring_words(ring: Ring) -> str:
    name = RING_NAMES[ring.name]
    if ring.verdict == "ok":
        return f"{name} ✓"
    return f"{name} –" if ring.verdict == "unknown" else f"{name}: {_WORDS[ring.verdict]}"


def _count(details: Sequence[SourceDetail], verdict: str) -> int:
    return sum(detail.verdict == verdict for detail in details)
