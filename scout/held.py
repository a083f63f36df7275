"""What a held run keeps for a person's decision, as a document: exact there and back.

The document lies among the captures under its SHA-256, gzipped as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from data.errors import FoerderscoutError
from scout.facts.values import DeadlineFact, EligibilityFact, MoneyFact
from scout.mass import Dispute
from scout.source import Category, Contact, Draft, Link

FORM = 1
_PARTS: dict[str, Any] = {
    "categories": Category,
    "contacts": Contact,
    "links": Link,
    "deadlines": DeadlineFact,
    "eligibility": EligibilityFact,
    "money": MoneyFact,
}
_DATES = {"issued_on", "due_on", "opens_on"}


class HeldLost(FoerderscoutError):
    """The document of a held run is of another form than this program knows."""


@dataclass(frozen=True)
class Held:
    """The disputed part of a run.

    drafts: of the programmes that appeared or changed, as their source states them, by external id in order.
    capture_of: external_id -> address of the body it was read from. unread: addresses that could not be read.
    """

    dispute: Dispute
    drafts: tuple[Draft, ...]
    capture_of: Mapping[str, str]


def to_bytes(held: Held) -> bytes:
    """The document; equal values give equal bytes."""
    dispute = {name: value for name, value in vars(held.dispute).items() if name != "refused"}
    value = {
        "form": FORM,
        "dispute": {**dispute, "refused": sorted(held.dispute.refused)},
        "drafts": [asdict(draft) for draft in held.drafts],
        "capture_of": dict(held.capture_of),
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=lambda day: day.isoformat()).encode()


def from_bytes(body: bytes) -> Held:
    """The held part of a run. Raises HeldLost for a document of another form."""
    try:
        value = json.loads(body)
        if value["form"] != FORM:
            raise KeyError("form")
        return Held(_dispute(value["dispute"]), tuple(map(_draft, value["drafts"])), value["capture_of"])
    except (ValueError, KeyError, TypeError) as error:
        raise HeldLost(
            "Was der zurückgehaltene Lauf gelesen hat, ist in einer Form gespeichert, die dieses Programm nicht "
            f"kennt ({type(error).__name__}: {error}). Bitte den Lauf verwerfen und die Quelle neu lesen: "
            "foerderscout runs discard RUN --reason …, dann foerderscout crawl KEY."
        ) from error


def held_part(dispute: Dispute, read: Iterable[Draft], capture_of: Mapping[str, str]) -> Held:
    """What of a reading is kept for a dispute. ``read``: drafts as their source states them."""
    wanted = set(dispute.appeared) | set(dispute.changed)
    drafts = tuple(sorted((d for d in read if d.external_id in wanted), key=lambda d: d.external_id))
    return Held(dispute, drafts, {key: url for key, url in sorted(capture_of.items()) if key in wanted})


def _dispute(value: Mapping[str, Any]) -> Dispute:
    parts = {
        part: {external_id: datetime.fromisoformat(since) for external_id, since in value[part].items()}
        for part in ("appeared", "vanished", "changed")
    }
    return Dispute(**parts, refused=frozenset(value["refused"]))


def _draft(value: Mapping[str, Any]) -> Draft:
    fields = {name: _dated(name, held) for name, held in value.items() if name not in _PARTS}
    parts = {name: tuple(_made(kind, row) for row in value[name]) for name, kind in _PARTS.items()}
    return Draft(**{**fields, **parts, "unknown_facts": tuple(value["unknown_facts"])})


def _made(kind: Any, row: Mapping[str, Any]) -> Any:
    return kind(**{name: _dated(name, held) for name, held in row.items()})


def _dated(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DATES and value is not None else value
