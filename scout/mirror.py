"""The offline mirror: which address really goes over the wire, and back. Everybody else sees live addresses only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from data.errors import BadInput
from data.settings import Settings


@dataclass(frozen=True)
class Mirror:
    """A server that holds copies of sites: ``https://host/path?query`` is fetched as ``{base}/host/path?query``."""

    base: str  # http://127.0.0.1:8000, without a slash at the end

    @property
    def host(self) -> str:
        """The mirror's own host name or address."""
        return urlsplit(self.base).hostname or ""

    @property
    def port(self) -> int:
        """The mirror's own port."""
        parts = urlsplit(self.base)
        return parts.port or (443 if parts.scheme == "https" else 80)

    def wire(self, url: str) -> str:
        """The address to ask for instead of ``url``; the fragment never goes over the wire."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.base}/{parts.netloc}{parts.path or '/'}{query}"

    def original(self, url: str) -> str:
        """The live address behind one of the mirror's; any other address is returned as it is."""
        prefix = f"{self.base}/"
        return f"https://{url[len(prefix) :]}" if url.startswith(prefix) else url


def mirror_of(settings: Settings) -> Mirror | None:
    """The mirror in force. Raises BadInput when the setting is no address of a server."""
    if not settings.mirror:
        return None
    base = settings.mirror.rstrip("/")
    try:
        parts = urlsplit(base)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.path or parts.query)
        _ = parts.port
    except ValueError:
        usable = False
    if not usable:
        raise BadInput(
            f"FOERDERSCOUT_MIRROR: {settings.mirror!r} ist keine Serveradresse. Erwartet wird z. B. http://127.0.0.1:8000."
        )
    return Mirror(base)


def wire(mirror: Mirror | None, url: str) -> str:
    """``Mirror.wire`` where there may be no mirror."""
    return mirror.wire(url) if mirror else url


def original(mirror: Mirror | None, url: str) -> str:
    """``Mirror.original`` where there may be no mirror."""
    return mirror.original(url) if mirror else url
