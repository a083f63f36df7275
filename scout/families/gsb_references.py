"""The documents that programmes of a GSB export point to: contacts, addresses, funders and external links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from scout.families.gsb_archive import Document
from scout.markup import html_text
from scout.source import Contact, Link, Problem
from scout.text import clean

_INLINE_TARGET = re.compile(r"target:(/[^\"'\s<>]*/ExternerLink/[^\"'\s<>]+)")
_LINK_NOTE = re.compile(r"\s*\((?:externer Link|Öffnet Einzelsicht|öffnet .*?)\)$", re.IGNORECASE)


class Shelf:
    """Finds referenced documents by path. A reference that leads nowhere is reported once per target."""

    def __init__(self, problems: list[Problem]) -> None:
        self._documents: dict[str, Document] = {}
        self._problems = problems
        self._missing: set[str] = set()

    def add(self, document: Document) -> None:
        """Puts a document where its path says."""
        self._documents[document.path] = document

    def contacts(self, programme: Document) -> tuple[Contact, ...]:
        """Whom to ask and who pays, each once, in the source's order."""
        found: dict[Contact, None] = {}
        for path in programme.targets.get("cl2Contacts", ()):
            if document := self._get(path):
                found[self._contact(document, "contact")] = None
        for path in programme.targets.get("cl2Processes", ()):
            if "/Foerdergeber/" in path and "/Categories/" not in path and (document := self._get(path)):
                found[self._contact(document, "funder")] = None
        return tuple(contact for contact in found if contact.name)

    def links(self, programme: Document) -> tuple[Link, ...]:
        """The pages behind a programme: those listed and those its texts point to, each once."""
        found: dict[str, Link] = {}
        for path in self._link_paths(programme):
            document = self._get(path)
            if document and (url := document.text("url").strip()):
                found.setdefault(url, Link(_LINK_NOTE.sub("", self._title(document)) or url, url))
        return tuple(found.values())

    def _link_paths(self, programme: Document) -> Iterator[str]:
        for name in ("cl2CustServices", "cl2RelatedEnts"):
            yield from (path for path in programme.targets.get(name, ()) if "/ExternerLink/" in path)
        for text in programme.texts.values():
            if "target:" in text:
                yield from _INLINE_TARGET.findall(text)

    def _contact(self, document: Document, role: Literal["contact", "funder"]) -> Contact:
        address = self._first(document, "cl2Addresses")
        site = self._first(document, "website")
        street = place = None
        if address:
            street = clean(f"{address.text('road')} {address.text('houseId')}") or None
            place = clean(f"{address.text('zipCode')} {address.text('city')}") or None
        return Contact(
            role,
            self._name(document),
            street,
            place,
            clean(document.text("phone")) or None,
            clean(document.text("email")) or None,
            (site.text("url").strip() or None) if site else None,
        )

    def _name(self, document: Document) -> str:
        own = self._title(document)
        above = self._first(document, "cl2RespTargets")
        parent = self._title(above) if above else ""
        return f"{parent}, {own}" if parent and own and parent not in own and own not in parent else own or parent

    def _first(self, document: Document, name: str) -> Document | None:
        return next((found for path in document.targets.get(name, ()) if (found := self._get(path))), None)

    def _title(self, document: Document) -> str:
        return clean(html_text(document.text("title")))

    def _get(self, path: str) -> Document | None:
        found = self._documents.get(path)
        if found is None and path not in self._missing:
            self._missing.add(path)
            self._problems.append(
                Problem(
                    "note",
                    "unresolved_reference",
                    "Ein Kontakt, Fördergeber oder Link fehlt im Archiv, auf den ein Förderprogramm verweist.",
                    detail=path,
                )
            )
        return found
