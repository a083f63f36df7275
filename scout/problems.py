"""The codes of everything that goes wrong while fetching, with the German sentences that people read."""

from __future__ import annotations

from scout.source import Problem

MESSAGES = {
    "page_changed": "Die Seite ist anders aufgebaut, als der Leser der Quelle erwartet.",
    "reader_error": "Der Leser der Quelle ist an dieser Seite gescheitert (Programmfehler).",
    "blocked": "Statt der Seite kam eine Sperrseite (Captcha, Prüfung oder Cookie-Abfrage).",
    "http_error": "Der Server hat mit einem Fehler geantwortet.",
    "refused_by_robots": "Die robots.txt des Servers erlaubt diesen Abruf nicht.",
    "robots_unread": "Die robots.txt des Servers ist nicht lesbar; deshalb wird dort nichts abgerufen.",
    "too_large": "Die Antwort ist größer als erlaubt.",
    "timeout": "Der Server hat nicht rechtzeitig geantwortet.",
    "truncated": "Die Antwort brach ab, bevor sie vollständig war.",
    "redirect_refused": "Die Adresse führt auf einen fremden oder nicht öffentlichen Server.",
    "too_many_redirects": "Die Adresse leitet immer weiter.",
    "certificate": "Das Zertifikat des Servers ist ungültig.",
    "unreachable": "Der Server ist nicht erreichbar.",
    "bad_archive": "Der Download ist kein lesbares Archiv der vereinbarten Form.",
    "bad_answer": "Die Antwort der Schnittstelle hat nicht die vereinbarte Form.",
    "empty_answer": "Die Antwort war leer.",
    "records_missing": "Die Schnittstelle gab weniger Datensätze heraus als angekündigt; nichts gilt als entfallen.",
    "no_feed": "Die Antwort ist kein Feed.",
    "empty_feed": "Der Feed hat keine Einträge.",
    "too_many_entries": "Der Feed hat so viele Einträge, dass sie die Meldungen überschwemmen würden.",
    "fetch_error": "Der Abruf ist gescheitert.",
}

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
    "refused_by_robots": "Den Betreiber um Erlaubnis bitten oder auf die Quelle verzichten.",
    "robots_unread": "Später noch einmal versuchen; bleibt es so, den Betreiber ansprechen.",
    "too_large": "Im Browser prüfen, ob die Adresse noch das liefert, was gemeint ist.",
    "timeout": _LATER,
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


def problem(code: str, url: str, detail: str | None = None) -> Problem:
    """A problem of one of the codes above."""
    return Problem("error", code, MESSAGES[code], url, detail)


def remedy(code: str) -> str:
    """What to do about a problem; empty where its own words say it (``bad_archive``) or nothing is to be done."""
    return REMEDIES.get(code, "")


def told(found: Problem) -> str:
    """A problem in full: what it is, its particulars, what to do."""
    detail = found.detail or ""
    if detail.endswith("."):
        what = f"{found.message} {detail}"
    else:
        what = f"{found.message.removesuffix('.')} ({detail})." if detail else found.message
    return f"{what} {remedy(found.code)}".rstrip()
