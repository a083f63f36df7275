"""The settings every crawl runs with. Scrapy's own defaults are unsafe or impolite in the points marked here."""

from __future__ import annotations

from typing import Any

from data.settings import Settings
from scout.politeness import LIVE_LIMITS, ROBOTS_NAME, Limits, user_agent
from scout.unpack import ACCEPTED

PARTS = "scout.crawl_parts"


def scrapy_settings(settings: Settings, limits: Limits = LIVE_LIMITS) -> dict[str, Any]:
    """Settings of one run, as Scrapy wants them."""
    return {**_closed_doors(limits), **_polite(settings, limits), **_parts(), "FOERDERSCOUT_MIRROR": settings.mirror}


def _closed_doors(limits: Limits) -> dict[str, Any]:
    return {
        "REMOTE_CONTROL_ENABLED": False,  # default: an HTTP server that runs posted Python
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # default: any certificate will do
        "DOWNLOAD_MAXSIZE": limits.page_bytes,  # default: 1 GiB
        "DOWNLOAD_TIMEOUT": limits.timeout_seconds,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "COOKIES_ENABLED": False,
        "METAREFRESH_ENABLED": False,  # a page that only sends us on is an answer to look at, not to follow
        "HTTPPROXY_ENABLED": False,  # a proxy would connect for us, past the guard
        # Conditional requests are ours (scout.captures): Scrapy's cache would also hand out stale pages as fresh
        # ones when the server fails, and a deadline read from such a page would be dated today.
        "HTTPCACHE_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "TWISTED_REACTOR_ENABLED": False,  # plain asyncio, so that a process can crawl more than once
    }


def _polite(settings: Settings, limits: Limits) -> dict[str, Any]:
    return {
        "ROBOTSTXT_OBEY": True,  # default: not read
        "ROBOTSTXT_USER_AGENT": ROBOTS_NAME,
        "USER_AGENT": user_agent(settings),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "de,en;q=0.5",
            "Accept-Encoding": ACCEPTED,
        },
        # The pace is kept by scout.pace, for all visits together; Scrapy would keep one for each visit.
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "AUTOTHROTTLE_ENABLED": False,
        "RETRY_ENABLED": True,
        "RETRY_TIMES": limits.retries,
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "RETRY_AFTER_MAX": limits.longest_pause,
        "FOERDERSCOUT_BACKOFF": limits.backoff_seconds,
        "REDIRECT_MAX_TIMES": limits.redirects,
    }


def _parts() -> dict[str, Any]:
    """Our own parts in place of Scrapy's; each says in its docstring why."""
    handler = f"{PARTS}.GuardedHandler"
    base = "scrapy.downloadermiddlewares"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "s3": None, "data": None},
        "DOWNLOADER_MIDDLEWARES": {
            f"{base}.offsite.OffsiteMiddleware": None,
            f"{PARTS}.Onsite": 50,
            f"{base}.robotstxt.RobotsTxtMiddleware": None,
            f"{PARTS}.Robots": 100,
            f"{base}.retry.RetryMiddleware": None,
            f"{PARTS}.PatientRetry": 550,
            f"{base}.httpcompression.HttpCompressionMiddleware": None,
            f"{PARTS}.BoundedDecompression": 590,
            f"{base}.redirect.RedirectMiddleware": None,
            f"{PARTS}.CountedRedirect": 600,
        },
    }
