"""A database of the first release, filled, opened by this program: nothing is lost, and the next crawl is quiet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import Engine, MetaData, func, insert, select, update

from data.clock import StandingClock
from data.model.base import Base
from data.model.programmes import Deadline, Programme, ProgrammeChange, ProgrammeVersion
from data.model.sources import SourceRow
from data.queries.digest import changes_between
from data.settings import read_settings
from data.store import Store, alembic_config, make_engine, open_store, schema_version
from scout.source import Draft
from tests.conftest import NOW
from tests.scout.drafts import draft
from tests.scout.test_intake import FULL, START, Runs, page

FIRST_RELEASE = "0001"
SAID = "Anträge sind bis zum 30. September 2026 einzureichen. Gefördert werden 80 Prozent, höchstens 50.000 Euro."


def _drafts() -> tuple[Draft, ...]:
    return (FULL, *(draft(str(number), summary=SAID) for number in range(4)))


def _copy_as_it_was(filled: Store, engine: Engine) -> None:
    """The rows of a filled store in the tables and columns that the first release had."""
    command.upgrade(alembic_config(engine), FIRST_RELEASE)
    then = MetaData()
    then.reflect(engine)
    with filled.reading() as session, engine.begin() as target:
        for table in Base.metadata.sorted_tables:
            old = then.tables.get(table.name)
            rows = (
                session.execute(select(*(c for c in table.columns if c.name in old.columns))) if old is not None else ()
            )
            if old is not None and (written := [dict(row._mapping) for row in rows]):
                target.execute(insert(old), written)
                if engine.dialect.name == "postgresql" and "id" in old.columns:
                    target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), 1000)))


def test_a_filled_database_of_the_first_release_is_taken_over_quietly(
    quick_store: Store, database_url: str, tmp_path: Path
) -> None:
    capture_of = {said.external_id: START for said in _drafts()}
    Runs(quick_store, read_settings()).run(*_drafts(), pages=(page(),), capture_of=capture_of)
    with quick_store.unit_of_work("test") as work:  # the first release hashed otherwise and read one deadline wrongly
        work.session.execute(update(ProgrammeVersion).values(content_hash="0" * 64))
        work.session.execute(update(Deadline).values(words="bis 1.10."))
    engine = make_engine(database_url)
    _copy_as_it_was(quick_store, engine)
    assert schema_version(engine) == FIRST_RELEASE
    engine.dispose()

    later = StandingClock(NOW + timedelta(days=1))
    migrated = open_store(read_settings(state=tmp_path / "new", database_url=database_url), later)
    with migrated.reading() as session:
        assert session.scalar(select(func.count()).select_from(Programme)) == 5
        assert session.scalars(select(SourceRow.robots)).all() == ["unknown"]
        assert set(session.scalars(select(ProgrammeChange.cause))) == {"source"}
    runs = Runs(migrated, read_settings())
    first = runs.run(*_drafts(), pages=(page(),), capture_of=capture_of)
    second = runs.run(*_drafts(), pages=(page(),), capture_of=capture_of)
    for report in (first, second):
        assert (report.outcome, report.seen, report.new, report.changed, report.missing) == ("ok", 5, 0, 0, 0)
    with migrated.reading() as session:
        assert set(session.scalars(select(ProgrammeVersion.number))) == {1}
        assert "" not in set(session.scalars(select(ProgrammeVersion.facts_version)))
        assert changes_between(session, NOW + timedelta(hours=1), NOW + timedelta(days=9)) == ()
    migrated.engine.dispose()
