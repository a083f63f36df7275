"""What a new source file looks like before anybody wrote it: one text for each form a list comes in."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

Form = Literal["pages", "prose", "feed", "records"]

# What a list is saved as, so that tests/sources/test_recorded.py knows how to read it.
SAVED_AS: dict[Form, str] = {"pages": "list.html", "prose": "list.html", "feed": "list.xml", "records": "answer.json"}

_DETAIL = '''

def detail(page: Page) -> Draft:
    """One programme page. What belongs into which field: docs/sources.md."""
    return Draft(
        external_id=page.one("selector-of-the-reference"),
        url=page.url,
        title=page.one("h1"),
        summary=page.passage("selector-of-the-summary"),
        requirements=page.passage("selector-of-who-may-apply"),
        procedure=page.passage("selector-of-how-much-and-how-to-apply"),
        deadline_text=page.passage("selector-of-the-deadline"),
    )
'''
_SOURCE = """

SOURCE = PageSource(
    key="{key}",
    title="{host}",
    publisher="{host}",
    start="{url}",
    listing=listing,
    detail=detail,
    expect=Expect(programmes=(1, 1), filled={{"summary": 0.95}}),
    needs_live_check=True,
    evidence=Evidence("page", "{month}"),
"""

PAGES = (
    '''"""TODO in one sentence: whose programmes these are and how the site lists them."""

from scout.page import Page
from scout.source import Draft, Evidence, Expect, Listed, Listing, PageSource


def listing(page: Page) -> Listing:
    """The programme pages that a list page names, and the address of the next list page."""
    following = page.links("a[rel=next]", at_least=0)
    return [Listed(url) for url in page.links("selector-of-the-links")], following[0] if following else None
'''
    + _DETAIL
    + _SOURCE
    + ")\n"
)

PROSE = '''"""TODO in one sentence: whose programmes these are and how the site lists them."""

from scout.families.funder_pages import Funder, links_below, reader
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="{key}",
    title="{host}",
    publisher="{host}",
    start="{url}",
    listing=links_below("/folder-of-the-programme-pages"),
    # asks=True where every page answers the same questions. categories: where the money may be spent, who gives it.
    detail=reader(Funder("{host}", "{site}", categories=())),
    expect=Expect(programmes=(1, 1), filled={{"body": 0.9}}),
    needs_live_check=True,
    evidence=Evidence("page", "{month}"),
)
'''

FEED = (
    '''"""TODO in one sentence: whose programmes this feed announces."""

from scout.page import Page
from scout.source import Draft, Evidence, Expect, Listed, Listing, PageSource


def listing(page: Page) -> Listing:
    """The programme pages that the feed names. It has one page; what only the feed says travels as hints."""
    items = page.elements("{entry}")
    return [Listed(item["link"], {{"teaser": item["name-of-the-teaser"]}}) for item in items], None
'''
    + _DETAIL
    + _SOURCE
    + "    lists_all=False,  # a feed names the newest only\n)\n"
)

RECORDS = '''"""TODO in one sentence: whose programmes this interface answers with."""

from scout.page import Page
from scout.source import Answer, Ask, BadAnswer, Draft, Evidence, Expect, RecordSource

FIRST = Ask("{url}")


def read(body: bytes, ask: Ask) -> Answer:
    """One answer: its programmes, the next question, and how many programmes are announced in all."""
    found = Page.of(ask.url, body).json()
    try:
        drafts = tuple(
            Draft(
                external_id=str(record["name-of-the-reference"]),
                url=record["name-of-the-address"],
                title=record["name-of-the-title"],
            )
            for record in found["name-of-the-list"]
        )
    except (KeyError, TypeError) as error:
        raise BadAnswer(f"ohne {{error}}") from error
    return Answer(drafts, following=None, total=None)


SOURCE = RecordSource(
    key="{key}",
    title="{host}",
    publisher="{host}",
    start="{url}",
    first=FIRST,
    read=read,
    expect=Expect(programmes=(1, 1)),
    needs_live_check=True,
    evidence=Evidence("page", "{month}"),
)
'''

_TEXTS: dict[Form, str] = {"pages": PAGES, "prose": PROSE, "feed": FEED, "records": RECORDS}


def form_of(body: bytes) -> Form:
    """What a list is, by how its body begins: JSON, a feed (RSS, RDF, Atom), else a page."""
    start = body[:2000].decode("utf-8-sig", errors="replace").lstrip()
    if start.startswith(("{", "[")):
        return "records"
    return "feed" if any(f"<{root}" in start for root in ("rss", "feed", "rdf:RDF")) else "pages"


def skeleton(form: Form, key: str, url: str, body: bytes, month: str) -> str:
    """The text of a new source file.

    month: when its list was saved, ``2026-06``.
    """
    at = urlsplit(url)
    entry = "entry" if b"<feed" in body[:2000] else "item"
    return _TEXTS[form].format(
        key=key, url=url, host=at.netloc, site=f"{at.scheme}://{at.netloc}/", month=month, entry=entry
    )
