"""Measures the matcher on judged cases: ranks every programme of a collection for every project of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.reference.applicants import shipped_applicants
from data.reference.shipped_themes import shipped_themes
from matcher.cases import CaseProgramme, CaseProject, Judgements
from matcher.corpus import programme_text, project_text, theme_words
from matcher.metrics import Comparison, Figures, compare, mean, measure
from matcher.model import Model, ModelConfig, Text, best_pairs

Choice = Literal["both", "chars", "words"]
RUN_NAME = "foerderscout"
DEPTH = 100


@dataclass(frozen=True)
class Ranked:
    """A place in a ranking."""

    programme: str
    score: float


Run = dict[str, list[Ranked]]


@dataclass(frozen=True)
class Evaluation:
    """The figures of a run. ``measured`` by project; ``left_out``: projects with nothing relevant to find."""

    measured: dict[str, Figures]
    left_out: tuple[str, ...]

    @property
    def means(self) -> Figures:
        """Means over the measured projects."""
        return mean(list(self.measured.values()))


def rank(programmes: Sequence[CaseProgramme], projects: Sequence[CaseProject], channel: Choice = "both") -> Run:
    """The best hundred programmes of each project, with the model fitted on these programmes as in a full run."""
    config = ModelConfig() if channel == "both" else ModelConfig().only(channel)
    documents = [programme_text(programme.title, None, programme.text) for programme in programmes]
    subjects = [case_text(project) for project in projects]
    model, vectors = Model.fit_vectors(documents, config)
    pairs = best_pairs(model.subject_vectors(subjects), vectors, DEPTH)
    run: Run = {project.id: [] for project in projects}
    for subject, document, score in zip(pairs.subjects, pairs.documents, pairs.scores, strict=True):
        run[projects[subject].id].append(Ranked(programmes[document].id, float(score)))
    return run


def case_text(project: CaseProject) -> Text:
    """A case as the matcher would read it from the portfolio: with the shipped terms of its theme field."""
    terms = {theme.title: theme.terms for theme in shipped_themes()}
    theme = theme_words(project.theme_field, terms.get(project.theme_field, ""))
    return project_text(project.title, project.summary, theme, shipped_applicants().lead.words)


def evaluate(run: Run, judgements: Judgements) -> Evaluation:
    """Figures of every project of the run."""
    found = {
        project: measure([place.programme for place in ranking], judgements.get(project, {}))
        for project, ranking in run.items()
    }
    return Evaluation(
        {project: figures for project, figures in found.items() if figures is not None},
        tuple(project for project, figures in found.items() if figures is None),
    )


def against(ours: Evaluation, theirs: Evaluation) -> Comparison:
    """Paired bootstrap of nDCG@10 over the projects."""
    return compare(
        [figures.ndcg_10 for figures in ours.measured.values()],
        [theirs.measured[project].ndcg_10 for project in ours.measured],
    )


def trec_lines(run: Run) -> list[str]:
    """The run in TREC's form: ``project Q0 programme rank score name``."""
    return [
        f"{project} Q0 {place.programme} {rank} {place.score:.6f} {RUN_NAME}"
        for project, ranking in run.items()
        for rank, place in enumerate(ranking, 1)
    ]
