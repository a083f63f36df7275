"""Snapshots of the EU portal's calls, one row per call and moment, as drafts: for replaying a source's past."""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from data.errors import BadInput
from scout.facts.values import DeadlineFact
from scout.families.sedia_dates import day_of
from scout.source import Category, Draft

# The portal's own codes of a call's status.
_STATUS = {"31094501": "unknown", "31094502": "open", "31094503": "closed"}
_CASCADE = "COMPETITIVE_CALL"
_COLUMNS = ("snapshot", "reference", "title", "deadlines", "url")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """Everything a collector saw at one moment. A reference may have several rows (the paging overlaps)."""

    at: datetime
    rows: tuple[Row, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Each row as a draft, with deadlines by the source's day."""
        return tuple(map(_draft, self.rows))


def read_snapshots(path: Path) -> tuple[Snapshot, ...]:
    """Snapshots in the order of time. Raises BadInput for a file that is none."""
    rows = sorted(read_lines(path, _COLUMNS), key=lambda row: str(row["snapshot"]))
    if not rows:
        raise BadInput(f"{path}: keine Zeile. Erwartet wird je Aufruf und Zeitpunkt eine Zeile JSON.")
    return tuple(Snapshot(_moment(path, at), tuple(some)) for at, some in groupby(rows, lambda row: row["snapshot"]))


def read_lines(path: Path, columns: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file, also .gz and .zst. Raises BadInput with the line that cannot be used."""
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):
                yield _line(path, number, line, columns)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} lässt sich nicht lesen: {error}.") from error


def _line(path: Path, number: int, line: bytes, columns: Iterable[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
        missing = [column for column in columns if column not in row]
    except (ValueError, TypeError) as error:
        raise BadInput(f"{path}, Zeile {number}: kein JSON-Objekt ({error}).") from error
    if missing:
        raise BadInput(f"{path}, Zeile {number}: Die Angabe „{missing[0]}“ fehlt.")
    return dict(row)


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    if path.suffix == ".zst":
        opened: IO[bytes] = _zstd(path).open(path, "rb")
        return opened
    return path.open("rb")


def _zstd(path: Path) -> Any:
    """Python's own module from 3.14 on, its twin of the lock file before."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise BadInput(f"{path}: Zum Lesen von .zst fehlt ein Paket. Bitte auspacken: zstd -d {path.name}")


def _moment(path: Path, stamp: str) -> datetime:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError as error:
        raise BadInput(f"{path}: {stamp!r} ist kein Zeitpunkt (ISO 8601).") from error
    if moment.tzinfo is None:
        raise BadInput(f"{path}: Dem Zeitpunkt {stamp} fehlt die Zeitzone.")
    return moment


def _draft(row: Row) -> Draft:
    filed = (("area", row.get("programme")), ("sub_area", row.get("type")))
    return Draft(
        external_id=row["reference"],
        url=row["url"],
        title=row["title"],
        # Number of the call at the portal; the first two real snapshots lack it, and health refuses them.
        service_key=row.get("identifier"),
        status=_STATUS.get(str(row.get("status")), "unknown"),  # type: ignore[arg-type]
        language=row.get("language") or "en",
        categories=tuple(Category(kind, code, code) for kind, code in filed if code),  # type: ignore[arg-type]
        deadlines=tuple(_deadlines(row)),
    )


def _deadlines(row: Row) -> Iterator[DeadlineFact]:
    days = sorted({day for stamp in row["deadlines"] or () if (day := source_day(row, stamp))})
    staged = row.get("deadline_model") == "two-stage"
    for number, day in enumerate(days):
        kind = "sketch" if staged and number % 2 == 0 else "full"
        yield DeadlineFact("dated", f"deadlines: {day}", row["url"], day, kind=kind, structured=True)  # type: ignore[arg-type]


def source_day(row: Row, stamp: str) -> date | None:
    """The day a time stamp of a row means, by the rule of the portal's reader."""
    return day_of(stamp, as_written=_CASCADE in row["reference"])
