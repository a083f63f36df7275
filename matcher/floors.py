"""From which score on a pair is kept: enough for a person to go through, not every pair that shares a word.

How alike texts are by chance differs from subject to subject and from corpus to corpus. So a subject's floor is read
off its scores with a sample of the documents the model was fitted on: about ``KEPT`` of them lie above. It depends on
the subject and the fitted model alone, which keeps an incremental run equal to a full one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matcher.bands import LEAST
from matcher.model import Model, Text

# How many documents of each kind a subject keeps, about.
KEPT = {"programme": 150, "news": 60}
SAMPLE = 500


@dataclass(frozen=True)
class Floors:
    """Samples of the documents by kind (vectors), and how many documents there were."""

    samples: Mapping[str, csr_matrix]
    sizes: Mapping[str, int]

    def of(self, subjects: csr_matrix, kind: str) -> NDArray[np.float64]:
        """The floor of each subject for one kind of document; never below ``LEAST``."""
        least = np.full(subjects.shape[0], LEAST[kind])
        size = self.sizes.get(kind, 0)
        if size <= KEPT[kind]:
            return least
        scores = (subjects @ self.samples[kind].T).toarray().astype(np.float64)
        by_chance: NDArray[np.float64] = np.quantile(scores, 1 - KEPT[kind] / size, axis=1)
        return np.maximum(least, by_chance)

    @property
    def fingerprint(self) -> str:
        """Changes when any floor may."""
        digest = hashlib.sha256(repr(sorted(self.sizes.items())).encode())
        for kind in sorted(self.samples):
            digest.update(self.samples[kind].data.tobytes() + self.samples[kind].indices.tobytes())
        return digest.hexdigest()


def sample_floors(model: Model, documents: Mapping[str, Sequence[Text]]) -> Floors:
    """Draws the samples: the documents with the smallest text hashes, so that equal documents give equal samples."""
    samples = {
        kind: model.document_vectors(sorted(texts, key=lambda text: text.hash)[:SAMPLE])
        for kind, texts in documents.items()
    }
    return Floors(samples, {kind: len(texts) for kind, texts in documents.items()})
