"""Interfaces that answer otherwise than agreed say so by name: nothing empties quietly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scout.source import Answer, BadAnswer, RecordSource, all_sources

HERE = Path(__file__).parent
CASES = sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in HERE.glob("*/*/answer.json"))
Change = Callable[[Any], Any]
LIST_OF = {"eu_funding_tenders": "results", "eu_cascade": "results", "sprind": "data"}


def _source(case: str) -> RecordSource:
    source = all_sources()[case.split("/")[0]]
    assert source.kind == "records"
    return source


def _read(case: str, body: bytes) -> Answer:
    source = _source(case)
    return source.read(body, source.first)


def _saved(case: str) -> Any:
    return json.loads((HERE / case / "answer.json").read_bytes())


def _list(case: str) -> str:
    return LIST_OF[case.split("/")[0]]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "body",
    [b"", b"<html><title>Bitte warten</title></html>", b"[]", b"null", b"{}", b'{"results": {}}', b"\xff\xfe", b"12"],
)
def test_something_else_than_an_answer_is_refused(case: str, body: bytes) -> None:
    with pytest.raises(BadAnswer):
        _read(case, body)


@pytest.mark.parametrize("case", CASES)
def test_an_empty_page_though_records_are_announced_is_refused(case: str) -> None:
    with pytest.raises(BadAnswer, match="leer"):
        _read(case, json.dumps(_saved(case) | {_list(case): []}).encode())


@pytest.mark.parametrize("case", CASES)
def test_a_renamed_list_is_refused(case: str) -> None:
    answer = _saved(case)
    answer["items"] = answer.pop(_list(case))
    with pytest.raises(BadAnswer):
        _read(case, json.dumps(answer).encode())


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("eu_")])
@pytest.mark.parametrize("gone", ["identifier", "title", "type"])
def test_a_key_that_is_gone_from_every_record_is_refused(case: str, gone: str) -> None:
    answer = _saved(case)
    for result in answer["results"]:
        result["metadata"].pop(gone, None)
        # A cascade call has a name of its own besides the title of its topic.
        result["metadata"].pop("caName", None)
    with pytest.raises(BadAnswer):
        _read(case, json.dumps(answer).encode())


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("eu_")])
@pytest.mark.parametrize("gone", ["metadata", "reference"])
def test_a_record_of_another_form_is_refused(case: str, gone: str) -> None:
    answer = _saved(case)
    answer["results"][0].pop(gone)
    with pytest.raises(BadAnswer, match=gone):
        _read(case, json.dumps(answer).encode())


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("eu_")])
def test_records_of_a_kind_nobody_asked_for_are_refused(case: str) -> None:
    answer = _saved(case)
    answer["results"][-1]["metadata"]["type"] = ["6"]
    with pytest.raises(BadAnswer, match="Art"):
        _read(case, json.dumps(answer).encode())


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("sprind")])
@pytest.mark.parametrize("gone", ["slug_de", "headline_de"])
def test_challenges_without_their_names_are_refused(case: str, gone: str) -> None:
    answer = _saved(case)
    for entry in answer["data"]:
        entry["attributes"].pop(gone, None)
        entry["attributes"].pop("headline_short_de", None)
    with pytest.raises(BadAnswer, match="kein Eintrag"):
        _read(case, json.dumps(answer).encode())


@pytest.mark.parametrize("case", CASES)
def test_what_was_read_and_left_out_adds_up_to_what_was_announced(case: str) -> None:
    answer = _read(case, (HERE / case / "answer.json").read_bytes())
    broken = [found for found in answer.problems if found.code == "broken_document"]
    assert len(answer.drafts) + len(answer.left_out) + len(broken) == answer.total
