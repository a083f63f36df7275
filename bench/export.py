"""``python -m bench.export``: a whole export of the Förderdatenbank, unpacked, read, decided and recorded; then again.

The real documents of the shared folder are repeated under new paths. A peer unpacks and parses the same archive and
stores nothing, in the same process, so that the ratio holds on any machine.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.settings import Settings
    from data.store import Store

PROGRAMMES = 2525
SHARED = Path(os.environ.get("FOERDERSCOUT_SHARED", Path(__file__).parents[2] / "shared"))
REAL = SHARED / "real" / "funding" / "fdb_export_103.zip"
MEGABYTE = 1024  # ru_maxrss counts kilobytes on Linux


def peer(body: bytes) -> float:
    """Seconds to unpack and parse every document with lxml; nothing is read out of it or stored."""
    from lxml import etree

    start = perf_counter()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name), etree.XMLParser(recover=True, huge_tree=True))
    return perf_counter() - start


def ours(body: bytes) -> tuple[float, float, float]:
    """Seconds to read alone, to take the export in for the first time, and to take it in unchanged."""
    from data.settings import read_settings
    from data.store import open_store

    with TemporaryDirectory(prefix="foerderscout-bench-") as folder:
        settings = read_settings(state=Path(folder))
        store = open_store(settings)
        reading, first = _run(store, settings, body)
        _, again = _run(store, settings, body)
        store.engine.dispose()
    return reading, first, again


def _run(store: Store, settings: Settings, body: bytes) -> tuple[float, float]:
    from scout.intake import crawl_source
    from scout.source import all_sources
    from scout.visit import Visit

    source = all_sources()["foerderdatenbank"]
    assert source.kind == "archive"
    start = perf_counter()
    reading = source.read(body)
    read = perf_counter() - start
    visited = Visit(drafts=reading.drafts, problems=reading.problems, complete=True)
    crawl_source(store, settings, source, visit=lambda *_: visited)
    return read, perf_counter() - start


def main() -> None:
    """Measures and prints the table."""
    if not REAL.exists():
        sys.exit(f"Die echten Dokumente fehlen: {REAL}")
    from tests.export_builder import load, repeated, zipped

    body = zipped(repeated(load(REAL), PROGRAMMES))
    parsed = peer(body)
    steps = dict(zip(("nur lesen", "erster Lauf", "zweiter Lauf, unverändert"), ours(body), strict=True))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    lines = [
        f"Export mit {PROGRAMMES} Förderprogrammen, {os.cpu_count()} Kerne; lxml packt nur aus und liest XML.",
        f"{'Schritt':32}{'s':>8}{'Verhältnis':>12}",
        *(_line(name, seconds, parsed) for name, seconds in {"lxml": parsed, **steps}.items()),
        f"Speicher: höchstens {most} MB.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _line(name: str, seconds: float, parsed: float) -> str:
    return f"{name:32}{seconds:>8.1f}{seconds / parsed:>12.1f}".replace(".", ",")


if __name__ == "__main__":
    main()
