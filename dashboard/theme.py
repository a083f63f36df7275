"""Colours, spacings and Streamlit settings of the dashboard in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

# Every pair of ink on ground below has a contrast of at least 4.5 : 1 (WCAG 2.2 AA); a test computes it.
COLOURS = {
    "page": "#ffffff",
    "panel": "#f4f7f8",
    "line": "#d3dde2",
    "ink": "#1c2b33",
    "quiet": "#4f5f68",
    "accent": "#12556b",
    "accent-ground": "#e3eff3",
    "good": "#1c5a38",
    "good-ground": "#e2f1e7",
    "warn": "#734600",
    "warn-ground": "#fcefd6",
    "bad": "#8c1c16",
    "bad-ground": "#fbe7e4",
    "none": "#45545d",
    "none-ground": "#eaeff1",
}
# Ink and the grounds it stands on.
PAIRS = (
    ("ink", "page"),
    ("ink", "panel"),
    ("quiet", "page"),
    ("quiet", "panel"),
    ("accent", "page"),
    ("accent", "panel"),
    ("accent", "accent-ground"),
    ("good", "good-ground"),
    ("warn", "warn-ground"),
    ("bad", "bad-ground"),
    ("none", "none-ground"),
    ("page", "accent"),
)
SECURED = COLOURS["accent"]
GAP = "#d98e2b"


def streamlit_options() -> dict[str, Any]:
    """Streamlit's settings apart from address and hosts; handed over as flags, so no folder's config.toml counts."""
    return {
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "global.developmentMode": False,
        "runner.fastReruns": True,
        "runner.magicEnabled": False,
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.runOnSave": False,
        "theme.base": "light",
        "theme.backgroundColor": COLOURS["page"],
        "theme.secondaryBackgroundColor": COLOURS["panel"],
        "theme.textColor": COLOURS["ink"],
        "theme.primaryColor": COLOURS["accent"],
        "theme.linkColor": COLOURS["accent"],
        "theme.borderColor": COLOURS["line"],
        "theme.baseFontSize": 15,
        "theme.baseRadius": "0.35rem",
        "theme.headingFontSizes": ["1.6rem", "1.25rem", "1.05rem", "1rem", "1rem", "1rem"],
        "theme.paddingTop": "0.75rem",
        "theme.paddingBottom": "2rem",
        "theme.showWidgetBorder": True,
    }


@cache
def style_sheet() -> str:
    """Our own style sheet with the colours as variables."""
    variables = "".join(f"--fs-{name}:{value};" for name, value in COLOURS.items())
    rules = (Path(__file__).parent / "parts" / "look.css").read_text(encoding="utf-8")
    return f"<style>:root{{{variables}}}\n{rules}</style>"
