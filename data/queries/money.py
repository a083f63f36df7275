"""What programme versions state about money, each statement with its words, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.model.programmes import MoneyStatement

# Databases limit the number of values in one statement (SQLite: 32,766); stay far below.
_BATCH = 500


@dataclass(frozen=True)
class StatedMoney:
    """A rate or own share (percent), sum (euros), form or cumulation; for the kinds see the model."""

    kind: str
    value: str | None
    number: float | None
    condition: str | None
    words: str
    url: str


def stated_money(session: Session, version_ids: Sequence[int]) -> dict[int, tuple[StatedMoney, ...]]:
    """The money statements of these versions by version id, in the order in which they were read."""
    found: dict[int, list[StatedMoney]] = defaultdict(list)
    for start in range(0, len(version_ids), _BATCH):
        wanted = MoneyStatement.version_id.in_(version_ids[start : start + _BATCH])
        for row in session.scalars(select(MoneyStatement).where(wanted).order_by(MoneyStatement.id)):
            found[row.version_id].append(
                StatedMoney(row.kind, row.value, row.number, row.condition, row.words, row.url)
            )
    return {version_id: tuple(entries) for version_id, entries in found.items()}
