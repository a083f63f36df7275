"""Packed bodies: unpacked whole and within bounds, or refused by name."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scout.unpack import CutOff, TooMuch, unpacked

PACKINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": lambda body: zlib.compress(body, wbits=-zlib.MAX_WBITS),  # without the header that the word promises
}


@pytest.mark.parametrize("name", PACKINGS)
@given(body=st.binary(max_size=3000))
def test_what_was_packed_comes_back(name: str, body: bytes) -> None:
    assert unpacked(PACKINGS[name](body), name, 3000) == body


@pytest.mark.parametrize("name", PACKINGS)
@given(body=st.binary(min_size=1, max_size=300), data=st.data())
def test_a_part_is_never_taken_for_the_whole(name: str, body: bytes, data: st.DataObject) -> None:
    packed = PACKINGS[name](body)
    part = packed[: data.draw(st.integers(1, len(packed) - 1))]
    with pytest.raises(CutOff):
        unpacked(part, name, 3000)


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["gzip", "deflate", "br", "gzip, deflate"]))
def test_any_bytes_are_unpacked_or_refused_by_name(body: bytes, encoding: str) -> None:
    with suppress(CutOff, TooMuch):
        assert len(unpacked(body, encoding, 1000)) <= 1000


def test_a_bomb_is_stopped_on_the_way() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    with pytest.raises(TooMuch):
        unpacked(bomb, "gzip", 100_000)
    with pytest.raises(TooMuch):
        unpacked(gzip.compress(bomb), "gzip, gzip", 100_000)


def test_unpacked_bodies_and_unknown_packings() -> None:
    assert unpacked(b"<html>", "", 10) == unpacked(b"<html>", "identity", 10) == b"<html>"
    assert unpacked(b"", "gzip", 10) == b""
    with pytest.raises(CutOff, match="'br'"):
        unpacked(b"<html>", "br", 10)
