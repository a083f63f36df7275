"""The whole job, step by step: each step is a process of its own, so that each can fail or be repeated alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Exit codes after which the next step still makes sense: the others' data is there and good.
GO_ON = frozenset({0, 5, 6})
NAMED = 3  # sources with the same trouble that are named; the others are counted


@dataclass(frozen=True)
class Step:
    """One command of ``foerderscout`` and what to tell people while it runs."""

    name: str
    says: str
    args: tuple[str, ...]


@dataclass(frozen=True)
class StepResult:
    """How a step ended: its exit code, its JSON report, what it complained about, and how long it took."""

    step: Step
    exit_code: int
    report: Any
    complaint: str
    seconds: float


def run_steps(
    steps: Sequence[Step], state: Path, environment: Mapping[str, str], tell: Callable[[str], None]
) -> tuple[StepResult, ...]:
    """Runs the steps one after the other; stops after one whose failure makes the next pointless."""
    results: list[StepResult] = []
    for step in steps:
        tell(f"{step.says} …")
        result = _run(step, state, environment)
        results.append(result)
        if result.complaint:
            tell(result.complaint)
        if result.exit_code not in GO_ON:
            break
    return tuple(results)


def _run(step: Step, state: Path, environment: Mapping[str, str]) -> StepResult:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dashboard.cli", "--state", str(state), *step.args, "--json"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    report = _json(done.stdout)
    said = complaint(done.returncode, report, done.stderr)
    return StepResult(step, done.returncode, report, said, time.monotonic() - started)


def _json(output: str) -> Any:
    """The report of a step; None when it ended before it could write one."""
    try:
        return json.loads(output)
    except json.JSONDecodeError:
        return None


def complaint(exit_code: int, report: Any, errors: str) -> str:
    """What went wrong in a step, in words: what it said on standard error, else what its report says of sources.

    Sources with the same trouble share a line. Empty for a step that ended well.
    """
    if exit_code == 0:
        return ""
    troubles: dict[str, list[str]] = defaultdict(list)
    for source in report if isinstance(report, list) else ():
        if source.get("outcome") in ("failed", "refused", "held") or source.get("result", "ok") != "ok":
            name = source.get("title") or source.get("source_key") or source.get("key", "?")
            troubles[_words(source)].append(name)
    lines = [_line(titles, words) for words, titles in troubles.items()]
    return "\n".join(lines) or errors.strip()


def _words(source: dict[str, Any]) -> str:
    """Why a source's run came to nothing: the run's own sentence, else its first problem."""
    first: dict[str, Any] = next(iter(source.get("problems", ())), {})
    return str(source.get("message") or first.get("message") or "ohne Angabe von Gründen gescheitert")


def _line(titles: Sequence[str], words: str) -> str:
    more = f" und {len(titles) - NAMED} weitere" if len(titles) > NAMED else ""
    return f"  {', '.join(titles[:NAMED])}{more}: {words}"
