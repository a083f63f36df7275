"""From which score on a pair is kept: enough for a person to go through, not every pair that shares a word.

How alike texts are by chance differs from subject to subject and from corpus to corpus. So a subject's floor is read
off its scores with a sample of the documents the model was fitted on: about ``Scale.kept`` of them lie above. It
depends on the subject and the fitted model alone, which keeps an incremental run equal to a full one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matcher.bands import SCALES
from matcher.model import Model, Text

SAMPLE = 500


@dataclass(frozen=True)
class Floors:
    """Samples of the documents by kind (vectors), and how many documents there were."""

    samples: Mapping[str, csr_matrix]
    sizes: Mapping[str, int]

    def of(self, subjects: csr_matrix, sides: Sequence[str], kind: str) -> NDArray[np.float64]:
        """The floor of each subject (vectors and sides) for one kind of document; never below ``Scale.least``."""
        scales = [SCALES[side, kind] for side in sides]
        least = np.array([scale.least for scale in scales])
        size = self.sizes.get(kind, 0)
        bounded = [row for row, scale in enumerate(scales) if scale.kept is not None and size > scale.kept]
        if not bounded:
            return least
        scores = (subjects[bounded] @ self.samples[kind].T).toarray().astype(np.float64)
        for row, own in zip(bounded, scores, strict=True):
            least[row] = max(least[row], float(np.quantile(own, 1 - (scales[row].kept or size) / size)))
        return least

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
