"""Real rows of the EU portal through our reader: 725 of one day, 629 with full text, and two results as answered."""

from __future__ import annotations

import ast
import csv
import gzip
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scout.families import sedia
from scout.source import Answer, Ask

zstd = pytest.importorskip("backports.zstd")
DAY = date(2026, 8, 22)
ASK = Ask(f"{sedia.ADDRESS}?pageNumber=1", b"")


def _results(shared: Path) -> list[dict[str, Any]]:
    packed = (shared / "real/funding/eherberichs_F-T-RSS__eu_calls_snapshot_2026-08-22.csv.zst").read_bytes()
    text = zstd.decompress(packed).decode()
    return [_result(row) for row in csv.DictReader(io.StringIO(text))]


def _result(row: dict[str, str]) -> dict[str, Any]:
    metadata = {
        name.removeprefix("metadata."): ast.literal_eval(value)
        for name, value in row.items()
        if name.startswith("metadata.") and value
    }
    return {name: row[name] for name in ("reference", "url", "language")} | {"metadata": metadata}


def _read(results: list[dict[str, Any]], *types: str) -> Answer:
    wanted = [result for result in results if result["metadata"]["type"][0] in types]
    body = json.dumps({"results": wanted, "totalResults": len(wanted)}).encode()
    return sedia.Reader(types)(body, ASK)


def test_a_days_open_topics_and_calls_are_read(shared: Path) -> None:
    answer = _read(_results(shared), "1", "2")
    left_out = {problem.detail for problem in answer.problems}
    assert {"Kopien (SEDIA_PRD_CENTRICITY): 244"} <= {detail for detail in left_out if detail}
    assert not [problem for problem in answer.problems if problem.level == "error"]
    assert len(answer.drafts) + len(answer.left_out) == answer.total == 623
    assert len(answer.drafts) >= 360
    assert all(draft.deadlines or "equity" in (draft.remark or "").lower() for draft in answer.drafts)
    # Nearly all rows that are called open although their last deadline is past were among the copies.
    stale = [d for d in answer.drafts if d.deadlines and max(f.due_on for f in d.deadlines if f.due_on) < DAY]
    assert sorted(draft.external_id for draft in stale) == [
        "ERASMUS-EDU-2022-ECHE-CERT-FP",
        "EuropeAid/186195/DD/ACT/TL",
    ]
    assert {draft.status for draft in stale} == {"open"}  # both are told, neither is corrected
    assert not any(draft.unknown_facts for draft in answer.drafts)
    assert not any(draft.url.endswith(".json") for draft in answer.drafts)


def test_stages_and_cut_offs_are_told_apart(shared: Path) -> None:
    results = _results(shared)
    answer = _read(results, "1", "2")
    models = {r["metadata"]["identifier"][0]: (r["metadata"].get("deadlineModel") or [""])[0] for r in results}
    staged = [draft for draft in answer.drafts if models[draft.external_id] == "two-stage"]
    assert len(staged) == 6
    assert all(draft.deadlines[0].kind == "sketch" for draft in staged)
    others = [draft for draft in answer.drafts if models[draft.external_id] != "two-stage"]
    assert {fact.kind for draft in others for fact in draft.deadlines} == {"full"}


def test_cascade_calls_keep_apart_what_shares_an_identifier(shared: Path) -> None:
    results = _results(shared)
    answer = _read(results, "8")
    assert len(answer.drafts) == answer.total == 102
    shared_by = Counter((draft.remark or "").split(" · ")[0] for draft in answer.drafts)
    assert shared_by.most_common(1)[0][1] >= 8
    assert sum(len(draft.deadlines) > 1 for draft in answer.drafts) >= 20
    # A day that a project typed as 23:59 stays that day.
    stamps = {result["reference"]: result["metadata"].get("deadlineDate", []) for result in results}
    for found in answer.drafts:
        assert {str(fact.due_on) for fact in found.deadlines} == {stamp[:10] for stamp in stamps[found.external_id]}


def test_full_texts_fill_their_fields(shared: Path) -> None:
    packed = (shared / "real/eval/eu_calls_fulltext_629_2026-08.jsonl.gz").read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(packed).decode().split("\n") if line]
    results = [_topic(row) for row in rows]
    answer = _read(results, "1")
    assert len(answer.drafts) + len(answer.left_out) == 629
    assert not [problem for problem in answer.problems if problem.level == "error"]
    assert sum(bool(draft.body) for draft in answer.drafts) >= 0.95 * len(answer.drafts)
    assert sum(bool(draft.requirements) for draft in answer.drafts) >= 0.95 * len(answer.drafts)
    named = Counter(draft.funder for draft in answer.drafts)
    assert named["Europäische Kommission (Horizon Europe)"] >= 450
    assert named["Europäische Kommission"] <= 80


def test_an_answer_as_it_came_is_read(shared: Path) -> None:
    saved = shared / "real/funding/AarhusAI_eu-funding-tenders-portal-agent__sedia_search_response_2_of_9.json"
    answer = sedia.Reader(("1",))(saved.read_bytes(), ASK)
    [topic] = answer.drafts
    assert topic.external_id == "HORIZON-MISS-2027-05-SOIL-01-two-stage"
    assert [(f.kind, f.due_on, f.opens_on) for f in topic.deadlines] == [
        ("sketch", date(2027, 4, 8), date(2027, 2, 4)),
        ("full", date(2027, 9, 14), None),
    ]
    assert topic.unknown_facts == ("budgetOverview",)  # cut by whoever stored it
    assert topic.body is not None
    assert "Mission Soil" in topic.body
    assert len(answer.left_out) == 1


def _topic(row: dict[str, Any]) -> dict[str, Any]:
    status = {"open": "31094502", "forthcoming": "31094501", "closed": "31094503"}[row["callStatus"]]
    metadata = {
        "type": ["1"], "DATASOURCE": ["SEDIA"], "identifier": [row["topicId"]], "title": [row["title"]],
        "status": [status], "frameworkProgramme": [row["programmeId"]], "deadlineModel": [row["deadlineModel"]],
        "deadlineDate": [f"{row['deadline']}T00:00:00.000+0000"], "descriptionByte": [row["description"]],
        "topicConditions": [row["topicConditions"]], "typesOfAction": [row["typesOfAction"]],
        "callTitle": [row["callTitle"]], "callIdentifier": [row["callIdentifier"]],
    }  # fmt: skip
    return {"reference": row["reference"], "url": row["portalUrl"], "language": "en", "metadata": metadata}
