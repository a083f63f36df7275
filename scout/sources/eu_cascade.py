"""EU cascade calls, in which projects pass EU money on; apart from the topics, whose identifiers they share."""

from scout.families import sedia
from scout.source import Expect

SOURCE = sedia.source(
    key="eu_cascade",
    title="EU Funding & Tenders Portal, Aufrufe geförderter Projekte",
    types=("8",),
    start=f"{sedia.PORTAL}/competitive-calls",
    # 102 open ones were seen in August 2026; half of them describe themselves only behind a link.
    expect=Expect(programmes=(20, 600), filled={"deadlines": 0.85, "funder": 1.0}),
)
