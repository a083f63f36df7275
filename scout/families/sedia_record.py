"""One record of the EU Funding & Tenders Portal (a topic, a call, a cascade call) as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scout.families import sedia_budget, sedia_dates
from scout.families.gsb_vocabulary import named
from scout.families.sedia_programmes import PROGRAMMES
from scout.markup import html_text
from scout.source import BadAnswer, Category, Draft, Link
from scout.text import clean

_TOPIC_PAGE = (
    "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/{identifier}"
)
_CASCADE = "8"
_ABROAD = "111111"  # EuropeAid: for organisations in and for third countries
_STATUS = {"31094502": "open", "31094503": "closed"}
_GRANT_WORDS = ("grant", "action", "fellowship", "doctoral", "cofund", "accelerator")
_NO_GRANT = ("equity", "prize", "procurement", "loan", "charter", "label")


class Record:
    """A record whose fields are lists, most of them of one text. An absent field is an empty list."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        metadata = result.get("metadata")
        if not isinstance(metadata, dict) or not isinstance(result.get("reference"), str):
            raise BadAnswer("ein Datensatz ohne »reference« oder »metadata«")
        self._metadata: Mapping[str, Any] = metadata
        self.reference: str = result["reference"]
        self.language = result.get("language") or self.one("language")
        self.url: str | None = result.get("url") or self.one("url")

    def all(self, name: str) -> tuple[str, ...]:
        """The texts of a field, without empty ones."""
        value = self._metadata.get(name)
        values = value if isinstance(value, list) else [value]
        return tuple(str(text).strip() for text in values if text is not None and str(text).strip())

    def one(self, name: str) -> str | None:
        """The first text of a field."""
        return next(iter(self.all(name)), None)

    def needed(self, name: str) -> str:
        """The first text of a field that every record has. Raises BadAnswer without it."""
        found = self.one(name)
        if found is None:
            raise BadAnswer(f"{self.reference}: das Feld »{name}« fehlt")
        return found

    @property
    def is_cascade(self) -> bool:
        """Whether a project passes EU money on; such calls share their identifier with the project's own topic."""
        return self.one("type") == _CASCADE


def draft(record: Record) -> Draft:
    """The record as a draft. Raises BadAnswer when what identifies it is missing."""
    identifier = record.needed("identifier")
    url = _url(record, identifier)
    budget, unread = sedia_budget.of(record.one("budgetOverview"), identifier, url)
    dates = sedia_dates.read(record, url)
    programme = PROGRAMMES.get(record.one("frameworkProgramme") or "")
    return Draft(
        external_id=record.reference if record.is_cascade else identifier,
        url=url,
        title=_title(record),
        summary=_summary(record),
        body=html_text(record.one("descriptionByte") or record.one("description") or "") or None,
        requirements=html_text(record.one("topicConditions") or "") or None,
        remark=_remark(record, identifier, budget.words),
        keywords=", ".join(word for word in record.all("keywords") if word != identifier) or None,
        funder=f"Europäische Kommission ({programme})" if programme else "Europäische Kommission",
        status=_STATUS.get(record.one("status") or "", "unknown"),  # type: ignore[arg-type]
        language="en",
        categories=_categories(record),
        links=_links(record, identifier),
        deadlines=dates.facts,
        money=budget.facts,
        unknown_facts=dates.unread + unread,
    )


def _url(record: Record, identifier: str) -> str:
    if record.url and record.url.startswith(("https://", "http://")) and not record.url.endswith(".json"):
        return record.url
    return _TOPIC_PAGE.format(identifier=identifier)


def _title(record: Record) -> str:
    """A cascade call's own name with the project it belongs to; its title field is that of the project's topic."""
    name = record.one("caName") if record.is_cascade else None
    if name is None or name.lower() == "true":
        return clean(record.needed("title"))
    project = record.one("projectAcronym")
    return clean(f"{name} ({project})" if project and project.lower() not in name.lower() else name)


def _summary(record: Record) -> str | None:
    wider = record.one("title") if record.is_cascade else record.one("callTitle")
    return clean(wider) if wider and clean(wider) != _title(record) else None


def _remark(record: Record, identifier: str, budget: str | None) -> str | None:
    parts = {
        "Kennung": identifier,
        "Aufruf": record.one("callIdentifier"),
        "Projekt": record.one("projectAcronym"),
        "Art der Maßnahme": ", ".join(clean(action) for action in record.all("typesOfAction")),
        "Mittel": budget,
    }
    return " · ".join(f"{label}: {value}" for label, value in parts.items() if value)


def _categories(record: Record) -> tuple[Category, ...]:
    found = [named("funder_level", "EU")]
    if record.one("frameworkProgramme") != _ABROAD:
        found.append(Category("region", "eu", "EU"))
    if record.is_cascade or _is_grant(record.all("typesOfAction")):
        found.append(named("funding_type", "Zuschuss"))
    return tuple(found)


def _is_grant(actions: Sequence[str]) -> bool:
    words = [action.lower() for action in actions]
    return any(
        any(word in action for word in _GRANT_WORDS) and not any(word in action for word in _NO_GRANT)
        for action in words
    )


def _links(record: Record, identifier: str) -> tuple[Link, ...]:
    if not record.is_cascade:
        return ()
    return (Link("Thema, aus dem das Projekt gefördert wird", _TOPIC_PAGE.format(identifier=identifier)),)
