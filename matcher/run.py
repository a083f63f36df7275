"""One matcher run: reads subjects and documents, fits or loads the model, writes matches with their reasons.

Here and in ``matcher.record`` alone the matcher touches the store. What people decided lies in another table and is
never touched; a match keeps its id as long as its pair stays above the floor.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from data.model.matches import MatchRun
from data.queries.matching import MatchingMemory, matching_input, matching_memory
from data.reference.applicants import Applicant, shipped_applicants
from data.store import Store
from matcher.bands import SCALES
from matcher.floors import sample_floors
from matcher.model import Model, ModelConfig
from matcher.model_files import Fitted, forget_models, load_model, must_refit, save_model
from matcher.pairs import REASONS, find_pairs
from matcher.plan import Items, full_plan, incremental_plan, items_of
from matcher.record import Outcome, touches, write_outcome

Mode = Literal["auto", "full", "incremental"]
# What each mode wishes for the model: fit anew, keep, or None: as must_refit says.
REFIT: dict[Mode, bool | None] = {"full": True, "incremental": False, "auto": None}
NEWS_WEEKS = 8
MODELS = "models"
ACTOR = "matcher"
STEPS = 4  # how often a run reports progress


@dataclass(frozen=True)
class MatchReport:
    """What a run did. mode: full or incremental. why_fitted: why the model was fitted anew, None if it was not.

    written: matches new or changed; removed: matches that are no more; kept: matches left as they were.
    """

    run_id: int
    mode: str
    model_version: str
    why_fitted: str | None
    subjects: int
    programmes: int
    news: int
    changed: int
    written: int
    removed: int
    kept: int
    bands: Mapping[str, int]


def run_match(
    store: Store,
    mode: Mode = "auto",
    applicant: Applicant | None = None,
    config: ModelConfig | None = None,
    refit: bool | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> MatchReport:
    """Matches every subject with every document, or only what changed.

    auto: full if there is nothing to build on or the rules changed, else incremental; the model is fitted anew by
    ``must_refit``. full: every pair, with a model fitted anew unless ``refit`` is False. incremental: as auto, but the
    model stays if there is one. The result is the same either way for one model.

    progress: called with the German name of each of the STEPS as it begins.
    """
    progress("Texte lesen")
    applicant, config = applicant or shipped_applicants().lead, config or ModelConfig()
    started, rules = store.clock.now(), _rules(config, applicant)
    with store.reading() as session:
        read = matching_input(session, started - timedelta(weeks=NEWS_WEEKS), config.body_characters)
        memory = matching_memory(session)
    items = items_of(read, applicant)
    progress("Modell laden oder anpassen")
    fitted, why_fitted = _model(store, items, memory, config, REFIT[mode] if refit is None else refit)
    full = mode == "full" or memory.config != rules or memory.model_version != fitted.version
    plan = (full_plan if full else incremental_plan)(items, memory.texts)
    progress("Paare suchen und begründen")
    outcome = Outcome(
        items, memory, full, plan, {pair.key: pair for pair in find_pairs(fitted.model, fitted.floors, plan)}
    )
    progress("Treffer speichern")
    with store.unit_of_work(ACTOR) as work:
        run = _started(started, outcome, fitted.version, rules)
        work.session.add(run)
        work.session.flush()
        kept = write_outcome(work.session, run, outcome)
        run.finished_at = store.clock.now()
        report = _report(run, outcome, why_fitted, kept)
        work.audit("match", f"match_run {run.id}", after=asdict(report))
    forget_models(store.state / MODELS, keep=(report.model_version,))
    return report


def _started(at: datetime, outcome: Outcome, model_version: str, rules: str) -> MatchRun:
    return MatchRun(
        started_at=at,
        mode="full" if outcome.full else "incremental",
        model_version=model_version,
        config=rules,
        subjects=len(outcome.items.subjects),
        documents=len(outcome.items.documents),
        written=0,
        removed=0,
    )


def _rules(config: ModelConfig, applicant: Applicant) -> str:
    """Everything but texts and model that matches depend on; when it differs from the last run's, all are stale."""
    bands = {f"{subject}/{document}": asdict(scale) for (subject, document), scale in SCALES.items()}
    rules = {"model": asdict(config), "bands": bands, "reasons": REASONS, "applicant": asdict(applicant)}
    return json.dumps(rules, ensure_ascii=False, sort_keys=True)


def _model(
    store: Store, items: Items, memory: MatchingMemory, config: ModelConfig, refit: bool | None
) -> tuple[Fitted, str | None]:
    """The model of the last run, or one fitted on today's documents, with the reason for that."""
    folder = store.state / MODELS
    stored = load_model(folder, memory.model_version) if memory.model_version else None
    corpus = {item.text.hash: item.text for item in items.documents}
    why = must_refit(stored, config, corpus, store.clock.now())
    if refit:
        why = why or "verlangt"
    if stored is not None and stored.model.config == config and (why is None or refit is False):
        return stored, None
    model = Model.fit(list(corpus.values()), config)
    kinds = {"programme": items.programmes, "news": items.news}
    floors = sample_floors(model, {kind: [item.text for item in found] for kind, found in kinds.items()})
    fitted = Fitted(model, floors, store.clock.now(), frozenset(corpus))
    save_model(folder, fitted)
    return fitted, why


def _report(run: MatchRun, outcome: Outcome, why_fitted: str | None, kept: int) -> MatchReport:
    bands = Counter[str](pair.band for pair in outcome.found.values())
    if not outcome.full:
        untouched = (row for key, row in outcome.memory.matches.items() if not touches(key, outcome.plan.changed))
        bands.update(row.band for row in untouched)
    return MatchReport(
        run_id=run.id,
        mode=run.mode,
        model_version=run.model_version,
        why_fitted=why_fitted,
        subjects=len(outcome.items.subjects),
        programmes=len(outcome.items.programmes),
        news=len(outcome.items.news),
        changed=len(outcome.plan.changed),
        written=run.written,
        removed=run.removed,
        kept=kept,
        bands={name: bands[name] for name in ("high", "medium", "low")},
    )
