"""A page as an outline: the text before its first heading, then each heading with the text below it.

For sites whose class names are not known: headings, accordion questions and bold question lines mean the same on all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scout.markup import node_text, pieces, tidy_lines
from scout.page import Page, PageChanged
from scout.text import clean

# A theme writes either of them, some write both on one element.
MAIN = "[role=main], main:not([role=main])"
# What stands around an article on every page: it would be read as part of the programme.
_AROUND = {"nav", "aside", "footer", "form", "iframe", "figcaption"}
_AROUND_CLASSES = ("breadcrumb", "pager", "visually-hidden", "sr-only", "share", "toolbar", "cookie")
_HEADINGS = {"h2", "h3", "h4", "h5", "h6", "summary"}
_WHOLE = {"p", "table", "a", "b", "strong", "em", "i", "span", "sup", "sub", "abbr", "address", "blockquote", "pre"}
# deGov, the content system of most NRW authorities, marks an accordion's question by class, newer themes by a button.
_HEADING_CLASSES = ("faq_question", "faq-question", "accordion-header", "accordion__header", "accordion-title")
# A labelled field ends where it ends; what follows belongs to what stood before it. So writes Drupal them.
_FIELD = "field--label-above", "field--label-inline"
_WITHIN = ", ".join((
    "h1", "dl", "p > strong", "p > b", *sorted(_HEADINGS | _AROUND),
    *(f"[class*={word}]" for word in (*_HEADING_CLASSES, *_AROUND_CLASSES, *_FIELD)),
))  # fmt: skip
_LONGEST_HEADING = 200
_NUMBERING = re.compile(r"^(?:(?:\d{1,2}\.?){1,3}|[IVX]{1,4}\.|[a-z]\))\s+(?=\S)")


@dataclass(frozen=True)
class Answer:
    """A heading and the text below it, both without markup; paragraphs are kept."""

    heading: str
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading alone; what follows belongs to it."""

    text: str


@dataclass(frozen=True)
class Outline:
    """What a page says, in its own order. ``lead``: the text before the first heading, may be empty."""

    title: str
    lead: str
    answers: tuple[Answer, ...]

    @property
    def text(self) -> str:
        """All of it but the title, headings included."""
        told = (f"{answer.heading}\n{answer.text}" for answer in self.answers)
        return "\n\n".join(part for part in (self.lead, *told) if part)


def outline(page: Page, root: str = MAIN) -> Outline:
    """The outline of a page's main content. Raises PageChanged unless it has one content with one title."""
    content = main_of(page, root)
    title = page.one("h1")
    lead: list[str] = []
    answers: list[tuple[str, list[str]]] = []
    below = lead
    for step in _steps(content):
        if isinstance(step, Answer):
            answers.append((step.heading, [step.text]))
        elif isinstance(step, Heading):
            below = []
            answers.append((step.text, below))
        else:
            below.append(step)
    told = ((heading, tidy_lines("".join(text))) for heading, text in answers)
    return Outline(title, tidy_lines("".join(lead)), tuple(Answer(heading, text) for heading, text in told if text))


def main_of(page: Page, root: str = MAIN) -> LexborNode:
    """The one element that holds the content of a page."""
    found = page.root.css(root)
    if len(found) != 1:
        raise PageChanged(page.url, root, len(found), "exactly 1")
    return found[0]


def _steps(node: LexborNode) -> Iterator[Heading | Answer | str]:
    """Headings, labelled fields and pieces of text below a node, in order; what stands around is left out."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "h1" or (tag != "-text" and _is_around(child)):
            continue
        heading = _heading(child)
        if heading is not None:
            yield Heading(heading)
        elif tag == "dl" or any(word in _classes(child) for word in _FIELD):
            yield from _fields(child)
        elif tag not in _WHOLE and tag != "-text" and child.css_first(_WITHIN) is not None:
            yield "\f"
            yield from _steps(child)
            yield "\f"
        else:
            yield from (piece for _, piece in pieces(child))


def _fields(node: LexborNode) -> Iterator[Answer]:
    """A definition list, or a field whose label and items are marked by class."""
    label: str | None = None
    texts: list[str] = []
    for part in node.css("dt, dd, .field__label, .field__item"):
        if part.tag == "dt" or "field__label" in _classes(part):
            if label and texts:
                yield Answer(label, "\n\n".join(texts))
            label, texts = clean(part.text(deep=True)).rstrip(":").strip(), []
        else:
            texts.append(node_text(part))
    if label and texts:
        yield Answer(label, "\n\n".join(texts))


def _heading(node: LexborNode) -> str | None:
    tag = node.tag or ""
    marked = tag in _HEADINGS or any(word in _classes(node) for word in _HEADING_CLASSES)
    if not marked and not _is_bold_line(node):
        return None
    text = clean(node.text(deep=True, separator=" ")).rstrip(":").strip()
    if not text or len(text) > _LONGEST_HEADING:
        return None
    return _NUMBERING.sub("", text).strip()


def _is_bold_line(node: LexborNode) -> bool:
    """A paragraph that is bold as a whole and asks: editors write headings so when they may not set one."""
    if node.tag != "p":
        return False
    bold = node.css_first("strong, b")
    if bold is None:
        return False
    text = clean(node.text(deep=True))
    return 2 < len(text) <= 120 and text == clean(bold.text(deep=True)) and text[-1] in "?:"


def _is_around(node: LexborNode) -> bool:
    return (node.tag or "") in _AROUND or any(word in _classes(node) for word in _AROUND_CLASSES)


def _classes(node: LexborNode) -> str:
    return node.attributes.get("class") or ""
