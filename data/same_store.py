"""Brings ``programme.same_as_id`` to what rule and people say; the only place that writes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.model.audit import StoreFact
from data.model.programmes import Programme, ProgrammeVersion, SameDecision, SamePair
from data.same_groups import Decided, RulePair, groups, leads
from data.same_rank import rank

JUDGED = "same_programmes_judged"  # key of the fact: by which rule and when scout last judged pairs
_AT_ONCE = 500


def newest_decisions(session: Session) -> tuple[Decided, ...]:
    """What holds now per pair that a person decided about."""
    statement = select(SameDecision).order_by(SameDecision.decided_at, SameDecision.id)
    newest = {(row.first_id, row.second_id): row for row in session.scalars(statement)}
    return tuple(Decided(pair, row.is_same, row.decided_at) for pair, row in newest.items())


def stored_pairs(session: Session) -> tuple[RulePair, ...]:
    """What the rule last found."""
    statement = select(SamePair.first_id, SamePair.second_id, SamePair.verdict, SamePair.score)
    return tuple(RulePair((a, b), verdict, score) for a, b, verdict, score in session.execute(statement))


def regroup(session: Session) -> int:
    """Computes all groups anew from stored pairs and decisions; returns how many programmes got another lead.

    Called in the transaction of whoever changed pairs (scout) or decisions (people), so that both take effect at once.
    """
    session.flush()
    session.get(StoreFact, JUDGED, with_for_update=True)  # one after the other: a later decision is never overwritten
    wanted = groups(stored_pairs(session), newest_decisions(session))
    lead_of = leads(wanted, _places(session, frozenset().union(*wanted)))
    known = select(Programme.id, Programme.same_as_id).where(Programme.same_as_id.is_not(None))
    before = dict(session.execute(known).all())
    changed = {n: lead_of.get(n) for n in before.keys() | lead_of.keys() if before.get(n) != lead_of.get(n)}
    if changed:
        session.execute(update(Programme), [{"id": n, "same_as_id": lead} for n, lead in sorted(changed.items())])
        session.expire_all()
    return len(changed)


def _places(session: Session, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Listed before withdrawn, then by who speaks, then the longer known."""
    found = {}
    for some in _portions(sorted(ids)):
        statement = (
            select(Programme.id, Programme.url, ProgrammeVersion.funder, Programme.withdrawn_at)
            .join(ProgrammeVersion, (ProgrammeVersion.programme_id == Programme.id) & ProgrammeVersion.is_current)
            .where(Programme.id.in_(some))
        )
        for number, url, funder, withdrawn in session.execute(statement):
            found[number] = (withdrawn is not None, rank(url, funder), number)
    # A programme whose every version is gone stands last; it cannot speak for anybody.
    return {number: found.get(number, (2, 0, number)) for number in ids}


def _portions(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
