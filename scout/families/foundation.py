"""Foundations: a site with its projects and programmes on pages of prose; all over Germany unless a page says else."""

from __future__ import annotations

from collections.abc import Callable

from scout.families.funder_pages import Funder, reader
from scout.page import Page
from scout.source import Evidence, Expect, Listing, PageSource

_A_WEEK = 168


def source(
    key: str,
    name: str,
    offers: str,
    start: str,
    listing: Callable[[Page], Listing],
    programmes: tuple[int, int],
    evidence: Evidence,
    note: str | None = None,
) -> PageSource:
    """The source of one foundation.

    offers: what the source lists, for its title. note: what holds for every page, e.g. that strangers need not apply.
    """
    home = "/".join(start.split("/")[:3]) + "/"
    return PageSource(
        key=key,
        title=f"{name}, {offers}",
        publisher=name,
        start=start,
        listing=listing,
        detail=reader(Funder(name, home, note=note)),
        # Projects stand beside programmes, and a page that says nothing about funding is passed over as unreadable.
        expect=Expect(programmes=programmes, filled={"summary": 0.8}, failed=0.5),
        cadence_hours=_A_WEEK,
        needs_live_check=True,
        evidence=evidence,
    )
