"""German forms of numbers, money, days and times, and the words for codes: pure functions, text in and out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime
from babel.numbers import format_compact_decimal, format_decimal

from data.clock import LOCAL_ZONE
from data.deadlines import BindingDeadline

LOCALE = "de_DE"
UNKNOWN = "unbekannt"

BANDS = {"high": "hoch", "medium": "mittel", "low": "niedrig", "none": "ohne Treffer"}
ELIGIBLE = {"yes": "antragsberechtigt", "no": "nicht antragsberechtigt", "unknown": "Berechtigung ungeklärt"}
VERDICTS = {
    "accept": "verfolgen",
    "watch": "gemerkt",
    "reject": "passt nicht",
    "none": "zurückgenommen",
    "comment": "Kommentar",
}
STATUSES = {
    "running": "laufend",
    "planned": "konkret geplant",
    "idea": "Idee",
    "done": "abgeschlossen",
    "stopped": "eingestellt",
    "rejected": "abgelehnt",
    "unknown": "Stand unbekannt",
}
KINDS = {"proposal": "Vorhaben", "single": "Einzelprojekt", "idea": "Idee im Ideenspeicher"}
RULED_OUT = {
    "rejected": "von Ihnen als unpassend eingestuft",
    "withdrawn": "von der Quelle zurückgezogen",
    "not_eligible": "nicht antragsberechtigt",
    "closed": "laut Quelle geschlossen",
    "over": "Frist abgelaufen",
}
CHANGES = {
    "new": "neu",
    "deadline": "Frist geändert",
    "amount": "Beträge geändert",
    "rate": "Förderquote geändert",
    "eligibility": "Berechtigte geändert",
    "status": "Stand geändert",
    "text": "Text geändert",
    "withdrawn": "zurückgezogen",
    "back": "wieder da",
}
SOURCE_STATES = {
    "ok": "in Ordnung",
    "partial": "mit Lücken",
    "late": "überfällig",
    "refused": "Lauf abgewiesen",
    "held": "Lauf wartet auf Entscheidung",
    "failed": "Lauf fehlgeschlagen",
    "running": "läuft gerade",
    "never": "noch nie gelaufen",
    "off": "abgeschaltet",
}
_DEADLINE_KINDS = {
    "full": "Antrag",
    "sketch": "Skizze",
    "registration": "Anmeldung",
    "question": "Rückfragen",
    "other": "Sonstige Frist",
}
# Codes of scout.facts.money_kinds and money_cases.
FUNDING_TYPES = {
    "zuschuss": "Zuschuss",
    "darlehen": "Darlehen",
    "buergschaft": "Bürgschaft",
    "garantie": "Garantie",
    "beteiligung": "Beteiligung",
    "preis": "Preis",
    "sachleistung": "Sachleistung oder Beratung",
    "sonstige": "Sonstige",
}
MONEY_CASES = {
    "budget_safeguarding": "bei Haushaltssicherung oder Finanzschwäche",
    "cooperation": "bei Zusammenarbeit mehrerer",
    "weak_region": "in bestimmten Fördergebieten",
    "private_body": "für freie Träger",
    "research": "für Hochschulen und Forschung",
    "person": "für Privatpersonen",
    "small_company": "für kleine Unternehmen",
    "medium_company": "für mittlere Unternehmen",
    "company": "für Unternehmen",
    "exception": "in Ausnahmefällen",
}
CUMULATION = {
    "yes": "mit anderen Mitteln kombinierbar",
    "limited": "nur eingeschränkt mit anderen Mitteln kombinierbar",
    "no": "nicht mit anderen Mitteln kombinierbar",
}
_UNDATED = {
    "open": "laufend möglich",
    "until_spent": "bis die Mittel ausgeschöpft sind",
    "recurring": "jedes Jahr wieder, ohne Tag",
    "announced": "angekündigt",
    "paused": "ruht zurzeit",
    "closed": "geschlossen",
}


def number(value: float) -> str:
    """``12345`` as ``12.345``, ``42.5`` as ``42,5``."""
    return format_decimal(value, locale=LOCALE)


def figure(value: int | None) -> str:
    """A sum in a table; a dash where nothing is known."""
    return "–" if value is None else number(value)


def euro(amount: int | None) -> str:
    """Whole euros as ``1.115.628 €``; unknown stays unknown."""
    return UNKNOWN if amount is None else f"{number(amount)}\u00a0€"


def short_euro(amount: int | None) -> str:
    """Euros for figures and axes: ``1,1 Mio. €``; below a million in full."""
    if amount is None:
        return UNKNOWN
    if abs(amount) < 1_000_000:
        return euro(amount)
    return f"{format_compact_decimal(amount, locale=LOCALE, fraction_digits=1)}\u00a0€"


def percent(value: float | None) -> str:
    """``80`` as ``80 %``, ``66.67`` as ``66,67 %``."""
    return UNKNOWN if value is None else f"{number(value)}\u00a0%"


def amount_range(low: int | None, high: int | None) -> str | None:
    """Smallest and largest amount in one phrase; None when the source names neither."""
    if low is not None and high is not None:
        return euro(low) if low == high else f"{number(low)} bis {euro(high)}"
    if high is not None:
        return f"bis {euro(high)}"
    return None if low is None else f"ab {euro(low)}"


def day(value: date) -> str:
    """``21.08.2026``."""
    return format_date(value, "dd.MM.yyyy", locale=LOCALE)


def weekday_and_day(value: date) -> str:
    """``Fr., 21.08.2026``."""
    return format_date(value, "EEE, dd.MM.yyyy", locale=LOCALE)


def month(value: date) -> str:
    """``August 2026``."""
    return format_date(value, "MMMM yyyy", locale=LOCALE)


def moment(value: datetime) -> str:
    """``21.08.2026, 16:00 Uhr`` in the county's time."""
    return format_datetime(value.astimezone(LOCAL_ZONE), "dd.MM.yyyy, HH:mm 'Uhr'", locale=LOCALE)


def local_day(value: datetime) -> date:
    """The day in Germany of a moment."""
    return value.astimezone(LOCAL_ZONE).date()


def in_days(count: int) -> str:
    """``heute``, ``morgen``, ``in 12 Tagen``, ``gestern``, ``vor 3 Tagen``."""
    near = {0: "heute", 1: "morgen", -1: "gestern"}
    if count in near:
        return near[count]
    return f"in {number(count)} Tagen" if count > 0 else f"vor {number(-count)} Tagen"


def ago(age: timedelta) -> str:
    """How long ago, in the largest fitting unit: ``vor 5 Minuten``, ``vor 1 Stunde``, ``vor 3 Tagen``."""
    minutes = max(int(age.total_seconds() // 60), 0)
    if minutes < 1:
        return "gerade eben"
    for size, one, many in ((1440, "Tag", "Tagen"), (60, "Stunde", "Stunden"), (1, "Minute", "Minuten")):
        count = minutes // size
        if count:
            return f"vor {number(count)} {one if count == 1 else many}"
    raise AssertionError("a positive number of minutes has a unit")


def every(hours: int) -> str:
    """A cadence: ``täglich``, ``alle 6 Stunden``, ``alle 3 Tage``, ``wöchentlich``."""
    named = {1: "stündlich", 24: "täglich", 168: "wöchentlich"}
    if hours in named:
        return named[hours]
    return f"alle {hours // 24} Tage" if hours % 24 == 0 else f"alle {hours} Stunden"


def count_of(count: int, one: str, many: str) -> str:
    """The number with the fitting noun: ``1 Tag``, ``3 Tage``."""
    return f"{number(count)} {one if count == 1 else many}"


def deadline_words(deadline: BindingDeadline | None) -> str:
    """The deadline in one line, e.g. ``Antrag bis Mi., 30.09.2026 (in 40 Tagen)``."""
    if deadline is None:
        return "Frist unbekannt"
    if deadline.due_on is None:
        if deadline.state == "announced" and deadline.opens_on:
            return f"{_DEADLINE_KINDS.get(deadline.kind, 'Antrag')} ab {weekday_and_day(deadline.opens_on)}"
        return f"Antrag {_UNDATED[deadline.state]}" if deadline.state == "open" else _UNDATED[deadline.state]
    when = f"Ende {month(deadline.due_on)}" if deadline.precision == "month" else weekday_and_day(deadline.due_on)
    if deadline.state == "over":
        return f"Frist abgelaufen: {when}"
    left = in_days(deadline.days_left or 0)
    again = ", jährlich" if deadline.recurs else ""
    return f"{_DEADLINE_KINDS.get(deadline.kind, 'Frist')} bis {when} ({left}{again})"


def shortened(text: str, longest: int) -> str:
    """The text in at most so many characters, cut at a word, with an ellipsis where something is missing."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > longest // 2 else cut).rstrip(" ,;:") + "…"


FIELDS = {
    "title": "Titel",
    "summary": "Kurztext",
    "body": "Beschreibung",
    "requirements": "Voraussetzungen",
    "deadline_text": "Fristtext",
    "deadlines": "Antragsfrist",
    "procedure": "Verfahren",
    "required_documents": "Unterlagen",
    "legal_citation": "Rechtsgrundlage",
    "status_note": "Statushinweis",
    "remark": "Bemerkung",
    "application_language": "Sprache des Antrags",
    "service_key": "Leistungsschlüssel",
    "funder": "Fördergeber",
    "language": "Sprache",
    "issued_on": "Datum der Richtlinie",
    "keywords": "Stichwörter",
    "amount": "Förderbetrag",
    "rate": "Förderquote",
    "money_terms": "Förderbedingungen",
    "status": "Status",
    "eligibility": "Förderberechtigte",
    "eligibility_text": "Berechtigte laut Text",
    "categories": "Einordnung",
    "contacts": "Ansprechstellen",
    "links": "Weiterführende Seiten",
}


def field_name(field: str | None) -> str:
    """The word for a field of a programme; ``Angabe`` for one that has none."""
    return FIELDS.get(field or "", "Angabe")


def stated_day(text: str) -> str:
    """``2025-10-09``, ``2025-10`` or ``2025`` as people write it; other words as they are."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    return ".".join(reversed(parts)) if len(parts) != 2 else f"{parts[1]}/{parts[0]}"


def host(url: str) -> str:
    """The host of an address, as a short name for a link."""
    name = urlsplit(url).hostname or url
    return name.removeprefix("www.")


def change_value(value: str | None) -> str:
    """A value before or after a change; what was not stated is said."""
    return shortened(value, 90) if value else "keine Angabe"
