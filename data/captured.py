"""Where the body of a capture lies in the state folder."""

from __future__ import annotations

from pathlib import Path

FOLDER = "captures"


def capture_path(captures: Path, sha256: str) -> Path:
    """The gzipped body with this SHA-256 (hex) in the folder of captures."""
    return captures / sha256[:2] / f"{sha256[2:]}.gz"
