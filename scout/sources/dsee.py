"""Förderdatenbank of the Deutsche Stiftung für Engagement und Ehrenamt: mostly for associations, some for towns."""

from scout.families import dsee_programmes
from scout.source import Evidence, Expect, PageSource

SOURCE = PageSource(
    key="dsee",
    title="Förderdatenbank der DSEE",
    publisher="Deutsche Stiftung für Engagement und Ehrenamt",
    start="https://foerderdatenbank.d-s-e-e.de/",
    listing=dsee_programmes.listing,
    detail=dsee_programmes.detail,
    # 1,325 entries on 53 pages were counted by a third party in September 2026.
    expect=Expect(programmes=(500, 3000), filled={"summary": 0.9, "deadline_text": 0.5, "categories": 0.8}),
    cadence_hours=168,
    needs_live_check=True,
    evidence=Evidence("code", "2026-09"),
)
