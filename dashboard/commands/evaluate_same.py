"""``foerderscout evaluate same``: measures which pages of several portals are taken for one programme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.context import AsJson, report
from data.errors import BadInput

if TYPE_CHECKING:
    from scout.same_evaluate import Case, SameResult, Seen


def same(
    pages: Annotated[Path, typer.Option("--pages", metavar="DATEI", help="Seiten mit group (JSON Lines, auch .gz).")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DATEI", help="Gruppen in diese Datei schreiben.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Dasselbe Programm auf mehreren Portalen. Genauigkeit und Vollständigkeit über Paare, mit jedem Fehler."""
    from scout.same_evaluate import measure, read_cases

    cases = read_cases(pages)
    found = measure(cases)
    if out:
        _write(out, cases, found)
    report(asdict(found), as_json, _lines(found, out))


def _write(path: Path, cases: Sequence[Case], found: SameResult) -> None:
    rows = [{"id": c.name, "url": c.entry.url, "same_as": found.group_of[c.entry.key]} for c in cases]
    try:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    except OSError as error:
        raise BadInput(f"--out {path} lässt sich nicht schreiben: {error.strerror}.") from error


def _lines(found: SameResult, out: Path | None) -> list[str]:
    lines = [
        f"{found.cases} Seiten, {found.wanted} Paare gehören zusammen, {found.merged} Paare wurden zusammengefasst.",
        f"Genauigkeit (precision): {_share(found.precision)}",
        f"Vollständigkeit (recall): {_share(found.recall)}",
    ]
    lines += _block("Zu Unrecht zusammengefasst", found.wrong)
    lines += _block("Nicht gefunden", found.missed)
    lines += _block("Zusammengefasst, von niemandem beurteilt: bitte lesen", found.open)
    lines += _block("Unsicher, ein Mensch entscheidet", found.unsure)
    return lines + ([f"Gruppen nach {out} geschrieben."] if out else [])


def _block(heading: str, pairs: Sequence[Seen]) -> list[str]:
    return [f"{heading}: {len(pairs)}", *(line for pair in pairs for line in _pair(pair))]


def _pair(pair: Seen) -> list[str]:
    first, second = pair.titles
    return [f"  [{pair.pair[0]}] {first} – [{pair.pair[1]}] {second}", f"      {pair.why}"]


def _share(value: float | None) -> str:
    return "keine Paare" if value is None else f"{value:.3f}".replace(".", ",")
