"""Who can apply for a programme: every kind of applicant of the county with its verdict and the words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.reference.applicants import Applicant, Applicants
from data.stated import JudgedFrom
from matcher.eligibility import Eligibility, judge_rows

_MAY = {"yes": "ja", "no": "nein", "unknown": "unbekannt"}


@dataclass(frozen=True)
class ApplicantRow:
    """One line: who, whether, and the words (None: the source says nothing about it)."""

    name: str
    verdict: str
    words: str | None

    @property
    def may(self) -> str:
        """The verdict in a word."""
        return _MAY[self.verdict]


def who_can_apply(judged_from: JudgedFrom, applicants: Applicants) -> tuple[ApplicantRow, ...]:
    """A line for each kind of applicant; for towns one line each only where they differ."""
    rows: list[ApplicantRow] = []
    for kind, title in applicants.titles.items():
        ours = [applicant for applicant in applicants.by_key.values() if applicant.kind == kind]
        rows += _of_kind(title, ours, [_judged(judged_from, applicant) for applicant in ours])
    return tuple(rows)


def _of_kind(title: str, ours: Sequence[Applicant], judged: Sequence[Eligibility]) -> list[ApplicantRow]:
    if len({(one.verdict, one.words) for one in judged}) == 1:
        name = ours[0].name if len(ours) == 1 else title
        return [ApplicantRow(name, judged[0].verdict, judged[0].words)]
    return [ApplicantRow(applicant.name, one.verdict, one.words) for applicant, one in zip(ours, judged, strict=True)]


def _judged(judged_from: JudgedFrom, applicant: Applicant) -> Eligibility:
    return judge_rows(judged_from.categories, judged_from.statements, applicant, judged_from.source_title)
