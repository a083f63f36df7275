"""The theme fields of the portfolio that ships with Förderscout: title and search terms, without a store."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class ShippedTheme:
    """A theme field; ``terms`` one a line, as in the store."""

    key: str
    title: str
    terms: str


@cache
def shipped_themes() -> tuple[ShippedTheme, ...]:
    """The eight theme fields in the order of the file."""
    raw = yaml.safe_load(files("data.reference").joinpath("portfolio.yml").read_text("utf-8"))
    return tuple(ShippedTheme(t["key"], t["title"], "\n".join(t["terms"])) for t in raw["theme_fields"])
