"""Rules of the dashboard that a reader of a change may overlook."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import dashboard
from dashboard.server import INDEX, allowed_hosts, bound_socket, content_policy, german_index
from data.errors import BadInput

FOLDER = Path(dashboard.__file__).parent
OURS = {"scout", "matcher", "dashboard", "data", "tests"}
PARTS = sorted(
    path for name in ("app.py", "desk.py", "server.py", "theme.py", "format.py") for path in [FOLDER / name]
) + sorted([*(FOLDER / "views").rglob("*.*"), *(FOLDER / "parts").rglob("*.*")])


def test_no_module_in_the_scripts_folder_hides_another():
    """Streamlit puts the script's folder first on the import path: dashboard/matcher.py would hide matcher."""
    here = {entry.stem for entry in FOLDER.iterdir() if entry.suffix == ".py" or entry.is_dir()} - {"__pycache__"}
    installed = {name for name, owners in packages_distributions().items() if owners != ["foerderscout"]}
    assert here & (set(sys.stdlib_module_names) | OURS | installed) == set()


def test_the_folder_of_views_is_not_taken_for_pages():
    assert not (FOLDER / "pages").exists()


@pytest.mark.parametrize(
    "forbidden",
    ["unsafe_allow_html", "unsafe_allow_javascript", r"components\.v1", r"st\.iframe", r":material/", r"\|\s*safe\b"],
)
def test_no_view_opens_a_door_for_foreign_markup(forbidden: str):
    sources = [path for path in PARTS if path.suffix in {".py", ".html"} and path.name != "plain.py"]
    assert len(sources) > 15
    assert [path.name for path in sources if re.search(forbidden, path.read_text(encoding="utf-8"))] == []


def test_html_goes_to_the_page_only_through_the_cleaner():
    """st.html appears where its argument is our own style sheet or cleaned; anywhere else it would be a hole."""
    calls = [
        (path.name, call)
        for path in PARTS
        if path.suffix == ".py"
        for call in re.findall(r"st\.html\((.*)\)", path.read_text(encoding="utf-8"))
    ]
    assert sorted(calls) == [
        ("app.py", "style_sheet()"),
        ("markup.py", "fragment(template, **values)"),
        ("wochenbericht.py", "f'<div class=\"fs fs-digest\">{clean(html_fragment(digest_for(store, week)))}</div>'"),
    ]


def test_nothing_of_the_look_is_loaded_from_elsewhere():
    for path in (FOLDER / "parts").rglob("*.*"):
        if path.suffix in {".css", ".html"}:
            assert not re.search(r"url\(|@import|<script|<link|//", path.read_text(encoding="utf-8")), path.name


def test_the_index_page_is_german_and_names_no_foreign_address():
    page = german_index(INDEX.read_text(encoding="utf-8"))
    assert '<html lang="de">' in page
    assert "<title>Förderscout</title>" in page
    assert "JavaScript" in page
    assert "enable JavaScript" not in page


def test_an_index_page_of_another_form_is_noticed():
    with pytest.raises(ValueError, match="places like"):
        german_index("<html><head></head></html>")


def test_inline_scripts_run_only_by_their_hash():
    policy = content_policy("<script>a()</script><script src='x.js'></script><script>\nb()\n</script>")
    assert policy.count("'sha256-") == 2
    assert "script-src 'self' 'unsafe-inline'" not in policy
    assert "frame-ancestors 'none'" in policy


def test_only_known_host_names_are_answered():
    assert allowed_hosts("127.0.0.1", []) == ["127.0.0.1", "[::1]", "localhost"]
    assert "scout.kreis.example" in allowed_hosts("0.0.0.0", ["scout.kreis.example"])
    assert "0.0.0.0" not in allowed_hosts("0.0.0.0", [])


def test_a_taken_port_is_named():
    with bound_socket("127.0.0.1", None) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=str(port)):
            bound_socket("127.0.0.1", port)
