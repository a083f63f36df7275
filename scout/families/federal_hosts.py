"""Which federal ministry an announcement comes from, told by the host it stands on; agencies work for several."""

from __future__ import annotations

from urllib.parse import urlsplit

_MINISTRY = {
    "bmbf.de": "BMFTR",
    "bmftr.bund.de": "BMFTR",
    "gesundheitsforschung-bmbf.de": "BMFTR",
    "gesundheitsforschung-bmftr.de": "BMFTR",
    "sifo.de": "BMFTR",
    "fona.de": "BMFTR",
    "bmwk.de": "BMWE",
    "bundeswirtschaftsministerium.de": "BMWE",
    "bmdv.bund.de": "BMV",
    "bmv.de": "BMV",
    "mobilitaetsforum.bund.de": "BMV",
    "bmuv.de": "BMUKN",
    "bundesumweltministerium.de": "BMUKN",
    "bmel.de": "BMLEH",
    "bmleh.de": "BMLEH",
    "ble.de": "BMLEH",
    "fnr.de": "BMLEH",
    "bmwsb.bund.de": "BMWSB",
    "bbsr.bund.de": "BMWSB",
    "bundesgesundheitsministerium.de": "BMG",
    "bmfsfj.de": "BMBFSFJ",
    "bmas.de": "BMAS",
    "bmi.bund.de": "BMI",
    "bmds.bund.de": "BMDS",
}


def ministry_of(url: str) -> str | None:
    """The short name of the ministry whose host this is; None for any other host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return _MINISTRY.get(host)
