"""Judges a run by its figures: pure checks, one sentence each for a clerk, and a verdict over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from scout.source import Draft, Expect

Verdict = Literal["ok", "warn", "stop"]
HISTORY = 5
TREND = 0.6

_PROGRAMMES = ("Förderprogramm", "Förderprogramme")
_FIELDS = {
    "title": "Titel", "summary": "Kurztext", "body": "Langtext", "requirements": "Voraussetzungen",
    "deadlines": "Fristen", "categories": "Merkmale", "funder": "Fördergeber", "contacts": "Kontakte",
    "links": "Links", "procedure": "Verfahren", "issued_on": "Datum", "amount_max": "Höchstbetrag",
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One check with what it wanted and found, for people; ``message`` is a whole sentence."""

    name: str
    wanted: str
    found: str
    verdict: Verdict
    message: str


@dataclass(frozen=True)
class Figures:
    """What a run amounts to. ``filled``: share (0 to 1) of programmes in which a field says something."""

    programmes: int
    failed_pages: int
    filled: Mapping[str, float]


def figures_of(drafts: Sequence[Draft], failed_pages: int, fields: Iterable[str]) -> Figures:
    """The figures of a run; ``fields`` are those a promise is made about."""
    shares = {name: sum(bool(getattr(draft, name)) for draft in drafts) / max(1, len(drafts)) for name in fields}
    return Figures(len(drafts), failed_pages, shares)


def for_rehearsal(expect: Expect) -> Expect:
    """What to expect of a mirror: any number of programmes from one on; all other promises stay."""
    return replace(expect, programmes=(1, expect.programmes[1]))


def examine(figures: Figures, expect: Expect, history: Sequence[int], rehearsal: bool = False) -> tuple[Check, ...]:
    """All checks of one run, also the passed ones.

    history: programmes seen in earlier healthy runs, newest first; only the last five count.
    rehearsal: ``expect`` speaks of a mirror; the check says so.
    """
    return (
        _fewest(figures.programmes, expect.programmes[0], rehearsal),
        _most(figures.programmes, expect.programmes[1]),
        _trend(figures.programmes, history[:HISTORY]),
        _failed(figures, expect.failed),
        *(_filled(name, figures.filled[name], share) for name, share in expect.filled.items()),
    )


def verdict(checks: Iterable[Check]) -> Verdict:
    """The gravest verdict: one ``stop`` refuses the run."""
    found = {check.verdict for check in checks}
    return "stop" if "stop" in found else "warn" if "warn" in found else "ok"


def _fewest(found: int, wanted: int, rehearsal: bool) -> Check:
    note = " (Probelauf über den Spiegel, nicht die echte Quelle)" if rehearsal else ""
    return Check(
        "fewest",
        f"mindestens {wanted}{note}",
        str(found),
        "ok" if found >= wanted else "stop",
        f"{counted(found, *_PROGRAMMES)} gelesen, erwartet mindestens {wanted}{note}."
        if found >= wanted
        else f"Nur {found} von mindestens {wanted} erwarteten Förderprogrammen gelesen{note}.",
    )


def _most(found: int, wanted: int) -> Check:
    return Check(
        "most",
        f"höchstens {wanted}",
        str(found),
        "ok" if found <= wanted else "warn",
        f"{counted(found, *_PROGRAMMES)} gelesen, erwartet höchstens {wanted}."
        + ("" if found <= wanted else " Bitte prüfen, ob Fremdes mitgelesen wurde."),
    )


def _trend(found: int, history: Sequence[int]) -> Check:
    if not history:
        return Check("trend", "kein Vergleich", str(found), "ok", "Noch kein früherer Lauf zum Vergleich.")
    usual = median(history)
    floor = TREND * usual
    return Check(
        "trend",
        f"mindestens {_whole(floor)} (60 % von sonst {_whole(usual)})",
        str(found),
        "ok" if found >= floor else "stop",
        f"{counted(found, *_PROGRAMMES)} gelesen, in den letzten Läufen waren es {_whole(usual)}."
        + (
            "" if found >= floor else " So viele verschwinden nie auf einmal: Wahrscheinlich fehlt ein Teil der Quelle."
        ),
    )


def _failed(figures: Figures, allowed: float) -> Check:
    tried = figures.programmes + figures.failed_pages
    share = figures.failed_pages / max(1, tried)
    return Check(
        "failed_pages",
        f"höchstens {_percent(allowed)}",
        _percent(share),
        "ok" if share <= allowed else "stop",
        f"{figures.failed_pages} von {counted(tried, 'Seite', 'Seiten')} nicht lesbar, "
        f"erlaubt sind {_percent(allowed)}.",
    )


def _filled(name: str, share: float, wanted: float) -> Check:
    label = _FIELDS.get(name, name)
    return Check(
        f"filled_{name}",
        f"mindestens {_percent(wanted)}",
        _percent(share),
        "ok" if share >= wanted else "stop",
        f"Das Feld „{label}“ ist bei {_percent(share)} der Förderprogramme gefüllt, erwartet mindestens "
        f"{_percent(wanted)}." + ("" if share >= wanted else " Vermutlich hat die Quelle ihren Aufbau geändert."),
    )


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 Seite, 2 Seiten."""
    return f"{number} {one if number == 1 else many}"


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",").replace(",0 %", " %")
