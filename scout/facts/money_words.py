"""The words around a figure that say what it is: cues, units, nouns and cases, as bounded patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scout.facts.alternation import dispatched, group_of

Noun = Literal["funding", "costs", "own", "other"]

# What a figure is about is the last of these words before it: in "Personalkostenzuschuss" the grant, not the costs.
_NOUNS = dispatched(
    r"(?P<own>eigenanteil|eigenmittel|eigenbeteiligung|eigenbeitrag|eigenleistung|drittmittel|selbstbeteiligung|"
    r"kofinanzierung|own resources|own contribution)|"
    r"(?P<other>umsatz|umsätze|turnover|bilanz|einkommen|vermögen|eigenkapital|einwohner|beschäftigte|gewinn|gehalt|"
    r"gehälter|lohn|löhne|vergütung|honorar|entgelt|miete|gebühr|de-minimis|wertgrenze|schwelle|auftrag|vergabe|"
    r"einzelpreis|warenwert|verkehrswert|stundens|tagess|rücklage|steuer|haushaltsmittel|budget|mittelausstattung|"
    r"programmvolumen|finanzvolumen|kapitalmarkt|verlust|ertrag|bußgeld|haftungs|risiko|zuwendungs(?:empf|geb|zweck|"
    r"besch)|"
    r"beteiligungsquote|finanzierungslücke|beitrag|beiträge)|"
    r"(?P<costs>kosten|ausgaben|aufwendung|aufwand|investition(?!s-|sbedarf)|investment|volumen|anschaffung|kaufpreis|cost|"
    r"expenditure|"
    r"bemessungsgrundlage|finanzierungsbedarf|procurement)|"
    r"(?P<funding>förder(?:ung|summe|betrag|beträg|höhe|höchst|volumen|mittelvolumen|pauschal|t\b|beihilfe|mittel)|"
    r"gefördert|"
    r"förderfähige[rn]? (?:betrag|höchstbetrag)|zusch[uü]ss(?!fähig)|bezuschuss|zuwendung(?!sfähig|sempf|sgeb|szweck|"
    r"sbesch)|"
    r"beihilfe(?!fähig)|prämie|preis(?:geld|e\b|träger|s?\b)|1\. platz|dotier|stipendi|darlehen|kredit|bürgschaft|"
    r"garanti|beteiligung|"
    r"festbetrag|pauschal|höchstbetrag|höchstgrenze|mindestbetrag|finanzhilfe|finanzierung|mittelvolumen|unterstütz|"
    r"antragshöhe|antragssumme|antragsvolumen|bagatellgrenze|grant|funding|lump.sum|subsid|award|loan)",
)
_FILL = (
    r"(?:\W{1,3}(?:je|pro)\s[\w-]{2,30}(?:\sund\s[\w-]{2,30})?)?(?:\W{1,3}(?:jeweils|jedoch|je|insgesamt|in|höhe|von|"
    r"einer?|einem|einen|betrag|beträge|summe|gesamtbetrag|wert|auf|bei|"
    r"den|dem|der|die|das|des|ca|rund|circa|derzeit|grundsätzlich|normalerweise|beträgt|betragen|liegt|liegen|ist|"
    r"sind|wird|"
    r"als|aber|for|of|a|the|total|is|be|euro|und|zur|regel|festgelegt|begrenzt|beschränkt|sich|beläuft|maximal|max|"
    r"höchstens|mindestens|bis|zu|einmalig|jährlich|per)){0,7}\W{0,4}$"
)
_AT_MOST = re.compile(
    r"(?:(?:up ?to|\b(?:bis(?: zu| einschließlich)?|höchstens|maximal|max|nicht (?:mehr|höher) als|(?:begrenzt|"
    r"beschränkt|limitiert|"
    r"gedeckelt) (?:auf|bei)|max(?:imum)?|"
    r"(?:can)?not exceed(?:ing)?|überschreite[nt] nicht|übersteig(?:t|en) nicht))\b\.?"
    + _FILL
    + r")|(?:höchstbetrag|obergrenze|höchstgrenze|höchstsatz|höchstförder|förderhöchst|höchstsumme|maximalbetrag|"
    r"maximalförder|"
    r"\bmaximale[rnms]?\b|\bmaximum\b|\bdeckel)[^\d;€]{0,70}$",
)
_AT_LEAST = re.compile(
    r"(?:\b(?:mindestens|mind|minimum|wenigstens|zumindest|ab|nicht unter|nicht (?:weniger|geringer) als|at least|"
    r"no less than|minimal)\b\.?"
    + _FILL
    + r")|(?:bagatellgrenze|untergrenze|mindest(?:förder|betrag|zuwend|zuschuss|summe|höhe|volumen|antrag|invest|"
    r"projekt|kosten|"
    r"ausgaben|darlehen|kredit|gesamt)|\bminimale[rnms]?\b)[^\d;€]{0,70}$",
)
_ABOVE = re.compile(r"\b(?:über|mehr als|größer als|more than|oberhalb von)" + _FILL)
_BELOW = re.compile(r"\b(?:unter|weniger als|geringer als|kleiner als|unterhalb von|less than)" + _FILL)
_FIXED = re.compile(
    r"(?:beträgt|betragen|höhe von|höhe|festbetrag|pauschal\w{0,12}|dotiert|:|prämie|zuschuss|preisgeld|zuwendung|"
    r"förderung|"
    r"grant of|lump sum of|award of|(?:beträgt|betragen)\s[^.;:€]{0,110}?)(?:\W{1,3}(?:mit|von|jeweils|je|rund|ca|"
    r"einmalig|pauschal|einheitlich|insgesamt|derzeit|"
    r"höhe|in|of)){0,4}\W{0,4}$",
)
_LIMITED = re.compile(r"[^.;€]{0,60}?\b(?:begrenzt|beschränkt|gedeckelt|limitiert)")
_TO = re.compile(r"\b(?:auf|bei)\W{1,3}(?:maximal |höchstens |max\. )?$")
_GRANTED = re.compile(r"\W{1,3}(?:gewährt|gezahlt|bewilligt)")
_COLON = re.compile(r"(?<!\d\d)(?<!samt)(?<!bund)(?<!land)(?<=\w):\W{0,3}$")
_NOT_ABOVE = re.compile(
    r"[^.;€]{0,80}?\bnicht\W{1,3}(?:\w{1,20}\W{1,3}){0,2}(?:überst[ei]{1,2}g|überschr[ei]{1,2}t|hinausgeh)",
)
_NOT_BELOW = re.compile(r"[^.;€]{0,80}?\bnicht\W{1,3}(?:\w{1,20}\W{1,3}){0,2}unterschr[ei]{1,2}t")
_NOT_PAID = re.compile(r"[^.,;€]{0,40}?\b(?:nicht|keinesfalls)\s(?:gewährt|gezahlt|bewilligt|ausgezahlt)")
_GOES_ABOVE = re.compile(r"[^.,;€]{0,40}?\b(?:überst[ei]{1,2}g|überschr[ei]{1,2}t)")
_GOES_BELOW = re.compile(r"[^.,;€]{0,40}?\bunterschr[ei]{1,2}t")
_REFUSED = re.compile(r"\bnicht\b|\bkeine?\b|ausgeschlossen|unzulässig|abgelehnt")

_WHOLE = (
    r"vorhaben|projekt|antrag|kommun|gemeind|kreis|stadt|maßnahme|einrichtung|standort|schule|gegenstand|jahr|"
    r"unternehmen|"
    r"empfäng|verbund|partner|pilot|institution|verein|träger|veranstaltung|region|netzwerk|organisation|beratung|fall|"
    r"proposal|project|consorti|applicant|beneficiar|year|programm|kooperation|quartier|konzept|studie|periode|"
    r"bewilligung|"
    r"körperschaft|modul|betrieb|aufruf|nehmer|gründ|hochschule|bibliothek|museum|zeitraum|laufzeit|award|grant|"
    r"gesellschaft|"
    r"festival|haushalt|klasse|gruppe|bündnis|preis|fachbereich|verband|klinik|krankenhaus|zuwendung|förderung"
)
_PART = (
    r"stunde|tag\b|tage\b|tagewerk|tagwerk|tagessatz|woche|monat|teilnehm|person|quadratmeter|\bm²|\bm2|\bqm|hektar|"
    r"\bha\b|"
    r"\bkw|wohneinheit|wohnung|kind\b|kinder|fachkraft|\bstelle\b|zeitstelle|personalstelle|kilometer|\bkm|"
    r"übernachtung|schüler|platz\b|plätze|\btier\b|tiere\b|"
    r"hour|\bday|month|participant|person|lehrling|auszubildende|mitglied|meter|baum|stück|beschäftigte|arbeitsplatz"
)
_PER = re.compile(
    r"\W{0,3}(?:\([^)]{0,40}\)\W{0,3})?(?:(?P<often>monatlich|täglich|wöchentlich|stündlich|im monat|am tag|"
    r"die stunde|a month)|"
    r"(?:(?:pro|je|für jede[nrs]?|für die|per|je weitere[nmr]?)\b(?! nach)|/)\s?(?P<unit>[^.;,€]{1,60}))",
)
_PER_BEFORE = re.compile(
    r"(?:\b(?:je|pro|für jede[nrs]?)\s(?!nach\b)(?P<unit>[\w-]{2,40}(?:\s[\w-]{2,40}){0,2})[^.;€]{0,90}|"
    r"\b(?P<often>monatlich|täglich|wöchentlich)\w{0,3}\b[^.;€]{0,60}|stunden?satz[^.;€]{0,60}|tagessatz[^.;€]{0,60})$",
)
_TIMES = re.compile(r"\W{1,3}bei (?:maximal|höchstens|bis zu) \d{1,4} \w")
_FIXED_BEHIND = re.compile(
    rf"\W{{1,3}}(?:preisgeld|zuschuss|förderung|pauschal|prämie|fördersumme|\(1\. (?:platz|preis)|"
    rf"(?:pro|je)\s\w{{0,20}}(?:{_WHOLE}))",
)
_WHOLE_UNIT = re.compile(_WHOLE)
_PART_UNIT = re.compile(_PART)


def noun(text: str) -> Noun | None:
    """What the last telling noun of a text is about; None without one."""
    found = list(_NOUNS.finditer(text))
    return group_of(found[-1]) if found else None  # type: ignore[return-value]


def first_noun(text: str) -> Noun | None:
    """What the first telling noun of a text is about; None without one."""
    match = _NOUNS.search(text)
    return group_of(match) if match else None  # type: ignore[return-value]


def per_part(before: str, after: str) -> bool:
    """Whether a sum counts per day, person, square metre and the like, and not per project, applicant or year."""
    if _TIMES.match(after):
        return True
    behind = _PER.match(after)
    if behind and (behind["often"] or not _whole(behind["unit"])):
        return True
    ahead = _PER_BEFORE.search(before)
    return bool(ahead and (not ahead["unit"] or _PART_UNIT.search(ahead["unit"])))


def _whole(unit: str) -> bool:
    return _WHOLE_UNIT.search(unit) is not None and _PART_UNIT.search(unit) is None


@dataclass(frozen=True)
class Bound:
    """Which end of the sums allowed a figure is, and how that is said.

    how: ``plain`` in so many words; ``above`` by "more than"; ``refused``: less is not funded; ``implied`` by where the
    sum stands.
    """

    side: Literal["least", "most", "fixed"]
    how: Literal["plain", "above", "refused", "implied"] = "plain"


def bound(before: str, after: str) -> Bound | None:
    """Which end a sum is, by the words before and behind it; None when they do not say."""
    if _NOT_ABOVE.match(after) or (_LIMITED.match(after) and _TO.search(before)):
        return Bound("most")
    if _NOT_PAID.match(after) and _ABOVE.search(before):
        return Bound("most")
    if _NOT_BELOW.match(after):
        return Bound("least")
    most, least = _AT_MOST.search(before), _AT_LEAST.search(before)
    if most or least:
        return Bound("most" if most and (not least or most.start() >= least.start()) else "least")
    if _GOES_ABOVE.match(after) or _ABOVE.search(before):
        return Bound("least", "above")
    if (_GOES_BELOW.match(after) or _BELOW.search(before)) and _REFUSED.search(before + after):
        return Bound("least", "refused")
    if _FIXED_BEHIND.match(after) or _COLON.search(before):
        return Bound("fixed", "implied")
    return Bound("fixed") if _FIXED.search(before) or _GRANTED.match(after) else None
