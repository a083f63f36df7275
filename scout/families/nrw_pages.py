"""Sites of the Land Nordrhein-Westfalen: a page of links, and behind each link a programme in questions or in prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit, urlunsplit

from scout.families.asked import Field, asks, first, told, unknown
from scout.families.outline import MAIN, Answer, Outline, main_of, outline
from scout.families.paragraphs import sort
from scout.page import Page, PageChanged
from scout.source import Category, Contact, Draft, Link, Listed, Listing
from scout.text import parse_date

LAND = (
    Category("region", "nordrhein_westfalen", "Nordrhein-Westfalen"),
    Category("funder_level", "land", "Land"),
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|jpe?g|png|ics)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]{0,100}", re.IGNORECASE)  # for clients without cookies, another on each visit
_PLAIN = re.compile(r"/(?:index\.(?:html?|php))?$|^/index\.php(?=/)")
# Drupal tells its scripts the number of a page, WordPress its short link.
_NODE = re.compile(r'"currentPath":"node\\?/(\d{1,9})"')
_POST = re.compile(r"[?&]p=(\d{1,9})\b")
# Words for those who do not see the page, and the name of the site, which some templates put into the content.
_NAVIGATION = re.compile(
    r"(?:Haupt|Seiten)?[Ii]nhalt|Direkt zum Inhalt|Sie sind hier|Förderprogramme von A – Z|Bezirksregierung(?: \w+)?|"
    r"Köln|Arnsberg|Münster|Detmold|DETMOLD|Düsseldorf"
)
_FUNDING = re.compile(r"förder|zuwendung|zuschu|zuschü|beihilfe|darlehen", re.IGNORECASE)
_SHORTEST_PROSE = 150
_WHAT_MATTERS = {"who", "what", "deadline", "procedure", "legal"}


@dataclass(frozen=True)
class Office:
    """Whose site it is.

    funder: who gives the money, where the page itself does not say. note: what a reader should know about every page
    of this site, e.g. that an authority answers for a district while the programme is the Land's.
    """

    name: str
    funder: str = "Land Nordrhein-Westfalen"
    note: str | None = None
    url: str | None = None


def district(name: str, url: str) -> Office:
    """A district government: it answers for its district, while the programmes are the Land's."""
    note = "Die Bezirksregierung bewilligt oder berät in ihrem Bezirk; gefördert wird nach den Regeln des Landes."
    return Office(name, note=note, url=url)


def links_below(*prefixes: str, only: str | None = None) -> Callable[[Page], Listing]:
    """A listing: every page below one of these paths that the content of a list page links to.

    Overviews, whose own entries are listed too, and files are left out. ``only``: what such a path must say, where
    programmes share their folder with other pages. ``rel=next`` leads on. Raises PageChanged when there is none.
    """

    def listing(page: Page) -> Listing:
        main_of(page)
        found: dict[str, str] = {}
        for url in page.links(", ".join(f"{part.strip()} a[href]" for part in MAIN.split(",")), at_least=0):
            path = canonical_path(url)
            if site_of(url) == site_of(page.url) and _wanted(path, prefixes, only) and path != canonical_path(page.url):
                found.setdefault(path, _at_home(url, page.url))
        wanted = [url for path, url in found.items() if not any(other.startswith(f"{path}/") for other in found)]
        if not wanted:
            raise PageChanged(page.url, "main a[href]", 0, f"at least 1 link below {' or '.join(prefixes)}")
        following = page.links("a[rel=next], link[rel=next], a.next", at_least=0)
        return [Listed(url) for url in wanted], following[0] if following else None

    return listing


def questions(office: Office, root: str = MAIN) -> Callable[[Page], Draft]:
    """A reader for pages that answer questions under headings; a page that answers none of the usual ones changed."""

    def detail(page: Page) -> Draft:
        found = outline(page, root)
        if not _WHAT_MATTERS & {asks(answer.heading) for answer in found.answers}:
            raise PageChanged(page.url, "headings", len(found.answers), "who, what, when or how one may apply")
        return replace(draft(page, found, office), unknown_facts=unknown(found.answers))

    return detail


def prose(office: Office, root: str = MAIN) -> Callable[[Page], Draft]:
    """A reader for pages of plain text; headings sort it where there are any. Too little text means a changed page."""

    def detail(page: Page) -> Draft:
        found = outline(page, root)
        if len(found.text) < _SHORTEST_PROSE or not _FUNDING.search(found.title + found.text):
            raise PageChanged(page.url, root, f"{len(found.text)} characters", "a text about funding")
        # In prose a heading names a topic rather than a question: who may apply stands in the text below it.
        return draft(page, found, office, ("unknown", "what"))

    return detail


def draft(page: Page, found: Outline, office: Office, free_headings: tuple[Field, ...] = ("unknown",)) -> Draft:
    """The draft of an outline. Text under no heading, or under one of the free ones, is sorted by its paragraphs."""
    answers = [answer for answer in found.answers if asks(answer.heading) not in free_headings]
    named, funder, validity, issued = (first(answers, field) for field in ("title", "funder", "validity", "issued"))
    free = sort(_free_text(found, free_headings))
    return Draft(
        external_id=identity(page),
        url=canonical(page),
        title=_one_line(named) or found.title,
        summary=free.summary or page.attribute("content", "meta[name=description]") or _beginning(answers),
        body=_together(free.body, told(answers, ("what",))),
        requirements=_together(free.requirements, told(answers, ("who", "negative"))),
        deadline_text=told(answers, ("deadline",)),
        procedure=_together(free.procedure, told(answers, ("procedure",))),
        required_documents=told(answers, ("documents",)),
        legal_citation=told(answers, ("legal",)),
        remark=_together(_validity(validity), office.note),
        issued_on=parse_date(issued.text) if issued else None,
        funder=_one_line(funder) or office.funder,
        categories=LAND,
        contacts=(_contact(page, office),),
        links=_links(page),
    )


def _free_text(found: Outline, free_headings: tuple[Field, ...]) -> str:
    """The lead and what stands under free headings; a heading stays with its first paragraph."""
    lead = [part for part in found.lead.split("\n\n") if part != found.title and not _NAVIGATION.fullmatch(part)]
    parts = ["\n\n".join(lead)]
    for answer in found.answers:
        if asks(answer.heading) in free_headings:
            parts.append(answer.text if answer.heading == found.title else f"{answer.heading}\n{answer.text}")
    return "\n\n".join(filter(None, parts))


def identity(page: Page) -> str:
    """What stays when addresses change: the content system's own number, else the canonical path."""
    settings = page.root.css_first("script[data-drupal-selector=drupal-settings-json]")
    if settings and (node := _NODE.search(settings.text() or "")):
        return f"node/{node[1]}"
    for address in (page.attribute("href", "link[rel=shortlink]"), page.url):
        if post := _POST.search(address or ""):
            return f"post/{post[1]}"
    return canonical_path(canonical(page))


def canonical(page: Page) -> str:
    """The address a page gives itself, if it is one of its own site and not its home page; else where it was found."""
    told_url = page.absolute(page.attribute("href", "link[rel=canonical]"))
    if told_url and site_of(told_url) == site_of(page.url) and canonical_path(told_url) != "/":
        return told_url
    return page.url


def canonical_path(url: str) -> str:
    """The path of an address, the same for http and https, with or without www, index page and closing slash."""
    path = _PLAIN.sub("", _SESSION.sub("", unquote(urlsplit(url).path)))
    return path.rstrip("/").lower() or "/"


def site_of(url: str) -> str:
    """The host without www and without the .de that hosts below .nrw have too: brd.nrw and www.brd.nrw.de are one."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host.removesuffix(".de") if host.endswith(".nrw.de") else host


def _at_home(url: str, home: str) -> str:
    """An address of the same site under the host of its list page: links with http or without www ask nobody else."""
    host = urlsplit(home)
    return urlunsplit(urlsplit(url)._replace(scheme=host.scheme, netloc=host.netloc))


def _wanted(path: str, prefixes: tuple[str, ...], only: str | None) -> bool:
    below = any(path.startswith(prefix.rstrip("/") + "/") for prefix in prefixes)
    return below and not _FILE.search(path) and (only is None or re.search(only, path) is not None)


def _beginning(answers: list[Answer]) -> str | None:
    """Without a lead, the first paragraph of what is funded says best what a programme is."""
    what = first(answers, "what")
    return what.text.split("\n\n")[0] if what else None


def _together(*texts: str | None) -> str | None:
    return "\n\n".join(filter(None, texts)) or None


def _one_line(answer: Answer | None) -> str | None:
    return answer.text.splitlines()[0].removeprefix("• ") if answer else None


def _validity(answer: Answer | None) -> str | None:
    # The guideline's validity, which is no deadline.
    return f"Geltungsdauer: {answer.text}" if answer else None


def _contact(page: Page, office: Office) -> Contact:
    addresses = [part.attribute("href") or "" for part in page.parts("main a[href], [role=main] a[href]", at_least=0)]
    email = next((a.removeprefix("mailto:").split("?")[0] for a in addresses if a.startswith("mailto:")), None)
    phone = next((unquote(a.removeprefix("tel:")) for a in addresses if a.startswith("tel:")), None)
    return Contact("contact", office.name, phone=phone, email=email, url=office.url)


def _links(page: Page) -> tuple[Link, ...]:
    """Links out of the site and files: the guideline, the form, the portal; not the site's own navigation."""
    found: dict[str, Link] = {}
    for part in page.parts("main a[href], [role=main] a[href]", at_least=0):
        url = part.absolute(part.attribute("href"))
        if url and (site_of(url) != site_of(page.url) or _FILE.search(urlsplit(url).path)):
            found.setdefault(url, Link(part.own_text() or url, url))
    return tuple(found.values())
