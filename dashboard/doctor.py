"""Looks over an installation and says of each thing whether it is well and, if not, what to do. Changes nothing."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from data.clock import Clock
from data.errors import BadInput
from data.queries.health import SourceHealth, needs_a_look, source_health
from data.queries.portfolio import portfolio_head
from data.settings import Settings, clock_for
from data.store import alembic_config, database_url, make_engine, schema_version, standing_clock

Verdict = Literal["ok", "warnung", "fehler"]

OLDEST_PYTHON = (3, 11)
PACKAGES = ("scout", "matcher", "dashboard", "data")
# This program was not written before.
EARLIEST_YEAR = 2026
# Bytes: below the first a crawl may fail soon, below the second it will.
LITTLE_SPACE, NO_SPACE = 2 * 10**9, 2 * 10**8
NAMED_FEEDS = 5


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``todo`` is None when there is nothing to do."""

    name: str
    verdict: Verdict
    words: str
    todo: str | None = None


def examine(settings: Settings, clock: Clock) -> tuple[Check, ...]:
    """All checks. The database is opened only if it is there, and never migrated."""
    return (
        check_python(sys.version_info[:3]),
        check_origin(_package_folders()),
        check_state(settings.state_dir),
        check_space(_free_bytes(settings.state_dir)),
        *_database_checks(settings, clock),
        check_clock(clock),
        check_contact(settings.contact),
        check_mirror(settings.mirror),
    )


def clock_in_force(settings: Settings) -> Clock:
    """The clock commands would use: the setting's, else the one that a demo's store stands at, else the system's."""
    try:
        if settings.now is not None or _is_missing_file(database_url(settings.url)):
            return clock_for(settings)
        engine = make_engine(settings.url)
    except BadInput:  # said by the check of the database, as everything below
        return clock_for(settings)
    try:
        with Session(engine) as session:
            return clock_for(settings, standing_clock(session))
    except DBAPIError:
        return clock_for(settings)
    finally:
        engine.dispose()


def check_python(found: tuple[int, ...]) -> Check:
    """Whether this Python is new enough."""
    words = ".".join(map(str, found))
    if found[:2] < OLDEST_PYTHON:
        return Check("Python", "fehler", words, "Python 3.11 oder neuer installieren und „make install“ wiederholen")
    return Check("Python", "ok", words)


def _package_folders() -> dict[str, Path | None]:
    specs = {name: importlib.util.find_spec(name) for name in PACKAGES}
    return {name: Path(spec.origin).parent if spec and spec.origin else None for name, spec in specs.items()}


def check_origin(folders: dict[str, Path | None]) -> Check:
    """Whether the four packages are ours: a stranger's package of the same name lies elsewhere."""
    lost = [name for name, folder in folders.items() if folder is None]
    if lost:
        return Check("Pakete", "fehler", f"nicht gefunden: {', '.join(lost)}", "Förderscout neu installieren")
    parents = {name: folder.parent for name, folder in folders.items() if folder is not None}
    home = parents["dashboard"]
    strangers = [f"{name} ({parent})" for name, parent in parents.items() if parent != home]
    if strangers:
        words = f"liegen nicht neben dashboard in {home}: {', '.join(strangers)}"
        return Check("Pakete", "fehler", words, "in eine eigene, leere Python-Umgebung installieren")
    return Check("Pakete", "ok", f"alle in {home}")


def check_state(folder: Path) -> Check:
    """Whether the state folder is there and can be written."""
    if folder.exists() and not folder.is_dir():
        return Check("Zustandsordner", "fehler", f"{folder} ist kein Ordner", "--state bzw. FOERDERSCOUT_STATE prüfen")
    if not folder.is_dir():
        return Check("Zustandsordner", "warnung", f"{folder} gibt es noch nicht", "foerderscout init")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        words = f"{folder} ist nicht beschreibbar ({error.strerror})"
        return Check("Zustandsordner", "fehler", words, "Eigentümer und Rechte des Ordners prüfen")
    return Check("Zustandsordner", "ok", str(folder))


def _free_bytes(folder: Path) -> int:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(there).free


def check_space(free: int) -> Check:
    """Whether the disk has room; ``free`` in bytes."""
    words = f"{free / 10**9:.1f} GB frei".replace(".", ",")
    if free < NO_SPACE:
        return Check("Plattenplatz", "fehler", words, "Platz schaffen; Läufe würden abbrechen")
    if free < LITTLE_SPACE:
        return Check("Plattenplatz", "warnung", words, "bald Platz schaffen, z. B. alte Sicherungen auslagern")
    return Check("Plattenplatz", "ok", words)


def _database_checks(settings: Settings, clock: Clock) -> Iterator[Check]:
    try:
        url = database_url(settings.url)
        shown = url.render_as_string()
        if _is_missing_file(url):
            yield Check("Datenbank", "warnung", f"{shown} gibt es noch nicht", "foerderscout init")
            return
        engine = make_engine(settings.url)
    except BadInput as error:
        yield Check("Datenbank", "fehler", str(error), "Einstellung berichtigen, siehe docs/settings.md")
        return
    try:
        version = _check_version(engine, shown)
        yield version
        if version.verdict == "ok":
            with Session(engine) as session:
                yield _check_portfolio(session)
                yield from check_runs(source_health(session, clock.now()))
    except DBAPIError as error:
        yield Check("Datenbank", "fehler", f"{shown}: {error.orig}", "Verbindung prüfen oder Sicherung zurückspielen")
    finally:
        engine.dispose()


def _is_missing_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists()


def _check_version(engine: Engine, shown: str) -> Check:
    script = ScriptDirectory.from_config(alembic_config(engine))
    head, found = script.get_current_head(), schema_version(engine)
    if found == head:
        return Check("Datenbank", "ok", f"{shown}, Fassung {found}")
    if found is None:
        return Check("Datenbank", "warnung", f"{shown} ist leer", "foerderscout init")
    if found in {revision.revision for revision in script.walk_revisions()}:
        words = f"{shown} hat die ältere Fassung {found}; der nächste Befehl hebt sie auf {head}"
        return Check("Datenbank", "warnung", words, "vorher sichern, wenn es PostgreSQL ist: foerderscout backup")
    words = f"{shown} hat die unbekannte Fassung {found}, dieses Programm kennt nur Fassungen bis {head}"
    return Check("Datenbank", "fehler", words, "Förderscout aktualisieren oder eine ältere Sicherung zurückspielen")


def _check_portfolio(session: Session) -> Check:
    head = portfolio_head(session)
    if head is None:
        return Check("Portfolio", "warnung", "noch keines gespeichert", "foerderscout init")
    return Check("Portfolio", "ok", f"„{head.label}“, übernommen am {head.imported_at:%d.%m.%Y} aus {head.origin}")


def check_runs(sources: tuple[SourceHealth, ...]) -> Iterator[Check]:
    """One check per funding source; feeds together, those in the same state in one line."""
    if not sources:
        yield Check("Quellen", "warnung", "noch keine ist gelaufen", "foerderscout crawl und foerderscout news")
    feeds: dict[tuple[Verdict, str], list[str]] = defaultdict(list)
    for source in sources:
        verdict, words = _run_words(source)
        if source.kind == "feed":
            feeds[verdict, words].append(source.title)
        else:
            todo = f"foerderscout crawl {source.key}" if verdict == "warnung" else None
            yield Check(f"Quelle {source.key}", verdict, words, todo)
    for (verdict, words), titles in feeds.items():
        named = ", ".join(titles[:NAMED_FEEDS]) + (" …" if len(titles) > NAMED_FEEDS else "")
        todo = "foerderscout news" if verdict == "warnung" else None
        yield Check(f"Feeds ({len(titles)})", verdict, f"{words} ({named})", todo)


def _run_words(source: SourceHealth) -> tuple[Verdict, str]:
    words = {
        "failed": f"letzter Lauf gescheitert: {source.message}",
        "refused": f"letzter Lauf abgewiesen: {source.message}",
        "held": f"letzter Lauf wartet auf eine Entscheidung: {source.message}",
        "late": f"überfällig, zuletzt am {_day(source.last_good_run)}",
        "never": "noch nie gelaufen",
        "off": f"abgeschaltet: {source.message}",
    }
    verdict: Verdict = "warnung" if needs_a_look(source) else "ok"
    return verdict, words.get(source.state, f"zuletzt gut gelaufen: {_day(source.last_good_run)}")


def _day(moment: datetime | None) -> str:
    return f"{moment:%d.%m.%Y}" if moment else "unterwegs"


def check_clock(clock: Clock) -> Check:
    """Whether the clock runs and can be right."""
    now: datetime = clock.now()
    if clock.stands:
        words = f"steht auf {now:%d.%m.%Y %H:%M} UTC (Vorführung oder Probe)"
        return Check(
            "Uhr", "warnung", words, "für den Betrieb FOERDERSCOUT_NOW leeren und eigenen Zustandsordner nehmen"
        )
    if now.year < EARLIEST_YEAR:
        words = f"{now:%d.%m.%Y %H:%M} UTC kann nicht stimmen"
        return Check("Uhr", "fehler", words, "Uhrzeit des Rechners stellen, am besten über NTP")
    return Check("Uhr", "ok", f"{now:%d.%m.%Y %H:%M} UTC")


def check_contact(contact: str) -> Check:
    """Whether the crawler names a real address to the sites it visits."""
    if contact.endswith(".example"):
        words = f"{contact} ist nur ein Platzhalter"
        return Check("Kontaktadresse", "warnung", words, "FOERDERSCOUT_CONTACT auf eine echte Adresse setzen")
    return Check("Kontaktadresse", "ok", contact)


def check_mirror(mirror: str | None) -> Check:
    """Whether the live sources are read at all."""
    if mirror is None:
        return Check("Spiegel", "ok", "nicht gesetzt, es werden die echten Quellen gelesen")
    words = f"gesetzt ({mirror}): es werden keine echten Quellen gelesen"
    return Check("Spiegel", "warnung", words, "für den Betrieb FOERDERSCOUT_MIRROR leeren")


def lines(checks: tuple[Check, ...]) -> list[str]:
    """The report for people."""
    found = []
    for check in checks:
        found.append(f"{check.verdict:<8} {check.name}: {check.words}")
        if check.todo:
            found.append(f"{'':8} → {check.todo}")
    return found
