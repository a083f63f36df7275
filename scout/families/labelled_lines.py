"""Pages whose markup is not known, read by their labels: a line that is a label, and the lines up to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from scout.page import Facts, Page, PageChanged


def facts(page: Page, root: str, labels: Sequence[str], at_least: int = 1) -> Facts:
    """The labelled facts of an element: ``Frist: 1.3.`` on one line or ``Frist:`` with the value on those below.

    labels: all labels the page is known to use, without colon. Raises PageChanged where fewer than ``at_least`` of
    them are there, or where one is there twice.
    """
    text = page.passage(root)
    if text is None:
        raise PageChanged(page.url, root, "no text", "text with labels")
    pairs: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        label, value = _split(line.removeprefix("• "), labels)
        if label is not None:
            pairs.append((label, [value] if value else []))
        elif pairs:
            pairs[-1][1].append(line)
    if len(pairs) < at_least:
        raise PageChanged(page.url, root, f"{len(pairs)} of the labels {', '.join(labels)}", f"at least {at_least}")
    return Facts(page.url, [(label, "\n".join(lines).strip()) for label, lines in pairs])


def before(page: Page, root: str, labels: Sequence[str]) -> str | None:
    """The text of an element above its first label."""
    lines: list[str] = []
    for line in (page.passage(root) or "").split("\n"):
        if _split(line.removeprefix("• "), labels)[0] is not None:
            break
        lines.append(line)
    return "\n".join(lines).strip() or None


def _split(line: str, labels: Sequence[str]) -> tuple[str | None, str]:
    name, colon, value = line.partition(":")
    if name.strip() in labels and (colon or not value):
        return name.strip(), value.strip()
    return None, line
