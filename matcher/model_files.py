"""Keeps fitted models in the state folder (``models/<version>.npz``, numpy only), and says when to fit anew."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from matcher.floors import Floors
from matcher.model import CHANNELS, Model, ModelConfig
from matcher.text import Splitter

MAX_AGE = timedelta(days=7)
MAX_CHANGE = 0.2
SAMPLE_PARTS = ("data", "indices", "indptr", "shape")


@dataclass(frozen=True)
class Fitted:
    """A model with its floors and what both were fitted on: the hashes of the texts, and when."""

    model: Model
    floors: Floors
    fitted_at: datetime
    corpus: frozenset[str]

    @cached_property
    def version(self) -> str:
        """Equal versions give equal matches."""
        return hashlib.sha256(f"{self.model.version}{self.floors.fingerprint}".encode()).hexdigest()[:16]


def must_refit(fitted: Fitted | None, config: ModelConfig, corpus: Iterable[str], now: datetime) -> str | None:
    """Why the model must be fitted anew (German, for the report); None when it may stay. Pure.

    corpus: hashes of the texts there are now. Changed means: share of texts that came or went, of those fitted on.
    """
    if fitted is None:
        return "kein gespeichertes Modell"
    if fitted.model.config != config:
        return "andere Einstellung des Modells"
    if now - fitted.fitted_at > MAX_AGE:
        return f"Modell älter als {MAX_AGE.days} Tage"
    change = len(fitted.corpus.symmetric_difference(corpus)) / max(1, len(fitted.corpus))
    return f"Bestand zu {change:.0%} verändert".replace("%", " %") if change > MAX_CHANGE else None


def save_model(folder: Path, fitted: Fitted) -> Path:
    """Writes the model under its version; a half-written file never stands under that name."""
    folder.mkdir(parents=True, exist_ok=True)
    model = fitted.model
    path = folder / f"{fitted.version}.npz"
    half = path.with_suffix(".part")
    facts = {
        "config": asdict(model.config),
        "fitted_at": fitted.fitted_at.isoformat(),
        "splitter": {"min_part": model.splitter.min_part, "min_count": model.splitter.min_count},
        "sizes": dict(fitted.floors.sizes),
    }
    with half.open("wb") as file:
        np.savez_compressed(
            file,
            facts=np.array(json.dumps(facts)),
            words=np.array(list(model.splitter.counts), dtype=str),
            word_counts=np.array(list(model.splitter.counts.values()), dtype=np.int64),
            corpus=np.array(sorted(fitted.corpus), dtype=str),
            idf_chars=model.idf["chars"],
            idf_words=model.idf["words"],
            **_sample_arrays(fitted.floors),
        )
    half.replace(path)
    return path


def load_model(folder: Path, version: str) -> Fitted | None:
    """The stored model of that version; None when there is none, or it cannot be read as what its name says.

    A lost model is no error: it is fitted anew from the store.
    """
    path = folder / f"{version}.npz"
    try:
        with np.load(path, allow_pickle=False) as stored:
            fitted = _read(stored)
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return None
    return fitted if fitted.version == version else None


def _read(stored: np.lib.npyio.NpzFile) -> Fitted:
    facts = json.loads(str(stored["facts"]))
    counts = dict(zip(stored["words"].tolist(), stored["word_counts"].tolist(), strict=True))
    model = Model(
        ModelConfig(**facts["config"]),
        Splitter(counts, **facts["splitter"]),
        {channel: stored[f"idf_{channel}"] for channel in CHANNELS},
    )
    floors = Floors({kind: _sample(stored, kind) for kind in facts["sizes"]}, facts["sizes"])
    return Fitted(model, floors, datetime.fromisoformat(facts["fitted_at"]), frozenset(stored["corpus"].tolist()))


def _sample_arrays(floors: Floors) -> dict[str, Any]:
    return {
        f"{part}_{kind}": np.asarray(getattr(sample, part))
        for kind, sample in floors.samples.items()
        for part in SAMPLE_PARTS
    }


def _sample(stored: np.lib.npyio.NpzFile, kind: str) -> csr_matrix:
    data, indices, indptr, shape = (stored[f"{part}_{kind}"] for part in SAMPLE_PARTS)
    return csr_matrix((data, indices, indptr), shape=tuple(shape))


def forget_models(folder: Path, keep: Iterable[str]) -> None:
    """Removes every stored model but those of the versions in ``keep``."""
    kept = set(keep)
    for path in folder.glob("*.npz"):
        if path.stem not in kept:
            path.unlink()
