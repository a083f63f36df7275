"""HTML to text that a person can read: paragraphs stay apart, inline tags glue nothing together and split nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scout.text import clean

_SILENT = {"script", "style", "noscript", "template", "svg", "head", "-comment", "button", "select", "-doctype"}
_PARAGRAPH = {
    "address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form", "header",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
_LINE = {"br", "dd", "dt", "li", "tr", "caption", "figcaption", "option", "summary"}
_CELL = {"td", "th"}
_PARAGRAPH_END = "\f"
# A list item whose text stands in a paragraph of its own.
_BULLET = re.compile(r"•[ \n\f]+")


def html_text(html: str) -> str:
    """The text of an HTML fragment or page; text without tags comes back normalised."""
    if "<" not in html and "&" not in html:
        return tidy_lines(html)
    body = LexborHTMLParser(html).body
    return node_text(body) if body is not None else ""


def node_text(node: LexborNode) -> str:
    """The text below a node, paragraphs separated by an empty line, list items and rows by a line break."""
    return tidy_lines("".join(piece for _, piece in pieces(node)))


def pieces(node: LexborNode) -> Iterator[tuple[LexborNode | None, str]]:
    """Text and breaks below a node in document order; an element's own entry carries the element itself."""
    stack: list[LexborNode | str] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            yield None, top
            continue
        tag = top.tag or ""
        if tag == "-text":
            yield None, _flat(top.text_content or "")
            continue
        if tag in _SILENT:
            continue
        around = _break_for(tag)
        yield top, around + ("• " if tag == "li" else "")
        if around and tag != "br":
            stack.append(around)
        stack.extend(reversed(list(top.iter(include_text=True))))


def tidy_lines(text: str) -> str:
    """Text with breaks as ``pieces`` yields them: lines normalised, breaks that meet count once, the stronger wins."""
    text = _BULLET.sub("• ", text)
    paragraphs = (
        "\n".join(line for line in map(clean, paragraph.split("\n")) if line and line != "•")
        for paragraph in text.split(_PARAGRAPH_END)
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _flat(text: str) -> str:
    # A line break in the source is a space; only tags break lines.
    return text.replace("\n", " ").replace("\r", " ").replace(_PARAGRAPH_END, " ")


def _break_for(tag: str) -> str:
    if tag in _PARAGRAPH:
        return _PARAGRAPH_END
    if tag in _LINE:
        return "\n"
    return " " if tag in _CELL else ""
