"""Drafts and their applying to stored programmes, for tests of deciding and recording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from scout.compare import content_hash
from scout.decide import Changed, Intent, Missing, New, Reread, Seen, Stored, When, Withdrawn
from scout.facts.read import FACTS_VERSION
from scout.source import Category, Contact, DeadlineFact, Draft, Link

URL = "https://amt.example/"
_START = datetime(2026, 8, 21, 4, 0, tzinfo=UTC)

_WORDS = st.text(alphabet="abcdefghij äöü„“–", min_size=1, max_size=20).map(lambda t: " ".join(t.split()) or "leer")
_CATEGORIES = st.lists(
    st.builds(
        lambda kind, code: Category(kind, code, f"Name von {code}"),
        st.sampled_from(["applicant", "region", "area"]),
        st.sampled_from(["kommune", "unternehmen", "bundesweit"]),
    ),
    unique_by=lambda c: (c.kind, c.code),
    max_size=4,
).map(tuple)
_DEADLINES = st.lists(
    st.dates().map(lambda day: DeadlineFact("dated", f"bis {day}", URL, day, structured=True)),
    max_size=3,
    unique_by=lambda d: d.due_on,
).map(tuple)
_CONTACTS = st.lists(st.builds(Contact, st.just("contact"), _WORDS), max_size=3).map(tuple)
_LINKS = st.lists(st.builds(Link, _WORDS, _WORDS.map(lambda w: URL + w)), max_size=3).map(tuple)

DRAFTS = st.builds(
    Draft,
    external_id=st.sampled_from("abcdef"),
    url=st.sampled_from([URL + "1", URL + "2"]),
    title=_WORDS,
    summary=st.none() | _WORDS,
    keywords=st.none() | _WORDS,
    amount_max=st.none() | st.integers(1, 10**7),
    rate_percent=st.none() | st.integers(1, 100),
    status=st.sampled_from(["open", "closed", "paused", "unknown"]),
    categories=_CATEGORIES,
    deadlines=_DEADLINES,
    contacts=_CONTACTS,
    links=_LINKS,
)


def draft(external_id: str = "a", **said: object) -> Draft:
    """A plain draft."""
    return Draft(external_id, URL + external_id, f"Programm {external_id}", **said)  # type: ignore[arg-type]


def day(number: int, hour: int = 4) -> When:
    """The moment of a run on a day of a story, counted from the first one, and the grace of a daily source."""
    now = _START + timedelta(days=number, hours=hour - 4)
    return When(now, now.date())


def as_it_is(draft: Draft) -> Draft:
    """A reader of facts that finds nothing in texts."""
    return draft


def stored(
    *drafts: Draft, facts: Callable[[Draft], Draft] = as_it_is, facts_version: str = FACTS_VERSION
) -> dict[str, Stored]:
    """These drafts as if they had been recorded before, by a reader of facts of some version."""
    return {
        d.external_id: Stored(
            number, d.external_id, frozenset({d.url}), 1, content_hash(d), facts_version, draft=facts(d)
        )
        for number, d in enumerate(drafts, 1)
    }


def applied(before: Mapping[str, Stored], intents: Iterable[Intent], when: When) -> dict[str, Stored]:
    """What is stored after these intents, by the same rules as scout.record."""
    after = dict(before)
    by_id = {s.programme_id: key for key, s in before.items()}
    for intent in intents:
        if isinstance(intent, New):
            number, said = len(after) + 1, intent.draft
            after[said.external_id] = Stored(
                number, said.external_id, frozenset({said.url}), 1, intent.content_hash, draft=said
            )
        else:
            key = by_id[intent.programme_id]
            after[key] = _after(after[key], intent, when)
    return after


def _after(known: Stored, intent: Intent, when: When) -> Stored:
    here = replace(known, missing_runs=0, missing_since=None, withdrawn=False)
    match intent:
        case Changed(_, version, new, hashed, _):
            return replace(
                here, version=version + 1, content_hash=hashed, facts_version=FACTS_VERSION, draft=new,
                addresses=frozenset({new.url}),
            )  # fmt: skip
        case Reread(draft=read, content_hash=hashed):
            return replace(here, content_hash=hashed, facts_version=FACTS_VERSION, draft=read)
        case Seen(rehashed=hashed):
            return replace(here, content_hash=hashed or known.content_hash)
        case Missing(runs=runs):
            return replace(known, missing_runs=runs, missing_since=known.missing_since or when.now)
        case Withdrawn(runs=runs, weight=weight):
            return replace(known, missing_runs=runs, withdrawn=True, withdrawal_told=weight != "cosmetic")
    return known
