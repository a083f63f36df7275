"""What the digest reads from the store: weeks in local time, what people decided, projects that still need money."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from dashboard.desk import decide
from dashboard.digest.weeks import week_named
from data.model.news import NewsItem
from data.model.portfolio import Project
from data.queries.digest import decided_pairs, fits, news_between
from data.store import Store
from tests.dashboard.filled import fill


def test_news_of_late_sunday_in_utc_belongs_to_mondays_week(store: Store) -> None:
    fill(store, hostile=False)
    late = datetime(2026, 8, 16, 23, 30, tzinfo=UTC)
    with store.unit_of_work("test") as work:
        work.session.execute(update(NewsItem).values(published_at=late))
    with store.reading() as session:
        before, after = week_named("2026-W33"), week_named("2026-W34")
        assert news_between(session, before.start, before.end) == ()
        assert news_between(session, after.start, after.end)


def test_the_newest_verdict_counts_and_a_comment_changes_none(quick_store: Store) -> None:
    fill(quick_store)
    for verdict, note in (("accept", None), ("reject", "doch nicht"), ("comment", "zu spät")):
        decide(quick_store, "Erika", "eakte", 1, verdict, note)  # type: ignore[arg-type]
    with quick_store.reading() as session:
        assert decided_pairs(session) == {("eakte", 1): "reject"}


def test_a_project_that_needs_no_money_any_more_is_not_told(quick_store: Store) -> None:
    fill(quick_store)
    with quick_store.unit_of_work("test") as work:
        work.session.execute(update(Project).where(Project.key == "eakte").values(status="stopped"))
    with quick_store.reading() as session:
        told = {fit.subject for fit in fits(session, "programme")}
    assert "portal" in told
    assert "eakte" not in told
