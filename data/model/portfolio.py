"""The strategy as data: theme fields, proposals, single projects and ideas. Writer: people (by import)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from data.model.base import Base, Code, Euros, Hash, Id, Key, Name, Prose, Time, Url


class Portfolio(Base):
    """One import of a portfolio file; the newest is the current one."""

    __tablename__ = "portfolio"

    id: Mapped[Id]
    label: Mapped[Name]
    note: Mapped[Prose | None]
    as_of: Mapped[Code | None]
    origin: Mapped[Name]  # file it was imported from
    imported_at: Mapped[Time]
    imported_by: Mapped[Name]
    expected_counts: Mapped[Prose]  # JSON, verbatim from the file: what the strategy's slides count


class ThemeField(Base):
    """One of the eight theme fields; ``priority`` 1 to 3 is the strategy's first level."""

    __tablename__ = "theme_field"

    key: Mapped[Key]
    position: Mapped[int]
    title: Mapped[Name]
    priority: Mapped[int]
    description: Mapped[Prose | None]
    terms: Mapped[Prose]  # one search term a line
    sources: Mapped[Prose] = mapped_column(default="")  # one URL a line
    removed_at: Mapped[Time | None]  # no longer in the portfolio; kept because removed projects point to it


class Project(Base):
    """A consolidated proposal, single project or idea (``kind``); open places are proposals without title facts."""

    __tablename__ = "project"

    key: Mapped[Key]
    kind: Mapped[Code]  # proposal, single, idea
    theme_field: Mapped[str] = mapped_column(ForeignKey("theme_field.key"))
    place: Mapped[int | None]  # place of a proposal within its theme field
    is_open_place: Mapped[bool]
    title: Mapped[Name]
    summary: Mapped[Prose | None]
    status: Mapped[Code]  # running, planned, idea, done, stopped, rejected, unknown
    status_as_of: Mapped[Code | None]
    planning_complete: Mapped[bool | None]
    cost_eur: Mapped[Euros | None]
    money_secured_eur: Mapped[Euros | None]
    money_note: Mapped[Prose | None]
    owner: Mapped[Name | None]
    lead: Mapped[Name | None]
    partners: Mapped[Prose]  # one a line
    municipalities: Mapped[Prose]  # one a line
    relation: Mapped[Code | None]
    consolidated_into: Mapped[Code | None]  # key of the proposal a single project or idea became part of
    text_hash: Mapped[Hash]  # over what the matcher reads
    removed_at: Mapped[Time | None]  # no longer in the portfolio; kept because decisions point to it


class ProjectSource(Base):
    """A page a project's facts were read from."""

    __tablename__ = "project_source"

    id: Mapped[Id]
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key"), index=True)
    url: Mapped[Url]


class PastApplication(Base):
    """An application for funding that the portfolio's file reports as made before this product was there."""

    __tablename__ = "past_application"

    key: Mapped[Key]
    position: Mapped[int]
    title: Mapped[Name]
    call: Mapped[Name | None]
    deadline: Mapped[Code | None]  # as the file has it: a day, a month or a year
    period: Mapped[Name | None]
    own_share_eur: Mapped[Euros | None]
    total_eur: Mapped[Euros | None]
    outcome: Mapped[Prose | None]
    note: Mapped[Prose | None]
    sources: Mapped[Prose]  # one URL a line
