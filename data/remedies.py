"""What a clerk can do about each kind of trouble with a source, by its code (see ``scout.problems``)."""

from __future__ import annotations

_LATER = "Später noch einmal versuchen; bleibt es so, Adresse, Netz und Proxy dieses Rechners prüfen."
_MOVED = "Das Ziel im Browser ansehen; ist der Umzug echt, die neue Adresse in der Quelle eintragen."
_READER = (
    "foerderscout sources check QUELLE zeigt, was noch lesbar ist; dann den Leser der Quelle anpassen (scout/sources)."
)
_IN_LIST = "Die Adresse im Browser prüfen; in der Liste der Feeds berichtigen oder dort enabled: false setzen."
REMEDIES = {
    "page_changed": _READER,
    "reader_error": "Mit dieser Adresse als Fehler des Programms melden.",
    "blocked": "Die Adresse im Browser ansehen. Wir umgehen keine Sperre: Bleibt sie, den Betreiber um Zugang bitten.",
    "http_error": "Die Adresse im Browser prüfen; ist sie umgezogen, in der Quelle ändern, sonst es später versuchen.",
    "host_rests": "Nach der Pause noch einmal abrufen; geschieht es oft, cadence_hours der Quelle größer wählen.",
    "refused_by_robots": "Den Betreiber um Erlaubnis bitten oder auf die Quelle verzichten.",
    "text_mining_reserved": (
        "Den Feed abschalten (foerderscout feeds disable) oder den Herausgeber um Erlaubnis bitten; "
        "liegt sie vor, in der Liste der Feeds unter licence eintragen."
    ),
    "robots_unread": "Später noch einmal versuchen; bleibt es so, den Betreiber ansprechen.",
    "too_large": "Im Browser prüfen, ob die Adresse noch das liefert, was gemeint ist.",
    "timeout": _LATER,
    "connection_lost": _LATER,
    "error_page": _LATER,
    "broken_characters": "Die Seite im Browser ansehen; bleibt es so, den Betreiber auf den Zeichensatz hinweisen.",
    "truncated": _LATER,
    "redirect_refused": _MOVED,
    "too_many_redirects": _MOVED,
    "certificate": "Uhr und Zertifikate dieses Rechners prüfen, sonst den Betreiber ansprechen. Nicht umgehen.",
    "unreachable": _LATER,
    "bad_answer": _READER,
    "empty_answer": _LATER,
    "records_missing": "Meist hat sich der Bestand während des Abrufs verschoben: später noch einmal abrufen.",
    "no_feed": _IN_LIST,
    "empty_feed": _IN_LIST,
    "too_many_entries": "Sind so viele gewollt, in der Liste der Feeds bei diesem Feed max_entries: ZAHL eintragen.",
    "fetch_error": _LATER,
    "broken_document": "Den Anbieter auf das Dokument hinweisen; was davon gespeichert ist, bleibt.",
    "control_characters": "Nichts zu tun; bleibt es dabei, den Anbieter auf das Dokument hinweisen.",
    "unknown_fact": "Wird die Angabe gebraucht, im Leser der Quelle aufnehmen (scout/sources, scout/families).",
}


def remedy(code: str) -> str:
    """What to do about a problem; empty where its own words say it (``bad_archive``) or nothing is to be done."""
    return REMEDIES.get(code, "")
