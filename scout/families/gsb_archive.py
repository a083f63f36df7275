"""Opens a ZIP of XML documents from a GSB content system, guarded, and reads each document to plain values."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

from scout.source import BadArchive, Problem

HOST = "https://www.foerderdatenbank.de"
MAX_UNPACKED = 1_500_000_000
MAX_DOCUMENT = 50_000_000
MAX_DOCUMENTS = 100_000
# Text packs to about a tenth; a bomb to less than a hundredth.
MAX_RATIO = 100

_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
_HREF = "{http://www.w3.org/1999/xlink}href"
_TARGET = "target:"
_ADVICE = "Bitte {what} und den Lauf wiederholen."


@dataclass(frozen=True)
class Document:
    """One document of the export: its own path with name, its texts and where it points to, by property name."""

    path: str
    type: str
    texts: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A property's text without its CDATA wrapping, still HTML; empty when the property is missing."""
        return self.texts.get(name, "")


def address(path: str) -> str:
    """The page of a document on the public site, from its path with name."""
    return HOST + quote("/" + path.removeprefix("/").removeprefix("BMWI/")) + ".html"


def open_archive(body: bytes) -> zipfile.ZipFile:
    """The archive in a download. Raises BadArchive saying in German what was found instead and what to do."""
    if not body:
        raise BadArchive(
            "Der Server hat eine leere Datei geliefert. " + _ADVICE.format(what="später noch einmal abrufen")
        )
    if not body.startswith(b"PK"):
        raise BadArchive(_what_it_is(body))
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadArchive(
            f"Das ZIP-Archiv ist unvollständig oder beschädigt ({_megabytes(len(body))} empfangen, Inhaltsverzeichnis "
            f"nicht lesbar). Wahrscheinlich wurde die Übertragung abgebrochen. "
            + _ADVICE.format(what="später noch einmal abrufen")
        ) from error
    _guard(archive, len(body))
    return archive


def documents(archive: zipfile.ZipFile, problems: list[Problem]) -> Iterator[Document]:
    """All XML documents; one that cannot be read becomes a problem, never the end of the run."""
    for entry in archive.infolist():
        if entry.is_dir() or not entry.filename.lower().endswith(".xml"):
            continue
        if entry.file_size > MAX_DOCUMENT:
            problems.append(_broken(entry.filename, f"{_megabytes(entry.file_size)} groß"))
            continue
        try:
            raw = archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            problems.append(_broken(entry.filename, f"nicht entpackbar: {error}"))
            continue
        document = read_document(raw, entry.filename, problems)
        if document is not None:
            yield document


def read_document(raw: bytes, filename: str, problems: list[Problem]) -> Document | None:
    """One document from its XML. Control characters, which no XML may hold, are taken out and reported."""
    tidy = raw.translate(None, _CONTROL)
    if len(tidy) != len(raw):
        problems.append(
            Problem(
                "note",
                "control_characters",
                "Ein Dokument enthielt Steuerzeichen; sie wurden entfernt, der übrige Inhalt ist gelesen.",
                detail=f"{filename}: {len(raw) - len(tidy)} Zeichen",
            )
        )
    # Fresh parser: lxml's is not shared between documents once one of them was broken.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(tidy, parser)
    except etree.XMLSyntaxError as error:
        problems.append(_broken(filename, f"Zeile {error.lineno}: {error.msg}"))
        return None
    if root.tag != "document" or not root.get("path") or not root.get("name"):
        problems.append(_broken(filename, "ohne Element <document> mit path und name"))
        return None
    return _document(root)


def _document(root: etree._Element) -> Document:
    texts: dict[str, str] = {}
    targets: dict[str, tuple[str, ...]] = {}
    for prop in root.iterchildren("property"):
        name = (prop.get("name") or "").removeprefix("gsb:")
        for child in prop:
            if child.tag in ("text", "value"):
                texts[name] = _unwrapped(child.text)
        found = tuple(
            href.removeprefix(_TARGET)
            for link in prop.iter("link")
            if (parent := link.getparent()) is not None and parent.tag == "links" and (href := link.get(_HREF))
        )
        if found:
            targets[name] = found
    return Document(f"{root.get('path')}/{root.get('name')}", root.get("type") or "", texts, targets)


def _unwrapped(text: str | None) -> str:
    # The export escapes its CDATA section, so that the markers arrive as text.
    text = (text or "").strip()
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text


def _what_it_is(body: bytes) -> str:
    start = body[:20_000].decode("utf-8", errors="replace").lower()
    if any(word in start for word in ("captcha", "perfdrive", "radware", "are you a robot")):
        return (
            "Statt des ZIP-Archivs kam eine Abfrage gegen automatische Zugriffe (Captcha). Der Server erkennt diesen "
            "Abruf als Programm. "
            + _ADVICE.format(what="den Abruf nicht verkürzt wiederholen, den Anbieter ansprechen")
        )
    if "<html" in start or "<!doctype html" in start:
        return (
            "Statt des ZIP-Archivs kam eine Webseite. Vermutlich hat sich die Adresse geändert oder der Server leitet "
            "um. " + _ADVICE.format(what="die Adresse im Browser prüfen")
        )
    return f"Die Datei ist kein ZIP-Archiv (sie beginnt mit {body[:8]!r}, {_megabytes(len(body))}). " + _ADVICE.format(
        what="die Adresse prüfen"
    )


def _guard(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_DOCUMENTS or unpacked > MAX_UNPACKED or unpacked > packed * MAX_RATIO:
        raise BadArchive(
            f"Das ZIP-Archiv wurde nicht entpackt: {len(entries)} Dateien, entpackt {_megabytes(unpacked)} aus "
            f"{_megabytes(packed)}. So groß ist der Export nie; das kann ein Angriff sein. "
            + _ADVICE.format(what="die Quelle prüfen")
        )


def _broken(filename: str, why: str) -> Problem:
    return Problem(
        "warning",
        "broken_document",
        "Ein Dokument des Archivs ist nicht lesbar und wurde übergangen.",
        url=address(filename.removesuffix(".xml")),
        detail=f"{filename}: {why}",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",") if size >= 100_000 else f"{size} Byte"
