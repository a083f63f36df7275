"""Programme pages that answer the usual questions under headings: who, what, conditions, how, how to apply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scout.page import Facts, Page
from scout.source import Category, Contact, Draft, Link

WHO = ("Wer wird gefördert?", "Wer kann gefördert werden?", "Wer ist antragsberechtigt?")
WHAT = ("Was wird gefördert?",)
CONDITIONS = ("Welche Voraussetzungen gelten?", "Welche Voraussetzungen müssen erfüllt sein?")
NOT_FUNDED = ("Welche Vorhaben werden nicht gefördert?", "Was wird nicht gefördert?")
HOW = ("Wie wird gefördert?", "Wie hoch ist die Förderung?")
APPLYING = ("Wie erfolgt die Antragstellung?", "Wie ist das Verfahren?", "Wie wird der Antrag gestellt?")
DEADLINE = ("Antragsfrist", "Fristen", "Welche Fristen gelten?", "Bis wann ist der Antrag zu stellen?")
VALIDITY = ("Geltungsdauer", "Gültigkeit")
MORE = ("Weitere Informationen", "Was ist noch zu beachten?", "Rechtsgrundlage")

_KINDS = {
    "zuschuss": "Zuschuss",
    "zuschüsse": "Zuschuss",
    "darlehen": "Darlehen",
    "kredit": "Darlehen",
    "bürgschaft": "Bürgschaft",
    "beteiligung": "Beteiligung",
    "garantie": "Garantie",
}
_CODES = {"Bürgschaft": "buergschaft"}
_VALIDITY_LINE = re.compile(r"^Geltungsdauer: .{1,300}$", re.MULTILINE)
_KIND_LINE = re.compile(r"^(?:• )?Förderart\s*:\s*(.+)$", re.MULTILINE)


def draft(
    page: Page,
    facts: Facts,
    *,
    external_id: str,
    url: str,
    title: str,
    summary: str | None,
    highlights: Sequence[str] = (),
    funder: str | None = None,
    contacts: tuple[Contact, ...] = (),
    links: tuple[Link, ...] = (),
) -> Draft:
    """A programme from its answered questions. ``highlights`` are the page's own short points.

    Raises nothing for a question that a page leaves out; headings nobody knows come back as unknown facts.
    """
    who, what, how = facts.take(*WHO), facts.take(*WHAT), facts.take(*HOW)
    conditions, not_funded = facts.take(*CONDITIONS), facts.take(*NOT_FUNDED)
    applying, deadline, validity, more = (facts.take(*asked) for asked in (APPLYING, DEADLINE, VALIDITY, MORE))
    within = _VALIDITY_LINE.search(more or "")
    return Draft(
        external_id=external_id,
        url=url,
        title=title,
        summary=_together((summary, "\n".join(f"• {point}" for point in highlights))),
        body=_together((what, how, _VALIDITY_LINE.sub("", more).strip() if more else None)),
        requirements=_together((who, conditions, not_funded)),
        deadline_text=deadline,
        procedure=applying,
        # The guideline's validity, which is no deadline.
        remark=f"Geltungsdauer: {validity}" if validity else within and within[0],
        funder=funder,
        categories=_kinds_of_funding(how),
        contacts=contacts,
        links=links,
        unknown_facts=facts.unknown,
    )


def _together(texts: Iterable[str | None]) -> str | None:
    return "\n\n".join(filter(None, texts)) or None


def _kinds_of_funding(how: str | None) -> tuple[Category, ...]:
    line = _KIND_LINE.search(how or "")
    found = {label for word, label in _KINDS.items() if line and word in line[1].lower()}
    return tuple(Category("funding_type", _CODES.get(label, label.lower()), label) for label in sorted(found))
