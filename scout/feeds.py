"""The feed client: asks each feed politely and conditionally, and says for each what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

import aiohttp
import yarl
from protego import Protego
from w3lib.url import safe_url_string

from data.settings import Settings
from scout import rights
from scout.guard import ERROR_PAGES, RefusedAddress, guarded_connector, looks_blocked, refusal_in, refuse_url
from scout.mirror import Mirror, mirror_of, original, wire
from scout.pace import Pace
from scout.politeness import ROBOTS_NAME, Limits, pause_seconds, retry_after_seconds, user_agent
from scout.problems import problem
from scout.source import Problem
from scout.unpack import ACCEPTED, CutOff, TooMuch, unpacked
from scout.visit import NOTHING_KNOWN, Validators

AT_ONCE = 64  # requests under way at the same time, each to another host
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NO_RULES = Protego.parse("")


@dataclass(frozen=True)
class FeedAsk:
    """A feed to ask for, with what its server said last time.

    ask_rights: look up what its host says about text mining. permitted: the publisher allowed it, whatever it says.
    """

    key: str
    url: str
    validators: Validators = NOTHING_KNOWN
    ask_rights: bool = False
    permitted: bool = False


@dataclass(frozen=True)
class FeedBody:
    """A feed that came. url: where it was found in the end; moved_to: set when the server calls that permanent.

    text_mining: what the host says about it; None when it was not asked.
    """

    body: bytes
    url: str
    content_type: str
    validators: Validators
    moved_to: str | None = None
    text_mining: rights.TextMining | None = None


@dataclass(frozen=True)
class NotModified:
    """The server says that nothing changed since last time."""

    text_mining: rights.TextMining | None = None


@dataclass(frozen=True)
class FeedFailed:
    """No feed came. pause_seconds: how long the server asked us to stay away, if it did."""

    problem: Problem
    pause_seconds: float | None = None


FeedAnswer = FeedBody | NotModified | FeedFailed


class _Refused(Exception):
    """Carries a named failure up to where the answer is made."""

    def __init__(self, failure: FeedFailed) -> None:
        super().__init__(failure.problem.message)
        self.failure = failure


def fetch_feeds(
    asks: Iterable[FeedAsk], settings: Settings, limits: Limits, answered: Callable[[FeedAsk, FeedAnswer], None]
) -> None:
    """Asks for all feeds, one request at a time per host.

    answered: called once for every feed as soon as its answer is there; bodies are not kept any longer.
    """
    asyncio.run(_fetch_all(tuple(asks), settings, limits, answered))


async def _fetch_all(
    asks: tuple[FeedAsk, ...], settings: Settings, limits: Limits, answered: Callable[[FeedAsk, FeedAnswer], None]
) -> None:
    mirror = mirror_of(settings)
    async with aiohttp.ClientSession(
        connector=guarded_connector(mirror),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=limits.timeout_seconds),
        headers={
            "User-Agent": user_agent(settings),
            "Accept": "application/rss+xml,application/atom+xml,application/rdf+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "de,en;q=0.5",
            "Accept-Encoding": ACCEPTED,
        },
        auto_decompress=False,  # it takes what it can get out of a damaged body for the feed
        trust_env=False,  # a proxy would connect for us, past the guard
    ) as session:
        client = _Client(session, mirror, limits, Pace(pause_seconds(settings)))

        async def one(ask: FeedAsk) -> None:
            answered(ask, await client.answer(ask))

        await asyncio.gather(*(one(ask) for ask in asks))


@dataclass
class _Host:
    """What we keep of one host during a poll: its rules, and who may fetch them."""

    rules_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | FeedFailed | None = None


@dataclass
class _Client:
    session: aiohttp.ClientSession
    mirror: Mirror | None
    limits: Limits
    pace: Pace
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    hosts: dict[str, _Host] = field(default_factory=dict)

    async def answer(self, ask: FeedAsk) -> FeedAnswer:
        try:
            return await self._follow(ask)
        except _Refused as refused:
            return refused.failure
        except Exception as error:  # whatever it is, it is this feed's trouble, not the poll's
            return FeedFailed(_problem_of(error, ask.url))

    async def _follow(self, ask: FeedAsk) -> FeedAnswer:
        url, moved_to, permanent = ask.url, None, True
        for _ in range(self.limits.redirects + 1):
            await self._check_robots(url, ask)
            said = await self._text_mining(url, ask)
            async with self._asked(url, ask.validators) as response:
                if response.status not in REDIRECTS or "Location" not in response.headers:
                    _refuse_reserved(ask, rights.from_headers(response.headers))
                    answer = await self._read(ask, response, url, moved_to)
                    return answer if isinstance(answer, FeedFailed) else replace(answer, text_mining=said)
                permanent = permanent and response.status in {301, 308}
                url = urljoin(url, original(self.mirror, response.headers["Location"]))
                moved_to = url if permanent else moved_to
        raise _Refused(FeedFailed(problem("too_many_redirects", ask.url, url)))

    async def _read(self, ask: FeedAsk, response: aiohttp.ClientResponse, url: str, moved_to: str | None) -> FeedAnswer:
        if response.status == 304:
            return NotModified()
        if response.status != 200:
            pause = retry_after_seconds(response.headers.get("Retry-After"), response.headers.get("Date"))
            return FeedFailed(problem("http_error", ask.url, f"HTTP {response.status}"), pause)
        body = await self._bounded(response, ask.url)
        if not body.strip():
            return FeedFailed(problem("empty_answer", ask.url))
        lock = looks_blocked(body, url)
        if lock is not None:
            return FeedFailed(problem("error_page" if lock in ERROR_PAGES else "blocked", ask.url, lock))
        validators = Validators(_short(response.headers.get("ETag")), _short(response.headers.get("Last-Modified")))
        return FeedBody(body, url, response.headers.get("Content-Type", ""), validators, moved_to)

    async def _bounded(self, response: aiohttp.ClientResponse, url: str) -> bytes:
        if (response.content_length or 0) > self.limits.feed_bytes:
            raise _Refused(FeedFailed(problem("too_large", url, f"{response.content_length} Bytes angekündigt")))
        body = bytearray()
        async for chunk in response.content.iter_chunked(65_536):
            body += chunk
            if len(body) > self.limits.feed_bytes:
                raise _Refused(FeedFailed(problem("too_large", url, f"mehr als {self.limits.feed_bytes} Bytes")))
        try:
            return unpacked(bytes(body), response.headers.get("Content-Encoding", ""), self.limits.feed_bytes)
        except (TooMuch, CutOff) as error:
            code = "too_large" if isinstance(error, TooMuch) else "truncated"
            raise _Refused(FeedFailed(problem(code, url, str(error)))) from error

    @asynccontextmanager
    async def _asked(self, url: str, known: Validators) -> AsyncIterator[aiohttp.ClientResponse]:
        refuse_url(url)
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        # Escaped once, by us: the client would otherwise write the query's escapes in its own way.
        address = yarl.URL(safe_url_string(wire(self.mirror, url)), encoded=True)
        # The turn comes first: who waits for a host takes nobody's place.
        async with (
            self.pace.turn(url),
            self.places,
            self.session.get(address, headers=headers, allow_redirects=False) as response,
        ):
            yield response

    def _host(self, url: str) -> _Host:
        return self.hosts.setdefault(urlsplit(url).netloc, _Host())

    async def _check_robots(self, url: str, ask: FeedAsk) -> None:
        refuse_url(url)
        host = self._host(url)
        async with host.rules_turn:
            if host.rules is None:
                host.rules = await self._robots(url, ask)
        if isinstance(host.rules, FeedFailed):
            raise _Refused(FeedFailed(problem(host.rules.problem.code, ask.url, host.rules.problem.detail)))
        if not host.rules.can_fetch(url, ROBOTS_NAME):
            raise _Refused(FeedFailed(problem("refused_by_robots", ask.url, url)))
        delay = host.rules.crawl_delay(ROBOTS_NAME) or 0
        if delay > self.limits.longest_pause:
            raise _Refused(FeedFailed(problem("refused_by_robots", ask.url, f"Crawl-delay: {delay:g}")))
        self.pace.slow_down(url, delay)

    async def _text_mining(self, url: str, ask: FeedAsk) -> rights.TextMining | None:
        """What the host's file says about this address. Raises _Refused where it reserves text mining."""
        if not ask.ask_rights:
            return None
        parts = urlsplit(url)
        try:
            async with self._asked(f"{parts.scheme}://{parts.netloc}{rights.FILE}", NOTHING_KNOWN) as response:
                body = await self._bounded(response, ask.url) if response.status == 200 else b""
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None  # whether it answers at all is told by the feed itself; asked again next time
        said = rights.from_file(body, parts.path)
        _refuse_reserved(ask, said)
        return said

    async def _robots(self, url: str, ask: FeedAsk) -> Protego | FeedFailed:
        """The rules of a host: none where it has no robots.txt, a failure where it cannot be read (RFC 9309)."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        try:
            for _ in range(self.limits.redirects + 1):
                async with self._asked(address, NOTHING_KNOWN) as response:
                    if response.status in REDIRECTS and "Location" in response.headers:
                        address = urljoin(address, original(self.mirror, response.headers["Location"]))
                        continue
                    if response.status >= 500 or response.status == 429:
                        return FeedFailed(problem("robots_unread", ask.url, f"HTTP {response.status}"))
                    if response.status != 200:
                        return NO_RULES
                    return Protego.parse((await self._bounded(response, ask.url)).decode("utf-8", "replace"))
        except _Refused as refused:
            return refused.failure
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            found = _problem_of(error, ask.url)
            server_wide = {"unreachable", "certificate", "redirect_refused"}
            return FeedFailed(found if found.code in server_wide else problem("robots_unread", ask.url, str(error)))
        return NO_RULES


def _refuse_reserved(ask: FeedAsk, said: rights.TextMining) -> None:
    if said == "reserved" and not ask.permitted:
        raise _Refused(FeedFailed(problem("text_mining_reserved", ask.url)))


def _problem_of(error: BaseException, url: str) -> Problem:
    refusal = refusal_in(error)
    if refusal is not None:
        return problem("redirect_refused", url, refusal.address)
    kinds: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
        (RefusedAddress, "redirect_refused"),
        (TimeoutError, "timeout"),
        (aiohttp.ClientPayloadError, "truncated"),
        (aiohttp.ClientSSLError, "certificate"),
        (aiohttp.ClientConnectorError, "unreachable"),
        ((aiohttp.ServerDisconnectedError, ConnectionError, aiohttp.ClientOSError), "connection_lost"),
    )
    code = next((code for kind, code in kinds if isinstance(error, kind)), "fetch_error")
    return problem(code, url, f"{type(error).__name__}: {error}")


def _short(value: str | None) -> str | None:
    return value[:500] if value else None
