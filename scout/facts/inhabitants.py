"""How many inhabitants a municipality must or may have to apply, out of a passage. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"(?P<number>\d{1,3}(?:[.\s]\d{3}){1,2}|\d{3,7})"
# Whose inhabitants are counted stands in front: a place to be helped, or a whole region, is something else.
_LIMIT = re.compile(
    rf"\b(?:[\w-]{{0,20}}[Gg]emeinden?|Städten?|Stadt|Kommunen?)\b[^.;)]{{0,40}}?\b(?P<way>mit\smehr\sals|mehr\sals|über|ab|mindestens|"
    rf"mit\smindestens|weniger\sals|unter|bis\szu|bis\smaximal|bis|höchstens|maximal|nicht\smehr\sals)\s(?:zu\s)?{_NUMBER}\s"
    r"(?:Einwohner|EW\b)"
)
_LEAST = ("mehr als", "über", "ab", "mindestens")


def inhabitants(text: str, start: int, end: int) -> Iterator[str]:
    """``municipality:min:N`` and ``municipality:max:N`` for every limit between two positions of a text."""
    for match in _LIMIT.finditer(text, start, end):
        way = " ".join(match["way"].split()).removeprefix("mit ")
        number = int(re.sub(r"\D", "", match["number"]))
        least = way in _LEAST and not way.startswith("nicht")
        yield f"municipality:{'min' if least else 'max'}:{number}"
