"""Who may apply and where, out of a draft's texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scout.facts.values import EligibilityFact

if TYPE_CHECKING:
    from scout.source import Draft


def of(draft: Draft) -> tuple[EligibilityFact, ...]:
    """What the texts of a draft state, besides what its source states in fields."""
    return draft.eligibility
