"""After reading sources: finds which programmes are one on several portals, writes it and brings the groups up to date.

What people decided is never touched here; ``data.same_store.regroup`` puts it above everything the rule finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.model.audit import StoreFact
from data.model.programmes import SamePair
from data.queries.intake import chunks
from data.queries.same_input import SameInput, same_inputs
from data.same_groups import Decided, Pair, groups, ordered
from data.same_groups import RulePair as Found
from data.same_store import JUDGED, newest_decisions, regroup
from data.store import Store, Work
from scout.facts.read import FACTS_VERSION
from scout.same import SAME_VERSION
from scout.same_candidates import judged_features
from scout.same_entry import TEXT_READ, Entry, Verdict
from scout.same_evidence import forbidden
from scout.same_features import Features, features_of

# Versions that were being written while pairs were judged are judged again.
_MARGIN = timedelta(days=1)


@dataclass(frozen=True)
class SameTally:
    """What one pass found: programmes compared, pairs by verdict, and how many programmes got another lead."""

    programmes: int
    same: int
    unsure: int
    regrouped: int


def find_same(store: Store, everything: bool = False) -> SameTally:
    """Judges what is new or changed against all programmes, writes the pairs and groups in one transaction.

    everything: judge all pairs anew, as happens by itself when the rule or the reading of facts has changed.
    Doing it twice changes nothing; the order in which sources were read makes no difference.
    """
    with store.unit_of_work("scout") as work:
        since = None if everything else _judged_before(work.session)
        _note(work)  # first of all: who else would judge or regroup now waits for this transaction
        inputs = same_inputs(work.session, TEXT_READ)
        features = {i.programme_id: features_of(as_entry(i)) for i in inputs}
        among = None if since is None else {i.programme_id for i in inputs if i.recorded_at >= since}
        stored = _stored(work.session)
        wanted = _kept(stored, features, among) | judged_features(list(features.values()), among)
        wanted |= ruled_out(features, wanted, newest_decisions(work.session))
        _write(work, stored, wanted)
        regrouped = regroup(work.session)
        if regrouped:
            work.audit("same.regroup", "programmes", after={"regrouped": regrouped})
    verdicts = [verdict.verdict for verdict in wanted.values()]
    return SameTally(len(inputs), verdicts.count("same"), verdicts.count("unsure"), regrouped)


def as_entry(row: SameInput) -> Entry:
    """What the store knows of a programme, for the rule."""
    values = asdict(row)
    values["key"], values["source"] = values.pop("programme_id"), values.pop("source_key")
    del values["recorded_at"]
    return Entry(**values)


def ruled_out(
    features: Mapping[int, Features], found: Mapping[Pair, Verdict], decided: Sequence[Decided]
) -> dict[Pair, Verdict]:
    """Pairs that a chain of others would bring together although the rule rules them out, as ``never``."""
    rows = [Found(pair, verdict.verdict, verdict.score) for pair, verdict in found.items()]
    # Without regard to what is kept apart: whatever is grouped in the end lies within one of these.
    together = groups((r for r in rows if r.verdict == "same"), [d for d in decided if d.is_same])
    result: dict[Pair, Verdict] = {}
    for members in together:
        for first in members:
            for second in members:
                known = first in features and second in features
                if first < second and known and (why := forbidden(features[first], features[second])):
                    result[first, second] = Verdict("never", 0.0, f"Nicht dasselbe: {why}.")
    return result


def _judged_before(session: Session) -> datetime | None:
    """From when on versions are judged; None: all, because the rule or the reading is another one."""
    fact = session.get(StoreFact, JUDGED)
    rule, _, at = (fact.value if fact else "").partition(" ")
    return datetime.fromisoformat(at) - _MARGIN if rule == _rule() else None


def _note(work: Work) -> None:
    value = f"{_rule()} {work.clock.now().isoformat()}"
    fact = work.session.get(StoreFact, JUDGED)
    if fact is None:
        work.session.add(StoreFact(key=JUDGED, value=value))
    else:
        fact.value = value
    work.session.flush()


def _rule() -> str:
    return f"{SAME_VERSION}/{FACTS_VERSION}"


def _stored(session: Session) -> dict[Pair, SamePair]:
    return {(row.first_id, row.second_id): row for row in session.scalars(select(SamePair))}


def _kept(
    stored: Mapping[Pair, SamePair], features: Mapping[int, Features], among: set[int] | None
) -> dict[Pair, Verdict]:
    """Stored verdicts of pairs that are not judged anew. What is ruled out is found anew every time."""
    if among is None:
        return {}
    return {
        pair: Verdict("same" if row.verdict == "same" else "unsure", row.score, row.why)
        for pair, row in stored.items()
        if row.verdict != "never" and not among.intersection(pair) and features.keys() >= set(pair)
    }


def _write(work: Work, stored: Mapping[Pair, SamePair], wanted: Mapping[Pair, Verdict]) -> None:
    """Brings the table to what was found; rows that say the same are not touched."""
    session = work.session
    gone = [row.id for pair, row in stored.items() if pair not in wanted]
    fresh = [(pair, verdict) for pair, verdict in sorted(wanted.items()) if pair not in stored]
    differing = [
        {"id": stored[pair].id, **asdict(verdict)}
        for pair, verdict in sorted(wanted.items())
        if pair in stored and (stored[pair].verdict, stored[pair].score, stored[pair].why) != _values(verdict)
    ]
    for ids in chunks(gone):
        session.execute(delete(SamePair).where(SamePair.id.in_(ids)))
    if differing:
        session.execute(update(SamePair), differing)
    if fresh:
        session.execute(insert(SamePair), [_row(pair, verdict, work.clock.now()) for pair, verdict in fresh])


def _values(verdict: Verdict) -> tuple[str, float, str]:
    return verdict.verdict, verdict.score, verdict.why


def _row(pair: Pair, verdict: Verdict, now: datetime) -> dict[str, object]:
    first, second = ordered(*pair)
    return {"first_id": first, "second_id": second, "found_at": now, **asdict(verdict)}
