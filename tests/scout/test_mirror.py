"""Mirror addresses, and the server of saved copies."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.settings import read_settings
from scout.mirror import Mirror, mirror_of, original, wire
from scout.sample_server import answer, serve_sample, zip_of

MIRROR = Mirror("http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("live", "wired"),
    [
        ("https://amt.example/a/b?x=1&y=%C3%A4#teil", "http://127.0.0.1:8000/amt.example/a/b?x=1&y=%C3%A4"),
        ("https://amt.example", "http://127.0.0.1:8000/amt.example/"),
        ("http://amt.example:8443/a", "http://127.0.0.1:8000/amt.example:8443/a"),
    ],
)
def test_the_way_to_the_mirror(live: str, wired: str) -> None:
    assert MIRROR.wire(live) == wired


@given(
    st.from_regex(r"[a-z]{1,10}\.(de|nrw)", fullmatch=True),
    st.from_regex(r"(/[\w.~()-]{1,8}){1,4}(\?[\w=&]{1,9})?", fullmatch=True),
)
def test_there_and_back(host: str, path: str) -> None:
    live = f"https://{host}{path}"
    assert MIRROR.original(MIRROR.wire(live)) == live


def test_other_addresses_stay_as_they_are() -> None:
    assert MIRROR.original("http://127.0.0.1:80000/x") == "http://127.0.0.1:80000/x"
    assert MIRROR.original("https://amt.example/x") == "https://amt.example/x"
    assert wire(None, "https://amt.example/x") == original(None, "https://amt.example/x") == "https://amt.example/x"


@pytest.mark.parametrize(
    "given", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://", "http://a:b:c", "http://127.0.0.1/x"]
)
def test_a_setting_that_is_no_server_is_refused_by_name(given: str) -> None:
    with pytest.raises(BadInput, match="FOERDERSCOUT_MIRROR"):
        mirror_of(read_settings(mirror=given))


def test_no_setting_no_mirror() -> None:
    assert mirror_of(read_settings()) is None
    assert mirror_of(read_settings(mirror="http://127.0.0.1:8000/")) == MIRROR


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    root = tmp_path / "sample"
    files = {
        "amt.example/index.html": "Start",
        "amt.example/liste.html": "ohne",
        "amt.example/liste.html@seite=2&sort=a_b": "zweite",
        "amt.example/feed": "<?xml version='1.0'?><rss/>",
        "amt.example/solr": '{"docs": []}',
        "fdb.example/export/BMWI/b.xml": "<b/>",
        "fdb.example/export/BMWI/a.xml": "<a/>",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (tmp_path / "geheim.txt").write_text("geheim")
    (root / "amt.example" / "link").symlink_to(tmp_path / "geheim.txt")
    return root


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/amt.example/", b"Start"),
        ("/amt.example", b"Start"),
        ("/amt.example/liste.html", b"ohne"),
        ("/amt.example/liste.html?seite=2&sort=a%2Bb", b"zweite"),
        ("/amt.example/liste.html?seite=3", b"ohne"),
        ("/amt.example/%6ciste.html", b"ohne"),
    ],
)
def test_what_is_found(sample: Path, target: str, body: bytes) -> None:
    found = answer(sample, target)
    assert found is not None
    assert found.body == body


@pytest.mark.parametrize(
    "target",
    ["/../geheim.txt", "/%2e%2e/geheim.txt", "/amt.example/..%2f..%2fgeheim.txt", "/amt.example/link", "//geheim.txt",
     "/amt.example/%00", "/nicht.example/", "/", "/amt.example/liste.html/x", "/amt.example/?../../../geheim.txt"],
)  # fmt: skip
def test_what_is_not_found(sample: Path, target: str) -> None:
    found = answer(sample, target)
    assert found is None or found.body == b"Start"


def test_the_unpacked_export_answers_as_a_zip(sample: Path) -> None:
    found = answer(sample, "/fdb.example/export")
    assert found is not None
    assert found.content_type == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(found.body)).namelist() == ["BMWI/a.xml", "BMWI/b.xml"]
    (sample / "fdb.example/export/BMWI/a.xml").touch()
    assert zip_of(sample / "fdb.example/export") == found.body


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/amt.example/", "text/html"),
        ("/amt.example/feed", "application/xml"),
        ("/amt.example/solr", "application/json"),
    ],
)
def test_content_types(sample: Path, target: str, kind: str) -> None:
    found = answer(sample, target)
    assert found is not None
    assert found.content_type.split(";")[0] == kind


def test_served_with_tags_and_not_sent_twice(sample: Path) -> None:
    with serve_sample(sample) as base:
        with urlopen(f"{base}/amt.example/") as first:
            assert first.read() == b"Start"
            tag = first.headers["ETag"]
        with pytest.raises(HTTPError, match="304"):
            urlopen(Request(f"{base}/amt.example/", headers={"If-None-Match": tag}))
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{base}/amt.example/fehlt")
