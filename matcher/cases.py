"""Reads the judged cases for ``foerderscout evaluate matching``; a line that cannot be used is named with its field."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import BadInput
from matcher.metrics import GOOD_GRADES

HEADER = ("project", "programme", "grade")


@dataclass(frozen=True)
class CaseProgramme:
    """A programme of the collection."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class CaseProject:
    """A project of the collection; ``theme_field`` is the title of a theme field, or empty."""

    id: str
    title: str
    summary: str
    theme_field: str


Judgements = dict[str, dict[str, int]]


def read_programmes(path: Path) -> list[CaseProgramme]:
    """JSON lines with id, title, text; plain or .gz. Raises BadInput."""
    return [
        CaseProgramme(_text(entry, "id", path, n), _text(entry, "title", path, n), _text(entry, "text", path, n, True))
        for n, entry in _objects(path)
    ]


def read_projects(path: Path) -> list[CaseProject]:
    """JSON lines with id, title, summary, theme_field (may be empty or missing); plain or .gz. Raises BadInput."""
    return [
        CaseProject(
            _text(entry, "id", path, n),
            _text(entry, "title", path, n),
            _text(entry, "summary", path, n, True),
            _text(entry, "theme_field", path, n, True) if entry.get("theme_field") is not None else "",
        )
        for n, entry in _objects(path)
    ]


def read_judgements(path: Path) -> Judgements:
    """Project -> programme -> grade (0 to 3) of a tab-separated file; empty when it holds only its header."""
    found: Judgements = {}
    lines = [(number, line.split("\t")) for number, line in _lines(path)]
    if not lines or tuple(lines[0][1][:3]) != HEADER:
        raise BadInput(
            f"{path}, Zeile 1: erwartet wird die Kopfzeile mit {', '.join(HEADER)}, durch Tabulatoren getrennt."
        )
    for number, cells in lines[1:]:
        if len(cells) < len(HEADER):
            raise BadInput(
                f"{path}, Zeile {number}: {len(cells)} Spalten statt mindestens {len(HEADER)} (Tabulatoren?)."
            )
        project, programme, grade = cells[:3]
        if not grade.isdecimal() or int(grade) not in GOOD_GRADES:
            raise BadInput(f"{path}, Zeile {number}, Feld grade: {grade!r} ist keine Note von 0 bis 3.")
        if programme in found.get(project, {}):
            raise BadInput(f"{path}, Zeile {number}: {project} und {programme} sind schon weiter oben beurteilt.")
        found.setdefault(project, {})[programme] = int(grade)
    return found


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadInput(
                f"{path}, Zeile {number}: kein gültiges JSON ({error.msg}, Spalte {error.colno})."
            ) from error
        if not isinstance(entry, dict):
            raise BadInput(f"{path}, Zeile {number}: erwartet wird ein JSON-Objekt je Zeile.")
        first = seen.setdefault(str(entry.get("id")), number)
        if first != number:
            raise BadInput(f"{path}, Zeile {number}, Feld id: {entry.get('id')!r} steht schon in Zeile {first}.")
        yield number, entry
    if not seen:
        raise BadInput(f"{path} ist leer: erwartet wird ein JSON-Objekt je Zeile.")


def _text(entry: dict[str, Any], name: str, path: Path, number: int, may_be_empty: bool = False) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not (value or may_be_empty):
        found = "fehlt" if value is None else f"ist {value!r}"
        raise BadInput(f"{path}, Zeile {number}, Feld {name}: {found}; erwartet wird ein Text.")
    return value


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not empty. Plain or gzip is told by the content, not by the name."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path} lässt sich nicht lesen ({error}). Erwartet wird Text in UTF-8, auch gepackt (.gz)."
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")
