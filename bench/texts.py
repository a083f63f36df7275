"""What is measured on: the judged collection when it lies beside the checkout, else generated text."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

from data.reference.shipped_themes import shipped_themes
from matcher.cases import read_programmes, read_projects
from matcher.corpus import programme_text, project_text
from matcher.evaluate import case_text
from matcher.model import Text

SHARED = Path(os.environ.get("FOERDERSCOUT_SHARED", Path(__file__).parents[2] / "shared")) / "eval"


@dataclass(frozen=True)
class Collection:
    """Documents and subjects, and where they are from."""

    origin: str
    documents: list[Text]
    subjects: list[Text]


def collection() -> Collection:
    """The judged collection (1,935 programmes, 40 projects), or as many generated texts."""
    if not SHARED.is_dir():
        return _generated(1935, 40)
    programmes = [programme_text(p.title, None, p.text) for p in read_programmes(SHARED / "programmes.jsonl.gz")]
    subjects = [case_text(p) for p in read_projects(SHARED / "projects-dev.jsonl")]
    return Collection("beurteilte Sammlung", programmes, subjects)


def _generated(documents: int, subjects: int) -> Collection:
    """Compounds of the theme fields' own terms, drawn unevenly as words are (Zipf)."""
    draw = random.Random(12)
    stems = sorted({word for theme in shipped_themes() for word in theme.terms.split() if len(word) > 3})
    words = [*stems, *(a + b.lower() for a in stems for b in draw.sample(stems, 20))]
    weights = [1 / rank for rank in range(1, len(words) + 1)]

    def prose(length: int) -> str:
        return " ".join(draw.choices(words, weights, k=length))

    return Collection(
        "erzeugter Text",
        [programme_text(prose(8), None, prose(draw.randint(30, 300))) for _ in range(documents)],
        [project_text(prose(6), prose(50), prose(40), "Kommune Kreis Gemeinden") for _ in range(subjects)],
    )
