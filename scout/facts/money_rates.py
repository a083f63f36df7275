"""Rates of funding and own shares a sentence states; every other percentage is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scout.facts.money_passages import Passage
from scout.facts.money_segments import Segment

_COSTS = (
    r"(?:zuwendungs|förder|zuschuss|beihilfe|anrechnungs)f|anerkannt|kosten|ausgaben|aufwendung|investition|eligible|"
    r"costs|"
    r"bemessungsgrundlage|projektvolumen|vorhabenvolumen|finanzierungsbedarf|gesamtfinanzierung|fehlbedarf|"
    r"unrentierlich"
)
_OF_COSTS = re.compile(rf"\W{{0,3}}(?:\([^)]{{0,60}}\)\W{{0,3}})?(?:\w{{1,30}}\W{{1,3}}){{0,8}}?\w{{0,30}}(?:{_COSTS})")
_OF_OTHER = re.compile(
    r"\W{0,3}(?:der|des|von|vom|aller|am|an|ihre[rs]|seine[rs])\s(?!\w{0,30}(?:zuwendungs|förder|zuschuss|beihilfe)f)"
    r"(?:\w{1,40}\s){0,4}?(?:summe|förderung\b|beteiligung|kredit|darlehen|anteil|unternehmen|beschäftigt|wohn|punkte|"
    r"standard|umsatz|entgelt|gehalt|lohn|vergütung|stelle|vollzeit|arbeitsz|zuwendung\b|zuschuss\w{0,2}\b|fördersumme|"
    r"förderbetrag|gesamtförderung|fläche|schüler|bevölkerung|einwohner|personalkosten|personalausgaben|baukosten|"
    r"sachkosten|direkten|bürgschaft|ausfall|miete|erlös|einnahmen|preisgeld|energie|primärenergie)",
)
_RATE_BEHIND = re.compile(
    r"\W{0,3}(?:-?ige[rn]?\W)?(?:förder(?:quote|satz|ung|anteil)|zuschuss|fördersatz|funding|zuwendung|anteilsf|"
    r"anteilf)",
)
_RATE_BEFORE = re.compile(
    r"(?:förder(?:satz|quote|ung|höhe|anteil|intensität|sätze|quoten)|gefördert|zusch[uü]ss\w{0,3}|bezuschusst|"
    r"zuwendung\w{0,2}|"
    r"finanzierungsanteil|anteil(?:s)?finanzierung|finanzierungsquote|beihilfe(?:höchst)?intensität\w{0,2}|"
    r"beihilfesatz|"
    r"bund(?:es)?anteil|landesanteil|kofinanzierungs(?:satz|rate)|höchstsatz|(?:zuschuss|zuwendungs|erstattungs)(?:satz|quote)|regelsatz|"
    r"funding rate|co-?financing rate|reimbursement rate|grants?|erstatte\w{0,2}|übernomm\w{0,2}|übernimmt|"
    r"betragen|"
    r"erhalten|bekommen|kredite?|darlehens?|finanzier\w{0,3})\b",
)
_OWN = re.compile(
    r"eigen(?:anteil|mittel|beteiligung|beitrag|leistung|finanzierung)|eigen- und|drittmittel|"
    r"(?:need|have|required) to bear|own (?:resources|contribution|funds)|co-funding|selbst (?:zu )?(?:tragen|finanz|"
    r"aufbring)",
)
# What is paid of the share that somebody else has left open: neither a rate nor an own share of the costs.
_OF_OWN = re.compile(r"\W{0,3}(?:des|ihres|seines|der|ihrer) eigen(?:anteil|beteilig|mittel|beitrag)")
_OWN_BEHIND = re.compile(
    r"\W{0,3}(?:\w{1,30}\W{1,3}){0,6}?(?:eigen(?:anteil|mittel|beteiligung|beitrag|leistung)|co-funding|own |"
    r"selbst\b(?!\s(?:genutz|bewohn|erzeug|hergestell|wenn|bei)))",
)
_NOT_RATE = re.compile(
    r"zins|tilg|haftung|bürgschaft|verbürg|garanti|auszahl|ausgezahlt|ausfall|risiko|unterschreit|einspar|reduzier|"
    r"minder|"
    r"kürz|rückforder|pauschal|gemeinkosten|verwaltungskosten|overhead|indirekt|nebenkosten|steuer|anzahlung|"
    r"vorschuss|abschlag|"
    r"teilbetrag|\braten\b|monatsrate|umsatz|stimmrecht|arbeitszeit|stellenumfang|vollzeit|punkte|wohnungen|"
    r"beratungsanteil|"
    r"nutzung|"
    r"verbrauch|wirkungsgrad|energetisch|quadratmeter|gdb|behinderung|einkommen|sozialhilfe|skonto|gewinn|frauenanteil|"
    r"teilzeit|beteiligung an|anteile|mehrheit|bereits|erfahrungsgemäß|bevölkerung|\bwert von|rücklage|personalkapazit|"
    r"ausfallzeit|p\. ?a\.|"
    r"eigenkapital|kapitalerhöhung|mindestens .{0,40}(?:flächen?|personal|frauen)|zweckbindung|einbehalt",
)
_NOT_BEHIND = re.compile(
    r"\W{0,3}(?:\w{1,30}\W{1,3}){0,5}?(?:zins|tilg|b(?:ü|ue)rgschaft|haftung|pauschal|ausfallz|unter(?:\W|schreit)|"
    r"p\. ?a|pro jahr|"
    r"teilzeit|vollzeit|"
    r"stelle|arbeitszeit|punkte|ausgezahlt|auszahlung|verzins|erreich|gdb|weniger|abweich|prämienreduz)",
)
_COMPARED = re.compile(
    r"\b(?:mehr als|über|weniger als|unter|mind(?:estens|\.)|at least|more than|um(?: bis zu| weitere| rund|"
    r" durchschnittlich| mindestens| maximal)?|"
    r"zusätzlich\w{0,2}|weitere[nr]?|bonus von|zuschlag von|nicht mehr als|plus)\W*$",
)
_REDUCED = re.compile(r"\W{0,3}(?:gekürzt|reduzier|verringer|vermindert)")
# "Diese sollen 30 Prozent der Ausgaben nicht überschreiten": a limit, of the funding only if that is what is limited.
_LIMITS = re.compile(r"[^.;]{0,120}?\büber(?:st[ei]{1,2}g|schr[ei]{1,2}t)")
_TAKES_PART = re.compile(r"\bsich\b(?:\W{1,3}\w{1,20}){0,3}\W{1,3}mit\W{1,3}(?:mindestens |rund )?$")
_BARE = re.compile(r"\W{0,4}(?:jedoch |und |aber )?(?:bis(?: zu)?|max(?:imal)?|höchstens)?\W{0,3}")
_USUALLY = r"in der regel(?: werden)?|im regelfall|üblich(?:erweise)?(?: sind)?|normalerweise"
# "Bis zu 80 Prozent, für finanzschwache Kommunen bis zu 90 Prozent.": a sentence that is nothing but the rate.
_OPENS = re.compile(
    rf"\W{{0,3}}(?:(?:meist|{_USUALLY}|grundsätzlich|für den ausbau)\W{{1,2}}(?:in der regel )?)?"
    r"(?:bis(?: zu)?|max(?:imal|\.)|höchstens|zwischen)?\W{0,3}(?:\d{1,2}\s?(?:bis(?: zu)?|und|–|-)\s?)?"
)
_BOUND_AHEAD = re.compile(rf"\b(?:bis|max(?:imal|\.)|höchstens|{_USUALLY})\b")
_ENDS_THERE = re.compile(r"\s?[,.;]\s|\s?[.;]?\s*$|\s(?:bis(?: zu)?|–|-)\s$")
# "Studien: 50 Prozent. Investitionen: bis zu 40 Prozent": what is paid for, or whom, and nothing but the rate.
_LABELLED = re.compile(
    r"(?:^|[.;] )\W{0,3}(?:[\w/-]{1,40}\s){0,3}?[\w-]{0,30}(?:studien?|investition(?:en)?|konzepte?|beratung(?:en)?|"
    r"planung(?:en)?|umsetzung|(?:personal|sach|bau)kosten|ausstattung|vorhaben|maßnahmen?|anschaffung(?:en)?|"
    r"kommunen|gemeinden|kreise|städte|vereine|träger|unternehmen|kmu|hochschulen)"
    r"\s?:\s?(?:bis(?: zu)?|max(?:imal|\.)|höchstens)?\W{0,3}$"
)
_PAID_BEHIND = re.compile(r"\W{1,3}(?:werden )?(?:übernommen|bezuschusst|gefördert|erstattet|finanziert)\b")
_EXCEED = re.compile(r"\bexceed\W{1,3}$")
_STRONG = re.compile(
    r"förder(?:satz|quote|ung|höhe|anteil|betrag)|zusch[uü]ss|zuwendung(?!s[fev])|beihilfe(?:höchst)?intensität|"
    r"grant|funding"
)
_ALL_PUBLIC = re.compile(
    r"kumul|doppelförder|gesamtförderung|gesamtzuwendung|öffentliche[rn]? (?:förder|mittel|zuwend|zusch|finanz|"
    r"beihilf)|"
    r"insgesamt (?:darf|dürfen|nicht)|summe (?:aller|der) (?:öffentlich|förder|zuwend|beihilf)|"
    r"weitere[nr]? (?:förder|öffentlich)|"
    r"de-minimis",
)
_OTHERS_PAY = re.compile(r"\b(?:erbringen|aufbringen|beitragen|beisteuern)\b|\b(?:übernehmen|tragen|leisten)\W*$")
# "Ein Fünftel der Kosten muss aus anderen Quellen kommen": what is not paid, whoever brings it.
_FROM_ELSEWHERE = re.compile(
    r"[^.;,]{0,80}?\b(?:muss|müssen|ist|sind)\s(?:\w{1,20}\s){0,3}?(?:aus|durch|über|von)\s"
    r"(?:(?:eigenen\s(?:und|oder)\s)?(?:anderen?|weiteren?|dritten|fremden?)\s(?:quellen|mitteln|stellen|seite)|"
    r"dritt(?:en|mitteln)|eigen(?:en\s)?mitteln)\b"
)
_MUST = re.compile(r"\b(?:muss|müssen|hat|haben)\b")
_YOU = re.compile(r"\bsie\b|antragstell|zuwendungsempf|träger")


@dataclass(frozen=True)
class Share:
    """A share of the costs in percent: paid (``rate``) or borne oneself (``own_share``). ``condition``: see case_of."""

    kind: Literal["rate", "own_share"]
    percent: float
    condition: str | None


def shares(passage: Passage, found: Sequence[Segment]) -> tuple[Share, ...]:
    """The rates and own shares that a sentence states, in order; ``found``: its segments."""
    return tuple(_shares(passage, found))


def _shares(passage: Passage, found: Sequence[Segment]) -> Iterator[Share]:
    said: Literal["rate", "own_share"] | None = None
    refused = False
    for segment in found:
        if segment.figure.unit != "percent" or not 0 < segment.figure.number <= 100:
            continue
        kind = _kind(segment, said, passage)
        if refused and kind == "rate" and not _OF_COSTS.match(segment.after):
            continue
        refused = kind is None
        if kind:
            said = kind
            yield Share(kind, segment.figure.number, segment.case())


def _kind(
    segment: Segment, said: Literal["rate", "own_share"] | None, passage: Passage
) -> Literal["rate", "own_share"] | None:
    before, after = segment.before, segment.after
    near = _near(before)
    if _OF_OWN.match(after):
        return None
    if _OWN.search(near) or (_OWN_BEHIND.match(after) and "ohne eigen" not in after):
        return "own_share"
    if _FROM_ELSEWHERE.match(after):
        return "own_share"
    if _TAKES_PART.search(near) and "beteilig" in passage.words[segment.figure.end :]:
        return "own_share"
    if _OTHERS_PAY.search(after) and _MUST.search(near):
        return "own_share" if _YOU.search(near) else None
    if _OF_OTHER.match(after) or _NOT_BEHIND.match(after) or _NOT_RATE.search(near[-110:]):
        return None
    if _REDUCED.match(after) or ((_LIMITS.match(after) or _EXCEED.search(before)) and not _STRONG.search(near)):
        return None
    if _ALL_PUBLIC.search(before) or _ALL_PUBLIC.search(passage.lead.lower()):
        return None
    if _COMPARED.search(before) and not _RATE_BEHIND.match(after):
        return None
    if _OF_COSTS.match(after) or _RATE_BEHIND.match(after) or _RATE_BEFORE.search(before):
        return "rate"
    # "Zuschuss bis 15.000 Euro, bis 50 %": what the sum is, the percentage is.
    if not segment.previous and _ENDS_THERE.match(after) and _BOUND_AHEAD.search(before) and _OPENS.fullmatch(before):
        return "rate"
    if _ENDS_THERE.match(after) and _LABELLED.search(before):
        return "rate"
    if _PAID_BEHIND.match(after) and _OPENS.fullmatch(before):
        return "rate"
    listed = segment.previous and _BARE.fullmatch(before) and _STRONG.search(segment.previous.before)
    return "rate" if listed or (said == "rate" and segment.previous) else None


def _near(before: str) -> str:
    """The words of the same clause: from the last comma or semicolon that is not close by."""
    cut = max(before.rfind(sign, 0, max(0, len(before) - 12)) for sign in (", ", "; ", "| ", ": "))
    return before[max(cut, len(before) - 160, 0) :]
