"""The digest's German phrases: put together from facts, nothing invented. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import format as german
from dashboard.digest.model import DeadlineEntry, FieldSection, SourceEntry
from data.queries.digest import ChangeRow, FitRow
from data.queries.health import SourceHealth

KINDS = {"new": "neu", "withdrawn": "nicht mehr gelistet", "back": "wieder gelistet"}
LONGEST_VALUE = 60
SOURCE_PROBLEMS = {
    "refused": "letzter Lauf abgewiesen",
    "held": "letzter Lauf wartet zum Teil auf eine Entscheidung",
    "failed": "letzter Lauf gescheitert",
    "partial": "letzter Lauf mit Lücken",
    "late": "länger nicht gelesen als vorgesehen",
    "never": "noch nie gelesen",
}


def change_phrase(change: ChangeRow) -> str:
    """What happened, in words: values where they are short, else only which part is different."""
    if change.kind in KINDS:
        return KINDS[change.kind]
    name = german.field_name(change.field)
    short = all(value is None or len(value) <= LONGEST_VALUE for value in (change.before, change.after))
    if not short:
        return f"{name} geändert"
    return f"{name}: {change.after or 'keine Angabe mehr'} (bisher {change.before or 'keine Angabe'})"


def deadline_phrase(due_on: date, days_left: int) -> str:
    """A deadline with its distance."""
    return f"{german.day(due_on)} ({german.in_days(days_left)})"


def news_reason(fits: Sequence[FitRow]) -> str:
    """Why a piece of news stands in its field: the project or field it fits best, and the words."""
    best = max(fits, key=lambda f: (f.score, f.subject))
    words = ", ".join(best.words[:3])
    what = f"Projekt „{best.subject_title}“" if best.subject_kind == "project" else f"Themenfeld {best.subject_title}"
    return f"{what}: {words}" if words else what


def source_problem(source: SourceHealth) -> str:
    """What is wrong with a source, in words; empty when there is nothing to look at."""
    problem = SOURCE_PROBLEMS.get(source.state, "")
    return f"{problem}: {source.message}" if problem and source.message else problem


def lead_sentences(
    fields: Sequence[FieldSection],
    deadlines: Sequence[DeadlineEntry],
    sources: Sequence[SourceEntry],
    checked: int,
) -> tuple[str, ...]:
    """What to know in three sentences, counted from the digest's own entries."""
    return (_news_sentence(fields), _deadline_sentence(deadlines), _source_sentence(sources, checked))


def _news_sentence(fields: Sequence[FieldSection]) -> str:
    programmes = sum(len(f.programmes) + f.more_programmes for f in fields)
    news = sum(len(f.news) + f.more_news for f in fields)
    if not programmes and not news:
        return "In dieser Woche gab es nichts Neues, das zu den Themenfeldern passt."
    parts = [_count(programmes, "neues oder geändertes Förderprogramm", "neue oder geänderte Förderprogramme")]
    parts.append(_count(news, "Meldung", "Meldungen"))
    told = " und ".join(part for part, number in zip(parts, (programmes, news), strict=True) if number)
    told += f" {'passt' if programmes + news == 1 else 'passen'} zu den Themenfeldern"
    busiest = max(fields, key=lambda f: (len(f.programmes) + f.more_programmes, -f.priority))
    if busiest.programmes:
        told += f", am meisten zu {busiest.title}"
    return told + "."


def _deadline_sentence(deadlines: Sequence[DeadlineEntry]) -> str:
    if not deadlines:
        return "In den nächsten vier Wochen läuft keine bekannte Antragsfrist ab, die uns betrifft."
    first = deadlines[0]
    ends = "läuft" if len(deadlines) == 1 else "laufen"
    return (
        f"In den nächsten vier Wochen {ends} {_count(len(deadlines), 'Antragsfrist', 'Antragsfristen')} ab, "
        f"die nächste am {german.day(first.due_on)}: {first.title}."
    )


def _source_sentence(sources: Sequence[SourceEntry], checked: int) -> str:
    if not checked:
        return "Es ist noch keine Quelle gelesen worden."
    if not sources:
        return f"Alle {checked} Quellen wurden zuletzt ohne Störung gelesen."
    need = "braucht" if len(sources) == 1 else "brauchen"
    return f"{len(sources)} von {checked} Quellen {need} einen Blick, siehe am Ende."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
