"""May we apply? Yes, no or unknown, from categories and texts together, with the words. Pure.

Categories are incomplete and disagree with the text in both directions (docs/facts.md), so an explicit text overrules
them, a missing category rules nothing out, and a "no" needs a ground that can be shown: a region elsewhere, a full list
of applicants without us, or words that leave us out.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.reference.applicants import Applicant
from data.stated import CategoryRow
from data.stated import StatementRow as Statement
from matcher.eligible_applicants import judge_applicant
from matcher.eligible_places import judge_place
from matcher.eligible_values import Eligibility, Facet, Part, Verdict

__all__ = ["Eligibility", "Facet", "Part", "Statement", "Verdict", "judge", "judge_rows"]


def judge(
    facets: Sequence[Facet], applicant: Applicant, source: str, statements: Sequence[Statement] = ()
) -> Eligibility:
    """Whether ``applicant`` may apply; ``source`` is the title of the source, named beside its words.

    facets: the categories of the programme. statements: what its source states in fields and its texts say.
    no: who or where is ruled out. yes: both are named. Everything else is unknown.
    """
    who, where = judge_applicant(facets, statements, applicant), judge_place(facets, statements, applicant)
    verdict: Verdict = "unknown"
    parts: tuple[Part, ...] = (who, where)
    if "no" in (who.verdict, where.verdict):
        verdict = "no"
        parts = tuple(part for part in (who, where) if part.verdict == "no")
    elif who.verdict == where.verdict == "yes":
        verdict = "yes"
    said = "; ".join(dict.fromkeys(part.words for part in parts if part.words))
    return Eligibility(verdict, f"{said} (Angabe der Quelle {source})" if said else None, who, where)


def judge_rows(
    categories: Sequence[CategoryRow], statements: Sequence[Statement], applicant: Applicant, source: str
) -> Eligibility:
    """``judge`` over what is stored of a programme's current version."""
    return judge([Facet(row.kind, row.code, row.label) for row in categories], applicant, source, statements)
