"""Captures: what was kept comes back byte for byte, and damage is noticed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.captures import CaptureLost, Captures, Known
from scout.visit import NOTHING_KNOWN, Validators


@given(body=st.binary(max_size=5000))
def test_a_body_comes_back_by_its_hash(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    captures = Captures(tmp_path_factory.getbasetemp() / "captures")
    digest = captures.keep(body)
    assert digest == sha256(body).hexdigest()
    assert captures.read(digest) == body
    assert captures.keep(body) == digest


def test_equal_bodies_are_one_file_and_nothing_half_written_stays(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    for _ in range(3):
        captures.keep(b"gleich")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [f"{sha256(b'gleich').hexdigest()[2:]}.gz"]


@pytest.mark.parametrize("damage", [b"", b"kein gzip", None])
def test_damage_is_noticed(tmp_path: Path, damage: bytes | None) -> None:
    captures = Captures(tmp_path)
    digest = captures.keep(b"Beleg")
    path = next(p for p in tmp_path.rglob("*.gz"))
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    with pytest.raises(CaptureLost, match=str(path.name)):
        captures.read(digest)


def test_another_body_under_the_same_name_is_noticed(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    first, second = captures.keep(b"eins"), captures.keep(b"zwei")
    (tmp_path / first[:2] / f"{first[2:]}.gz").write_bytes((tmp_path / second[:2] / f"{second[2:]}.gz").read_bytes())
    with pytest.raises(CaptureLost, match="anderen Inhalt"):
        captures.read(first)


def test_what_an_address_answered_is_remembered_while_its_body_is_there(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    digest = captures.keep(b"Seite")
    tags = Validators('"abc"', None)
    captures.remember("https://amt.example/ä", digest, tags)
    assert captures.known("https://amt.example/ä") == Known(digest, tags)
    assert captures.known("https://amt.example/b") is None
    (tmp_path / digest[:2] / f"{digest[2:]}.gz").unlink()
    assert captures.known("https://amt.example/ä") is None


def test_a_server_that_stops_sending_tags_is_forgotten(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    digest = captures.keep(b"Seite")
    captures.remember("https://amt.example/", digest, Validators('"abc"', None))
    captures.remember("https://amt.example/", digest, NOTHING_KNOWN)
    assert captures.known("https://amt.example/") is None


def test_a_broken_note_costs_a_full_answer_only(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    captures.remember("https://amt.example/", captures.keep(b"Seite"), Validators('"abc"', None))
    next(tmp_path.rglob("*.json")).write_text("[kaputt")
    assert captures.known("https://amt.example/") is None
