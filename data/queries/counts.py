"""How much lies in the store: the figures that end a job and head a backup."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data.model.matches import Match
from data.model.news import NewsItem
from data.model.portfolio import Project
from data.model.programmes import Programme, ProgrammeChange, ProgrammeVersion


@dataclass(frozen=True)
class StoreCounts:
    """Rows a person would count; ``projects`` without open places and removed ones."""

    programmes: int
    versions: int
    changes: int
    news: int
    projects: int
    matches: int


def store_counts(session: Session) -> StoreCounts:
    """Counts the store's main contents."""

    def count(query: Select[int]) -> int:
        return session.scalar(query) or 0

    live_projects = Project.removed_at.is_(None), Project.is_open_place.is_(False)
    return StoreCounts(
        programmes=count(select(func.count()).select_from(Programme).where(Programme.withdrawn_at.is_(None))),
        versions=count(select(func.count()).select_from(ProgrammeVersion)),
        changes=count(select(func.count()).select_from(ProgrammeChange)),
        news=count(select(func.count()).select_from(NewsItem)),
        projects=count(select(func.count()).select_from(Project).where(*live_projects)),
        matches=count(select(func.count()).select_from(Match)),
    )
