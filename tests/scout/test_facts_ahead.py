"""Facts read on several cores are those read on one."""

from __future__ import annotations

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


def test_few_drafts_and_one_core_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_ahead, "ProcessPoolExecutor", None)
    assert facts_ahead.facts_ahead(_many(3), cores=8) is with_facts
    assert facts_ahead.facts_ahead(_many(400), cores=1) is with_facts


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
