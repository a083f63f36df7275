"""Unpacks the body of an HTTP answer within bounds, and tells a whole one from one that was cut off."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"  # what we ask for: of these the end can be told
PIECE = 65_536


class CutOff(Exception):
    """A packed body that is damaged or ends before its end."""


class TooMuch(Exception):
    """A body that unpacks to more than allowed."""


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """The content of a body under its ``Content-Encoding``, at most ``most`` bytes. Raises CutOff and TooMuch."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in {"", "identity"}:
            continue
        if name not in {"gzip", "x-gzip", "deflate"}:
            raise CutOff(f"unbekannte Packung {name[:20]!r}")
        body = _one(body, zlib.MAX_WBITS | 16 if "gzip" in name else _wbits_of(body), most)
    return body


def _wbits_of(body: bytes) -> int:
    # Some servers send "deflate" without the header that the word promises (RFC 9110, 8.4.1.2).
    has_header = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS


def _one(body: bytes, wbits: int, most: int) -> bytes:
    if not body:
        return body
    unpacker, content, left = zlib.decompressobj(wbits), bytearray(), body
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(left, PIECE)
            left = unpacker.unconsumed_tail
            content += piece
            if len(content) > most:
                raise TooMuch(f"mehr als {most} Bytes")
            if not piece and not left:
                break
    except zlib.error as error:
        raise CutOff(f"der gepackte Inhalt ist beschädigt ({error})") from error
    if not unpacker.eof:
        raise CutOff("der gepackte Inhalt bricht ab")
    return bytes(content)
