"""Writes what was decided about programmes: one transaction, bulk statements, no decisions of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.model.programmes import (
    Deadline,
    EligibilityStatement,
    MoneyStatement,
    Programme,
    ProgrammeCategory,
    ProgrammeChange,
    ProgrammeContact,
    ProgrammeLink,
    ProgrammeVersion,
)
from data.queries.intake import chunks
from data.store import Work
from scout.changes import FieldChange
from scout.decide import Back, Changed, Intent, Missing, New, Reread, Seen, Withdrawn
from scout.facts.read import FACTS_VERSION
from scout.record_run import fit
from scout.source import Draft

_PARTS = {
    "categories", "contacts", "links", "deadlines", "eligibility", "money", "unknown_facts", "external_id", "url",
}  # fmt: skip
_COLUMNS = [name for name in Draft.__dataclass_fields__ if name not in _PARTS]
# The tables of facts, and where a draft has them.
FACTS: Mapping[Any, str] = {Deadline: "deadlines", EligibilityStatement: "eligibility", MoneyStatement: "money"}
# The columns of a version that hold facts.
_SUMMARY = ("amount_min", "amount_max", "amount_words", "rate_percent", "rate_words", "status")
Kind = TypeVar("Kind", bound=Intent)


@dataclass(frozen=True)
class Tally:
    """How many programmes of each fate a run had."""

    seen: int
    new: int
    changed: int
    missing: int
    withdrawn: int
    back: int


@dataclass(frozen=True)
class _Version:
    """A version to be written: of which programme, its number and what it says."""

    programme_id: int
    number: int
    draft: Draft
    content_hash: str


def apply(work: Work, run_id: int, source_key: str, intents: Sequence[Intent], capture_ids: Mapping[str, int]) -> Tally:
    """Writes all intents of one run. ``capture_ids``: external id of a draft -> id of the page it was read from."""
    session, now = work.session, work.clock.now()
    new, changed, seen = _of(intents, New), _of(intents, Changed), _of(intents, Seen)
    reread = _of(intents, Reread)
    back, gone, missing = _of(intents, Back), _of(intents, Withdrawn), _of(intents, Missing)
    created = _programmes(session, source_key, new, now)
    versions = [_Version(created[i.draft.external_id], 1, i.draft, i.content_hash) for i in new]
    versions += [_Version(i.programme_id, i.from_version + 1, i.draft, i.content_hash) for i in changed]
    _retire(session, [i.programme_id for i in changed])
    _versions(session, run_id, now, versions, capture_ids)
    _reread(session, reread)
    _present(session, now, changed, [*seen, *reread])
    _absent(session, now, missing, gone)
    _changes(session, run_id, now, created, intents)
    return Tally(
        len(new) + len(changed) + len(seen) + len(reread),
        len(new), len(changed), len(missing) + len(gone), len(gone), len(back),
    )  # fmt: skip


def touch_all(work: Work, programme_ids: Sequence[int]) -> None:
    """Notes that programmes were seen, where the source said that nothing has changed."""
    for ids in chunks(programme_ids):
        work.session.execute(
            update(Programme).where(Programme.id.in_(ids)).values(last_seen=work.clock.now()),
            execution_options={"synchronize_session": False},
        )


def _of(intents: Iterable[Intent], kind: type[Kind]) -> list[Kind]:
    return [intent for intent in intents if isinstance(intent, kind)]


def _programmes(session: Session, source_key: str, new: Sequence[New], now: datetime) -> Mapping[str, int]:
    if not new:
        return {}
    rows = [
        {
            "source_key": source_key,
            "external_id": intent.draft.external_id,
            "url": intent.draft.url[:2000],
            "first_seen": now,
            "last_seen": now,
            "missing_runs": 0,
        }
        for intent in new
    ]
    written = session.execute(insert(Programme).returning(Programme.external_id, Programme.id), rows)
    return dict(written.all())


def _retire(session: Session, programme_ids: Sequence[int]) -> None:
    for ids in chunks(programme_ids):
        session.execute(
            update(ProgrammeVersion)
            .where(ProgrammeVersion.programme_id.in_(ids), ProgrammeVersion.is_current)
            .values(is_current=False),
            execution_options={"synchronize_session": False},
        )


def _versions(
    session: Session, run_id: int, now: datetime, versions: Sequence[_Version], capture_ids: Mapping[str, int]
) -> None:
    if not versions:
        return
    rows = [
        {
            "programme_id": version.programme_id,
            "number": version.number,
            "is_current": True,
            "run_id": run_id,
            "capture_id": capture_ids.get(version.draft.external_id),
            "recorded_at": now,
            "content_hash": version.content_hash,
            "facts_version": FACTS_VERSION,
            **_columns(version.draft),
        }
        for version in versions
    ]
    written = session.execute(
        insert(ProgrammeVersion).returning(ProgrammeVersion.programme_id, ProgrammeVersion.id), rows
    )
    ids = dict(written.all())
    _parts(session, [(ids[version.programme_id], version.draft) for version in versions])


def _reread(session: Session, reread: Sequence[Reread]) -> None:
    """Puts the facts as they are read now in the place of the older ones; what the source said stays as it is."""
    ids: dict[int, int] = {}
    for some in chunks([intent.programme_id for intent in reread]):
        current = select(ProgrammeVersion.programme_id, ProgrammeVersion.id).where(
            ProgrammeVersion.programme_id.in_(some), ProgrammeVersion.is_current
        )
        ids.update(session.execute(current).all())
    for some in chunks(list(ids.values())):
        for table in FACTS:
            session.execute(
                delete(table).where(table.version_id.in_(some)), execution_options={"synchronize_session": False}
            )
    _insert(session, _facts([(ids[intent.programme_id], intent.draft) for intent in reread]))
    rows = [
        {
            "id": ids[intent.programme_id],
            "content_hash": intent.content_hash,
            "facts_version": FACTS_VERSION,
            **{name: getattr(intent.draft, name) for name in _SUMMARY},
        }
        for intent in reread
    ]
    if rows:
        session.execute(update(ProgrammeVersion), rows)


def _columns(draft: Draft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _COLUMNS}
    for name in ("title", "funder", "application_language"):
        values[name] = fit(values[name])
    values["service_key"] = fit(values["service_key"], 80)
    return values


def _parts(session: Session, drafts: Sequence[tuple[int, Draft]]) -> None:
    rows: dict[Any, list[dict[str, Any]]] = {
        ProgrammeCategory: [
            {"version_id": version_id, "kind": kind, "code": code, "label": fit(label)}
            for version_id, draft in drafts
            for (kind, code), label in {(c.kind, c.code): c.label for c in draft.categories}.items()
        ],
        ProgrammeContact: [
            {
                "version_id": version_id,
                "position": place,
                **{name: fit(value) for name, value in vars(contact).items()},
                "url": contact.url and contact.url[:2000],
            }
            for version_id, draft in drafts
            for place, contact in enumerate(draft.contacts)
        ],
        ProgrammeLink: [
            {"version_id": version_id, "position": place, "title": fit(link.title), "url": link.url[:2000]}
            for version_id, draft in drafts
            for place, link in enumerate(draft.links)
        ],
    }
    _insert(session, {**rows, **_facts(drafts)})


def _facts(drafts: Sequence[tuple[int, Draft]]) -> Mapping[Any, list[dict[str, Any]]]:
    """The rows of each table of facts, by version."""
    return {
        table: [
            {"version_id": version_id, **vars(fact), "url": fact.url[:2000]}
            for version_id, draft in drafts
            for fact in getattr(draft, facts)
        ]
        for table, facts in FACTS.items()
    }


def _insert(session: Session, rows: Mapping[Any, list[dict[str, Any]]]) -> None:
    for table, values in rows.items():
        if values:
            session.execute(insert(table), values)


def _present(session: Session, now: datetime, changed: Sequence[Changed], seen: Sequence[Seen | Reread]) -> None:
    urls = [{"id": i.programme_id, "url": i.draft.url[:2000]} for i in changed]
    urls += [{"id": i.programme_id, "url": i.url[:2000]} for i in seen]
    if urls:
        here = {"last_seen": now, "missing_since": None, "missing_runs": 0, "withdrawn_at": None}
        session.execute(update(Programme), [{**row, **here} for row in urls])
    for intent in seen:
        if isinstance(intent, Seen) and intent.rehashed:
            session.execute(
                update(ProgrammeVersion)
                .where(ProgrammeVersion.programme_id == intent.programme_id, ProgrammeVersion.is_current)
                .values(content_hash=intent.rehashed)
            )


def _absent(session: Session, now: datetime, missing: Sequence[Missing], gone: Sequence[Withdrawn]) -> None:
    absent: list[Missing | Withdrawn] = [*missing, *gone]
    for ids in chunks([intent.programme_id for intent in absent if intent.runs == 1]):
        session.execute(update(Programme).where(Programme.id.in_(ids)).values(missing_since=now))
    if absent:
        session.execute(update(Programme), [{"id": i.programme_id, "missing_runs": i.runs} for i in absent])
    for ids in chunks([i.programme_id for i in gone]):
        session.execute(update(Programme).where(Programme.id.in_(ids)).values(withdrawn_at=now))


def _changes(
    session: Session, run_id: int, now: datetime, created: Mapping[str, int], intents: Iterable[Intent]
) -> None:
    rows: list[dict[str, Any]] = []
    for intent in intents:
        match intent:
            case New():
                rows.append(_row(created[intent.draft.external_id], "new", intent.weight, to_version=1))
            case Changed():
                to = intent.from_version + 1
                rows += [_changed(intent.programme_id, change, intent.from_version, to) for change in intent.changes]
            case Reread():
                here = intent.version
                rows += [_changed(intent.programme_id, change, here, here) for change in intent.changes]
            case Withdrawn():
                rows.append(_row(intent.programme_id, "withdrawn", intent.weight))
            case Back():
                rows.append(_row(intent.programme_id, "back", intent.weight))
    if rows:
        session.execute(insert(ProgrammeChange), [{**row, "run_id": run_id, "at": now} for row in rows])


def _changed(programme_id: int, change: FieldChange, from_version: int, to_version: int) -> dict[str, Any]:
    return {
        **_row(programme_id, change.kind, change.weight, to_version),
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "cause": change.cause,
        "from_version": from_version,
    }


def _row(programme_id: int, kind: str, weight: str, to_version: int | None = None) -> dict[str, Any]:
    return {
        "programme_id": programme_id,
        "kind": kind,
        "field": None,
        "before": None,
        "after": None,
        "weight": weight,
        "cause": "source",
        "from_version": None,
        "to_version": to_version,
    }
