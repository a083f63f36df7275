"""Turns what the store holds into the values that deciding compares with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from data.queries import intake as queries
from scout.decide import Hashed, Stored, needs_content
from scout.facts.values import DeadlineFact, EligibilityFact, MoneyFact
from scout.source import Category, Contact, Draft, Link

_UNKNOWN: Mapping[str, str] = {}


def stored_programmes(
    session: Session, source_key: str, read: Mapping[str, Hashed], bodies: Mapping[str, str] = _UNKNOWN
) -> Mapping[str, Stored]:
    """What the store knows of a source, by external id; whole content only where deciding needs it.

    bodies: SHA-256 of the body that each draft was read from, by external id, as far as known.
    """
    quiet = queries.quiet_withdrawals(session, source_key)
    bare = {k.version_id: _bare(k, quiet, bodies) for k in queries.known_programmes(session, source_key)}
    wanted = [version_id for version_id, known in bare.items() if needs_content(known, _hash(read, known))]
    contents = queries.contents(session, wanted)
    return {known.external_id: _with_content(known, contents.get(version_id)) for version_id, known in bare.items()}


def _hash(read: Mapping[str, Hashed], known: Stored) -> str | None:
    found = read.get(known.external_id)
    return found and found[1]


def _bare(known: queries.KnownProgramme, quiet: frozenset[int], bodies: Mapping[str, str]) -> Stored:
    return Stored(
        known.programme_id,
        known.external_id,
        frozenset(filter(None, (known.url, known.captured_from))),
        known.version,
        known.content_hash,
        known.facts_version,
        known.missing_runs,
        known.missing_since,
        known.withdrawn,
        known.programme_id not in quiet,
        same_body=known.captured is not None and known.captured == bodies.get(known.external_id),
    )


def _with_content(known: Stored, content: queries.Content | None) -> Stored:
    return known if content is None else replace(known, draft=_as_draft(content))


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
