"""Does a host reserve text and data mining (§ 44b UrhG)? Read from its machine-readable statement: pure.

Source: TDM Reservation Protocol of the W3C community group: a header ``tdm-reservation``, or a file
``/.well-known/tdmrep.json`` with rules by path. 1 reserves, 0 does not; no statement leaves it unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

TextMining = Literal["free", "reserved", "unknown"]
FILE = "/.well-known/tdmrep.json"
HEADER = "tdm-reservation"
_LONGEST_RULE = 200


def from_headers(headers: Mapping[str, str]) -> TextMining:
    """What the header of an answer says; names in any case."""
    values = {name.lower(): value.strip() for name, value in headers.items()}
    return _meaning(values.get(HEADER))


def from_file(body: bytes, path: str) -> TextMining:
    """What the file of a host says about one path: the longest rule that fits decides, among equals a reservation."""
    try:
        rules = json.loads(body)
    except ValueError:
        return "unknown"
    fitting = [rule for rule in (rules if isinstance(rules, list) else []) if _fits(rule, path)]
    if not fitting:
        return "unknown"
    longest = max(len(rule["location"]) for rule in fitting)
    said = {_meaning(rule.get(HEADER)) for rule in fitting if len(rule["location"]) == longest}
    return "reserved" if "reserved" in said else "free" if "free" in said else "unknown"


def _fits(rule: Any, path: str) -> bool:
    if not isinstance(rule, dict) or not isinstance(rule.get("location"), str):
        return False
    location: str = rule["location"]
    if len(location) > _LONGEST_RULE or location.count("*") > 5:
        return False
    pattern = re.escape(location.removesuffix("$")).replace(r"\*", ".*")
    return re.match(pattern + ("$" if location.endswith("$") else ""), path) is not None


def _meaning(value: Any) -> TextMining:
    return {"1": "reserved", "0": "free"}.get(str(value), "unknown")  # type: ignore[return-value]
