"""The search interface of the EU Funding & Tenders Portal (SEDIA): asked page by page, language and types always fixed.

It is the portal's own, not an official one: a query of another form, another answer or records of another type end in
BadAnswer by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from scout.families import sedia_record
from scout.source import Answer, Ask, BadAnswer, Draft, Evidence, Expect, Problem, RecordSource

ADDRESS = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities"
PER_PAGE = 100
PERIOD = "2021 - 2027"
FORTHCOMING_OR_OPEN = ("31094501", "31094502")
COPIES = "SEDIA_PRD_CENTRICITY"  # a second copy of old topics, whose pages answer 404
_BOUNDARY = "foerderscout-6f0c2a"
_PAGE_NUMBER = re.compile(r"(?<=pageNumber=)\d{1,6}")
_FIELDS = (
    "type", "identifier", "reference", "callccm2Id", "title", "caName", "callTitle", "callIdentifier", "projectAcronym",
    "status", "startDate", "deadlineDate", "deadlineModel", "frameworkProgramme", "typesOfAction", "budgetOverview",
    "actions", "descriptionByte", "description", "topicConditions", "keywords", "DATASOURCE", "programmePeriod", "url",
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Reads the answers for some types of records; ``source`` builds one."""

    types: tuple[str, ...]

    def __call__(self, body: bytes, ask: Ask) -> Answer:
        """One answer. Raises BadAnswer for anything but the agreed form, and for a page that should hold records."""
        results, total = _parsed(body)
        page = _page_of(ask)
        if not results and (page - 1) * PER_PAGE < total:
            raise BadAnswer(f"{total} Datensätze angekündigt, aber Seite {page} ist leer")
        wanted, left_out = self._wanted(results)
        drafts, broken = _drafts(wanted)
        if wanted and not drafts:
            raise BadAnswer(f"kein einziger von {len(wanted)} Datensätzen ist lesbar: {broken[0].detail}")
        following = _page(ask, page + 1) if page * PER_PAGE < total else None
        notes = tuple(_note(ask.url, what, len(names)) for what, names in left_out.items() if names)
        return Answer(drafts, following, total, tuple(chain.from_iterable(left_out.values())), broken + notes)

    def _wanted(self, results: Sequence[Mapping[str, Any]]) -> tuple[list[sedia_record.Record], dict[str, list[str]]]:
        """The records to read, and the names of those left out, by reason."""
        wanted: dict[str, sedia_record.Record] = {}
        left_out: dict[str, list[str]] = {f"Kopien ({COPIES})": [], "andere Sprachfassungen": [], "Wiederholungen": []}
        copies, languages, repeated = left_out
        for result in results:
            record = sedia_record.Record(result)
            if record.one("type") not in self.types:
                raise BadAnswer(f"gefragt war nach Art {', '.join(self.types)}, gekommen ist {record.one('type')}")
            if record.one("DATASOURCE") == COPIES:
                left_out[copies].append(record.reference)
            elif record.language != "en":
                left_out[languages].append(record.reference)
            elif record.reference in wanted:
                left_out[repeated].append(record.reference)
            else:
                wanted[record.reference] = record
        return list(wanted.values()), left_out


def source(key: str, title: str, types: tuple[str, ...], start: str, expect: Expect) -> RecordSource:
    """A source that asks for the forthcoming and open records of some types of the current programme period."""
    return RecordSource(
        key=key,
        title=title,
        publisher="Europäische Kommission",
        start=start,
        expect=expect,
        # Oldest first: what is published during the run comes at the end and shifts no page. Many topics open on one
        # day, though, and the interface ranks those differently from page to page: seen in the answers of 2026-08-22.
        first=_ask(types, "startDate"),
        again=_ask(types, "deadlineDate"),
        read=Reader(types),
        licence="CC BY 4.0 (Beschluss 2011/833/EU der Kommission; nicht geprüft)",
        needs_live_check=True,
        evidence=Evidence("page", "2026-08"),
    )


def _ask(types: tuple[str, ...], by: str) -> Ask:
    must = [
        {"terms": {"type": list(types)}},
        {"terms": {"status": list(FORTHCOMING_OR_OPEN)}},
        {"term": {"programmePeriod": PERIOD}},
    ]
    parts = {
        "query": {"bool": {"must": must}},
        "languages": ["en"],
        "sort": {"field": by, "order": "ASC"},
        "displayFields": list(_FIELDS),
    }
    url = f"{ADDRESS}?apiKey=SEDIA&text=***&pageSize={PER_PAGE}&pageNumber=1"
    return Ask(url, _form(parts), {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"})


def _page(ask: Ask, number: int) -> Ask:
    return replace(ask, url=_PAGE_NUMBER.sub(str(number), ask.url))


def _form(parts: Mapping[str, object]) -> bytes:
    """A multipart form; each part says that it is JSON, without which the interface answers 500."""
    lines: list[str] = []
    for name, value in parts.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="blob"'
        lines += [f"--{_BOUNDARY}", head, "Content-Type: application/json", "", json.dumps(value)]
    return "\r\n".join([*lines, f"--{_BOUNDARY}--", ""]).encode()


def _page_of(ask: Ask) -> int:
    number = _PAGE_NUMBER.search(ask.url)
    return int(number[0]) if number else 1


def _parsed(body: bytes) -> tuple[Sequence[Mapping[str, Any]], int]:
    try:
        found = json.loads(body)
    except ValueError as error:
        start = body[:40].decode("utf-8", errors="replace").strip() or "nichts"
        raise BadAnswer(f"kein JSON, sondern: {start}") from error
    if not isinstance(found, dict) or not isinstance(found.get("results"), list):
        raise BadAnswer("die Liste »results« fehlt")
    if not isinstance(found.get("totalResults"), int):
        raise BadAnswer("die Zahl »totalResults« fehlt")
    if not all(isinstance(result, dict) for result in found["results"]):
        raise BadAnswer("in »results« steht anderes als Datensätze")
    return found["results"], found["totalResults"]


def _drafts(records: Sequence[sedia_record.Record]) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    drafts: dict[str, Draft] = {}
    broken: list[Problem] = []
    for record in records:
        try:
            draft = sedia_record.draft(record)
            drafts.setdefault(draft.external_id, draft)
        except BadAnswer as error:
            message = "Ein Datensatz der Schnittstelle ist unvollständig."
            broken.append(Problem("error", "broken_document", message, record.url, str(error)))
    return tuple(drafts.values()), tuple(broken)


def _note(url: str, what: str, count: int) -> Problem:
    return Problem("note", "left_out", "Datensätze der Schnittstelle wurden ausgelassen.", url, f"{what}: {count}")
