"""What the list of feeds says in English about how a feed was found and tested, in German for people."""

from __future__ import annotations

import re

# Beginnings, the more particular first.
_GERMAN = {
    "verified": "abgerufen",
    "untested, old": "nicht abgerufen, alte Adresse",
    "untested": "nicht abgerufen",
    "path seen, not tested": "Adresse gesehen, nicht abgerufen",
    "widely configured": "in vielen Feedlisten zu finden",
    "one scraper uses it": "von einem fremden Programm genutzt",
    "403 for an honest bot": "wies einen ehrlichen Abruf ab (403)",
}
_MONTH = re.compile(r"\b(\d{4})-(\d{2})\b")


def status_words(status: str) -> str:
    """The status of a feed in German, ``abgerufen 09/2026``; words of people's own stay as they are."""
    for english, german in _GERMAN.items():
        if status.startswith(english):
            return german + _MONTH.sub(r"\2/\1", status.removeprefix(english))
    return status
