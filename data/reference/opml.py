"""Lists of feeds in OPML, the form that every feed reader reads and writes: pure, from bytes to entries and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from xml.sax.saxutils import quoteattr

from lxml import etree

from data.errors import BadInput
from data.reference.feeds import CROSS_CUTTING, Feed, is_web_address

_LONGEST_KEY = 60
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Outline:
    """One feed of an OPML file. ``group``: the folders it lies in, outermost first. ``line``: where it stands."""

    line: int
    title: str
    url: str
    publisher: str | None
    language: str | None
    group: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """An entry that is no usable feed, with the reason for people."""

    line: int
    title: str
    reason: str


@dataclass(frozen=True)
class OpmlFile:
    """What an OPML file holds: usable feeds in its order, each address once, and what was refused."""

    outlines: tuple[Outline, ...]
    refused: tuple[Refused, ...]


def read_opml(body: bytes, file: str) -> OpmlFile:
    """Reads an OPML file of any version; ``file`` is only for messages.

    Raises BadInput with file and line when it is no OPML at all; single bad entries come back as refused.
    """
    # Nothing is loaded and no entity followed: such a file may come from anywhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{file}, Zeile {error.lineno or 1}: kein gültiges OPML ({error.msg}).") from error
    if root.tag != "opml":
        raise BadInput(f"{file}, Zeile 1: Erwartet wird eine OPML-Datei, das äußerste Element ist aber <{root.tag}>.")
    return _sorted_out(_outlines(root))


def as_feeds(outlines: Sequence[Outline], themes: Mapping[str, str], taken: Collection[str]) -> tuple[Feed, ...]:
    """Feeds of the outlines, each under a key of its own.

    themes: key -> title of the theme fields; a folder named like one puts its feeds there. taken: keys in use.
    """
    used = set(taken)
    feeds = []
    for outline in outlines:
        key = free_key(outline.title, used)
        used.add(key)
        feeds.append(
            Feed(
                key,
                outline.title,
                outline.url,
                _theme_of(outline.group, themes),
                outline.language or "de",
                outline.publisher,
            )
        )
    return tuple(feeds)


def write_opml(feeds: Iterable[Feed], themes: Mapping[str, str]) -> str:
    """An OPML 2.0 file with one folder per theme field, in the order of ``themes``; feeds for all of them come last."""
    by_theme: dict[str, list[Feed]] = {}
    for feed in feeds:
        by_theme.setdefault(feed.theme_field or CROSS_CUTTING, []).append(feed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">',
        "  <head><title>Förderscout: Feeds</title></head>", "  <body>",
    ]  # fmt: skip
    for key, title in {**themes, CROSS_CUTTING: "Querschnitt"}.items():
        if key in by_theme:
            lines.append(f"    <outline text={quoteattr(title)}>")
            lines += [_line(feed) for feed in by_theme[key]]
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def free_key(title: str, used: Collection[str]) -> str:
    """A key made of a title that nobody uses yet."""
    umlauts = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    plain = unicodedata.normalize("NFKD", title.lower().translate(umlauts)).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY] or "feed"
    numbered = (f"{stem}_{number}" for number in range(2, len(used) + 3))
    return next(key for key in (stem, *numbered) if key not in used)


def _outlines(root: etree._Element) -> list[Outline]:
    found = []
    for element in root.iter("outline"):
        url = _said(element, "xmlUrl", "xmlurl", "url")
        if url is None and _said(element, "type") not in {"rss", "atom"}:
            continue  # a folder
        title = _said(element, "title", "text") or url or ""
        folders = [_said(above, "title", "text") for above in element.iterancestors("outline")]
        found.append(
            Outline(
                cast(int, element.sourceline or 0),  # the stubs know no type for it
                title[:_LONGEST_TITLE],
                url or "",
                None,
                (_said(element, "language") or "")[:2].lower() or None,
                tuple(name for name in reversed(folders) if name),
            )
        )
    return found


def _sorted_out(outlines: Iterable[Outline]) -> OpmlFile:
    kept: dict[str, Outline] = {}
    refused = []
    for outline in outlines:
        if not is_web_address(outline.url) or len(outline.url) > 2000:
            reason = f"{outline.url!r} ist keine Web-Adresse (https://…)" if outline.url else "Die Adresse fehlt"
            refused.append(Refused(outline.line, outline.title, reason))
        elif outline.url in kept:
            refused.append(Refused(outline.line, outline.title, f"steht schon in Zeile {kept[outline.url].line}"))
        else:
            kept[outline.url] = outline
    return OpmlFile(tuple(kept.values()), tuple(refused))


def _said(element: etree._Element, *names: str) -> str | None:
    values = (" ".join((element.get(name) or "").split()) for name in names)
    return next((value for value in values if value), None)


def _theme_of(group: Sequence[str], themes: Mapping[str, str]) -> str | None:
    by_name = {name.casefold(): key for key, title in themes.items() for name in (key, title)}
    return next((by_name[name.casefold()] for name in reversed(group) if name.casefold() in by_name), None)


def _line(feed: Feed) -> str:
    parts = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.url, "language": feed.language}
    return f"      <outline {' '.join(f'{name}={quoteattr(value)}' for name, value in parts.items())}/>"
