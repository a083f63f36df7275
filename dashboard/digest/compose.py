"""Composes the digest of a week out of what the store knows. Pure: rows in, digest out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import format as german
from dashboard.digest.grouping import group_news
from dashboard.digest.model import (
    DeadlineEntry,
    FieldSection,
    Fit,
    NewsEntry,
    ProgrammeEntry,
    SourceEntry,
    WeeklyDigest,
)
from dashboard.digest.phrases import change_phrase, deadline_phrase, lead_sentences, news_reason, source_problem
from dashboard.digest.weeks import Week
from data.clock import LOCAL_ZONE
from data.deadlines import BindingDeadline, StatedDeadline, binding_deadline
from data.queries.digest import ChangeRow, FitRow, NewsRow, ProgrammeRow, ThemeRow
from data.queries.health import SourceHealth

# Length budget: five minutes of reading. What does not fit is counted and lies one click away.
PROGRAMMES_PER_FIELD = 5
NEWS_PER_FIELD = 6
FITS_SHOWN = 3
WEEKS_AHEAD = 4
LATER_DEADLINES = 3
BAND_ORDER = {"high": 0, "medium": 1, "low": 2}
# A programme concerns a field through a project of it or the field's own terms.
TELLING_BANDS = frozenset({"high", "medium"})


def _tells(fit: FitRow, of_news: bool = False) -> bool:
    """Whether a match is good enough to place a document by.

    News is short: every match with a field's own terms that was worth keeping counts (docs/matching.md).
    """
    return fit.band in TELLING_BANDS or (of_news and fit.subject_kind == "theme")


@dataclass(frozen=True)
class Material:
    """Everything the store knows that one week's digest is made of."""

    themes: Sequence[ThemeRow]
    changes: Sequence[ChangeRow]
    programmes: Mapping[int, ProgrammeRow]
    programme_fits: Sequence[FitRow]
    news: Sequence[NewsRow]
    news_fits: Sequence[FitRow]
    deadlines: Mapping[int, Sequence[StatedDeadline]]  # by programme
    sources: Sequence[SourceHealth]  # without those that are switched off
    rejected: frozenset[tuple[str, int]]  # (project, programme)
    followed: frozenset[tuple[str, int]]  # accepted or watched


def compose(week: Week, as_of: date, material: Material) -> WeeklyDigest:
    """The digest of ``week`` as known on ``as_of``; deadlines are counted from that day."""
    fits = _by_document(f for f in material.programme_fits if not _pairs(f) & material.rejected)
    binding = {programme: binding_deadline(entries, as_of) for programme, entries in material.deadlines.items()}
    due = _due(binding)
    programmes = _programmes(material, fits, binding)
    news = _news(material)
    fields = tuple(_section(theme, programmes, news) for theme in material.themes)
    deadlines, later = _deadlines(material, fits, due)
    sources = tuple(SourceEntry(s.title, problem) for s in material.sources if (problem := source_problem(s)))
    return WeeklyDigest(
        week=week.name,
        first_day=week.first_day,
        last_day=week.last_day,
        as_of=as_of,
        lead=lead_sentences(fields, deadlines, sources, len(material.sources)),
        fields=fields,
        deadlines=deadlines,
        later_deadlines=later,
        other_news=tuple(entry for field, _, entry in news if field is None),
        other_programmes=tuple(entry for field, _, entry in programmes if field is None),
        sources=sources,
        sources_checked=len(material.sources),
    )


def _pairs(fit: FitRow) -> frozenset[tuple[str, int]]:
    """The pairs a decision about this match may have been made for: the project itself, or what it is part of."""
    return frozenset({(fit.own, fit.document_id), (fit.subject, fit.document_id)})


Dated = tuple[date, BindingDeadline]
Bound = Mapping[int, BindingDeadline | None]
Placed = tuple[str | None, float, ProgrammeEntry]
PlacedNews = tuple[str | None, float, NewsEntry]


def _by_document(fits: Iterable[FitRow]) -> dict[int, list[FitRow]]:
    found: dict[int, list[FitRow]] = defaultdict(list)
    for fit in fits:
        found[fit.document_id].append(fit)
    return found


def _due(binding: Bound) -> dict[int, Dated]:
    """The deadline ahead of each programme that has a dated one."""
    return {p: (b.due_on, b) for p, b in binding.items() if b and b.state == "dated" and b.due_on}


def _programmes(material: Material, fits: Mapping[int, list[FitRow]], binding: Bound) -> list[Placed]:
    """Each programme that changed, once, with the theme field it belongs to; best fit first."""
    phrases: dict[int, list[str]] = defaultdict(list)
    for change in material.changes:
        phrase = change_phrase(change)
        if phrase not in phrases[change.programme_id]:
            phrases[change.programme_id].append(phrase)
    placed: list[Placed] = []
    for programme_id, happened in phrases.items():
        row = material.programmes.get(programme_id)
        if row is None:
            continue
        own = fits.get(programme_id, [])
        field, score = _field_of(own)
        entry = ProgrammeEntry(
            id=row.id,
            title=row.title,
            url=row.url,
            funder=row.funder,
            happened=_without_redundant(happened),
            fits=_fits_shown(own),
            deadline=_deadline_of(binding.get(programme_id)),
        )
        placed.append((field, score, entry))
    return sorted(placed, key=lambda p: (-p[1], p[2].title, p[2].id))


def _deadline_of(binding: BindingDeadline | None) -> str | None:
    """The date ahead, or what the source says instead of one: open, paused, closed, over."""
    if binding is None:
        return None
    if binding.state == "dated" and binding.due_on:
        return deadline_phrase(binding.due_on, binding.days_left or 0)
    return german.deadline_words(binding).removeprefix("Antrag ")


def _without_redundant(happened: list[str]) -> tuple[str, ...]:
    """A programme that is new needs no list of what is different about it."""
    return ("neu",) if "neu" in happened else tuple(happened)


def _field_of(fits: Sequence[FitRow], of_news: bool = False) -> tuple[str | None, float]:
    """The field of the best telling match, and its score; None when nothing fits well enough."""
    telling = [f for f in fits if _tells(f, of_news) and f.eligible != "no"]
    if not telling:
        return None, max((f.score for f in fits), default=0.0)
    best = max(telling, key=lambda f: (f.score, f.subject))
    return best.theme_field, best.score


def _fits_shown(fits: Sequence[FitRow]) -> tuple[Fit, ...]:
    """The projects a programme fits best; the theme field only where no project does."""
    projects = [f for f in fits if f.subject_kind == "project" and _tells(f)]
    shown = projects or [f for f in fits if _tells(f)]
    best: dict[str, FitRow] = {}
    for fit in sorted(shown, key=lambda f: (BAND_ORDER[f.band], -f.score, f.subject)):
        best.setdefault(fit.subject, fit)  # the parts of one proposal are told as one
    return tuple(
        Fit(f.subject_title, f.subject, f.subject_kind == "project", f.band, f.eligible, f.words)
        for f in list(best.values())[:FITS_SHOWN]
    )


def _news(material: Material) -> list[PlacedNews]:
    """Each piece of news once, with its field; best fit first, then newest."""
    fits = _by_document(material.news_fits)
    placed: list[PlacedNews] = []
    for group in group_news(material.news):
        own = [fit for item in group for fit in fits.get(item.id, [])]
        field, score = _field_of(own, of_news=True)
        placed.append((field, score if field else 0.0, _news_entry(group, own, field)))
    return sorted(placed, key=lambda p: (-p[1], -p[2].day.toordinal(), p[2].title))


def _news_entry(group: Sequence[NewsRow], fits: Sequence[FitRow], field: str | None) -> NewsEntry:
    lead = group[0]
    return NewsEntry(
        title=lead.title,
        summary=lead.summary,
        url=lead.url,
        day=lead.published_at.astimezone(LOCAL_ZONE).date(),
        sources=tuple(dict.fromkeys((item.source, item.url) for item in group)),
        why=news_reason(fits) if field else "",
    )


def _section(theme: ThemeRow, programmes: Sequence[Placed], news: Sequence[PlacedNews]) -> FieldSection:
    own = [entry for field, _, entry in programmes if field == theme.key]
    own_news = [entry for field, _, entry in news if field == theme.key]
    return FieldSection(
        key=theme.key,
        title=theme.title,
        priority=theme.priority,
        programmes=tuple(own[:PROGRAMMES_PER_FIELD]),
        more_programmes=max(0, len(own) - PROGRAMMES_PER_FIELD),
        news=tuple(own_news[:NEWS_PER_FIELD]),
        more_news=max(0, len(own_news) - NEWS_PER_FIELD),
    )


def _deadlines(
    material: Material, fits: Mapping[int, list[FitRow]], due: Mapping[int, Dated]
) -> tuple[tuple[DeadlineEntry, ...], tuple[DeadlineEntry, ...]]:
    """Deadlines of programmes that fit or are followed and are not ruled out: of the next weeks, and a few more."""
    entries = []
    for programme_id, (day, binding) in due.items():
        concerned = _concerned(fits.get(programme_id, []), material.followed)
        programme = material.programmes[programme_id]
        if concerned and programme.status != "closed":
            days = binding.days_left or 0
            entries.append(DeadlineEntry(day, days, programme.title, programme.url, binding.words, concerned))
    entries.sort(key=lambda entry: (entry.due_on, entry.title))
    soon = [entry for entry in entries if entry.days_left <= 7 * WEEKS_AHEAD]
    return tuple(soon), tuple(entries[len(soon) : len(soon) + LATER_DEADLINES])


def _concerned(fits: Sequence[FitRow], followed: frozenset[tuple[str, int]]) -> tuple[str, ...]:
    """The projects a programme fits or is followed for, best first; theme fields where there is no such project."""
    possible = [f for f in fits if f.eligible != "no" and (_tells(f) or _pairs(f) & followed)]
    telling = sorted(possible, key=lambda f: (-f.score, f.subject))
    projects = [f.subject_title for f in telling if f.subject_kind == "project"]
    fields = [f"Themenfeld {f.subject_title}" for f in telling if f.subject_kind == "theme"]
    return tuple(dict.fromkeys(projects or fields))[:FITS_SHOWN]
