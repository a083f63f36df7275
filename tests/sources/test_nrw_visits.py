"""Sources of the Land NRW fetched over the wire from their saved pages: list after list, then each programme."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.clock import StandingClock
from data.settings import Settings
from scout.captures import captures_in
from scout.check import check_source
from scout.crawl import visit
from scout.politeness import Limits
from scout.run_plan import unread
from scout.source import PageSource, all_sources
from tests.site.server import Site

HERE = Path(__file__).parent
LIMITS = Limits(timeout_seconds=20, archive_seconds=20, retries=0, backoff_seconds=0)


def _put(site: Site, key: str) -> PageSource:
    """Every saved page of a source under the address it stood under."""
    for told in sorted((HERE / key).glob("*/case.json")):
        [saved] = [path for path in told.parent.iterdir() if path.suffix in {".html", ".xml"}]
        kind = "text/xml" if saved.suffix == ".xml" else "text/html"
        headers = {"Content-Type": f"{kind}; charset=utf-8"}
        site.put(json.loads(told.read_text(encoding="utf-8"))["url"], saved.read_bytes(), headers=headers)
    source = all_sources()[key]
    assert source.kind == "pages"
    return source


def test_guidelines_are_found_through_the_map_of_the_portal(
    site: Site, mirrored: Settings, clock: StandingClock
) -> None:
    source = _put(site, "mbl_nrw")
    found = visit(source, mirrored, clock, captures_in(mirrored.state_dir), limits=LIMITS)
    assert found.complete
    assert sorted(draft.external_id for draft in found.drafts) == ["28112", "40017", "40017@01.01.2021"]
    checked = check_source(source, mirrored, clock, captures_in(mirrored.state_dir), HERE / "mbl_nrw", LIMITS)
    assert (checked.result, checked.programmes) == ("ok", 2)


@pytest.mark.parametrize(("key", "listed", "read"), [("efre_nrw", 4, 1), ("mhkbd", 5, 3), ("bezreg_arnsberg", 3, 1)])
def test_a_list_is_followed_and_what_is_missing_is_named(
    site: Site, mirrored: Settings, clock: StandingClock, key: str, listed: int, read: int
) -> None:
    """Not every programme that the saved lists name is saved: those are unread by name, the rest is there."""
    found = visit(_put(site, key), mirrored, clock, captures_in(mirrored.state_dir), limits=LIMITS)
    assert found.complete
    assert (len(found.drafts), len(unread(found))) == (read, listed - read)
