"""All facts of a draft: what its source states in fields, and what its texts say."""

from __future__ import annotations

from dataclasses import replace

from scout.facts import deadlines, eligibility, money
from scout.source import Draft

# Kept with every version. Raised whenever a reading below changes, so that a fact that only our reading has changed
# is told from one that the source has changed.
FACTS_VERSION = "2"


def with_facts(draft: Draft) -> Draft:
    """The draft with the facts its texts state. What its source states in fields stays and ranks first."""
    stated = money.of(draft)
    return replace(
        draft,
        deadlines=deadlines.of(draft),
        eligibility=eligibility.of(draft),
        money=stated,
        status=deadlines.status_of(draft.status_note) if draft.status == "unknown" else draft.status,
        **money.summary(draft, stated),
    )
