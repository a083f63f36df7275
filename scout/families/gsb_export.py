"""Reads the export of the Förderdatenbank (a GSB content system): documents in, programme drafts out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date

from scout.families.gsb_archive import Document, address, documents, open_archive
from scout.families.gsb_references import Shelf
from scout.families.gsb_vocabulary import categories
from scout.markup import html_text
from scout.source import BadArchive, Draft, Problem, Reading
from scout.text import clean, parse_date

PROGRAMME = "ServiceOffer-FundingProgram"

# Properties that are read, or known and of no use to people outside the editors' office.
_TAKEN = {
    "title", "teaserText", "summary", "bodyText", "regulatoryFWork", "procInfluence", "procMethod", "procDescription",
    "competenceDescr", "header", "remark", "functions", "keywords", "dateOfIssue", "cl2Processes", "cl2Satisfaction",
    "cl2Contacts", "cl2CustServices", "subType", "externalID", "languageInd", "cl2RelatedEnts",
}  # fmt: skip
_IGNORED = {"comment", "shouldNotBeIndexed", "dateOfExpiration", "cl2Images"}

# A question mark that no German sentence would have: it stands for a lost quotation mark, dash, bullet or euro sign.
_LOST = re.compile(r"\?(?:(?<=^.)|(?<=[\s(\[].)|(?=\w)|(?=\s+[a-zäöüß])|(?=[.,;:]))", re.MULTILINE)


def read(body: bytes) -> Reading:
    """All programmes of one export. Raises BadArchive when the download is no such archive at all."""
    problems: list[Problem] = []
    with open_archive(body) as archive:
        shelf = Shelf(problems)
        offers = []
        for document in documents(archive, problems):
            if document.type == "gsb:ServiceOffer":
                offers.append(document)
            else:
                shelf.add(document)
    if not offers:
        raise BadArchive(
            "Das ZIP-Archiv enthält kein einziges Förderprogramm. Bitte "
            "prüfen, ob die Adresse noch den Export der Förderdatenbank liefert."
        )
    drafts = tuple(_programmes(offers, shelf, problems))
    damaged = sum(draft.damaged for draft in drafts)
    if damaged:
        problems.append(
            Problem(
                "note",
                "damaged_characters",
                "In Texten der Quelle stehen „?“ an Stelle verlorener Anführungszeichen, Striche oder Eurozeichen.",
                detail=f"{damaged} von {len(drafts)} Förderprogrammen",
            )
        )
    return Reading(drafts, tuple(problems))


def is_damaged(text: str | None) -> bool:
    """Whether a text has a "?" that stands for a lost character; question marks and web addresses are left alone."""
    if not text or "?" not in text:
        return False
    return any(not _in_address(text, match.end() - 1) for match in _LOST.finditer(text))


def _in_address(text: str, position: int) -> bool:
    start = max(text.rfind(" ", 0, position), text.rfind("\n", 0, position)) + 1
    word = text[start : start + 2000].split(maxsplit=1)[0]
    return "/" in word or "=" in word or "www." in word


def _programmes(offers: Iterable[Document], shelf: Shelf, problems: list[Problem]) -> Iterable[Draft]:
    seen: set[str] = set()
    for document in offers:
        title = _line(document, "title")
        url = address(document.path)
        if document.text("subType") != PROGRAMME or not title:
            if "/Foerderprogramm/" in document.path:
                problems.append(Problem("note", "stub", "Ein Eintrag hat nur eine Adresse und keinen Inhalt.", url))
        elif "/Archiv/" in document.path:
            problems.append(Problem("note", "archived", "Ein Eintrag liegt im Archiv der Quelle.", url))
        elif document.path in seen:
            problems.append(Problem("warning", "duplicate", "Ein Förderprogramm steht zweimal im Archiv.", url))
        else:
            seen.add(document.path)
            yield _draft(document, title, url, shelf)


def _draft(document: Document, title: str, url: str, shelf: Shelf) -> Draft:
    texts = _texts(document)
    contacts = shelf.contacts(document)
    return Draft(
        external_id=document.path.removeprefix("/BMWI"),
        url=url,
        title=title,
        summary=texts["summary"],
        body=texts["body"],
        requirements=texts["requirements"],
        deadline_text=texts["deadline_text"],
        procedure=texts["procedure"],
        required_documents=texts["required_documents"],
        legal_citation=texts["legal_citation"],
        status_note=texts["status_note"],
        remark=texts["remark"],
        application_language=_line(document, "functions"),
        keywords=_line(document, "keywords"),
        service_key=_line(document, "externalID"),
        issued_on=_day(document.text("dateOfIssue")),
        funder="; ".join(contact.name for contact in contacts if contact.role == "funder") or None,
        damaged=any(map(is_damaged, (title, *texts.values()))),
        categories=categories(document),
        contacts=contacts,
        links=shelf.links(document),
        unknown_facts=_unknown(document),
    )


def _texts(document: Document) -> dict[str, str | None]:
    return {
        "summary": _summary(_prose(document, "teaserText"), _prose(document, "summary")),
        "body": _prose(document, "bodyText"),
        "requirements": _prose(document, "regulatoryFWork"),
        "deadline_text": _prose(document, "procInfluence"),
        "procedure": _prose(document, "procMethod"),
        "legal_citation": _prose(document, "procDescription"),
        "required_documents": _prose(document, "competenceDescr"),
        "status_note": _prose(document, "header"),
        "remark": _prose(document, "remark"),
    }


def _summary(teaser: str | None, description: str | None) -> str | None:
    if not teaser or not description or description.startswith(teaser):
        return description or teaser
    return f"{teaser}\n\n{description}"


def _prose(document: Document, name: str) -> str | None:
    raw = document.text(name)
    if not raw:
        return None
    if "<" not in raw and "&lt;" in raw:
        # Some editors pasted markup that was already escaped.
        raw = html.unescape(raw)
    return html_text(raw) or None


def _line(document: Document, name: str) -> str | None:
    return clean(_prose(document, name) or "") or None


def _day(stamp: str) -> date | None:
    return parse_date(stamp[:10])


def _unknown(document: Document) -> tuple[str, ...]:
    """Properties that say something and that nobody takes: the export has grown."""
    names = set(document.texts) | set(document.targets)
    return tuple(sorted(n for n in names - _TAKEN - _IGNORED if n in document.targets or _prose(document, n)))
