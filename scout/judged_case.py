"""Judged programmes of ``evaluate eligibility`` as drafts: what the readers of facts are given to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scout.families.gsb_vocabulary import named
from scout.source import Category, Draft

# Marks that the judged texts of the Förderdatenbank carry between its tabs; other texts are one piece.
_BODY = "|| RECHTSGRUNDLAGE:"
_CONDITIONS = "rechtliche Voraussetzungen"
_HEADINGS = re.compile(r"\b(?:Kurztext|Volltext) ")
_STATES = {
    "DE-BW": "Baden-Württemberg",
    "DE-BY": "Bayern",
    "DE-BE": "Berlin",
    "DE-BB": "Brandenburg",
    "DE-HB": "Bremen",
    "DE-HH": "Hamburg",
    "DE-HE": "Hessen",
    "DE-MV": "Mecklenburg-Vorpommern",
    "DE-NI": "Niedersachsen",
    "DE-NW": "Nordrhein-Westfalen",
    "DE-RP": "Rheinland-Pfalz",
    "DE-SL": "Saarland",
    "DE-SN": "Sachsen",
    "DE-ST": "Sachsen-Anhalt",
    "DE-SH": "Schleswig-Holstein",
    "DE-TH": "Thüringen",
}


def draft_of(case: Mapping[str, object]) -> Draft:
    """The case as a reader would hand it over; an empty string in the case means: the source did not say.

    case: ``id, title, funder, facet_applicants, facet_region, text, url``, all strings. Texts of the Förderdatenbank
    are taken apart at their marks into summary, requirements and body; any other text is the summary.
    """
    summary, requirements, body = _parts(str(case.get("text") or ""))
    return Draft(
        external_id=str(case.get("id") or ""),
        url=str(case.get("url") or ""),
        title=str(case.get("title") or ""),
        summary=summary,
        requirements=requirements,
        body=body,
        funder=str(case.get("funder") or "") or None,
        categories=tuple(_categories(case)),
    )


def _parts(text: str) -> tuple[str | None, str | None, str | None]:
    front, _, body = text.partition(_BODY)
    if not front.startswith("Kurztext "):
        return text.strip() or None, None, None
    summary, _, requirements = front.partition(_CONDITIONS)
    return _HEADINGS.sub("\n", summary).strip() or None, requirements.strip() or None, body.strip() or None


def _categories(case: Mapping[str, object]) -> Iterator[Category]:
    applicants, regions = str(case.get("facet_applicants") or ""), str(case.get("facet_region") or "")
    if applicants.startswith("Schulen"):
        # The kinds of school behind it narrow what is taught, not who applies.
        yield Category("applicant", "schule", "Schulen")
    else:
        yield from (named("applicant", label) for label in applicants.split(", ") if label)
    yield from (named("region", label) for label in _regions(regions))


def _regions(written: str) -> Iterator[str]:
    if written == "alle":
        yield "bundesweit"
    elif written.startswith("DE-"):
        yield from (_STATES.get(code, code) for code in written.split())
    else:
        yield from (label for label in written.split(", ") if label)
