"""Facts read on several cores are those read on one."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from scout import facts_ahead
from scout.decide import decide, one_each, to_read
from scout.facts.read import with_facts
from scout.source import Draft
from tests.scout.drafts import day, draft, stored


def _many(number: int) -> list[Draft]:
    return [
        draft(f"p{n:03}", summary=f"Anträge bis zum {1 + n % 28}. Oktober 2026. Bis zu {n + 1}.000 Euro Zuschuss.")
        for n in range(number)
    ]


def test_several_cores_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_ahead, "WORTH_IT", 1)
    drafts = _many(130)
    read = facts_ahead.facts_ahead(drafts, cores=2)
    assert [read(d) for d in drafts] == [with_facts(d) for d in drafts]
    unforeseen = draft("x", summary="Anträge bis zum 3. Mai 2027.")
    assert read(unforeseen) == with_facts(unforeseen)
    assert multiprocessing.active_children() == []


def test_few_drafts_and_one_core_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_ahead, "ProcessPoolExecutor", None)
    assert facts_ahead.facts_ahead(_many(3), cores=8) is with_facts
    assert facts_ahead.facts_ahead(_many(400), cores=1) is with_facts


def _die(_: object) -> list[dict[str, object]]:
    if multiprocessing.parent_process() is not None:
        os._exit(1)  # as the kernel does where memory runs out
    return []


def test_workers_that_die_leave_the_reading_to_this_process(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(facts_ahead, "WORTH_IT", 1)
    read, crew = facts_ahead.facts_of, facts_ahead.ProcessPoolExecutor

    class Dying(crew):  # type: ignore[misc, valid-type]
        def submit(self, work, *args):  # type: ignore[no-untyped-def]
            assert work is read
            return super().submit(_die, *args)

    monkeypatch.setattr(facts_ahead, "ProcessPoolExecutor", Dying)
    drafts = _many(130)
    found = facts_ahead.facts_ahead(drafts, cores=2)
    assert [found(d) for d in drafts] == [with_facts(d) for d in drafts]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "auf einem Kern gelesen" in caplog.text
    assert multiprocessing.active_children() == []


def test_a_machine_that_starts_no_process_reads_on_one_core(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(facts_ahead, "WORTH_IT", 1)
    monkeypatch.setattr(facts_ahead, "ProcessPoolExecutor", refuse)
    [only] = _many(1)
    assert facts_ahead.facts_ahead([only], cores=2)(only) == with_facts(only)
    assert "Resource temporarily unavailable" in caplog.text


@pytest.mark.parametrize("version", ["alt", None])
def test_exactly_what_deciding_asks_for_is_read_ahead(version: str | None) -> None:
    same, other = _many(4), [draft("p000", summary="anders"), draft("neu")]
    known = stored(*same, facts=with_facts, **({"facts_version": version} if version else {}))
    read = one_each([*same[1:], *other])
    asked: list[Draft] = []

    def facts(said: Draft) -> Draft:
        asked.append(said)
        return with_facts(said)

    decide(known, read, day(0), True, facts=facts)
    ahead = to_read(known, read)
    # A programme that changed while our readers did is read a second time, as it was.
    assert [d for d in asked if d not in ahead] == ([other[0]] if version else [])
    assert set(ahead) <= set(asked)
