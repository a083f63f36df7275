"""Backups: one ``.tar.gz`` with the database, a readable portfolio, a manifest, and the captures if wanted.

A restore checks the manifest and every file's hash first, keeps the present database aside, and refuses a backup that
a newer version of the program wrote.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

from alembic.script import ScriptDirectory

from data.clock import LOCAL_ZONE, Clock
from data.dumps import check_copy, copy_in, copy_out, set_aside
from data.errors import BadInput, StoreMismatch
from data.portfolio.stored import stored_portfolio
from data.portfolio.yaml_writer import portfolio_to_yaml
from data.queries.counts import store_counts
from data.settings import Settings
from data.store import Store, alembic_config, database_url, make_engine, open_store, schema_version

FORMAT = 1
_MANIFEST, _DATABASE, _PORTFOLIO, _CAPTURES = "manifest.json", "database", "portfolio.yml", "captures"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. ``files``: SHA-256 by name, captures left out (their names are their hashes)."""

    format: int
    created_at: str  # ISO 8601 in UTC
    program: str
    schema: str
    database: str  # sqlite, postgresql
    counts: dict[str, int]
    portfolio: str | None
    captures: int
    files: dict[str, str]


@dataclass(frozen=True)
class BackupReport:
    """Where a backup lies, its size in bytes, and what it holds."""

    path: Path
    size: int
    manifest: Manifest


@dataclass(frozen=True)
class RestoreReport:
    """What was put back; ``kept``: the database that was there before, None when there was none."""

    manifest: Manifest
    kept: Path | None
    captures: int


def backup(store: Store, target: Path | None = None, with_captures: bool = False) -> BackupReport:
    """Writes a backup to ``target`` (a file or a folder; default ``backups/`` in the state folder).

    Raises DumpFailed (database), BadInput (target cannot be written).
    """
    path = _target(store, target)
    with _scratch(path.parent) as scratch:
        members = {_DATABASE: scratch / _DATABASE}
        copy_out(store.engine, members[_DATABASE])
        with store.reading() as session:
            portfolio, counts = stored_portfolio(session), store_counts(session)
        if portfolio is not None:
            members[_PORTFOLIO] = scratch / _PORTFOLIO
            members[_PORTFOLIO].write_text(portfolio_to_yaml(portfolio), encoding="utf-8")
        captures = _capture_files(store.state) if with_captures else []
        manifest = Manifest(
            format=FORMAT,
            created_at=store.clock.now().isoformat(),
            program=_program_version(),
            schema=schema_version(store.engine) or "",
            database=store.engine.dialect.name,
            counts=asdict(counts),
            portfolio=portfolio.label if portfolio else None,
            captures=len(captures),
            files={name: _sha256(file) for name, file in members.items()},
        )
        members[_MANIFEST] = scratch / _MANIFEST
        members[_MANIFEST].write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2), encoding="utf-8")
        _pack(scratch / "archive", members, captures, store.state)
        (scratch / "archive").replace(path)
    return BackupReport(path, path.stat().st_size, manifest)


def _target(store: Store, target: Path | None) -> Path:
    stamp = store.clock.now().astimezone(LOCAL_ZONE).strftime("%Y-%m-%d-%H%M%S")
    is_folder = target is None or target.is_dir()
    folder = store.state / "backups" if target is None else target if is_folder else target.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} lässt sich nicht anlegen ({error.strerror}); bitte --out prüfen.") from error
    return _free_name(folder, f"foerderscout-{stamp}", ".tar.gz") if target is None or is_folder else target


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A private folder on the target's own disk, so that the finished file is only renamed."""
    try:
        scratch = tempfile.TemporaryDirectory(dir=folder, prefix=".foerderscout-")
    except OSError as error:
        raise BadInput(f"In {folder} lässt sich nicht schreiben ({error.strerror}); bitte Rechte prüfen.") from error
    with scratch as name:
        yield Path(name)


def _capture_files(state: Path) -> list[Path]:
    return sorted(file for file in (state / _CAPTURES).rglob("*") if file.is_file())


def _pack(archive: Path, members: dict[str, Path], captures: list[Path], state: Path) -> None:
    # Names of colleagues stand in the decisions: only the owner reads a backup.
    archive.touch(mode=0o600)
    with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
        # The manifest first: it can be read without unpacking everything.
        for name in sorted(members, key=lambda name: name != _MANIFEST):
            tar.add(members[name], arcname=name)
        for file in captures:
            tar.add(file, arcname=f"{_CAPTURES}/{file.relative_to(state / _CAPTURES).as_posix()}")


def _program_version() -> str:
    try:
        return version("foerderscout")
    except PackageNotFoundError:
        return "unbekannt"


def _sha256(file: Path) -> str:
    with file.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()


def read_manifest(archive: Path) -> Manifest:
    """What a backup holds, without unpacking it. Raises BadInput when it is none of ours or damaged."""
    with _opened(archive) as tar:
        return _manifest(archive, tar)


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BadInput(
            f"{archive} lässt sich nicht als Sicherung lesen ({error}). Erwartet wird eine unversehrte Datei "
            "foerderscout-….tar.gz aus „foerderscout backup“."
        ) from error


def _manifest(archive: Path, tar: tarfile.TarFile) -> Manifest:
    try:
        body = tar.extractfile(_MANIFEST)
        values: dict[str, Any] = json.loads(body.read()) if body else {}
        manifest = Manifest(**values)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{archive} enthält kein lesbares {_MANIFEST}; es ist keine Sicherung von Förderscout."
        ) from error
    if manifest.format > FORMAT:
        raise StoreMismatch(f"{archive} stammt aus einer neueren Version von Förderscout; bitte zuerst aktualisieren.")
    return manifest


def restore(settings: Settings, archive: Path, clock: Clock, actor: str) -> RestoreReport:
    """Replaces the database in force by the one in ``archive``; nothing is touched before everything is checked.

    The present database is kept in ``backups/`` of the state folder; captures are added to those that are there.
    Raises BadInput (no backup, damaged), StoreMismatch (newer, or of the other kind of database), DumpFailed.
    """
    url = database_url(settings.url)
    folder = settings.state_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    with _scratch(folder) as scratch:
        with _opened(archive) as tar:
            manifest = _manifest(archive, tar)
            _check_kind(archive, manifest, url.get_backend_name())
            _unpack(archive, tar, manifest, scratch)
        check_copy(scratch / _DATABASE, manifest.database)
        stamp = clock.now().astimezone(LOCAL_ZONE).strftime("%Y-%m-%d-%H%M%S")
        kept = set_aside(url, _free_name(folder, f"before-restore-{stamp}", ".database"))
        copy_in(url, scratch / _DATABASE, scratch)
        captures = _put_captures(scratch / _CAPTURES, settings.state_dir / _CAPTURES)
    store = open_store(settings)
    with store.unit_of_work(actor) as work:
        work.audit("restore", str(archive), after={"created_at": manifest.created_at, "schema": manifest.schema})
    store.engine.dispose()
    return RestoreReport(manifest, kept, captures)


def _free_name(folder: Path, stem: str, ending: str) -> Path:
    """A name not taken yet: two backups may fall into one second, and a clock may stand."""
    taken = {file.name for file in folder.iterdir()}
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in range(1, len(taken) + 2))
    return folder / next(name for name in names if name not in taken)


def _check_kind(archive: Path, manifest: Manifest, present: str) -> None:
    script = ScriptDirectory.from_config(alembic_config(make_engine("sqlite://")))
    if manifest.schema not in {revision.revision for revision in script.walk_revisions()}:
        raise StoreMismatch(
            f"{archive} hat die Datenbankfassung {manifest.schema}, dieses Programm kennt nur Fassungen bis "
            f"{script.get_current_head()}. Bitte zuerst Förderscout aktualisieren."
        )
    if manifest.database != present:
        raise StoreMismatch(
            f"{archive} ist die Sicherung einer Datenbank {manifest.database}, eingestellt ist {present}. "
            "Bitte FOERDERSCOUT_DATABASE_URL passend setzen."
        )


def _unpack(archive: Path, tar: tarfile.TarFile, manifest: Manifest, scratch: Path) -> None:
    """Writes the files that the manifest names and the captures; anything else in the archive is not trusted."""
    for member in tar:
        parts = PurePosixPath(member.name).parts
        is_capture = len(parts) > 1 and parts[0] == _CAPTURES and ".." not in parts
        if not member.isfile() or not (is_capture or member.name in manifest.files):
            continue
        body = tar.extractfile(member)
        if body is not None:
            target = scratch.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                shutil.copyfileobj(body, file)
    for name, digest in manifest.files.items():
        if not (scratch / name).is_file() or _sha256(scratch / name) != digest:
            raise BadInput(f"{archive} ist beschädigt: {name} fehlt oder ist verändert. Bitte eine andere Sicherung.")


def _put_captures(source: Path, target: Path) -> int:
    files = [file for file in source.rglob("*") if file.is_file()]
    for file in files:
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, place)
    return len(files)
