"""Writes a portfolio as YAML that the reader reads back to the same values."""

from __future__ import annotations

from typing import Any

import yaml

from data.portfolio.sections import APPLICATIONS, EXPECTED, HEAD, ITEM_SECTIONS, THEMES, Section
from data.portfolio.values import STATUS_WORDS, PortfolioFile


def portfolio_to_yaml(portfolio: PortfolioFile) -> str:
    """The file's text. Unknown facts are written as ``null``, so that people see what can be filled in."""
    content: dict[str, Any] = {field.name: getattr(portfolio, field.name) for field in HEAD}
    content["expected_counts"] = _expected(portfolio)
    content[THEMES.name] = [_entry(THEMES, theme) for theme in portfolio.themes]
    for section in ITEM_SECTIONS:
        content[section.name] = [_entry(section, item) for item in portfolio.items if item.kind == section.kind]
    content[APPLICATIONS.name] = [_entry(APPLICATIONS, application) for application in portfolio.applications]
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    """Indents lists under their field, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _expected(portfolio: PortfolioFile) -> dict[str, Any]:
    counts: dict[str, Any] = {field.name: getattr(portfolio.expected, field.name) for field in EXPECTED}
    return counts | {"proposals_by_theme_field": dict(portfolio.expected.proposals_by_theme_field)}


def _entry(section: Section, value: Any) -> dict[str, Any]:
    entry = {field.name: getattr(value, field.name) for field in section.fields}
    if "status" in entry:
        entry["status"] = STATUS_WORDS[entry["status"]]
    return {name: list(found) if isinstance(found, tuple) else found for name, found in entry.items()}
