"""The codes of everything that goes wrong while fetching, with the German sentence that people read."""

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
    "no_feed": "Die Antwort ist kein Feed.",
    "empty_feed": "Der Feed hat keine Einträge.",
    "fetch_error": "Der Abruf ist gescheitert.",
}


def problem(code: str, url: str, detail: str | None = None) -> Problem:
    """A problem of one of the codes above."""
    return Problem("error", code, MESSAGES[code], url, detail)
