"""Calls ``foerderscout`` as a person or a timer does: as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.quick_start import environment


@dataclass(frozen=True)
class Shell:
    """A workplace: state folder and environment."""

    state: Path
    environment: dict[str, str] = field(default_factory=dict)

    def call(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Runs the command, whatever it ends with."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "dashboard.cli", "--state", str(self.state), *args],
            env=environment(**self.environment),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def json(self, *args: str) -> Any:
        """Runs the command, which must end well, and reads its report."""
        done = self.call(*args, "--json")
        assert done.returncode == 0, f"{args}: {done.returncode}\n{done.stderr}\n{done.stdout[-2000:]}"
        return json.loads(done.stdout)
