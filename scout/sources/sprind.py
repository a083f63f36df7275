"""SPRIND: challenges of the federal agency for leap innovations, from its content system."""

from scout.families import strapi_challenges
from scout.source import Evidence, Expect, RecordSource

SOURCE = RecordSource(
    key="sprind",
    title="SPRIND, Challenges",
    publisher="Bundesagentur für Sprunginnovationen",
    start="https://www.sprind.org/de/challenges",
    expect=Expect(programmes=(3, 300), filled={"body": 0.5}),
    first=strapi_challenges.first("https://cms.system.sprind.org/api/challenges"),
    read=strapi_challenges.read,
    needs_live_check=True,
    evidence=Evidence("code", "2026-10"),
)
