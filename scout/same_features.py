"""What can be compared about one entry: its names, acronyms, numbers, marks, home and funder. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import unquote, urlsplit

from scout.same_entry import TEXT_READ, Entry
from scout.same_marks import (
    Marks,
    closing_days,
    is_gazette,
    marks_of,
    products_in,
    rounds_in,
    topics_in,
    url_numbers,
    years_in,
)
from scout.same_places import (
    Level,
    giver_in,
    is_nationwide,
    lands_in,
    level_of,
    owner_of,
    places_in,
    without_lands,
)
from scout.same_words import WEAK, name_of, squeezed, stem, weight
from scout.text import find_euros, parse_date

_HEAD = 1500
_LEAST_EUROS = 5000
_OFFICIAL = re.compile(
    r"\b(?:Förderr|Rahmenr|R)ichtlinien?\s(?:des Landes [\w-]{4,25} )?"
    r"(?P<name>(?:für|über|zur|zum|der|des|von)\s[^.;|()]{12,260}?)"
    r"(?=\s?(?:[.;|()]|$|\svom\s\d|\sRunderlass|\sRdErl|\sBekanntmachung|\shat\s|\sist\s|\swird\s|\sgehen\s|\sin der\s"
    r"|\sBezirks|\sWer\s|\s–\s))"
)
_QUOTED = re.compile(r"[„“\"»]([^„“”\"«»]{6,120})[“”\"«]")
_IN_BRACKETS = re.compile(r"\(([^()]{4,80})\)")
_ISSUED = re.compile(r"\b[Vv]om\s(\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,9}\.?)\s?(?:19|20)\d\d)")
# "(kurz: Förderrichtlinie IKZ NRW)"; short forms of laws in brackets are no names of programmes.
_EXPLAINED = re.compile(
    r"\((?:kurz:?\s|im Folgenden:?\s)?((?:(?:Förder)?[Rr]ichtlinie|Programm|FRL|RL)?\s?[\w-]{3,20}(?:\s[A-Z]{2,4})?)\)"
)
# A title followed by its own short name.
_ABBREVIATED = re.compile(r"\((?:(?:Förder)?[Rr]ichtlinie\s|FRL\s|RL\s)?([\w-]{3,20})(?:\sNRW)?\)")
_LAW = re.compile(r"(?:[a-z][A-Z]*G|GB|GO|VO|HO|[A-Z]V)\b")
_ACRONYM = re.compile(r"(?<![\w-])(?=(?:[^\WA-Z]|\d){0,9}[A-Z])[A-Z][A-Za-z0-9]{0,9}[A-Z][A-Za-z0-9]{0,9}(?![\w-])")
# Short forms of law, funds, authorities and applicants: many programmes have them in their titles.
_COMMON_ACRONYMS = frozenset(
    re.findall(
        r"\w+",
        """
        NRW RL FRL VV EU KMU EFRE ESF ELER GAK GRW JTF IT KI MINT FAQ GmbH KfW BAFA BMBF BMFTR BMWK BMWE BMWi BMI BMDV
        BMEL BMUV BMU BMFSFJ BMAS BMZ MHKBD MWIKE MKULNV MULNV NRWBANK BR ZIM AI LIFE INTERREG IKU KMU MSCA ERC COFUND
        CSA RIA IA SME SMEs EIC EAFRD ERDF CEF HORIZON DIGITAL ERASMUS EEN BANK BEG BEW EEW BW BY SH MV NI RLP IFB LfA
        IBB ILB SAB TAB DIN
        """,
    )
)
_ANNOTATION = re.compile(
    r"\((?:[^()]{0,40}\b(?:page|path|copy|FAQ|news|Portal)\b[^()]{0,80})\)|- third-party copy.{0,60}$", re.I
)
_URL_WORDS = name_of("produkt dokument detail details topic download content artikel page seite index html pdf center")
_SLUG_MARKS = re.compile(r"[-_.]|html$")
_PARTS_OF_COPY = re.compile(r"\w{2,}")
_SHINGLE = 4


@dataclass(frozen=True)
class Features:
    """An entry with what was read out of it. ``name``: telling stems of the title; ``officials``: of cited guidelines.

    quoted: names in quotation marks in the title. slug: the name in the address. acronyms: short names;
    abbreviated: those that stand behind the whole title in brackets. lands: Länder it is limited to.
    """

    entry: Entry
    name: frozenset[str]
    squeezed: str
    officials: frozenset[frozenset[str]]
    quoted: frozenset[frozenset[str]]
    slug: frozenset[str]
    acronyms: frozenset[str]
    abbreviated: frozenset[str]
    title_acronyms: frozenset[str]
    issued: frozenset[date]
    marks: Marks
    products: frozenset[str]
    topics: frozenset[str]
    lands: frozenset[str]
    nationwide: bool
    level: Level | None
    funder: str
    places: frozenset[str]
    is_gazette: bool

    @cached_property
    def head(self) -> str:
        """The beginning of the text."""
        return self.entry.text[:_HEAD]

    @cached_property
    def core(self) -> frozenset[str]:
        """The name without weak words and short names, which one portal adds and another leaves out."""
        plain = self.name - WEAK - self.short_stems
        return plain if weight(plain) >= 1 else self.name

    @cached_property
    def short_stems(self) -> frozenset[str]:
        """Its short names as they stand among the stems of a title."""
        return frozenset(stem(a) for a in self.acronyms)

    @cached_property
    def is_short_name(self) -> bool:
        """Whether the title is nothing but a short name."""
        return bool(self.acronyms) and weight(self.name - WEAK - self.short_stems) < 1

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Sequences of four words of the beginning, by which a copied text shows."""
        words = [w.casefold() for w in _PARTS_OF_COPY.findall(self.entry.text[:TEXT_READ])]
        return frozenset(hash(tuple(words[i : i + _SHINGLE])) for i in range(len(words) - _SHINGLE + 1))

    @cached_property
    def years(self) -> frozenset[str]:
        """Every year that the entry names anywhere."""
        days = {*self.deadlines, *self.issued, *([self.entry.issued_on] if self.entry.issued_on else ())}
        return years_in(f"{self.entry.title} {self.entry.url} {self.head}") | {str(day.year) for day in days}

    @cached_property
    def deadlines(self) -> frozenset[date]:
        """Closing days, also those of an English text."""
        return self.entry.deadlines or closing_days(f"{self.entry.title} {self.head}")

    @cached_property
    def euros(self) -> frozenset[int]:
        """Amounts stated or named in the text, in euros; large enough to tell something."""
        named = (round(figure.value) for figure in find_euros(self.entry.text[:TEXT_READ]))
        return frozenset(x for x in (*self.entry.amounts, *named) if x >= _LEAST_EUROS)

    @cached_property
    def rounds(self) -> frozenset[str]:
        """Every round that title or beginning of the text name."""
        return rounds_in(self.entry.title) | rounds_in(self.head)

    @cached_property
    def place(self) -> str:
        """Host and path of its address, without what differs between spellings of one address."""
        return address(self.entry.url)

    @cached_property
    def home(self) -> frozenset[str]:
        """Länder in the name of its host."""
        return lands_in(self.place.partition("/")[0].replace(".", " ").replace("-regierung", ""))

    @cached_property
    def named_places(self) -> frozenset[str]:
        """Addresses of the pages it links to; no home pages, which many programmes share."""
        return frozenset(a for link in self.entry.links if "/" in (a := address(link)).strip("/"))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Numbers in its address."""
        return url_numbers(self.entry.url)


def features_of(entry: Entry) -> Features:
    """Reads out of an entry what can be compared."""
    title = " ".join(_ANNOTATION.sub(" ", entry.title).split())
    text = " ".join(entry.text[:TEXT_READ].split())
    plain = without_lands(title)
    officials = _officials(f"{title} . {entry.citation or ''} . {text}")
    gazette = is_gazette(title)
    level = level_of(entry.funder or giver_in(text) or owner_of(entry.url), text)
    name = name_of(plain)
    if gazette:
        name = next(iter(officials), frozenset())
    return Features(
        entry=entry,
        name=name,
        squeezed=squeezed(plain),
        officials=frozenset(officials),
        quoted=_further_names(title),
        slug=_slug(entry.url),
        acronyms=_acronyms(title, text),
        title_acronyms=_acronyms(title, ""),
        abbreviated=frozenset(m[1] for m in _ABBREVIATED.finditer(title)),
        issued=_issued(entry, text),
        marks=marks_of(title),
        products=products_in(title, text),
        topics=topics_in(title, entry.url, text),
        lands=_lands(entry, title, text, level),
        nationwide=is_nationwide(entry.regions) or "bundesweit" in text,
        level=level,
        funder=entry.funder or giver_in(text) or owner_of(entry.url) or "",
        places=places_in(title),
        is_gazette=gazette,
    )


def address(url: str) -> str:
    """Host and path without ``www.``, query and last slash; the query stays where it alone tells pages apart."""
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    query = f"?{parts.query}" if path.count("/") < 2 and parts.query else ""
    return (parts.hostname or "").removeprefix("www.") + path + query


def _officials(text: str) -> list[frozenset[str]]:
    """Names of the guidelines cited, the first one first; too short ones tell nothing."""
    found = (name_of(without_lands(m["name"])) for m in _OFFICIAL.finditer(text))
    return [name for name in dict.fromkeys(found) if len(name) >= 2 and weight(name - WEAK) >= 1.5]


def _further_names(title: str) -> frozenset[frozenset[str]]:
    """Names in quotation marks or brackets: "Bekanntmachung „X“", "Langer Name (Kommunalrichtlinie)"."""
    inner = (name_of(without_lands(part)) for part in (*_QUOTED.findall(title), *_IN_BRACKETS.findall(title)))
    return frozenset(name for name in inner if weight(name - WEAK) >= 1.5)


def _slug(url: str) -> frozenset[str]:
    """Words of the last telling part of an address: a name, often older and fuller than the title."""
    parts = [p for p in unquote(urlsplit(url).path).split("/") if p.count("-") >= 1 and len(p) >= 12]
    name = name_of(without_lands(_SLUG_MARKS.sub(" ", parts[-1]))) - _URL_WORDS if parts else frozenset()
    return name if len(name) >= 2 else frozenset()


def _acronyms(title: str, text: str) -> frozenset[str]:
    if title.isupper():
        return frozenset()
    explained = [m[1] for m in _EXPLAINED.finditer(text[:600]) if not _LAW.search(m[1])]
    found = (m[0] for where in (title, *explained) for m in _ACRONYM.finditer(where))
    return frozenset(
        a for a in found if len(a) >= 3 and a not in _COMMON_ACRONYMS and not a.isdigit() and not a.endswith("Bank")
    )


def _issued(entry: Entry, text: str) -> frozenset[date]:
    found = (parse_date(m[1]) for m in _ISSUED.finditer(f"{entry.title} {entry.citation or ''} {text[:_HEAD]}"[:4000]))
    return frozenset(day for day in found if day)


def _lands(entry: Entry, title: str, text: str, level: Level | None) -> frozenset[str]:
    """Länder by title, then by what it is filed under or its funder; by the text only where it names a single one."""
    stated = lands_in(title) or lands_in(" ; ".join(entry.regions)) or lands_in(entry.funder or "")
    if stated or level in ("federal", "eu") or is_nationwide(entry.regions):
        return stated
    host = lands_in((urlsplit(entry.url).hostname or "").replace(".", " ").replace("nrwbank", "nrw"))
    if level == "state" and len(host) == 1:
        return host
    found = lands_in(text[:_HEAD])
    return found if len(found) == 1 and "bundesweit" not in text else frozenset()


def plain_name(name: frozenset[str]) -> frozenset[str]:
    """A name without weak words, unless it has no others."""
    return name - WEAK or name


def names_of(features: Features) -> frozenset[frozenset[str]]:
    """Every name under which an entry may be found: title, core, cited guidelines, quoted names, address."""
    every = (features.core, features.name, *features.officials, *features.quoted, features.slug)
    short = features.short_stems
    return frozenset(n for name in every for n in (plain_name(name), plain_name(name - short)) if n)
