"""A quick loopback mirror of any number of hosts with a feed each; ``python -m bench.feed_site`` prints its port."""

from __future__ import annotations

import asyncio
import sys

ITEMS = 20
ETAG = b'"bench"'


def feed(host: str) -> bytes:
    """A feed of twenty entries, made of its host's name."""
    items = "".join(
        f"<item><title>Meldung {n} von {host}</title><link>https://{host}/m/{n}</link><guid>{host}-{n}</guid>"
        f"<description>&lt;p&gt;Förderung für Kommunen, Meldung {n}: Antrag bis Jahresende.&lt;/p&gt;</description>"
        f"<pubDate>Mon, {n + 1:02} Jun 2026 08:00:00 +0200</pubDate></item>"
        for n in range(ITEMS)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            writer.write(_answer(head))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _answer(head: bytes) -> bytes:
    path = head.split(b" ", 2)[1].decode()
    host, _, name = path.lstrip("/").partition("/")
    if name != "feed.xml":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if ETAG in head:
        return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % ETAG
    body = feed(host)
    return b"HTTP/1.1 200 OK\r\nETag: %s\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%s" % (
        ETAG,
        len(body),
        body,
    )


async def _main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
