"""Which of several sources of one programme stands first: the authority that grants, then databases, then others."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Who grants (a word of the funder's name) and the hosts on which it speaks for itself.
_OWN_HOSTS: tuple[tuple[str, str], ...] = (
    (r"\bkfw\b|kreditanstalt für wiederaufbau", r"(?:^|\.)kfw\.de$"),
    (r"nrw\.?bank", r"(?:^|\.)nrwbank\.de$"),
    (r"\bbafa\b|bundesamt für wirtschaft", r"(?:^|\.)bafa\.de$"),
    (r"rentenbank", r"(?:^|\.)rentenbank\.de$"),
    (r"\beu\b|europäisch|european", r"(?:^|\.)europa\.eu$"),
)
_DATABASES = re.compile(
    r"(?:^|\.)(?:foerderdatenbank\.(?:de|info)|foerderinfo\.bund\.de|nrwbank\.de|kfw\.de|service\.bund\.de"
    r"|zentrum-klimaanpassung\.de|klimaatlas\.nrw\.de)$"
)
_GAZETTES = re.compile(r"(?:^|\.)(?:recht\.nrw\.de|bundesanzeiger\.de)$")
# Ministries, district governments and agencies: they grant, or act for who grants.
_AUTHORITIES = re.compile(
    r"(?:^|\.)(?:bund\.de|nrw|nrw\.de|bmbf\.de|bmwk\.de|bmi\.de|europa\.eu|klimaschutz\.de|z-u-g\.org|ptj\.de|dlr\.de"
    r"|bezreg-[a-z]{4,12}\.de|bayern\.de|sachsen\.de|hessen\.de|niedersachsen\.de|rlp\.de|saarland\.de|thueringen\.de"
    r"|brandenburg\.de|berlin\.de|hamburg\.de|bremen\.de|schleswig-holstein\.de|sachsen-anhalt\.de|baden-wuerttemberg\.de"
    r"|bund\.net|deutsche-stiftung-engagement-und-ehrenamt\.de)$"
)
# Portals of authorities that only report what others grant.
_REPORTERS = re.compile(r"(?:^|\.)(?:interkommunales\.nrw|simulplus\.sachsen\.de|bertelsmann-stiftung\.de)$")

GRANTS, ACTS, PUBLISHES, LISTS, REPORTS = range(5)
RANK_WORDS = {
    GRANTS: "gewährt die Förderung",
    ACTS: "Behörde",
    PUBLISHES: "Amtsblatt",
    LISTS: "amtliche Datenbank",
    REPORTS: "berichtet darüber",
}


def rank(url: str, funder: str | None) -> int:
    """The place of a source among those of one programme, ``GRANTS`` (0) first to ``REPORTS`` (4).

    url: of the programme at that source. funder: as any of the sources names it.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    giver = (funder or "").casefold()
    if any(re.search(name, giver) and re.search(own, host) for name, own in _OWN_HOSTS):
        return GRANTS
    for kind, hosts in ((PUBLISHES, _GAZETTES), (LISTS, _DATABASES), (REPORTS, _REPORTERS), (ACTS, _AUTHORITIES)):
        if hosts.search(host):
            return kind
    return GRANTS if _is_own_foundation(host, giver) else REPORTS


def _is_own_foundation(host: str, giver: str) -> bool:
    """Whether a word of a foundation's name is the host's: "Deutsche Telekom Stiftung" on telekom-stiftung.de."""
    if "stiftung" not in giver and "foundation" not in giver:
        return False
    words = [w for w in re.findall(r"[a-zäöüß]{5,40}", giver) if w not in {"stiftung", "deutsche", "foundation"}]
    plain = host.replace("-", "")
    return any(w.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") in plain for w in words)
