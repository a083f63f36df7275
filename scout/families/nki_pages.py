"""Pages of the Nationale Klimaschutzinitiative: windows for applications as ranges of days, questions to unfold."""

from __future__ import annotations

import re
from dataclasses import replace

from scout.facts.values import DeadlineFact
from scout.families.funder_pages import FEDERAL, Funder, links_below, reader
from scout.families.nrw_pages import canonical_path
from scout.page import Page, PageChanged
from scout.source import Draft, Listing
from scout.text import find_dates

# The site has moved its programmes from /de/foerderung/ to /de/foerderung-der-nki/: what follows has stayed.
_PROGRAMMES = "/foerderprogramme/"
_FOLDERS = ("/de/foerderung-der-nki/foerderprogramme", "/de/foerderung/foerderprogramme")
_GUIDELINE = "/kommunalrichtlinie"
_WINDOW = re.compile(r"^\d{1,2}\. ?\w{3,9}\.? ?\d{4} bis \d{1,2}\. ?\w{3,9}\.? ?\d{4}$")
_MINISTRY = Funder(
    "Bundesministerium für Umwelt, Klimaschutz, Naturschutz und nukleare Sicherheit",
    "https://www.klimaschutz.de/",
    FEDERAL,
)


def listing(page: Page) -> Listing:
    """The programmes of the overview, then the measures of the Kommunalrichtlinie, whose page is the second list."""
    entries, _ = links_below(*_FOLDERS)(page)
    guideline = [entry.url for entry in entries if canonical_path(entry.url).endswith(_GUIDELINE)]
    is_overview = canonical_path(page.url).endswith(_PROGRAMMES.rstrip("/"))
    if is_overview and not guideline:
        raise PageChanged(page.url, _GUIDELINE, "no link", "a link to the Kommunalrichtlinie and its measures")
    return entries, guideline[0] if is_overview else None


def detail(page: Page) -> Draft:
    """One programme or one measure of the Kommunalrichtlinie."""
    draft = reader(_MINISTRY, asks=True, identity=identity)(page)
    windows = _windows(page)
    lines = "\n".join(fact.words for fact in windows)
    stated = "\n".join(filter(None, (lines, draft.deadline_text))) or None
    return replace(draft, deadlines=windows, deadline_text=stated)


def identity(page: Page) -> str:
    """The path below the folder of programmes, which outlives the folder."""
    path = canonical_path(page.url)
    if _PROGRAMMES not in path:
        raise PageChanged(page.url, "address", path, f"an address with {_PROGRAMMES}")
    return path.partition(_PROGRAMMES)[2]


def _windows(page: Page) -> tuple[DeadlineFact, ...]:
    lines = dict.fromkeys(line.removeprefix("• ") for line in (page.passage("main") or "").split("\n"))
    found = []
    for line in filter(_WINDOW.match, lines):
        days = [day for mention in find_dates(line) if (day := mention.on())]
        if len(days) == 2:
            found.append(DeadlineFact("dated", line, page.url, days[1], days[0], structured=True))
    return tuple(found)
