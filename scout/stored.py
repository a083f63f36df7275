"""Turns what the store holds into the values that deciding compares with."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from data.queries import intake as queries
from scout.decide import Hashed, Stored
from scout.facts.values import DeadlineFact, EligibilityFact, MoneyFact
from scout.source import Category, Contact, Draft, Link


def stored_programmes(session: Session, source_key: str, read: Mapping[str, Hashed]) -> Mapping[str, Stored]:
    """What the store knows of a source, by external id; whole content only of programmes that now read differently."""
    hashes = {external_id: hashed for external_id, (_, hashed) in read.items()}
    known = queries.known_programmes(session, source_key)
    differing = [k.version_id for k in known if hashes.get(k.external_id, k.content_hash) != k.content_hash]
    contents = queries.contents(session, differing)
    return {
        k.external_id: Stored(
            k.programme_id,
            k.external_id,
            frozenset(filter(None, (k.url, k.captured_from))),
            k.version,
            k.content_hash,
            k.missing_runs,
            k.withdrawn,
            _as_draft(contents[k.version_id]) if k.version_id in contents else None,
        )
        for k in known
    }


def _as_draft(content: queries.Content) -> Draft:
    return Draft(
        external_id=content.external_id,
        url=content.url,
        **content.columns,
        categories=tuple(Category(**row) for row in content.categories),
        contacts=tuple(Contact(**row) for row in content.contacts),
        links=tuple(Link(**row) for row in content.links),
        deadlines=tuple(DeadlineFact(**row) for row in content.deadlines),
        eligibility=tuple(EligibilityFact(**row) for row in content.eligibility),
        money=tuple(MoneyFact(**row) for row in content.money),
    )
