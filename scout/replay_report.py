"""Sums up a replay: what was told, what was kept quiet and why, compared with recorded events of the same source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scout.deadline_change import EXTENDED, SHORTENED
from scout.replay import ReplayedRun, Told
from scout.snapshots import Row, Snapshot, source_day

Pair = tuple[str, str]  # moment of the snapshot and reference


@dataclass(frozen=True)
class Summary:
    """Figures of a replay.

    runs: by outcome. baseline: calls of the first run. told, held: changes by kind.
    quiet: noise that nobody was told of, by reason.
    repeated: changes told more than once; must be empty.
    """

    runs: Mapping[str, int]
    baseline: int
    told: Mapping[str, int]
    held: Mapping[str, int]
    quiet: Mapping[str, int]
    extended: int
    shortened: int
    repeated: tuple[Told, ...]


@dataclass(frozen=True)
class Comparison:
    """What was told of deadlines against the recorded events.

    moves: events with another day. told_once: of these, told in the same run exactly once. late: told in a later run
    (the call was held, or not listed in between). untold: never told. not_stored: the call was held or not taken over,
    so nobody knows it. spurious: events of seconds or hours; spurious_told: those that were told nevertheless.
    """

    moves: int
    told_once: int
    late: tuple[Pair, ...]
    untold: tuple[Pair, ...]
    not_stored: tuple[Pair, ...]
    spurious: int
    spurious_told: tuple[Pair, ...]


def summary(snapshots: Sequence[Snapshot], runs: Sequence[ReplayedRun]) -> Summary:
    """The figures of a replay of these snapshots."""
    lines = [line for run in runs for line in run.lines]
    moved = [line for line in lines if line.told and line.field == "deadlines"]
    return Summary(
        runs=Counter(run.outcome for run in runs),
        baseline=sum(len(run.baseline) for run in runs),
        told=Counter(line.kind for line in lines if line.told),
        held=Counter(line.kind for line in lines if line.held),
        quiet=_quiet(snapshots, lines),
        extended=sum(f"({EXTENDED}" in (line.after or "") for line in moved),
        shortened=sum(f"({SHORTENED}" in (line.after or "") for line in moved),
        repeated=_repeated(lines),
    )


def compare(runs: Sequence[ReplayedRun], events: Iterable[Mapping[str, Any]]) -> Comparison:
    """Told deadlines against the events of another observer of the same snapshots."""
    told: dict[str, list[str]] = defaultdict(list)
    known: set[str] = set()
    at_run: set[Pair] = set()
    for run in runs:
        known |= run.baseline
        for line in run.lines:
            if line.kind == "new" and not line.held:
                known.add(line.reference)
            if line.told and line.field == "deadlines":
                told[line.reference].append(line.at)
        at_run |= {(run.at.isoformat(), reference) for reference in known}
    changed = [event for event in events if event["event"] == "deadlines_changed"]
    moves = [(e["at"], e["reference"]) for e in changed if _days(e, "old") != _days(e, "new")]
    others = [(e["at"], e["reference"]) for e in changed if _days(e, "old") == _days(e, "new")]
    once = [pair for pair in moves if told[pair[1]].count(pair[0]) == 1]
    rest = [pair for pair in moves if pair not in once]
    stored = [pair for pair in rest if pair in at_run]
    late = [(at, key) for at, key in stored if any(heard > at for heard in told[key])]
    return Comparison(
        len(moves), len(once), tuple(late), tuple(pair for pair in stored if pair not in late),
        tuple(pair for pair in rest if pair not in at_run),
        len(others), tuple(pair for pair in others if pair[0] in told[pair[1]]),
    )  # fmt: skip


def _days(row: Row, field: str) -> set[Any]:
    return {source_day(row, stamp) for stamp in row[field] or ()}


def _quiet(snapshots: Sequence[Snapshot], lines: Iterable[Told]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for snapshot in snapshots:
        found["Zeile in derselben Momentaufnahme wiederholt"] += len(snapshot.rows) - len(_by_reference(snapshot))
    for earlier, later in pairwise(snapshots):
        before, after = _by_reference(earlier), _by_reference(later)
        for key in before.keys() & after.keys():
            if reason := _noise(before[key], after[key]):
                found[reason] += 1
    for line in lines:
        if not line.told and not line.held:
            found[_REASONS.get(line.kind, "Nur Zeichensetzung oder Schreibweise anders")] += 1
    found["Verschwunden und wieder da, bevor es als entfallen galt"] = _flickers(snapshots, lines)
    return {reason: number for reason, number in found.most_common() if number}


_REASONS = {
    "new": "Neu gelistet, aber alle Fristen vorbei",
    "withdrawn": "Nicht mehr gelistet, nachdem die Frist vorbei war",
    "back": "Wieder gelistet, nachdem das Entfallen nicht gemeldet worden war",
}


def _noise(before: Row, after: Row) -> str | None:
    """Why a difference of two rows in their time stamps is none of their days."""
    old, new = sorted(before["deadlines"] or ()), sorted(after["deadlines"] or ())
    if old == new or _days(before, "deadlines") != _days(after, "deadlines"):
        return None
    if [stamp[:16] for stamp in old] == [stamp[:16] for stamp in new]:
        return "Zufällige Sekunden einer Frist"
    return "Andere Uhrzeit am selben Tag"


def _flickers(snapshots: Sequence[Snapshot], lines: Iterable[Told]) -> int:
    """How often a reference came back without having been withdrawn."""
    ever: set[str] = set()
    last: set[str] = set()
    times = 0
    for snapshot in snapshots:
        present = set(_by_reference(snapshot))
        times += len((present & ever) - last)
        ever, last = ever | present, present
    return times - sum(line.kind == "back" for line in lines)


def _by_reference(snapshot: Snapshot) -> dict[str, Row]:
    return {row["reference"]: row for row in snapshot.rows}


def _repeated(lines: Iterable[Told]) -> tuple[Told, ...]:
    """Told lines that say the same of the same call again, with nothing told in between that undid it."""
    last: dict[tuple[str, str], Told] = {}
    found = []
    for line in (line for line in lines if line.told):
        subject = (line.reference, line.field or "listed")
        before = last.get(subject)
        if before and (before.kind, before.before, before.after) == (line.kind, line.before, line.after):
            found.append(line)
        last[subject] = line
    return tuple(found)
