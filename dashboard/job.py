"""The whole job, step by step: each step is a process of its own, so that each can fail or be repeated alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Exit codes after which the next step still makes sense: the others' data is there and good.
GO_ON = frozenset({0, 5, 6})


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
    return StepResult(step, done.returncode, _json(done.stdout), _complaint(done), time.monotonic() - started)


def _json(output: str) -> Any:
    """The report of a step; None when it ended before it could write one."""
    try:
        return json.loads(output)
    except json.JSONDecodeError:
        return None


def _complaint(done: subprocess.CompletedProcess[str]) -> str:
    """What a failed step said; a successful one has nothing to complain about."""
    return "" if done.returncode == 0 else done.stderr.strip()
