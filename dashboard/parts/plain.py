"""Makes scraped text harmless where Streamlit reads Markdown (labels, captions, messages): pure."""

from __future__ import annotations

import re

# Streamlit's own words in an empty field of choice are English.
CHOOSE = "Bitte wählen"

# Markdown and HTML at the level of the parser: a backslash makes each of these an ordinary character.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@\"'=^])")
# What Streamlit looks for in the text after parsing, where a backslash no longer counts: bare addresses, ":material/x:"
# and ":red[", "www.", mail addresses, arrows and dashes. An invisible word joiner (U+2060) breaks them up.
_AFTER_PARSING = re.compile(r"([:@]|www(?=\.)|[-<](?=[-<>]))", re.IGNORECASE)


def plain(text: str) -> str:
    """The text so that Streamlit's Markdown shows it letter by letter, on one line."""
    broken_up = _AFTER_PARSING.sub("\\1\u2060", " ".join(text.split()))
    return _SPECIAL.sub(r"\\\1", broken_up)
