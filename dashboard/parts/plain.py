"""Makes scraped text harmless where Streamlit reads Markdown (labels, captions): pure."""

from __future__ import annotations

import re

# Markdown, HTML, Streamlit's directives (":red[", ":material/"), formulas and entities, all by one backslash.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@\"'=^])")


def plain(text: str) -> str:
    """The text so that Streamlit's Markdown shows it letter by letter, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
