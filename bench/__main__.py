"""``python -m bench``: fits on a collection and finds the ten best documents for each subject, beside peers.

All methods run in this process, one after the other, ``ROUNDS`` times; the fastest round of each counts. Only ratios
mean something: they hold on any machine, seconds do not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from time import perf_counter

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union

from bench.texts import Collection, collection
from matcher.model import Model, Text, best_pairs

ROUNDS = 3
TOP = 10
Steps = tuple[float, float]


def foerderscout(found: Collection) -> Steps:
    """Both channels, compounds split."""
    start = perf_counter()
    model, vectors = Model.fit_vectors(found.documents)
    fitted = perf_counter()
    best_pairs(model.subject_vectors(found.subjects), vectors, TOP)
    return fitted - start, perf_counter() - fitted


def scikit_learn(found: Collection, *vectorizers: TfidfVectorizer) -> Steps:
    """TF-IDF of scikit-learn and cosine."""
    start = perf_counter()
    union = make_union(*vectorizers)
    vectors = union.fit_transform(_plain(found.documents))
    fitted = perf_counter()
    scores = (union.transform(_plain(found.subjects)) @ vectors.T).toarray()
    np.argpartition(-scores, TOP, axis=1)[:, :TOP]
    return fitted - start, perf_counter() - fitted


def bm25(found: Collection) -> Steps:
    """BM25 over plain words."""
    start = perf_counter()
    engine = bm25s.BM25()
    engine.index(bm25s.tokenize(_plain(found.documents), stopwords=None, show_progress=False), show_progress=False)
    fitted = perf_counter()
    asked = bm25s.tokenize(_plain(found.subjects), stopwords=None, show_progress=False)
    engine.retrieve(asked, k=TOP, show_progress=False)
    return fitted - start, perf_counter() - fitted


def _plain(texts: Sequence[Text]) -> list[str]:
    return [f"{text.title} {text.body} {text.applicant} {text.theme}" for text in texts]


def _words() -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32)


def _chars() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True, dtype=np.float32)


METHODS: dict[str, Callable[[Collection], Steps]] = {
    "Förderscout (Zeichen + Wörter)": foerderscout,
    "scikit-learn Zeichen + Wörter": lambda found: scikit_learn(found, _chars(), _words()),
    "scikit-learn Zeichen": lambda found: scikit_learn(found, _chars()),
    "scikit-learn Wörter": lambda found: scikit_learn(found, _words()),
    "bm25s Wörter": bm25,
}


def main() -> None:
    """Measures and prints the table."""
    found = collection()
    rounds = [{name: method(found) for name, method in METHODS.items()} for _ in range(ROUNDS)]
    best = {name: tuple(min(one[name][step] for one in rounds) for step in (0, 1)) for name in METHODS}
    ours = best[next(iter(METHODS))]
    lines = [
        f"{len(found.subjects)} Projekte, {len(found.documents)} Programme ({found.origin}), beste {TOP}, "
        f"schnellster von {ROUNDS} Durchgängen; Verhältnis: so oft so lange wie Förderscout.",
        "",
        f"{'Verfahren':32}{'anpassen s':>12}{'Verhältnis':>12}{'suchen s':>12}{'Verhältnis':>12}",
    ]
    for name, (fit, search) in best.items():
        line = f"{name:32}{fit:>12.3f}{fit / ours[0]:>12.2f}{search:>12.4f}{search / ours[1]:>12.2f}"
        lines.append(line.replace(".", ","))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
