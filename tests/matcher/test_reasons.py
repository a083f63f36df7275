"""Reasons add up to the score and name words as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.model import Model, ModelConfig, Text
from matcher.reasons import document_breakdown, reasons, subject_breakdown

SUBJECT = Text(
    "Glasfaser für Gewerbegebiete",
    "Breitbandausbau mit den Gemeinden; E-Akte folgt.",
    applicant="Kommunen",
    theme="Digitalisierung Breitband",
)
DOCUMENT = Text("Breitband: Glasfasern im Gewerbegebiet", "Kommunen erhalten einen Zuschuss zur digitalen Anbindung.")
MODEL = Model.fit([SUBJECT, DOCUMENT, Text("Museum", "Ausstellung"), Text("Radweg", "Zuschuss für Gemeinden")])
NAMES = st.sampled_from(
    ["Glasfaser", "Glasfasern", "Gemeinde", "Gemeinden", "und", "E-Akte", "Breitbandausbau", "Straße"]
)
PROSE = st.lists(NAMES | st.text(alphabet="abÄßé-1 .", max_size=6), max_size=12).map(" ".join)


def score(model: Model, ours: Text, theirs: Text) -> float:
    return float((model.subject_vectors([ours]) @ model.document_vectors([theirs]).T).toarray()[0, 0])


@settings(max_examples=150, deadline=None)
@given(st.builds(Text, PROSE, PROSE, PROSE, PROSE), st.builds(Text, PROSE, PROSE), st.integers(0, 9), st.booleans())
def test_contributions_add_up_to_the_score(ours: Text, theirs: Text, count: int, stops: bool) -> None:
    model = Model.fit(
        [ours, theirs, SUBJECT, DOCUMENT], ModelConfig(char_bits=10, word_bits=10, chars_of_stop_words=stops)
    )
    given_reasons = reasons(subject_breakdown(model, ours), document_breakdown(model, theirs), count)
    assert sum(reason.contribution for reason in given_reasons) == pytest.approx(score(model, ours, theirs), abs=1e-6)
    assert all(reason.contribution > 0 for reason in given_reasons)
    assert sum(reason.feature != "rest" for reason in given_reasons) <= count


def test_reasons_name_the_words_of_both_texts() -> None:
    found = reasons(subject_breakdown(MODEL, SUBJECT), document_breakdown(MODEL, DOCUMENT), 20)
    told = {(reason.feature, reason.ours): reason.theirs for reason in found}
    assert told["word", "Glasfaser"] == "Glasfasern"
    assert told["characters", "Gewerbegebiete"] == "Gewerbegebiet"
    assert told["word", "Kommunen (Antragsteller)"] == "Kommunen"
    assert told["word", "Breitband (Themenfeld)"] == "Breitband"


def test_the_largest_come_first_and_what_is_left_is_said() -> None:
    found = reasons(subject_breakdown(MODEL, SUBJECT), document_breakdown(MODEL, DOCUMENT), 2)
    shown = [reason.contribution for reason in found if reason.feature != "rest"]
    assert len(shown) == 2
    assert shown == sorted(shown, reverse=True)
    assert {reason.ours for reason in found[2:]} == {"übrige Zeichenfolgen", "weitere gemeinsame Wörter"}


def test_texts_with_nothing_in_common_have_no_reasons() -> None:
    assert reasons(subject_breakdown(MODEL, Text("Museum")), document_breakdown(MODEL, Text("Radweg")), 5) == ()


@given(PROSE.filter(len), st.integers(1, 40))
def test_a_text_that_is_cut_short_still_explains_itself(prose: str, limit: int) -> None:
    # The limit may fall into a word; what counts and what is shown must be the same words.
    model = Model.fit([SUBJECT, DOCUMENT], ModelConfig(char_bits=10, word_bits=10, body_characters=limit))
    document = Text("Titel", prose + " Gewerbegebietsentwicklung")
    found = reasons(subject_breakdown(model, SUBJECT), document_breakdown(model, document), 8)
    assert sum(reason.contribution for reason in found) == pytest.approx(score(model, SUBJECT, document), abs=1e-6)
