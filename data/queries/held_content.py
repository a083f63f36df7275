"""What a held run keeps back, as titles by part: read from the document the scout left among the captures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from data.captured import FOLDER, capture_path
from data.queries.held import HeldView
from data.queries.intake import titles_of

PARTS = ("appeared", "changed", "vanished")


def held_content(session: Session, state: Path, held: HeldView) -> Mapping[str, tuple[str, ...]] | None:
    """Titles of the programmes held back, by part (``appeared``, ``changed``, ``vanished``), in order of title.

    None when the document is lost, damaged or of a form this program does not know: then nothing can be said.
    """
    try:
        value = json.loads(gzip.decompress(capture_path(state / FOLDER, held.sha256).read_bytes()))
        ids = {part: list(value["dispute"][part]) for part in PARTS}
        titles = {draft["external_id"]: draft["title"] for draft in value["drafts"]}
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    return _named(ids, titles | dict(titles_of(session, held.source_key, ids["vanished"])))


def _named(ids: Mapping[str, list[str]], titles: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {part: tuple(sorted(str(titles.get(key, key)) for key in keys)) for part, keys in ids.items()}
