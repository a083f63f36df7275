"""In which case a rate or sum holds: a code for finances, cooperation, region or another kind of applicant."""

from __future__ import annotations

import re

from scout.facts.alternation import dispatched

# Rates and sums of these cases are not those of a municipality.
OTHER_APPLICANTS = frozenset({"private_body", "research", "person", "small_company", "medium_company", "company"})

_CASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, dispatched(f"(?P<case>{pattern})"))
    for code, pattern in (
        (
            "budget_safeguarding",
            r"haushaltssicherung|nothaushalt|haushaltsnotlage|stärkungspakt|finanzschw|überschuldet|konsolidierungs|"
            r"haushaltskonsolidierung|finanzielle[rn]? leistungsfähigkeit|finanziell (?:schwach|besonders belastet)",
        ),
        ("cooperation", r"interkommunal|gemeindeübergreifend|kooperation|im verbund|verbundvorhaben|"
                        r"gemeinsame[nsr]? (?:antrag|vorhaben|projekt)"),
        ("weak_region", r"strukturschw|fördergebiet|grw|übergangsregion|kohlereg|braunkohle|rheinische[ns]? revier|"
                        r"ruhrgebiet|ländlichen? (?:raum|räum|gebiet)|c-gebiet|d-gebiet"),
        ("private_body", r"freie[rn]? (?:\w{1,20} )?(?:träger|schule)|freier trägerschaft|nichtkommunal|"
                         r"privaten? (?:träger|schul|eigentüm)|gemeinnützig|kirchlich|ehrenamt"),
        ("research", r"hochschul|forschungseinricht|universit|forschungsinstitut"),
        ("person", r"privatperson|natürliche personen|studierende|eigenheim|selbstgenutzt"),
        ("small_company", r"klein(?:e[nrs]?|st) (?:\w{1,20} )?unternehmen|kleinunternehmen|kleinstunternehmen|"
                          r"\bkmu\b|kleine und mittlere|small (?:companies|enterprises)|\bsmes?\b"),
        ("medium_company", r"mittlere[nrs]? unternehmen|mittelständ|medium.sized"),
        ("company", r"großunternehmen|große[nr]? unternehmen|unternehmen|landwirtschaftlich|gewerblich|"
                    r"wirtschaftliche[nr]? tätigkeit|betriebe\b"),
        ("exception", r"ausnahme|einzelfällen|besondere[nmrs]? (?:landes|bundes|staats)?interesse|"
                      r"erhebliche[mn]? (?:landes|bundes|staats)?interesse|modellhaft|modellvorhaben|modellprojekt"),
    )
)  # fmt: skip
_MUNICIPAL = re.compile(
    r"kommun|gemeinde|städte|\bstadt|landkreis|\bkreis|gebietskörperschaft|schulträger|staatliche[nr]? schule|"
    r"öffentliche[nr]? (?:träger|schule|einrichtung|hand)|öffentlich-rechtlich",
)


def case_of(text: str) -> str | None:
    """The case that a figure's own words name; None: it always holds.

    Who names municipalities beside others speaks of no other applicants.
    """
    municipal = _MUNICIPAL.search(text) is not None
    for code, pattern in _CASES:
        if municipal and code in OTHER_APPLICANTS:
            continue
        if pattern.search(text):
            return code
    return None
