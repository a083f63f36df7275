"""Programmes of several portals put into a store, for tests of one programme on many portals; all in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from data.model.programmes import Deadline, Programme, ProgrammeCategory, ProgrammeVersion
from data.model.sources import CrawlRun
from data.store import Store

IKZ = "Förderung der Zusammenarbeit in Gemeindeverbünden"


@dataclass(frozen=True)
class Listed:
    """A programme as one portal states it."""

    source: str
    title: str
    url: str
    funder: str | None = "Land Nordrhein-Westfalen"
    region: str | None = "Nordrhein-Westfalen"
    amount_max: int | None = None
    rate: int | None = None
    due_on: date | None = None
    body: str = ""


BEZIRK = Listed("bezirk", IKZ, "https://www.bezreg-muenster.nrw.de/foerderung/verbuende", amount_max=175_000)
BANK = Listed(
    "bank", IKZ, "https://www.nrwbank.de/de/foerderprodukte/15999/verbuende.html", amount_max=150_000, rate=90
)
KOPIE = Listed("kopie", f"{IKZ} (NRW)", "https://foerderfuchs.example/verbuende", funder=None, amount_max=175_000)
BAYERN = Listed("bayern", IKZ, "https://www.stmi.bayern.de/verbuende", "Freistaat Bayern", "Bayern")


def put(store: Store, *rows: Listed) -> list[int]:
    """Stores the programmes as new; returns their ids in the order given."""
    return [_put(store, row) for row in rows]


def _put(store: Store, row: Listed) -> int:
    now = store.clock.now()
    with store.unit_of_work("test") as work:
        run = CrawlRun(
            source_key=row.source, started_at=now, finished_at=now, outcome="ok", pages=1, seen=1, new=1, changed=0,
            missing=0, message=None, code_version="test",
        )  # fmt: skip
        programme = Programme(
            source_key=row.source, external_id=row.url, url=row.url, first_seen=now, last_seen=now, missing_since=None,
            missing_runs=0, withdrawn_at=None,
        )  # fmt: skip
        work.session.add_all([run, programme])
        work.session.flush()
        work.session.add(version := _version(row, programme.id, run.id, 1, now))
        work.session.flush()
        _belongings(work.session.add, version.id, row)
        return programme.id


def rewrite(store: Store, programme_id: int, row: Listed, days: int = 2) -> None:
    """The portal says something else now; recorded some days later."""
    later = store.clock.now() + timedelta(days=days)
    with store.unit_of_work("test") as work:
        old = work.session.scalars(
            select(ProgrammeVersion).where(ProgrammeVersion.programme_id == programme_id, ProgrammeVersion.is_current)
        ).one()
        old.is_current = False
        work.session.flush()
        work.session.add(version := _version(row, programme_id, old.run_id, old.number + 1, later))
        work.session.flush()
        _belongings(work.session.add, version.id, row)


def withdraw(store: Store, programme_id: int) -> None:
    """The portal lists it no longer."""
    with store.unit_of_work("test") as work:
        work.session.execute(
            update(Programme).where(Programme.id == programme_id).values(withdrawn_at=store.clock.now())
        )


def leads(store: Store) -> dict[int, int | None]:
    """Who stands for whom, by programme id."""
    with store.reading() as session:
        return dict(session.execute(select(Programme.id, Programme.same_as_id)).all())


def _version(row: Listed, programme_id: int, run_id: int, number: int, at: datetime) -> ProgrammeVersion:
    return ProgrammeVersion(
        programme_id=programme_id, number=number, is_current=True, run_id=run_id, capture_id=None, recorded_at=at,
        content_hash="0" * 64, damaged=False, language="de", title=row.title, summary=None, body=row.body,
        funder=row.funder, amount_min=None, amount_max=row.amount_max,
        amount_words=None if row.amount_max is None else f"höchstens {row.amount_max} Euro", rate_percent=row.rate,
        rate_words=None, status="unknown",
    )  # fmt: skip


def _belongings(add, version_id: int, row: Listed) -> None:  # type: ignore[no-untyped-def]
    if row.region:
        add(ProgrammeCategory(version_id=version_id, kind="region", code=row.region.lower(), label=row.region))
    if row.due_on:
        add(
            Deadline(
                version_id=version_id, kind="full", state="dated", due_on=row.due_on, opens_on=None, recurs=None,
                precision="day", structured=True, words=f"Anträge bis {row.due_on:%d.%m.%Y}", url=row.url,
            )
        )  # fmt: skip
