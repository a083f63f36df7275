"""How stored words are shown to people: pure, for pages, digest and exports. What is stored stays as it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The Förderdatenbank's export turns every character outside ISO-8859-1 into "?". Between blanks or digits that can only
# have been a dash; anywhere else (quotation marks, a real question) it stays as it is.
_LOST_DASH = re.compile(r"(?<=\s)\?(?=\s)|(?<=\d)\?(?=\d)")


def shown_title(title: str, damaged: bool) -> str:
    """A title for reading: dashes that the source lost are put back, nothing else is touched."""
    return _LOST_DASH.sub("–", title) if damaged else title


def shared_words(reasons: Iterable[tuple[str, str]], most: int = 4) -> tuple[str, ...]:
    """The words of a document that carry a match, each once and in one form, strongest first.

    reasons: (ours, theirs) as stored, strongest first; several inflected forms of one word are joined by commas.
    """
    found: dict[str, str] = {}
    for ours, theirs in reasons:
        word = (theirs or ours).split(", ")[0]
        found.setdefault(word.casefold(), word)
    return tuple(found.values())[:most]
