"""A store that tests fill by hand: programmes, news, projects and a theme field, in our own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from data.model.matches import Match, MatchReason
from data.model.news import NewsItem
from data.model.portfolio import Project, ThemeField
from data.model.programmes import Programme, ProgrammeCategory, ProgrammeVersion
from data.model.sources import CrawlRun, SourceRow
from data.store import Store


@dataclass
class Shelf:
    """Puts rows into a store and takes them out, as scout and portfolio import would."""

    store: Store
    run_id: int = 0
    programmes: dict[str, int] = field(default_factory=dict)

    def open(self) -> Shelf:
        now = self.store.clock.now()
        with self.store.unit_of_work("test") as work:
            source = {"kind": "archive", "publisher": "", "start_url": "", "cadence_hours": 24, "enabled": True}
            work.session.add(SourceRow(key="fdb", title="Förderdatenbank", error_count=0, **source))
            counts = dict.fromkeys(("pages", "seen", "new", "changed", "missing"), 0)
            run = CrawlRun(source_key="fdb", started_at=now, outcome="ok", code_version="0", **counts)
            work.session.add(run)
            work.session.add(
                ThemeField(key="mobilitaet", position=1, title="Mobilität", priority=2, terms="Radverkehr\nCarsharing")
            )
            work.session.flush()
            self.run_id = run.id
        return self

    def programme(self, key: str, title: str, body: str = "", land: str | None = None) -> int:
        """A programme, or its next version."""
        now = self.store.clock.now()
        with self.store.unit_of_work("test") as work:
            if key not in self.programmes:
                seen = {"first_seen": now, "last_seen": now, "missing_runs": 0}
                programme = Programme(source_key="fdb", external_id=key, url="https://beispiel.de/p", **seen)
                work.session.add(programme)
                work.session.flush()
                self.programmes[key] = programme.id
            programme_id = self.programmes[key]
            work.session.execute(
                update(ProgrammeVersion).where(ProgrammeVersion.programme_id == programme_id).values(is_current=False)
            )
            self._version(work.session, programme_id, title, body, land)
        return programme_id

    def _version(self, session: Session, programme_id: int, title: str, body: str, land: str | None) -> None:
        earlier = session.scalars(select(ProgrammeVersion).where(ProgrammeVersion.programme_id == programme_id)).all()
        version = ProgrammeVersion(
            programme_id=programme_id,
            number=len(earlier) + 1,
            is_current=True,
            run_id=self.run_id,
            recorded_at=self.store.clock.now(),
            content_hash="",
            damaged=False,
            language="de",
            status="unknown",
            title=title,
            body=body,
        )
        session.add(version)
        session.flush()
        if land:
            for kind, code in (("region", land), ("applicant", "kommune")):
                session.add(ProgrammeCategory(version_id=version.id, kind=kind, code=code, label=code.title()))

    def withdraw(self, key: str, gone: bool = True) -> None:
        when = self.store.clock.now() if gone else None
        with self.store.unit_of_work("test") as work:
            work.session.execute(
                update(Programme).where(Programme.id == self.programmes.get(key)).values(withdrawn_at=when)
            )

    def project(
        self, key: str, title: str, summary: str = "", is_open_place: bool = False, removed: bool = False
    ) -> None:
        with self.store.unit_of_work("test") as work:
            row = work.session.get(Project, key) or Project(
                key=key, kind="single", theme_field="mobilitaet", status="idea", partners="", municipalities=""
            )
            row.title, row.summary, row.is_open_place, row.text_hash = title, summary, is_open_place, ""
            row.removed_at = self.store.clock.now() if removed else None
            work.session.add(row)

    def news(self, guid: str, title: str, days_ago: int = 1) -> None:
        published = self.store.clock.now() - timedelta(days=days_ago)
        with self.store.unit_of_work("test") as work:
            row = work.session.scalars(select(NewsItem).where(NewsItem.guid == guid)).one_or_none() or NewsItem(
                source_key="n", guid=guid, url="", summary="", date_is_first_seen=False, content_hash="", hash_changes=0
            )
            row.title, row.published_at, row.first_seen, row.last_seen = title, published, published, published
            work.session.add(row)

    def matches(self) -> dict[tuple[str, str, str, int], tuple[object, ...]]:
        """Every match with its reasons, by pair."""
        with self.store.reading() as session:
            reasons: dict[int, list[tuple[object, ...]]] = {}
            for row in session.scalars(select(MatchReason).order_by(MatchReason.match_id, MatchReason.position)):
                told = (row.position, row.feature, row.contribution, row.ours, row.theirs)
                reasons.setdefault(row.match_id, []).append(told)
            return {
                (m.subject_kind, m.subject, m.document_kind, m.document_id): (
                    m.score,
                    m.band,
                    m.eligible,
                    m.eligible_words,
                    m.model_version,
                    tuple(reasons[m.id]),
                )
                for m in session.scalars(select(Match))
            }

    def ids(self) -> dict[tuple[str, int], int]:
        """Match ids of projects and programmes."""
        with self.store.reading() as session:
            found = session.scalars(select(Match).where(Match.document_kind == "programme"))
            return {(row.subject, row.document_id): row.id for row in found}

    def forget(self, *tables: type) -> None:
        with self.store.unit_of_work("test") as work:
            for table in tables:
                work.session.execute(delete(table))


@pytest.fixture
def shelf(store: Store) -> Shelf:
    """On both kinds of database."""
    return Shelf(store).open()


@pytest.fixture
def quick_shelf(quick_store: Store) -> Shelf:
    """On SQLite only."""
    return Shelf(quick_store).open()
