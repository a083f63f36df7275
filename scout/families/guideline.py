"""The text of a federal funding guideline, taken apart by its numbered sections.

Federal guidelines share one template: 1 purpose, 2 object, 3 recipients, 4 conditions, 5 kind and amount, 6 other
terms, 7 procedure (with the deadlines), 8 validity. Numbers are followed in order, so that a number within a text is
no section; a table of contents is passed over because the real sections start at 1 again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^(?P<number>\d{1,2})\.?[ ](?P<title>[A-ZÄÖÜ„][^\n]{2,140})$", re.MULTILINE)
_FEWEST = 4
# Texts come from outside: a table of figures must not take squared time.
_MOST, _MOST_STARTS = 2000, 30
_REQUIREMENTS = re.compile(r"empfänger|empfangende|antragsberechtig|voraussetzung|umfang|höhe der", re.IGNORECASE)
_PROCEDURE = re.compile(r"verfahren|antragstellung", re.IGNORECASE)
_VALIDITY = re.compile(r"geltungsdauer|inkrafttreten|in-kraft-treten|laufzeit der (?:förder)?richtlinie", re.IGNORECASE)


@dataclass(frozen=True)
class Parts:
    """What a guideline says under the headings that matter, each with its heading; None where it has none."""

    before: str | None = None
    requirements: str | None = None
    procedure: str | None = None
    validity: str | None = None


def parts(text: str) -> Parts:
    """The parts of a guideline's text; all None for a text that is not built like one."""
    headings = _in_order(list(_HEADING.finditer(text)))
    if len(headings) < _FEWEST:
        return Parts()
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    sections = [(h["title"], text[h.start() : end].strip()) for h, end in zip(headings, ends, strict=True)]

    def about(pattern: re.Pattern[str]) -> str | None:
        return "\n\n".join(section for title, section in sections if pattern.search(title)) or None

    before = text[: headings[0].start()].strip() or None
    return Parts(before, about(_REQUIREMENTS), about(_PROCEDURE), about(_VALIDITY))


def _in_order(candidates: list[re.Match[str]]) -> list[re.Match[str]]:
    """The longest run 1, 2, 3 … in text order; a later one of the same length wins over a table of contents."""
    headings = [heading for heading in candidates[:_MOST] if not heading["title"].endswith((".", ";", ","))]
    starts = [place for place, heading in enumerate(headings) if heading["number"] == "1"]
    best: list[re.Match[str]] = []
    for start in starts[:_MOST_STARTS]:
        run: list[re.Match[str]] = []
        for heading in headings[start:]:
            if int(heading["number"]) == len(run) + 1:
                run.append(heading)
        best = run if len(run) >= len(best) else best
    return best
