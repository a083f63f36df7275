"""Matches with their reasons (writer: matcher) and what people decided about them (writer: people)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.model.base import Base, Code, Hash, Id, Name, Prose, Time


class MatchRun(Base):
    """One matcher run; model version and configuration make its scores reproducible."""

    __tablename__ = "match_run"

    id: Mapped[Id]
    started_at: Mapped[Time]
    finished_at: Mapped[Time | None]
    mode: Mapped[Code]  # full, incremental
    model_version: Mapped[Code]
    config: Mapped[Prose]  # JSON snapshot
    subjects: Mapped[int]
    documents: Mapped[int]
    written: Mapped[int]
    removed: Mapped[int]


class MatchDocument(Base):
    """Which text of which subject or document the stored matches were computed from."""

    __tablename__ = "match_document"

    side: Mapped[str] = mapped_column(primary_key=True)  # project, theme, programme, news
    ref: Mapped[str] = mapped_column(primary_key=True)  # project key, theme key, programme id, news id
    text_hash: Mapped[Hash]
    model_version: Mapped[Code]


class Match(Base):
    """A subject (project, idea, theme field) and a document (programme, news item) that fit."""

    __tablename__ = "match"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject", "document_kind", "document_id"),
        Index("match_by_document", "document_kind", "document_id"),
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"))
    subject_kind: Mapped[Code]  # project, theme
    subject: Mapped[Code]
    document_kind: Mapped[Code]  # programme, news
    document_id: Mapped[int]
    score: Mapped[float]
    band: Mapped[Code]  # high, medium, low
    eligible: Mapped[Code]  # yes, no, unknown; news: unknown
    eligible_words: Mapped[Prose | None]
    model_version: Mapped[Code]
    created_at: Mapped[Time]


class MatchReason(Base):
    """One share of a match's score; the contributions of a match add up to its score."""

    __tablename__ = "match_reason"

    id: Mapped[Id]
    match_id: Mapped[int] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    feature: Mapped[Code]  # word, characters, rest
    contribution: Mapped[float]
    ours: Mapped[Name]  # the word as it stands in the project
    theirs: Mapped[Name]  # the word as it stands in the programme


class Decision(Base):
    """What a person decided about a document for a project. Append-only; the newest row counts."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_by_pair", "project_key", "programme_id", "decided_at"),)

    id: Mapped[Id]
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    seen_match_id: Mapped[int | None]
    seen_version: Mapped[int | None]
    verdict: Mapped[Code]  # accept, watch, reject, none (taken back), comment
    note: Mapped[Prose | None]
    decided_by: Mapped[Name]
    decided_at: Mapped[Time]
