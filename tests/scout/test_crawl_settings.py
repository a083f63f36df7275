"""Each deliberate setting shown by what it does: what Scrapy would do by itself is unsafe or impolite."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner

from data.clock import StandingClock
from data.settings import Settings, read_settings
from scout.captures import captures_in
from scout.crawl import visit
from scout.crawl_settings import scrapy_settings
from scout.pace import Pace
from scout.page import Page
from scout.politeness import Limits, pause_seconds, retry_after_seconds, user_agent
from scout.source import Draft, Expect, Listing, PageSource
from scout.visit import Visit
from tests.site.server import Fault, Site

HOST = "https://amt.example"
LIST = f"{HOST}/liste"
PAGES = [f"{HOST}/{n}" for n in (1, 2)]
QUICK = Limits(timeout_seconds=20, page_bytes=50_000, retries=1, longest_pause=5, backoff_seconds=0)


def source(start: str = LIST) -> PageSource:
    from scout.source import Listed

    def listing(page: Page) -> Listing:
        return [Listed(url) for url in page.links("a", at_least=0)], None

    def detail(page: Page) -> Draft:
        return Draft(external_id=page.url, url=page.url, title=page.one("h1"))

    return PageSource("amt", "Amt", "Amt", start, Expect(programmes=(1, 9)), listing, detail)


@pytest.fixture
def office(site: Site) -> Site:
    site.put(LIST, "".join(f"<a href='{url}'>x</a>" for url in PAGES))
    for url in PAGES:
        site.put(url, f"<html><h1>{url}</h1></html>")
    return site


@pytest.fixture
def go(mirrored: Settings, clock: StandingClock) -> Callable[..., Visit]:
    def run(start: str = LIST, settings: Settings = mirrored, limits: Limits = QUICK) -> Visit:
        return visit(source(start), settings, clock, captures_in(settings.state_dir), limits=limits)

    return run


def codes(found: Visit) -> list[str]:
    return [p.code for p in found.problems]


def gaps(site: Site, *urls: str) -> float:
    """Seconds between the arrivals of the first two requests for ``urls``."""
    first, second = [r.at for r in site.requests if r.url in urls][:2]
    return second - first


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "data:text/html,<h1>x</h1>", "ftp://amt.example/x", "s3://amt/x"]
)
def test_only_web_addresses_are_read(office: Site, go: Callable[..., Visit], address: str) -> None:
    found = go(address)
    assert found.failed
    assert found.pages == ()
    assert codes(found) == ["redirect_refused"]


def test_no_port_is_opened_while_crawling(office: Site, mirrored: Settings) -> None:
    """Neither the remote control nor the telnet console listens: every listening port is somebody else's."""
    before, during = _listening(), set[int]()

    class Looking(Spider):
        name = "looking"
        pace = Pace(0)

        async def start(self):
            during.update(_listening())
            yield Request(LIST)

        def parse(self, response):
            during.update(_listening())

    asyncio.run(_run(Looking, scrapy_settings(mirrored, QUICK)))
    assert office.asked(LIST) == 1
    assert office.port in before  # the way to look does find listening ports
    assert during - before == set()


async def _run(spider: type[Spider], settings: dict) -> list[str]:
    crawler = AsyncCrawlerRunner(settings).create_crawler(spider)
    await crawler.crawl_async()
    return [type(extension).__name__ for extension in crawler.extensions.middlewares]


def _listening() -> set[int]:
    """Local ports that this process listens on."""
    inodes = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and columns[9] in inodes:
                found.add(int(columns[1].rsplit(":", 1)[1], 16))
    return found


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Callable[[int], Site]]:
    """Starts an https site with a certificate of its own making, valid for a number of days (negative: expired)."""
    started: list[Site] = []

    def start(days: int) -> Site:
        certificate = _certificate(tmp_path / f"cert{days}", days)
        running = Site(certificate)
        running.put(LIST, "<a href='/1'>x</a>")
        running.put(PAGES[0], "<h1>Programm</h1>")
        started.append(running)
        return running

    yield start
    for running in started:
        running.close()


def _certificate(folder: Path, days: int) -> tuple[Path, Path]:
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.fromtimestamp(time.time(), UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=10))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


def test_a_self_signed_certificate_is_refused(
    secure: Callable[[int], Site], go: Callable[..., Visit], tmp_path: Path
) -> None:
    running = secure(5)
    found = go(settings=read_settings(state=tmp_path / "state", mirror=running.base, delay_seconds=0))
    assert codes(found) == ["certificate"]
    assert running.requests == []


def test_certificates_are_checked_not_refused_wholesale(
    secure: Callable[[int], Site], go: Callable[..., Visit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same certificate passes once its issuer is trusted, and not when it has expired."""
    settings = read_settings(state=tmp_path / "state", mirror=secure(5).base, delay_seconds=0)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert5" / "cert.pem"))
    assert len(go(settings=settings).drafts) == 1
    expired = read_settings(state=tmp_path / "state", mirror=secure(-1).base, delay_seconds=0)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert-1" / "cert.pem"))
    assert codes(go(settings=expired)) == ["certificate"]


def test_robots_txt_is_obeyed_for_our_name(office: Site, go: Callable[..., Visit]) -> None:
    office.robots("amt.example", "User-agent: foerderscout\nDisallow: /2\n\nUser-agent: *\nDisallow: /\n")
    found = go()
    assert [(p.code, p.url) for p in found.problems] == [("refused_by_robots", PAGES[1])]
    assert office.asked(PAGES[1]) == 0
    assert len(found.drafts) == 1


def test_an_unreadable_robots_txt_forbids_everything(office: Site, go: Callable[..., Visit]) -> None:
    office.fault(f"{HOST}/robots.txt", Fault.SERVER_ERROR)
    assert codes(go()) == ["robots_unread"]
    assert office.asked(LIST) == 0


def test_an_error_page_in_place_of_robots_txt_is_no_rule(office: Site, go: Callable[..., Visit]) -> None:
    office.put(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /", status=404)
    assert codes(go()) == []


def test_crawl_delay_is_kept(office: Site, go: Callable[..., Visit]) -> None:
    office.robots("amt.example", "User-agent: *\nCrawl-delay: 0.7\n")
    assert codes(go()) == []
    assert gaps(office, *PAGES) >= 0.65


def test_a_crawl_delay_beyond_patience_is_a_refusal(office: Site, go: Callable[..., Visit]) -> None:
    office.robots("amt.example", "User-agent: *\nCrawl-delay: 86400\n")
    found = go()
    assert [(p.code, p.detail) for p in found.problems] == [("refused_by_robots", "Crawl-delay: 86400")]


def test_retry_after_is_waited_for(office: Site, go: Callable[..., Visit]) -> None:
    office.fault(PAGES[0], Fault.TOO_MANY, times=1, seconds=1)
    assert codes(go()) == []
    assert office.asked(PAGES[0]) == 2
    assert gaps(office, PAGES[0]) >= 0.95


def test_a_pause_beyond_patience_ends_with_the_servers_wish(office: Site, go: Callable[..., Visit]) -> None:
    office.fault(PAGES[0], Fault.TOO_MANY, seconds=3600)
    found = go()
    assert [(p.code, p.detail) for p in found.problems] == [
        ("http_error", "HTTP 429; der Server bittet um 3600 Sekunden Pause"),
        ("host_rests", "amt.example: 3600 s"),  # the other page is not asked for either
    ]
    assert [office.asked(url) for url in PAGES] == [1, 0]


def test_an_overloaded_server_that_names_no_pause_gets_one_that_grows(office: Site, go: Callable[..., Visit]) -> None:
    office.fault(PAGES[0], Fault.OVERLOADED, times=2)
    assert codes(go(limits=replace(QUICK, retries=2, backoff_seconds=0.3))) == []
    first, second, third = [r.at for r in office.requests if r.url == PAGES[0]]
    assert second - first >= 0.28
    assert third - second >= 0.55


def test_a_passing_error_is_tried_again(office: Site, go: Callable[..., Visit]) -> None:
    office.fault(PAGES[0], Fault.SERVER_ERROR, times=1)
    assert codes(go()) == []


def test_an_oversized_answer_is_cancelled_before_it_is_loaded(office: Site, go: Callable[..., Visit]) -> None:
    office.put(PAGES[0], b"<html>" + b"x" * 60_000)
    assert codes(go()) == ["too_large"]
    office.put(PAGES[0], b"<html><h1>passt</h1>" + b"x" * 40_000)
    assert codes(go()) == []


def test_cookies_are_not_kept(office: Site, go: Callable[..., Visit]) -> None:
    office.put(LIST, f"<a href='{PAGES[0]}'>x</a>", headers={"Set-Cookie": "wer=ich"})
    go()
    assert all("Cookie" not in request.headers for request in office.requests)


def test_we_say_who_we_are(office: Site, go: Callable[..., Visit], mirrored: Settings) -> None:
    go()
    agents = {request.headers["User-Agent"] for request in office.requests}
    assert agents == {user_agent(mirrored)}
    assert mirrored.contact in agents.pop()


def test_a_page_that_only_refreshes_is_not_followed(office: Site, go: Callable[..., Visit]) -> None:
    office.put(PAGES[0], f"<html><meta http-equiv=refresh content='0; url={HOST}/anderswo'></html>")
    assert codes(go()) == ["page_changed"]
    assert office.asked(f"{HOST}/anderswo") == 0


def test_an_environment_proxy_is_not_used(
    office: Site, go: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert codes(go()) == []


def test_the_pause_between_requests_holds_without_a_mirror_and_can_go_with_one(tmp_path: Path) -> None:
    assert pause_seconds(read_settings(state=tmp_path, delay_seconds=0)) == 1
    assert pause_seconds(read_settings(state=tmp_path, delay_seconds=3)) == 3
    assert pause_seconds(read_settings(state=tmp_path, delay_seconds=0, mirror="http://127.0.0.1:1")) == 0


def test_the_pause_is_kept_on_the_wire(office: Site, go: Callable[..., Visit], mirrored: Settings) -> None:
    slower = mirrored.model_copy(update={"delay_seconds": 0.5})
    assert codes(go(settings=slower)) == []
    assert gaps(office, *PAGES) >= 0.45


def test_one_request_at_a_time_per_host(mirrored: Settings, office: Site) -> None:
    """Four requests at once: the site never sees two of them under way together."""
    office.delay = 0.1
    for n in range(4):
        office.put(f"{HOST}/p{n}", "<html>x</html>")

    class Hasty(Spider):
        name = "hasty"
        pace = Pace(0)
        start_urls = tuple(f"{HOST}/p{n}" for n in range(4))

        async def parse(self, response):
            return None

    extensions = asyncio.run(_run(Hasty, scrapy_settings(mirrored, QUICK)))
    assert office.most_at_once == 1
    assert not {"TelnetConsole", "RemoteControl"} & set(extensions)


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("5", None, 5),
        (" 120 ", None, 120),
        ("Wed, 21 Oct 2026 07:28:30 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 30),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:29:00 GMT", 0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None, None),
        ("bald", None, None),
        ("-3", None, None),
        (None, None, None),
    ],
)
def test_retry_after_in_its_forms(value: str | None, date: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, date) == seconds


def test_a_fresh_process_can_crawl(office: Site, mirrored: Settings) -> None:
    code = (
        "from data.settings import read_settings; from data.clock import SystemClock\n"
        "from scout.captures import captures_in; from scout.crawl import visit\n"
        "from tests.scout.test_crawl_settings import source\n"
        f"s = read_settings(state={str(mirrored.state)!r}, mirror={office.base!r}, delay_seconds=0)\n"
        "v = visit(source(), s, SystemClock(), captures_in(s.state_dir))\n"
        "assert len(v.drafts) == 2 and v.complete, v\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stderr) == (0, "")
