"""Sites of federal bodies and foundations: programme pages in prose or in questions, whose funder the site is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from scout.families.gsb_vocabulary import named
from scout.families.nrw_pages import Office, canonical, links_below, prose, questions
from scout.page import Page, PageChanged
from scout.source import Category, Draft, Listed, Listing

NATIONWIDE = named("region", "bundesweit")
_SAYS_NOTHING = re.compile(
    r"(?:unsere )?(?:projekt)?förderung|förderprogramme?|fördermöglichkeiten|(?:so|wie|was) (?:wir )?fördern(?: wir)?|"
    r"informationen für antragstellende|antragstellung|fragen und antworten|faq",
    re.IGNORECASE,
)
FEDERAL = (NATIONWIDE, named("funder_level", "Bund"))

__all__ = ["FEDERAL", "NATIONWIDE", "Funder", "itself", "links_below", "reader"]


@dataclass(frozen=True)
class Funder:
    """Who gives the money on a site, and what is true of all its programmes by nature.

    note: what a reader should know about every page, e.g. that a foundation takes no applications of its own accord.
    site: what stands before a heading that says nothing by itself ("Projektförderung"); the name where it is not given.
    """

    name: str
    url: str
    categories: tuple[Category, ...] = (NATIONWIDE,)
    note: str | None = None
    site: str | None = None

    def title(self, heading: str) -> str:
        """A heading as a title among those of all sources."""
        return f"{self.site or self.name}: {heading}" if _SAYS_NOTHING.fullmatch(heading) else heading


def reader(
    funder: Funder, *, asks: bool = False, identity: Callable[[Page], str] | None = None
) -> Callable[[Page], Draft]:
    """A reader for the pages of a funder. Raises PageChanged for a page without a text about funding.

    asks: the pages answer questions under headings, and one that answers none of the usual ones has changed.
    identity: where the canonical path is not what stays when addresses change.
    """
    office = Office(funder.name, funder=funder.name, note=funder.note, url=funder.url)
    read = questions(office) if asks else prose(office)

    def detail(page: Page) -> Draft:
        draft = read(page)
        own_id = identity(page) if identity else draft.external_id
        return replace(draft, external_id=own_id, title=funder.title(draft.title), categories=funder.categories)

    return detail


def itself(must_say: str) -> Callable[[Page], Listing]:
    """A listing for a site with one programme on one page: the page is its own list.

    must_say: words that its text must hold (in any case of letters). Raises PageChanged when they are gone: then the
    programme has moved, or ended.
    """

    def listing(page: Page) -> Listing:
        if must_say.casefold() not in (page.passage("body") or "").casefold():
            raise PageChanged(page.url, "body", "other text", f"the words {must_say!r}")
        return [Listed(canonical(page))], None

    return listing
