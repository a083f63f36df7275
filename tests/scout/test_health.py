"""Health: histories and figures in, verdicts and sentences for a clerk out."""

from __future__ import annotations

import pytest

from scout.health import Figures, examine, figures_of, for_rehearsal, verdict
from scout.source import Expect
from tests.scout.drafts import draft

EXPECT = Expect(programmes=(80, 200), filled={"summary": 0.9})
GOOD = Figures(100, 0, {"summary": 0.95})


@pytest.mark.parametrize(
    ("figures", "history", "judged", "failing"),
    [
        (GOOD, [], "ok", set()),
        (GOOD, [100, 101, 99], "ok", set()),
        (Figures(12, 0, {"summary": 1}), [], "stop", {"fewest"}),
        (Figures(300, 0, {"summary": 1}), [], "warn", {"most"}),
        (Figures(100, 0, {"summary": 0.5}), [], "stop", {"filled_summary"}),
        (Figures(100, 11, {"summary": 1}), [], "ok", set()),
        (Figures(90, 11, {"summary": 1}), [], "stop", {"failed_pages"}),
        (Figures(100, 0, {"summary": 1}), [180, 180, 180], "stop", {"trend"}),
        (Figures(108, 0, {"summary": 1}), [180, 180, 180], "ok", set()),
        # One bad run among five does not move the median.
        (GOOD, [10, 100, 100, 100, 100], "ok", set()),
        # Only the last five count.
        (GOOD, [100, 100, 100, 100, 100, 900, 900, 900, 900, 900, 900], "ok", set()),
        (Figures(0, 0, {"summary": 0}), [], "stop", {"fewest", "filled_summary"}),
    ],
)
def test_verdicts(figures: Figures, history: list[int], judged: str, failing: set[str]) -> None:
    checks = examine(figures, EXPECT, history)
    assert verdict(checks) == judged
    assert {check.name for check in checks if check.verdict != "ok"} == failing


def test_a_clerk_reads_what_is_wrong() -> None:
    checks = {c.name: c for c in examine(Figures(12, 3, {"summary": 0.5}), EXPECT, [100])}
    assert checks["fewest"].message == "Nur 12 von mindestens 80 erwarteten Förderprogrammen gelesen."
    assert checks["failed_pages"].message == "3 von 15 Seiten nicht lesbar, erlaubt sind 10 %."
    assert "Kurztext" in checks["filled_summary"].message
    assert (checks["trend"].wanted, checks["trend"].found) == ("mindestens 60 (60 % von sonst 100)", "12")


def test_a_rehearsal_expects_less_and_says_so() -> None:
    expect = for_rehearsal(EXPECT)
    checks = {c.name: c for c in examine(Figures(12, 0, {"summary": 0.5}), expect, [], rehearsal=True)}
    assert checks["fewest"].verdict == "ok"
    assert "Probelauf" in checks["fewest"].wanted
    assert checks["filled_summary"].verdict == "stop"


def test_figures_count_what_is_filled() -> None:
    figures = figures_of([draft("a", summary="x"), draft("b")], 2, ["summary", "title", "deadlines"])
    assert figures == Figures(2, 2, {"summary": 0.5, "title": 1.0, "deadlines": 0.0})
    assert figures_of([], 0, ["summary"]).filled == {"summary": 0.0}
