"""The list of feeds: typed, and strict about what it accepts, with file and line in every message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from data.errors import BadInput

FEEDS = Path(__file__).parent / "feeds.yml"
THEME_FIELDS = frozenset(
    {"verwaltung", "bildung", "wirtschaft", "mobilitaet", "innenstadt", "gesundheit", "kultur", "tourismus"}
)
CROSS_CUTTING = "querschnitt"
MANDATORY = ("key", "title", "url")
OPTIONAL = (
    "theme_field", "language", "publisher", "evidence", "status", "note", "robots", "robots_checked", "text_mining",
    "text_mining_checked", "licence", "enabled", "max_entries",
)  # fmt: skip
CHOICES = {"robots": ("allowed", "forbidden", "unknown"), "text_mining": ("free", "reserved", "unknown")}


@dataclass(frozen=True)
class Feed:
    """One feed of the list. ``theme_field`` is None for feeds that concern all of them.

    evidence, status: who found it how, and what a dated test said. robots, text_mining: what its host says to robots
    (allowed, forbidden, unknown) and about text and data mining (free, reserved, unknown; § 44b UrhG), each with the
    month of that check. licence: only where the full text may be kept.
    max_entries: a document with more is refused: it would flood the news, mostly with what is old.
    """

    key: str
    title: str
    url: str
    theme_field: str | None = None
    language: str = "de"
    publisher: str | None = None
    evidence: str | None = None
    status: str | None = None
    note: str | None = None
    robots: str = "unknown"
    robots_checked: str | None = None
    text_mining: str = "unknown"
    text_mining_checked: str | None = None
    licence: str | None = None
    enabled: bool = True
    max_entries: int = 500


def load_feeds(path: Path = FEEDS) -> tuple[Feed, ...]:
    """The feeds of a file, in its order, also the disabled ones.

    Raises BadInput naming file and line for anything that is not as it should be.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: Die Liste der Feeds ist nicht lesbar ({error.strerror}).") from error
    entries = _entries(path, text)
    seen: dict[str, int] = {}
    feeds = []
    for line, entry in entries:
        feed = _feed(f"{path}, Zeile {line}", entry)
        if feed.key in seen:
            raise BadInput(f"{path}, Zeile {line}: Der Schlüssel {feed.key!r} steht schon in Zeile {seen[feed.key]}.")
        seen[feed.key] = line
        feeds.append(feed)
    return tuple(feeds)


def _entries(path: Path, text: str) -> list[tuple[int, dict[str, Any]]]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise BadInput(f"{path}, Zeile {line}: kein gültiges YAML ({error.problem}).") from error
    if isinstance(content, dict) and list(content) == ["feeds"] and isinstance(root, yaml.MappingNode):
        root, content = root.value[0][1], content["feeds"]
    if not isinstance(content, list) or not isinstance(root, yaml.SequenceNode):
        raise BadInput(f"{path}, Zeile 1: Erwartet wird eine Liste von Feeds (- key: …).")
    lines = [node.start_mark.line + 1 for node in root.value]
    for line, entry in zip(lines, content, strict=True):
        if not isinstance(entry, dict):
            raise BadInput(f"{path}, Zeile {line}: Erwartet wird ein Feed mit key, title und url, nicht {entry!r}.")
    return list(zip(lines, content, strict=True))


def _feed(place: str, entry: dict[str, Any]) -> Feed:
    unknown = sorted(set(map(str, entry)) - {*MANDATORY, *OPTIONAL})
    if unknown:
        raise BadInput(f"{place}: unbekanntes Feld {unknown[0]!r}. Erlaubt sind: {', '.join((*MANDATORY, *OPTIONAL))}.")
    for name in MANDATORY:
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise BadInput(f"{place}: Das Feld {name!r} fehlt oder ist leer.")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", entry["key"]):
        raise BadInput(
            f"{place}: Der Schlüssel {entry['key']!r} darf nur a-z, 0-9, _ und - enthalten (bis 80 Zeichen)."
        )
    if not is_web_address(entry["url"]):
        raise BadInput(f"{place}: {entry['url']!r} ist keine Web-Adresse (https://…).")
    enabled = entry.get("enabled", True)
    if not isinstance(enabled, bool):
        raise BadInput(f"{place}: 'enabled' ist true oder false, nicht {enabled!r}.")
    others = {"enabled", "theme_field", "max_entries", *CHOICES}
    words = {name: _word(place, name, entry.get(name)) for name in OPTIONAL if name not in others}
    words["language"] = words["language"] or "de"
    words |= {name: _choice(place, name, entry.get(name)) for name in CHOICES}
    return Feed(
        key=entry["key"],
        title=entry["title"].strip(),
        url=entry["url"].strip(),
        theme_field=_theme_field(place, entry.get("theme_field")),
        enabled=enabled,
        max_entries=_max_entries(place, entry.get("max_entries", Feed.max_entries)),
        **words,  # type: ignore[arg-type]
    )


def is_web_address(url: str) -> bool:
    """Whether something is the address of a web page on a named host."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        return False


def _theme_field(place: str, given: Any) -> str | None:
    if given in (None, "", CROSS_CUTTING):
        return None
    if given not in THEME_FIELDS:
        raise BadInput(
            f"{place}: unbekanntes Themenfeld {given!r}. Erlaubt sind: "
            f"{', '.join(sorted(THEME_FIELDS))} oder {CROSS_CUTTING}."
        )
    return str(given)


def _max_entries(place: str, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise BadInput(f"{place}: 'max_entries' ist eine ganze Zahl ab 1, nicht {given!r}.")
    return given


def _choice(place: str, name: str, given: Any) -> str:
    if given is None:
        return "unknown"
    if given not in CHOICES[name]:
        raise BadInput(f"{place}: {name!r} ist {', '.join(CHOICES[name])}, nicht {given!r}.")
    return str(given)


def _word(place: str, name: str, given: Any) -> str | None:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if isinstance(given, list | dict):
        raise BadInput(f"{place}: {name!r} ist ein Text, nicht {given!r}.")
    return str(given).strip()
