"""Drafts and their applying to stored programmes, for tests of deciding and recording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from scout.compare import content_hash
from scout.decide import Back, Changed, Intent, Missing, New, Seen, Stored, Withdrawn
from scout.source import Category, Contact, DeadlineFact, Draft, Link

URL = "https://amt.example/"

_WORDS = st.text(alphabet="abcdefghij äöü„“–", min_size=1, max_size=20).map(lambda t: " ".join(t.split()) or "leer")
_CATEGORIES = st.lists(
    st.builds(
        Category,
        st.sampled_from(["applicant", "region", "area"]),
        st.sampled_from(["kommune", "unternehmen", "bundesweit"]),
        st.just("Name"),
    ),
    unique_by=lambda c: (c.kind, c.code),
    max_size=4,
).map(tuple)
_DEADLINES = st.lists(
    st.dates().map(lambda day: DeadlineFact("dated", f"bis {day}", URL, day)), max_size=3, unique_by=lambda d: d.due_on
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


def stored(*drafts: Draft) -> Mapping[str, Stored]:
    """These drafts as if they had been recorded before."""
    return {
        d.external_id: Stored(number, d.external_id, frozenset({d.url}), 1, content_hash(d), draft=d)
        for number, d in enumerate(drafts, 1)
    }


def applied(before: Mapping[str, Stored], intents: Iterable[Intent]) -> Mapping[str, Stored]:
    """What is stored after these intents, by the same rules as scout.record."""
    after = dict(before)
    by_id = {s.programme_id: key for key, s in before.items()}
    for intent in intents:
        match intent:
            case New(new, hashed):
                number = len(after) + 1
                after[new.external_id] = Stored(number, new.external_id, frozenset({new.url}), 1, hashed, draft=new)
            case Changed(programme_id, version, new, hashed, _):
                after[by_id[programme_id]] = Stored(
                    programme_id, new.external_id, frozenset({new.url}), version + 1, hashed, draft=new
                )
            case Seen(programme_id, _, _):
                key = by_id[programme_id]
                after[key] = replace(after[key], missing_runs=0, withdrawn=False)
            case Missing(programme_id, runs) | Withdrawn(programme_id, runs):
                key = by_id[programme_id]
                after[key] = replace(after[key], missing_runs=runs, withdrawn=isinstance(intent, Withdrawn))
            case Back():
                pass
    return after
