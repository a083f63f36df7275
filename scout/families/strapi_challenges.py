"""Challenges of the SPRIND out of its content system (Strapi): all of them in one answer, texts in German fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scout.facts.values import Status
from scout.families.gsb_vocabulary import named
from scout.markup import html_text
from scout.source import Answer, Ask, BadAnswer, Draft, Problem

_PAGE = "https://www.sprind.org/de/challenges/"
_PAGE_NUMBER = re.compile(r"(?<=pagination%5Bpage%5D=)\d{1,4}")
_NOT_TEXT = re.compile(r"^(?:slug|meta|headline|url|link|alt|tag)", re.IGNORECASE)


def first(address: str) -> Ask:
    """The question for the first hundred challenges."""
    return Ask(f"{address}?pagination%5BpageSize%5D=100&populate=*&pagination%5Bpage%5D=1")


def read(body: bytes, ask: Ask) -> Answer:
    """All challenges of one answer. Raises BadAnswer for another form."""
    try:
        found = json.loads(body)
        records, paging = found["data"], found["meta"]["pagination"]
        page, pages, total = int(paging["page"]), int(paging["pageCount"]), int(paging["total"])
    except (ValueError, KeyError, TypeError) as error:
        start = body[:40].decode("utf-8", errors="replace").strip() or "nichts"
        raise BadAnswer(f"weder »data« noch »meta.pagination«, sondern: {start}") from error
    if not isinstance(records, list) or (total and not records):
        raise BadAnswer(f"{total} Einträge angekündigt, aber Seite {page} ist leer")
    drafts = [draft for record in records if (draft := _draft(record))]
    if records and not drafts:
        raise BadAnswer("kein Eintrag hat »slug_de« und »headline_de«")
    following = Ask(_PAGE_NUMBER.sub(str(page + 1), ask.url)) if page < pages else None
    return Answer(tuple(drafts), following, total, problems=_nameless(ask, len(records) - len(drafts)))


def _draft(record: Mapping[str, Any]) -> Draft | None:
    about = record.get("attributes") or {}
    slug, title = about.get("slug_de"), about.get("headline_de") or about.get("headline_short_de")
    if not slug or not title:
        return None
    return Draft(
        external_id=str(slug),
        url=f"{_PAGE}{slug}",
        title=html_text(str(title)),
        summary=html_text(about.get("meta_description_de") or "") or None,
        body="\n\n".join(dict.fromkeys(_texts(about))) or None,
        funder="SPRIND – Bundesagentur für Sprunginnovationen",
        status=_status(about),
        categories=(named("region", "bundesweit"), named("funder_level", "Bund")),
    )


def _texts(value: Any, name: str = "") -> Iterator[str]:
    """The German texts at any depth, in their order; names end with ``_de``, addresses and labels are left out."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str) and name.endswith("_de") and not _NOT_TEXT.match(name) and (text := html_text(value)):
        yield text


def _status(about: Mapping[str, Any]) -> Status:
    """The tag of the kind ``state``; a challenge that is not open for submissions is over or under way."""
    tags = ((about.get("category") or {}).get("data")) or []
    states = [a.get("tag_de", "") for tag in tags if (a := tag.get("attributes") or {}).get("type") == "state"]
    if not states:
        return "unknown"
    return "open" if any("offen" in state.lower() for state in states) else "closed"


def _nameless(ask: Ask, count: int) -> tuple[Problem, ...]:
    message = "Ein Datensatz der Schnittstelle ist unvollständig."
    return (Problem("error", "broken_document", message, ask.url, f"ohne Namen: {count}"),) if count else ()
