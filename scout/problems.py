"""The codes of everything that goes wrong while fetching, with the German sentences that people read."""

from __future__ import annotations

from data.remedies import remedy
from scout.source import Problem

MESSAGES = {
    "page_changed": "Die Seite ist anders aufgebaut, als der Leser der Quelle erwartet.",
    "reader_error": "Der Leser der Quelle ist an dieser Seite gescheitert (Programmfehler).",
    "blocked": "Statt der Seite kam eine Sperrseite (Captcha, Prüfung oder Cookie-Abfrage).",
    "http_error": "Der Server hat mit einem Fehler geantwortet.",
    "host_rests": "Der Server bat um eine längere Pause, als ein Abruf warten kann; er wurde nicht mehr gefragt.",
    "refused_by_robots": "Die robots.txt des Servers erlaubt diesen Abruf nicht.",
    "text_mining_reserved": "Der Herausgeber behält sich Text- und Data-Mining vor (§ 44b UrhG); nichts wurde gelesen.",
    "robots_unread": "Die robots.txt des Servers ist nicht lesbar; deshalb wird dort nichts abgerufen.",
    "too_large": "Die Antwort ist größer als erlaubt.",
    "timeout": "Der Server hat nicht rechtzeitig geantwortet.",
    "connection_lost": "Der Server hat die Verbindung abgebrochen.",
    "error_page": "Statt der Seite kam eine Fehler- oder Wartungsseite, die sich als richtige Antwort ausgibt.",
    "broken_characters": "Eine Seite enthält Zeichen, die sich nicht lesen lassen; an ihrer Stelle steht „�“.",
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


def problem(code: str, url: str, detail: str | None = None) -> Problem:
    """A problem of one of the codes above."""
    return Problem("error", code, MESSAGES[code], url, detail)


def told(found: Problem) -> str:
    """A problem in full: what it is, its particulars, what to do."""
    detail = found.detail or ""
    if detail.endswith("."):
        what = f"{found.message} {detail}"
    else:
        what = f"{found.message.removesuffix('.')} ({detail})." if detail else found.message
    return f"{what} {remedy(found.code)}".rstrip()
