"""The kit that source files read pages with: every selection says how many it wants, so nothing empties quietly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urldefrag, urljoin

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scout.markup import node_text, pieces, tidy_lines
from scout.text import clean

_DECLARATION = re.compile(r"^\s{0,20}<\?xml[^>]{0,200}\?>")  # the body is text by now, whatever it was encoded in
_META_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
T = TypeVar("T")
_NOTHING: Mapping[str, str] = {}


class PageChanged(Exception):
    """A page is not built as its reader expects. Facts are fields; the message is for logs."""

    def __init__(self, url: str, selector: str, found: int | str, wanted: str) -> None:
        super().__init__(f"{url}: {selector!r} found {found}, wanted {wanted}")
        self.url, self.selector, self.found, self.wanted = url, selector, found, wanted


class Facts:
    """Labelled facts of one page. A label that nobody takes or ignores is reported, not lost."""

    def __init__(self, url: str, pairs: list[tuple[str, str]]) -> None:
        self._url = url
        self._left: dict[str, str] = {}
        for label, value in pairs:
            if label in self._left:
                raise PageChanged(url, label, "the label twice", "each label once")
            self._left[label] = value

    def take(self, *labels: str) -> str | None:
        """The value of the first of these labels that the page has; None when it has none or the value is empty."""
        for label in labels:
            if label in self._left:
                return self._left.pop(label) or None
        return None

    def ignore(self, *labels: str) -> None:
        """Labels that are known and not wanted."""
        for label in labels:
            self._left.pop(label, None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Labels nobody took, in page order."""
        return tuple(self._left)


class Page:
    """A page, or a part of one, with the hints its list entry gave (see ``scout.source.Listed``)."""

    def __init__(self, url: str, raw: str, root: LexborNode | None, hints: Mapping[str, str]) -> None:
        self.url, self.hints = url, hints
        self._raw, self._root = raw, root

    @classmethod
    def of(cls, url: str, body: str | bytes, hints: Mapping[str, str] = _NOTHING) -> Page:
        """A page from its body; bytes are read as UTF-8, else as the page's own charset, else as Windows-1252.

        A body that is UTF-8 but for a few bytes stays UTF-8 (``broken_characters``): read as anything else, each of
        its umlauts would be two wrong letters.
        """
        return cls(url, _decode(body) if isinstance(body, bytes) else body, None, hints)

    @property
    def broken_characters(self) -> int:
        """How many characters could not be read, whatever charset was tried."""
        return self._raw.count("\ufffd")

    @property
    def root(self) -> LexborNode:
        """The element that selections start from."""
        if self._root is None:
            self._root = LexborHTMLParser(self._raw).root
            if self._root is None:
                raise PageChanged(self.url, "html", 0, "an HTML page")
        return self._root

    def one(self, selector: str) -> str:
        """The text of exactly one element, on one line and not empty."""
        text = _line(self._single(selector))
        if not text:
            raise PageChanged(self.url, selector, "no text", "text")
        return text

    def maybe(self, selector: str) -> str | None:
        """The text of at most one element, on one line."""
        nodes = self._some(selector, at_most=1)
        return _line(nodes[0]) or None if nodes else None

    def passage(self, selector: str) -> str | None:
        """The text of at most one element with its paragraphs kept."""
        nodes = self._some(selector, at_most=1)
        return node_text(nodes[0]) or None if nodes else None

    def own_text(self) -> str:
        """The text of this part itself, on one line; may be empty."""
        return _line(self.root)

    def texts(self, selector: str, at_least: int = 1) -> list[str]:
        """The texts of all elements, each on one line; empty ones are left out and do not count."""
        found = [text for node in self.root.css(selector) if (text := _line(node))]
        return self._enough(selector, found, at_least)

    def attribute(self, name: str, selector: str | None = None) -> str | None:
        """An attribute of this part itself, or of at most one element within it."""
        nodes = [self.root] if selector is None else self._some(selector, at_most=1)
        return (nodes[0].attributes.get(name) or "").strip() or None if nodes else None

    def links(self, selector: str, at_least: int = 1) -> list[str]:
        """The absolute addresses of all links, each once, without fragments."""
        found: dict[str, None] = {}
        for node in self.root.css(selector):
            if address := self.absolute(node.attributes.get("href")):
                found[address] = None
        return self._enough(selector, list(found), at_least)

    def absolute(self, address: str | None) -> str | None:
        """An address of this page made absolute; None for anything but http(s)."""
        if not address or not address.strip():
            return None
        try:
            full = urldefrag(urljoin(self.url, address.strip())).url
        except ValueError:
            return None
        return full if full.startswith(("http://", "https://")) else None

    def parts(self, selector: str, at_least: int = 1) -> list[Page]:
        """The elements as pages of their own, e.g. the entries of a list."""
        nodes = [Page(self.url, "", node, self.hints) for node in self.root.css(selector)]
        return self._enough(selector, nodes, at_least)

    def facts(self, rows: str, label: str, value: str) -> Facts:
        """Labelled facts: in each row exactly one label and one value. At least one row must be there."""
        pairs = []
        for row in self.parts(rows):
            pairs.append((row.one(label).rstrip(":").strip(), node_text(row._single(value))))
        return Facts(self.url, pairs)

    def sections(self, root: str, heading: str) -> Facts:
        """Headings (an element name, e.g. ``h2``) with the text up to the next one, as facts."""
        pairs: list[tuple[str, list[str]]] = []
        for node, piece in pieces(self._single(root)):
            if node is not None and node.tag == heading:
                pairs.append((clean(node_text(node)), []))
            elif pairs:
                pairs[-1][1].append(piece)
        if not pairs:
            raise PageChanged(self.url, f"{root} {heading}", 0, "at least 1")
        return Facts(self.url, [(title, _without_title(title, text)) for title, text in pairs if title])

    def json(self) -> Any:
        """The body as JSON. Raises PageChanged when it is something else, e.g. an error page."""
        try:
            return json.loads(self._raw)
        except ValueError as error:
            raise PageChanged(self.url, "JSON", self._raw[:40].strip() or "nothing", "a JSON document") from error

    def elements(self, name: str, at_least: int = 1) -> list[Mapping[str, str]]:
        """The elements ``name`` of an XML body (RSS: ``item``, Atom: ``entry``), each as its children's texts by name.

        Names are without namespace; of children with the same name the first counts; a child without text (a link of
        Atom) gives its ``href``. Raises PageChanged when the body is no XML.
        """
        found: list[Mapping[str, str]] = [
            {etree.QName(child).localname: _text_of(child) for child in reversed(element) if isinstance(child.tag, str)}
            for element in _xml(self.url, self._raw).iter(f"{{*}}{name}")
        ]
        return self._enough(name, found, at_least)

    def _single(self, selector: str) -> LexborNode:
        nodes = self.root.css(selector)
        if len(nodes) != 1:
            raise PageChanged(self.url, selector, len(nodes), "exactly 1")
        return nodes[0]

    def _some(self, selector: str, at_most: int) -> list[LexborNode]:
        nodes = self.root.css(selector)
        if len(nodes) > at_most:
            raise PageChanged(self.url, selector, len(nodes), f"at most {at_most}")
        return nodes

    def _enough(self, selector: str, found: list[T], at_least: int) -> list[T]:
        if len(found) < at_least:
            raise PageChanged(self.url, selector, len(found), f"at least {at_least}")
        return found


def _xml(url: str, raw: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(_DECLARATION.sub("", raw, count=1).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise PageChanged(url, "XML", raw[:40].strip() or "nothing", "an XML document") from error


def _text_of(element: etree._Element) -> str:
    return clean("".join(map(str, element.itertext()))) or str(element.get("href", ""))


def _line(node: LexborNode) -> str:
    return clean(node_text(node)).removeprefix("• ")


def _without_title(title: str, text: list[str]) -> str:
    # The heading's own text comes first among the pieces that follow it.
    return tidy_lines("".join(text)).removeprefix(title).strip("\n")


def _decode(body: bytes) -> str:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        as_utf8 = body.decode("utf-8-sig", errors="replace")
        umlauts = sum(as_utf8.count(letter) for letter in "äöüÄÖÜß–„“")
        if umlauts > as_utf8.count("\ufffd"):
            return as_utf8
        declared = _META_CHARSET.search(body[:2000])
        charset = declared[1].decode("ascii") if declared else "windows-1252"
        if charset.lower() in ("utf-8", "utf8"):  # it says so and is not
            charset = "windows-1252"
        try:
            return body.decode(charset, errors="replace")
        except LookupError:
            return body.decode("windows-1252", errors="replace")
