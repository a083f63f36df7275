"""Measures the rule about same programmes on pages that somebody has sorted into groups; reads one file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.errors import BadInput
from data.same_groups import Pair, RulePair, groups
from scout.facts.read import with_facts
from scout.same import judge
from scout.same_candidates import judged_features
from scout.same_entry import Entry, Verdict
from scout.same_evidence import forbidden
from scout.same_features import Features, features_of
from scout.same_marks import rounds_in
from scout.source import Draft

_AMOUNTS = ("amount_min", "amount_max")
_CLOSING = ("full", "sketch")


@dataclass(frozen=True)
class Case:
    """A judged page. group: its programme, None: nobody has said. rounds: of a series, as the judge names them."""

    entry: Entry
    name: str
    group: str | None
    rounds: frozenset[str]


@dataclass(frozen=True)
class Seen:
    """A pair of pages as positions in the file, with the rule's verdict."""

    pair: Pair
    titles: tuple[str, str]
    verdict: str
    why: str


@dataclass(frozen=True)
class SameResult:
    """What the rule made of the cases.

    precision, recall: over pairs, None without such pairs. open: merged pairs that nobody has judged, to be read.
    group_of: for every page the position of the first page of its group.
    """

    cases: int
    wanted: int
    merged: int
    precision: float | None
    recall: float | None
    wrong: tuple[Seen, ...]
    missed: tuple[Seen, ...]
    open: tuple[Seen, ...]
    unsure: tuple[Seen, ...]
    group_of: Mapping[int, int]


def read_cases(path: Path) -> list[Case]:
    """The pages of a file (JSON Lines, also .gz): title, text and url each, judged by ``group`` and ``note``.

    Pages of one host are one source; where a line has an ``origin`` other than ``page``, that is the source.
    Raises BadInput when the file cannot be read, naming the line.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise BadInput(f"{path} lässt sich nicht lesen: {error}. Erwartet werden JSON Lines in UTF-8.") from error
    found: list[Case] = []
    for number, line in enumerate(text.splitlines()):
        try:
            found.append(_case(len(found), json.loads(line)))
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            what = f"Feld {error} fehlt" if isinstance(error, KeyError) else str(error)
            raise BadInput(f"{path}, Zeile {number + 1}: {what}. Erwartet: title, text, url, group, note.") from error
    return found


def _case(key: int, row: Mapping[str, Any]) -> Case:
    url, title, text = row["url"], row["title"], row["text"]
    regions = tuple(part.strip() for part in (row.get("region") or "").split(",") if part.strip())
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    origin = row.get("origin", "page")
    source = host if origin == "page" else {"fdb": "foerderdatenbank.de"}.get(origin, origin)
    facts = with_facts(Draft(external_id=str(key), url=url, title=title, body=text, funder=row.get("funder") or None))
    entry = Entry(
        key=key,
        source=source,
        url=url,
        title=title,
        text=text,
        funder=facts.funder,
        regions=regions,
        amounts=frozenset(round(m.number) for m in facts.money if m.number and m.kind in _AMOUNTS),
        rates=frozenset(round(m.number) for m in facts.money if m.number and m.kind == "rate"),
        deadlines=frozenset(
            d.due_on for d in facts.deadlines if d.due_on and d.precision == "day" and d.kind in _CLOSING
        ),
    )
    # The judge's note is for the judgement alone; the rule never sees it.
    rounds = rounds_in(f"{title} . {row.get('note') or ''}")
    return Case(entry, row.get("id") or title, row.get("group"), rounds)


def measure(cases: Sequence[Case]) -> SameResult:
    """Groups the cases by the rule alone and compares with the judgement.

    Two pages are one programme when they have one group and no different rounds. A pair is open, and counts neither
    way, when neither page is judged or only one of a group names a round.
    """
    features = {case.entry.key: features_of(case.entry) for case in cases}
    verdicts = judged_features(features.values())
    group_of = _grouped(features, verdicts)
    merged = {pair for pair in combinations(sorted(features), 2) if _together(group_of, pair)}
    expected = {pair: _expected(cases[pair[0]], cases[pair[1]]) for pair in combinations(range(len(cases)), 2)}
    wanted = {pair for pair, same in expected.items() if same is True}
    wrong = {pair for pair in merged if expected[pair] is False}
    right = merged & wanted

    def seen(pairs: Iterable[Pair]) -> tuple[Seen, ...]:
        return tuple(_seen(cases, features, verdicts, pair) for pair in sorted(pairs))

    return SameResult(
        cases=len(cases),
        wanted=len(wanted),
        merged=len(merged),
        precision=len(right) / (len(right) + len(wrong)) if right or wrong else None,
        recall=len(right) / len(wanted) if wanted else None,
        wrong=seen(wrong),
        missed=seen(wanted - merged),
        open=seen(merged - wanted - wrong),
        unsure=seen(pair for pair, v in verdicts.items() if v.verdict == "unsure" and not _together(group_of, pair)),
        group_of={key: group_of.get(key, key) for key in features},
    )


def _grouped(features: Mapping[int, Features], verdicts: Mapping[Pair, Verdict]) -> dict[int, int]:
    rows = [RulePair(pair, v.verdict, v.score) for pair, v in verdicts.items()]
    within = (pair for members in groups(rows, ()) for pair in combinations(sorted(members), 2))
    rows += [RulePair(pair, "never", 0.0) for pair in within if forbidden(features[pair[0]], features[pair[1]])]
    return {key: min(members) for members in groups(rows, ()) for key in members}


def _together(group_of: Mapping[int, int], pair: Pair) -> bool:
    return pair[0] in group_of and group_of[pair[0]] == group_of.get(pair[1])


def _expected(one: Case, other: Case) -> bool | None:
    if one.group is None and other.group is None:
        return None
    if one.group != other.group:
        return False
    if one.rounds and other.rounds:
        return bool(one.rounds & other.rounds)
    return None if one.rounds or other.rounds else True


def _seen(
    cases: Sequence[Case], features: Mapping[int, Features], verdicts: Mapping[Pair, Verdict], pair: Pair
) -> Seen:
    verdict = verdicts.get(pair) or judge(features[pair[0]], features[pair[1]])
    return Seen(pair, (cases[pair[0]].name, cases[pair[1]].name), verdict.verdict, verdict.why)
