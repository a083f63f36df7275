"""Two-channel hashed TF-IDF: character 4-grams and stemmed, compound-split words; fits, applies and scores.

Hashing keeps vectors comparable without a vocabulary in the database (Weinberger et al. 2009). The arithmetic is that
of scikit-learn's HashingVectorizer and TfidfTransformer (sublinear tf, smooth idf, L2); tests/matcher/test_model.py
compares the two. It is done once per distinct word instead of per running word: counts of words (texts x words) times
what each word consists of (words x columns). So stemming and splitting cost little more than counting (``make bench``),
nothing has to import scikit-learn (1.5 s), and a reason can name words instead of character sequences.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, hstack
from sparse_dot_topn import sp_matmul_topn

from matcher.text import Splitter, char_grams, is_subject, normalise, terms, words

Floats = NDArray[np.float32]
Columns = NDArray[np.int32]
Channel = Literal["chars", "words"]
CHANNELS: tuple[Channel, ...] = ("chars", "words")
SHORTEST = 60  # characters; what is shorter is weighed as if it had so many


@dataclass(frozen=True)
class Text:
    """What the matcher reads of a subject or document.

    title, body: its own text. applicant: words for who applies. theme: words of its theme field. related, english: the
    same in other words and in English (``matcher.lexicon``). All but the first two are what a project is about without
    saying so; documents have none. Each counts by its weight in the configuration.
    """

    title: str
    body: str = ""
    applicant: str = ""
    theme: str = ""
    related: str = ""
    english: str = ""

    @property
    def hash(self) -> str:
        """Changes exactly when the text does."""
        return hashlib.sha256("\x00".join((self.title, self.body, *map(self.of, PARTS[1:]))).encode()).hexdigest()

    def has(self, part: Part) -> bool:
        """Whether the text has words of its own in that part."""
        return bool(self.title or self.body) if part == "text" else bool(self.of(part))

    def of(self, part: Part) -> str:
        """The words of a part other than its own text."""
        return {
            "text": "",
            "applicant": self.applicant,
            "theme": self.theme,
            "related": self.related,
            "english": self.english,
        }[part]


Part = Literal["text", "applicant", "theme", "related", "english"]
PARTS: tuple[Part, ...] = ("text", "applicant", "theme", "related", "english")


@dataclass(frozen=True)
class ModelConfig:
    """Everything about the model that is chosen and not learnt; part of its version. docs/matching.md says why."""

    char_bits: int = 18
    word_bits: int = 20
    char_weight: float = 0.7
    word_weight: float = 0.3
    title_weight: int = 3
    body_characters: int = 4000
    chars_of_stop_words: bool = False
    applicant_weight: float = 0.2
    theme_weight: float = 0.3
    related_weight: float = 0.15
    english_weight: float = 0.075
    length_weight: float = 0.06

    def only(self, channel: Channel) -> ModelConfig:
        """The same with one channel alone, for ablations."""
        chars = channel == "chars"
        return replace(self, char_weight=float(chars), word_weight=float(not chars))

    def channel_weight(self, channel: Channel) -> float:
        """Share of a channel in the score."""
        return self.char_weight if channel == "chars" else self.word_weight

    def part_weight(self, part: Part) -> float:
        """Share of a part in the score; all add up to one, so that no score is above one."""
        weights: dict[Part, float] = {
            "text": 1.0,
            "applicant": self.applicant_weight,
            "theme": self.theme_weight,
            "related": self.related_weight,
            "english": self.english_weight,
        }
        return weights[part] / sum(weights.values())

    def document_weight(self, text: Text) -> float:
        """Length of a document's vector, at most 1: of two that are as alike, the one that says more is the safer hit.

        Short texts (a news-like teaser) are alike by chance; the logarithm keeps a long guideline from winning by
        length alone (cf. pivoted length normalisation, Singhal et al., SIGIR 1996).
        """
        read = min(len(text.title) + len(text.body), self.body_characters)
        return 1 + self.length_weight * float(np.log(max(read, SHORTEST) / self.body_characters))


@dataclass(frozen=True)
class Pairs:
    """Scored pairs as three arrays of equal length: row of the subject, row of the document, score (0 to 1)."""

    subjects: NDArray[np.int64]
    documents: NDArray[np.int64]
    scores: NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """A fitted model. The score of a pair depends on its two texts and this model alone, never on other documents."""

    config: ModelConfig
    splitter: Splitter
    idf: dict[Channel, Floats]
    _columns: dict[tuple[Channel, str], Columns] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def fit(cls, corpus: Sequence[Text], config: ModelConfig | None = None) -> Model:
        """Learns compound parts and inverse document frequencies from the texts of one corpus."""
        return cls.fit_vectors(corpus, config)[0]

    @classmethod
    def fit_vectors(cls, corpus: Sequence[Text], config: ModelConfig | None = None) -> tuple[Model, csr_matrix]:
        """As ``fit`` and then ``document_vectors`` of the same texts, which are read once only."""
        config = config or ModelConfig()
        counted = [_word_counts(text, "text", config) for text in corpus]
        blank = cls(config, Splitter.train(counted), {})
        counts = {channel: blank._counts(counted, channel) for channel in CHANNELS}
        model = replace(blank, idf={channel: _idf(found) for channel, found in counts.items()})
        return model, model._lengthened(model._scaled(counts, 1.0), corpus)

    @cached_property
    def version(self) -> str:
        """Hash of configuration, frequencies and compound parts: equal versions give equal scores."""
        digest = hashlib.sha256(json.dumps(asdict(self.config), sort_keys=True).encode())
        digest.update(json.dumps(dict(self.splitter.counts), sort_keys=True).encode())
        for channel in CHANNELS:
            digest.update(self.idf[channel].tobytes())
        return digest.hexdigest()[:16]

    def subject_vectors(self, texts: Sequence[Text]) -> csr_matrix:
        """Subjects x columns: the parts of each text by their weights. Times document vectors it is the score."""
        found = self._part_vectors(texts, "text")
        for part in PARTS[1:]:
            if any(text.has(part) for text in texts):
                found = found + self._part_vectors(texts, part)
        found.sort_indices()
        return found

    def document_vectors(self, texts: Sequence[Text]) -> csr_matrix:
        """Documents x columns, each channel by the root of its weight, as long as ``document_weight`` says."""
        counted = [self.word_counts(text, "text") for text in texts]
        scaled = self._scaled({channel: self._counts(counted, channel) for channel in CHANNELS}, 1.0)
        return self._lengthened(scaled, texts)

    def columns_of(self, word: str, channel: Channel) -> Columns:
        """The columns a normalised word counts in."""
        known = self._columns.get((channel, word))
        if known is None:
            known = self._columns[channel, word] = self._hashed(word, channel)
        return known

    def word_counts(self, text: Text, part: Part) -> Counter[str]:
        """Normalised words of one part of a text with their counts; those of the title count ``title_weight`` times."""
        return _word_counts(text, part, self.config)

    def _part_vectors(self, texts: Sequence[Text], part: Part) -> csr_matrix:
        counted = [self.word_counts(text, part) for text in texts]
        counts = {channel: self._counts(counted, channel) for channel in CHANNELS}
        return self._scaled(counts, self.config.part_weight(part))

    def _lengthened(self, vectors: csr_matrix, texts: Sequence[Text]) -> csr_matrix:
        weights = np.array([self.config.document_weight(text) for text in texts], np.float32)
        found = csr_matrix(diags_array(weights) @ vectors) if len(texts) else vectors
        found.sort_indices()
        return found

    def _scaled(self, counts: Mapping[Channel, csr_matrix], weight: float) -> csr_matrix:
        blocks = [
            _weighted(counts[channel], self.idf[channel], np.sqrt(self.config.channel_weight(channel)) * weight)
            for channel in CHANNELS
        ]
        return hstack(blocks, format="csr")

    def _counts(self, counted: Sequence[Counter[str]], channel: Channel) -> csr_matrix:
        index: dict[str, int] = {}
        columns = [index.setdefault(word, len(index)) for counts in counted for word in counts]
        values = [count for counts in counted for count in counts.values()]
        ends = np.cumsum([0, *(len(counts) for counts in counted)])
        shape = (len(counted), len(index))
        by_word = csr_matrix((np.array(values, np.float32), np.array(columns, np.int32), ends), shape=shape)
        return by_word @ _incidence([self.columns_of(word, channel) for word in index], self._width(channel))

    def _width(self, channel: Channel) -> int:
        return 1 << (self.config.char_bits if channel == "chars" else self.config.word_bits)

    def _hashed(self, word: str, channel: Channel) -> Columns:
        features: Iterable[str] = terms(word, self.splitter)
        if channel == "chars":
            features = char_grams(word) if self.config.chars_of_stop_words or is_subject(word) else ()
        # crc32 is in the standard library, the same on every machine and version, and fast.
        mask = self._width(channel) - 1
        return np.array([crc32(feature.encode()) & mask for feature in features], dtype=np.int32)


def _word_counts(text: Text, part: Part, config: ModelConfig) -> Counter[str]:
    if part != "text":
        return Counter(map(normalise, words_read(text, part, config)))
    counted = Counter(map(normalise, words(_body_read(text, config))))
    for word in map(normalise, words(text.title)):
        counted[word] += config.title_weight
    return counted


def words_read(text: Text, part: Part, config: ModelConfig) -> list[str]:
    """The words of one part as they stand there, exactly those that count; for ``text`` title and body together."""
    if part == "text":
        return words(f"{text.title}\n{_body_read(text, config)}")
    return words(text.of(part))


def _body_read(text: Text, config: ModelConfig) -> str:
    """The body up to the limit, without the word the limit cuts in two."""
    body, limit = text.body, config.body_characters
    if len(body) <= limit or not (body[limit - 1].isalnum() and body[limit].isalnum()):
        return body[:limit]
    return (body[:limit].rsplit(maxsplit=1) or [""])[0]


def score_pairs(subjects: csr_matrix, documents: csr_matrix, floors: NDArray[np.float64]) -> Pairs:
    """All pairs that score at least the floor of their subject; by subject, then best first, then document."""
    found = _pairs(subjects, documents, documents.shape[0], float(floors.min(initial=1.0)))
    kept = found.scores >= floors[found.subjects]
    return Pairs(found.subjects[kept], found.documents[kept], found.scores[kept])


def best_pairs(subjects: csr_matrix, documents: csr_matrix, count: int) -> Pairs:
    """The ``count`` best documents of each subject with any score above zero, in the same order."""
    return _pairs(subjects, documents, count, 0.0)


def _pairs(subjects: csr_matrix, documents: csr_matrix, count: int, floor: float) -> Pairs:
    if 0 in (subjects.shape[0], documents.shape[0]):
        none = np.zeros(0, np.int64)
        return Pairs(none, none, np.zeros(0))
    found = sp_matmul_topn(
        subjects.astype(np.float64),
        documents.astype(np.float64).T.tocsr(),
        top_n=count,
        threshold=np.nextafter(floor, -1) if floor else None,
        sort=True,
    ).tocoo()
    rows, columns = found.row.astype(np.int64), found.col.astype(np.int64)
    order = np.lexsort((columns, -found.data, rows))
    return Pairs(rows[order], columns[order], found.data[order])


def _incidence(rows: Sequence[NDArray[np.int32]], width: int) -> csr_matrix:
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.concatenate(rows) if rows else np.zeros(0, np.int32)
    matrix = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), width))
    matrix.sum_duplicates()
    return matrix


def _idf(counts: csr_matrix) -> Floats:
    documents = counts.shape[0]
    containing = np.bincount(counts.indices, minlength=counts.shape[1])
    found: Floats = (np.log((1 + documents) / (1 + containing)) + 1).astype(np.float32)
    return found


def _weighted(counts: csr_matrix, idf: Floats, length: float) -> csr_matrix:
    """Sublinear term frequency times idf, every row brought to ``length``; a row without words stays zero."""
    matrix = counts.tocsr().astype(np.float32)
    matrix.sort_indices()
    matrix.data = (1 + np.log(matrix.data)) * idf[matrix.indices]
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(length, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    scaled = csr_matrix(diags_array(scale.astype(np.float32)) @ matrix)
    scaled.sort_indices()
    return scaled
