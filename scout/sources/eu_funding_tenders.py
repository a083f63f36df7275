"""EU Funding & Tenders Portal: all forthcoming and open grant topics and calls of the Commission's own programmes."""

from scout.families import sedia
from scout.source import Expect

SOURCE = sedia.source(
    key="eu_funding_tenders",
    title="EU Funding & Tenders Portal",
    types=("1", "2"),
    start=f"{sedia.PORTAL}/calls-for-proposals",
    # 379 open ones were seen in August 2026; forthcoming ones are about as many.
    expect=Expect(programmes=(150, 2500), filled={"deadlines": 0.85, "body": 0.7, "funder": 1.0}),
)
