"""Every source reads its saved pages as recorded; a reader that drifts shows here as a difference in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from scout.facts.read import with_facts
from scout.newcomer import AS_FETCHED
from scout.page import Page
from scout.source import all_sources
from tests.export_builder import load, zipped

# A case is a folder with a saved programme page, list page or unpacked archive. ``case.json`` beside it may name the
# address it stood under and the hints its list entry gave.
BODIES = {
    "page.html": "detail", "list.html": "listing", "list.xml": "listing", "list.json": "listing",
    "export": "read", "answer.json": "answer",
}  # fmt: skip
LISTS = {name for name, reader in BODIES.items() if reader == "listing"}
CASES = sorted(body for name in BODIES for body in Path(__file__).parent.glob(f"*/*/{name}"))


def _name(case: Path) -> str:
    return f"{case.parent.parent.name}/{case.parent.name}"


def _read(case: Path) -> Any:
    source = all_sources()[case.parent.parent.name]
    if source.kind == "archive":
        return _with_facts(source.read(zipped(load(case))))
    if source.kind == "records":
        return _with_facts(source.read(case.read_bytes(), source.first))
    about = case.with_name("case.json")
    told = json.loads(about.read_text(encoding="utf-8")) if about.exists() else {}
    page = Page.of(told.get("url", source.start), case.read_bytes(), hints=told.get("hints", {}))
    if case.name in LISTS:
        listed, following = source.listing(page)
        return {"listed": [asdict(entry) for entry in listed], "next": following}
    return asdict(with_facts(source.detail(page)))


def _with_facts(reading: Any) -> Any:
    return asdict(replace(reading, drafts=tuple(map(with_facts, reading.drafts))))


def _without_nothing(value: Any) -> Any:
    """What was read, without the fields that say nothing: the record stays short enough to be read by people."""
    if isinstance(value, Mapping):
        return {k: _without_nothing(v) for k, v in value.items() if v not in (None, (), [], {}, False)}
    return [_without_nothing(entry) for entry in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_saved_page_reads_as_recorded(case: Path) -> None:
    read = json.loads(json.dumps(_without_nothing(_read(case)), default=str))
    record = case.with_name("expected.json")
    if not record.exists():
        record.write_text(json.dumps(read, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"wrote {record.name}: read it, then commit it")
    assert read == json.loads(record.read_text(encoding="utf-8"))


@pytest.mark.parametrize("about", sorted(Path(__file__).parent.glob("*/*/case.json")), ids=_name)
def test_saved_page_is_in_our_own_words(about: Path) -> None:
    told = json.loads(about.read_text(encoding="utf-8"))
    assert AS_FETCHED not in told, (
        f"{about.parent} holds the texts of {told.get('url')}: keep the markup, write every sentence anew in your own "
        f"words, then take {AS_FETCHED!r} out of case.json. Third-party text is never committed."
    )


def test_every_source_has_a_saved_page() -> None:
    assert set(all_sources()) == {case.parent.parent.name for case in CASES}


def test_page_sources_have_a_saved_list_and_a_saved_page() -> None:
    for key, source in all_sources().items():
        readers = {BODIES[case.name] for case in CASES if case.parent.parent.name == key}
        wanted = {"archive": {"read"}, "records": {"answer"}, "pages": {"listing", "detail"}}
        assert readers == wanted[source.kind], key
