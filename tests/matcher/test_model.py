"""The model: its arithmetic is scikit-learn's, its scores depend on the pair alone, it survives being stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.bands import SCALES, Scale, band
from matcher.floors import Floors, sample_floors
from matcher.model import Model, ModelConfig, Text, best_pairs, score_pairs
from matcher.model_files import Fitted, forget_models, load_model, must_refit, save_model

CORPUS = [
    Text("Radwege in Gemeinden", "Zuschuss für den Bau von Radwegen, wenn Kommunen sie planen und Radverkehr wächst."),
    Text("Breitband für Gewerbegebiete", "Glasfaser bis in das Gewerbegebiet; Zuschuss für Kommunen und Betriebe."),
    Text("Telemedizin auf dem Land", "Sprechstunden über Video, Ausstattung für Praxen und Pflegedienste."),
    Text("Bibliotheken öffnen länger", "Technik und Personal für Bibliotheken in kleinen Gemeinden."),
    Text("Carsharing im Dorf", "Fahrzeuge, die mehrere Haushalte teilen; Zuschuss für Stationen und Ladepunkte."),
]
NOW = datetime(2026, 8, 21, tzinfo=UTC)
MODEL = Model.fit(CORPUS)


def scores(model: Model, subjects: list[Text], documents: list[Text]) -> np.ndarray:
    return (model.subject_vectors(subjects) @ model.document_vectors(documents).T).toarray()


def test_character_channel_is_the_tfidf_of_scikit_learn() -> None:
    plain = ModelConfig(title_weight=1, chars_of_stop_words=True, char_bits=22, length_weight=0).only("chars")
    ours = scores(Model.fit(CORPUS, plain), CORPUS, CORPUS) / plain.part_weight("text")
    peer = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True, preprocessor=_letters)
    theirs = peer.fit_transform([f"{text.title} {text.body}" for text in CORPUS])
    assert ours == pytest.approx((theirs @ theirs.T).toarray(), abs=1e-5)


def _letters(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold())


def test_a_document_is_its_own_best_match_and_nothing_scores_above_one() -> None:
    found = scores(MODEL, CORPUS, CORPUS)
    assert found.argmax(axis=1).tolist() == list(range(len(CORPUS)))
    assert 0 < found.max() <= 1


def test_the_score_of_a_pair_does_not_depend_on_the_others() -> None:
    subjects, documents = CORPUS[:2], CORPUS
    together = scores(MODEL, subjects, documents)
    alone = [[scores(MODEL, [ours], [theirs])[0, 0] for theirs in documents] for ours in subjects]
    assert together.tolist() == alone


def test_words_of_applicant_and_theme_field_count_less_than_its_own() -> None:
    documents = [Text("Carsharing"), Text("Telemedizin")]
    found = scores(MODEL, [Text("Telemedizin", theme="Carsharing")], documents)[0]
    assert 0 < found[0] < found[1]


def test_the_title_counts_more_than_the_body() -> None:
    found = scores(MODEL, [Text("Glasfaser")], [Text("Glasfaser", "Radweg"), Text("Radweg", "Glasfaser")])[0]
    assert found[0] > found[1] > 0


@given(st.lists(st.builds(Text, st.text(max_size=30), st.text(max_size=60)), max_size=4))
def test_any_text_has_a_score_between_nothing_and_one(texts: list[Text]) -> None:
    if texts:
        found = scores(MODEL, CORPUS, texts)
        assert np.isfinite(found).all()
        assert found.min() >= 0
        assert found.max() <= 1 + 1e-5


def test_best_pairs_and_kept_pairs_agree_and_are_ordered() -> None:
    subjects, documents = MODEL.subject_vectors(CORPUS), MODEL.document_vectors(CORPUS)
    best = best_pairs(subjects, documents, 2)
    assert np.bincount(best.subjects).tolist() == [2] * len(CORPUS)
    floor = float(np.sort(best.scores)[4])
    kept = score_pairs(subjects, documents, np.full(len(CORPUS), floor))
    everything = best_pairs(subjects, documents, len(CORPUS))
    assert len(kept.scores) == (everything.scores >= floor).sum()
    assert kept.scores.tolist() == [
        score for row in range(len(CORPUS)) for score in sorted(kept.scores[kept.subjects == row], reverse=True)
    ]
    assert floor in kept.scores  # a score that equals its floor is kept


def test_nothing_to_match_gives_no_pairs() -> None:
    nothing = MODEL.document_vectors([])
    assert len(best_pairs(MODEL.subject_vectors(CORPUS), nothing, 5).scores) == 0
    assert len(Model.fit([]).document_vectors(CORPUS).data) > 0


def test_the_version_tells_what_scores_depend_on() -> None:
    assert Model.fit(CORPUS).version == MODEL.version
    assert Model.fit(CORPUS[:-1]).version != MODEL.version
    assert Model.fit(CORPUS, ModelConfig(title_weight=2)).version != MODEL.version


@pytest.fixture
def fitted() -> Fitted:
    floors = sample_floors(MODEL, {"programme": CORPUS, "news": []})
    return Fitted(MODEL, floors, NOW, frozenset(text.hash for text in CORPUS))


def test_a_stored_model_scores_the_same(tmp_path: Path, fitted: Fitted) -> None:
    save_model(tmp_path, fitted)
    again = load_model(tmp_path, fitted.version)
    assert again is not None
    assert (again.version, again.fitted_at, again.corpus) == (fitted.version, NOW, fitted.corpus)
    assert scores(again.model, CORPUS, CORPUS).tolist() == scores(MODEL, CORPUS, CORPUS).tolist()


def test_a_model_that_cannot_be_read_is_no_model(tmp_path: Path, fitted: Fitted) -> None:
    path = save_model(tmp_path, fitted)
    assert load_model(tmp_path, "ffff") is None
    path.rename(tmp_path / "ffff.npz")
    assert load_model(tmp_path, "ffff") is None  # not what its name says
    (tmp_path / "ffff.npz").write_bytes(b"PK half")
    assert load_model(tmp_path, "ffff") is None


def test_old_models_are_removed(tmp_path: Path, fitted: Fitted) -> None:
    path = save_model(tmp_path, fitted)
    (tmp_path / "old.npz").write_bytes(b"")
    forget_models(tmp_path, [fitted.version])
    assert list(tmp_path.iterdir()) == [path]


def test_when_to_fit_anew() -> None:
    hashes = [f"{number}" for number in range(100)]
    empty = Floors({}, {})
    fitted = Fitted(MODEL, empty, NOW, frozenset(hashes))
    config = MODEL.config
    assert must_refit(fitted, config, hashes, NOW + timedelta(days=7)) is None
    assert must_refit(fitted, config, hashes[:80], NOW) is None
    assert must_refit(fitted, config, hashes[:79], NOW) == "Bestand zu 21 % verändert"
    assert must_refit(fitted, config, [*hashes[10:], *"abcdefghijk"], NOW) == "Bestand zu 21 % verändert"
    assert must_refit(fitted, config, hashes, NOW + timedelta(days=7, seconds=1)) == "Modell älter als 7 Tage"
    assert must_refit(fitted, ModelConfig(title_weight=9), hashes, NOW) == "andere Einstellung des Modells"
    assert must_refit(None, config, hashes, NOW) == "kein gespeichertes Modell"


def test_a_floor_keeps_about_as_many_as_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCALES, ("project", "programme"), Scale(0.0, 0.5, 0.9, kept=2))
    vectors = MODEL.subject_vectors(CORPUS)
    floors = sample_floors(MODEL, {"programme": CORPUS}).of(vectors, ["project"] * len(CORPUS), "programme")
    kept = scores(MODEL, CORPUS, CORPUS) >= floors[:, None]
    assert kept.sum(axis=1).tolist() == [2] * len(CORPUS)


def test_a_scale_without_a_bound_keeps_all_above_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCALES, ("theme", "news"), Scale(0.01, 0.5, 0.9, kept=None))
    vectors = MODEL.subject_vectors(CORPUS)
    floors = sample_floors(MODEL, {"news": CORPUS}).of(vectors, ["theme"] * len(CORPUS), "news")
    assert floors.tolist() == [0.01] * len(CORPUS)


def test_bands_begin_where_the_scale_says() -> None:
    for sides, scale in SCALES.items():
        assert scale.least <= scale.medium <= scale.high
        edges = (scale.least, scale.medium - 1e-9, scale.medium, scale.high - 1e-9, scale.high, 1.0)
        assert [band(score, sides) for score in edges] == ["low", "low", "medium", "medium", "high", "high"]
