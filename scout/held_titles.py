"""Names what was held of a run, programme by programme, so that a person can decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from data.errors import BadInput
from data.queries import held as queries
from data.queries import intake
from data.queries.held import HeldView
from data.store import Store
from scout.captures import captures_in
from scout.decide import Changed, Intent
from scout.held import Held
from scout.held_store import read_held
from scout.mass import PARTS, Part
from scout.settle import intents_of


@dataclass(frozen=True)
class HeldProgramme:
    """A disputed programme. changes: what applying would change now, as sentences; only where it changed."""

    part: Part
    external_id: str
    title: str
    since: datetime
    changes: tuple[str, ...] = ()


def held_programmes(store: Store, run_id: int) -> tuple[HeldView, tuple[HeldProgramme, ...]]:
    """A held run and what is disputed of it. Raises BadInput when the run was never held, CaptureLost, HeldLost."""
    with store.reading() as session:
        view = queries.held_run(session, run_id)
        if view is None:
            raise BadInput(
                f"Der Lauf {run_id} wurde nicht zurückgehalten. foerderscout runs list zeigt, welche warten."
            )
        held = read_held(captures_in(store.state), view)
        titles = {draft.external_id: draft.title for draft in held.drafts}
        titles |= intake.titles_of(session, view.source_key, list(held.dispute.vanished))
        changes = _changes(intents_of(session, store.clock, view.source_key, held))
    return view, tuple(_programmes(held, titles, changes))


def _programmes(held: Held, titles: Mapping[str, str], changes: Mapping[str, tuple[str, ...]]) -> list[HeldProgramme]:
    return [
        HeldProgramme(part, key, titles.get(key, key), since, changes.get(key, ()))
        for part in PARTS
        for key, since in held.dispute.of(part).items()
    ]


def _changes(intents: tuple[Intent, ...]) -> Mapping[str, tuple[str, ...]]:
    return {
        intent.draft.external_id: tuple(
            f"{change.field}: {change.before or 'keine Angabe'} → {change.after or 'keine Angabe'}"
            for change in intent.changes
            if change.weight == "material"
        )
        for intent in intents
        if isinstance(intent, Changed)
    }
