"""What must be computed: subjects and documents as texts, and which of them changed since the last run. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.queries.matching import MatchingInput, ProgrammeRow
from data.reference.applicants import Applicant
from matcher.corpus import news_text, programme_text, project_text, theme_text, theme_words
from matcher.eligibility import Eligibility, judge_rows
from matcher.model import Text

ItemKey = tuple[str, str]
UNJUDGED = Eligibility("unknown", None)


@dataclass(frozen=True)
class Item:
    """A subject (side ``project``, ``theme``) or document (``programme``, ``news``) as the matcher reads it."""

    side: str
    ref: str
    text: Text
    eligibility: Eligibility = UNJUDGED

    @property
    def key(self) -> ItemKey:
        """Its key in the memory of the store."""
        return self.side, self.ref

    @cached_property
    def hash(self) -> str:
        """Changes exactly when anything does that its matches depend on."""
        judged = f"{self.text.hash}\x00{self.eligibility.verdict}\x00{self.eligibility.words}"
        return hashlib.sha256(judged.encode()).hexdigest()


@dataclass(frozen=True)
class Items:
    """Everything there is to match."""

    subjects: tuple[Item, ...]
    programmes: tuple[Item, ...]
    news: tuple[Item, ...]

    @property
    def documents(self) -> tuple[Item, ...]:
        """Both kinds of document."""
        return self.programmes + self.news

    @property
    def all(self) -> tuple[Item, ...]:
        """Subjects and documents."""
        return self.subjects + self.documents


@dataclass(frozen=True)
class Plan:
    """Pairs to score, as blocks (subjects, documents of one kind), and what changed.

    changed: keys whose text came, changed or went; a stored match with none of them stays as it is.
    """

    blocks: tuple[tuple[tuple[Item, ...], tuple[Item, ...]], ...]
    changed: frozenset[ItemKey] = field(default_factory=frozenset)
    gone: frozenset[ItemKey] = field(default_factory=frozenset)


def items_of(read: MatchingInput, applicant: Applicant) -> Items:
    """The store's rows as texts. A project carries the words of its theme field and of the applicant."""
    themes = {theme.key: theme_words(theme.title, theme.terms) for theme in read.themes}
    projects = (
        Item("project", row.key, project_text(row.title, row.summary, themes.get(row.theme_field, ""), applicant.words))
        for row in read.projects
    )
    fields = (
        Item("theme", row.key, theme_text(row.title, row.description, row.terms, applicant.words))
        for row in read.themes
    )
    return Items(
        subjects=(*projects, *fields),
        programmes=tuple(_programme(row, applicant) for row in read.programmes),
        news=tuple(Item("news", str(row.id), news_text(row.title, row.summary)) for row in read.news),
    )


def _programme(row: ProgrammeRow, applicant: Applicant) -> Item:
    text = programme_text(row.title, row.summary, row.body, row.requirements)
    judged = judge_rows(row.categories, row.statements, applicant, row.source_title)
    return Item("programme", str(row.id), text, judged)


def full_plan(items: Items, known: Mapping[ItemKey, str]) -> Plan:
    """Every pair, whatever was computed before."""
    changed, gone = _changes(items, known)
    return Plan(((items.subjects, items.programmes), (items.subjects, items.news)), changed, gone)


def incremental_plan(items: Items, known: Mapping[ItemKey, str]) -> Plan:
    """Only pairs of which one side came or changed; ``known``: hashes that the stored matches were computed from."""
    changed, gone = _changes(items, known)
    new, old = _parted(items.subjects, changed)
    blocks = []
    for documents in (items.programmes, items.news):
        blocks += [(new, documents), (old, _parted(documents, changed)[0])]
    return Plan(tuple((ours, theirs) for ours, theirs in blocks if ours and theirs), changed, gone)


def _parted(items: Sequence[Item], changed: frozenset[ItemKey]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    return (
        tuple(item for item in items if item.key in changed),
        tuple(item for item in items if item.key not in changed),
    )


def _changes(items: Items, known: Mapping[ItemKey, str]) -> tuple[frozenset[ItemKey], frozenset[ItemKey]]:
    present = {item.key: item.hash for item in items.all}
    gone = frozenset(known) - frozenset(present)
    return frozenset(key for key, value in present.items() if known.get(key) != value) | gone, gone
