"""Rules of the house that no linter knows: sizes, names, what is shipped, what is documented."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data.reference.feeds import load_feeds
from data.settings import Settings
from scout.source import all_sources

ROOT = Path(__file__).parent.parent
PACKAGES = ("scout", "matcher", "dashboard", "data")
MODULES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if "versions" not in p.parts)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_a_module_says_what_it_is_for_and_fits_in_the_head(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no module docstring"
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 60]
    assert long == []


def test_source_files_stay_small() -> None:
    sizes = {p.name: len(p.read_text().splitlines()) for p in (ROOT / "scout" / "sources").glob("*.py")}
    assert {name: size for name, size in sizes.items() if size > 60} == {}


def test_every_source_has_a_promise_and_a_saved_reading() -> None:
    saved = {p.name for p in (ROOT / "tests" / "sources").iterdir() if p.is_dir() and not p.name.startswith("__")}
    assert set(all_sources()) == saved
    assert all(source.expect.programmes[0] > 0 for source in all_sources().values())


def test_every_source_says_how_its_site_is_known() -> None:
    sources = all_sources()
    assert [key for key, source in sources.items() if source.evidence is None] == []
    months = [(key, e.seen) for key, source in sources.items() if (e := source.evidence) and e.seen]
    assert [found for found in months if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", found[1])] == []


def test_only_a_source_known_from_real_pages_is_read_without_a_live_check() -> None:
    known = [(key, source.evidence) for key, source in all_sources().items() if not source.needs_live_check]
    assert [key for key, e in known if e is None or e.kind != "page" or e.seen is None] == []


def test_every_source_stands_in_the_documentation_as_it_is() -> None:
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| `([a-z0-9_]+)` \|.*\| \*\*(\w+)\*\*(?: (\d{4}-\d\d))?: .*\| (needed|–) \|$", re.MULTILINE)
    declared = [
        (key, e.kind, e.seen or "", "needed" if source.needs_live_check else "–")
        for key, source in sorted(all_sources().items())
        if (e := source.evidence)
    ]
    assert row.findall(text) == declared


@pytest.mark.parametrize("feeds", [None, ROOT / "data" / "sample" / "feeds.yml"], ids=["shipped", "sample"])
def test_no_feed_has_the_key_of_a_source(feeds: Path | None) -> None:
    assert {feed.key for feed in (load_feeds(feeds) if feeds else load_feeds())} & set(all_sources()) == set()


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"FOERDERSCOUT_{name.upper()}`" not in text]
    assert missing == []


def test_every_command_and_exit_code_is_documented() -> None:
    import typer

    from dashboard.cli import app
    from data import errors

    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    commands = list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert [name for name in commands if f"`{name}" not in text and f", `{name}" not in text] == []
    codes = {e.exit_code for e in vars(errors).values() if isinstance(e, type) and hasattr(e, "exit_code")}
    assert [code for code in codes if f"| {code} |" not in text] == []


def test_lock_files_name_no_host_and_pin_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pins = [line for line in text.splitlines() if "==" in line]
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert not re.search(r"^torch==", text, re.MULTILINE)


def test_what_runs_is_what_is_tested() -> None:
    def pins(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in (ROOT / name).read_text().splitlines() if "==" in line}

    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_no_module_of_the_dashboard_hides_another_package() -> None:
    # Streamlit puts the script's folder first on the import path.
    names = {p.stem for p in (ROOT / "dashboard").iterdir() if p.suffix == ".py" or p.is_dir()}
    taken = set(sys.stdlib_module_names) | {"scout", "matcher", "data", "streamlit", "pandas", "altair", "numpy"}
    assert names & taken - {"__init__", "__pycache__"} == set()
    assert "pages" not in names


def test_hostile_text_has_no_way_into_the_page() -> None:
    guilty = [_name(p) for p in MODULES if "unsafe_allow_html" in p.read_text(encoding="utf-8")]
    assert guilty == []


@pytest.mark.slow
def test_the_wheel_holds_the_four_packages_and_what_they_need(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {n.split("/")[0] for n in names if ".dist-info" not in n} == set(PACKAGES)
    for needed in (
        "data/reference/portfolio.yml",
        "data/reference/feeds.yml",
        "data/migrations/versions/0001_initial_tables.py",
        "data/sample/feeds.yml",
        "dashboard/digest/templates/body.html.j2",
    ):
        assert needed in names


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_no_test_leaves_the_machine(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe, pytest.raises(AssertionError, match="tried to reach"):
        probe.connect((address, 80))
