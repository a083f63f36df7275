"""What a sentence speaks of around a date: applying, or one of the many other things that have dates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from scout.facts.alternation import dispatched, group_of

Topic = Literal["applying", "reporting", "validity", "award", "published", "event", "retroactive", "reference", "other"]

# One group for each topic; the last word before a date decides. Longer words stand before shorter ones they contain.
_TOPICS = dispatched(
    r"(?P<reporting>verwendungsnachweis|zwischennachweis|sachbericht|schlussbericht|zwischenbericht|auszahlungsan|"
    r"mittelabruf|"
    r"mittelanforderung|abruf der mittel|zahlungsantr|auszahlung|abrechnung|antr[aä]ge? auf (?:auszahlung|zahlung|"
    r"abruf|"
    r"verlängerung|änderung)|änderungsantr|verlängerungsantr|nachweis|rechnung|belege|widerspruch|rückforderung|"
    r"mittelverwendung|"
    r"verausgab)"
    r"|(?P<event>info\w{0,12}[- ]?veranstaltung|veranstaltung|seminar|webinar|workshop|sprechstunde|konferenz|"
    r"kick-?off|"
    r"(?:jury|gremien|auswahl|vergabe|gremiums)sitzung|\bsitzung|preisverleihung|verleihung des|prämierung|info-?tag|"
    r"informationstag|messe|jahrestreffen|tagung|schulung|\bevent\b|info session|info day|award ceremony|\bjury|"
    r"auswahlentscheidung|information (?:to|of) applicants|"
    r"förderentscheidung|bekanntgabe|entscheidung)"
    r"|(?P<retroactive>rückwirkend)"
    r"|(?P<reference>einwohner|bevölkerung|schülerzahl|amtliche\w? statistik|fortschreibung|bestandszahl|zum stand|"
    r"rechtsstand|gebietsstand|transposition|derogation|mitgliederzahl|haushaltsplan|geburts|geboren|vollendung)"
    r"|(?P<published>stand\b|aktualisier|veröffentlich|erstellt|publiziert|publikation|pressemitteilung|"
    r"bekannt ?gemacht|"
    r"amtsblatt|bundesanzeiger|\bbanz|erschien|datiert|unterzeichn|artikel vom|last update|published)"
    r"|(?P<validity>außer ?kraft|in kraft|inkrafttreten|kraft (?:ge)?tr|\bgilt\b|\bgelten|gültig|geltungsdauer|"
    r"\b(?:un)?befrist|"
    r"laufzeit|förderperiode|programmperiode|programmlaufzeit|programmende|verordnung|richtlinie (?:ist|wird|wurde|"
    r"endet|läuft|bis)|"
    r"programm (?:ist|wird|wurde|endet|läuft|bis)|valid|redaktionell|zinsbindung|haftungsfreistellung)"
    r"|(?P<award>bewilligungs(?:zeitraum|zeit|dauer|jahr|ende)|förderzeitraum|förderdauer|durchführungs?(?:zeitraum|"
    r"frist|ende)|"
    r"projekt(?:zeitraum|laufzeit|beginn|start|ende|abschluss|durchführung)|(?:vorhabens?|maßnahmen?)-?(?:zeitraum|"
    r"beginn|start|"
    r"ende|abschluss|laufzeit)|umsetzungs\w{0,12}|zweckbindung|bindefrist|baubeginn|fertigstell|inbetriebnahme|"
    r"investitionsphase|\bevaluation|grant agreement|signature|\baward\b|"
    r"abschluss der|abschluss des|durchführung|(?<!auf )bewilligung(?!sbeh|sst|en? durch)|mittelbindung|"
    r"verpflichtungsermächtigung|verpflichtungsjahr|"
    r"(?:übergangs|widerrufs|zahlungs|aufbewahrungs|kündigungs|bewilligungs|umsetzungs|bindungs)frist|bauantr|"
    r"projektphase|förderphase|project start|eligib\w{1,12} period|betriebsaufnahme|auszuzahlen)"
    r"|(?P<applying>antr[aä]g|antragst|beantrag|bewerb|beworben|skizze|einreich|eingereicht|einzureich|"
    r"vorlage(?:frist|termin)|abgabe|stichtag|(?<!\bbe)(?<!unbe)(?<!kurz)(?<!lang)(?<!mittel)frist(?!ig|los|verl)|"
    r"anmeld|anzumeld|angemeldet|"
    r"registrier|interessenbekundung|aufruf|ausschreibung(?!sunter)|projektvorschl|(?:annahme|einsende|melde|"
    r"teilnahme)schluss|"
    r"förderfenster|\bcalls?\b|proposal|submission|submit|deadline|cut-?off|\bappl(?:y|ication)|gebots|wettbewerb|"
    r"(?:förder|auswahl|bewerbungs)runde|teilnahme|rückfragen|fragen|meldebogen|expressions? of interest)",
)  # fmt: skip

_CITED = re.compile(
    r"(?:(?:richtlinien?|bekanntmachung|fassung|erlass|gesetz\w{0,4}|verordnung|\bstand|artikel|\bschreiben|"
    r"beschluss\w{0,3}|"
    r"entscheidung|\bmitteilung|vereinbarung|\burteil|\bdatum|\b(?:rderl|bek|gmbl|bgbl|abl)\.?|\bs\.\s?\d{1,5}\)?|"
    r"änderung|geändert|"
    r"aktualisierung|update|aktualisiert|erstellt|fortgeführt)\W{0,3}(?:\([^()]{0,60}\)\W{0,3})?"
    r"(?:(?:(?:\S{1,20}\s){0,2}?(?:vom|v\.|dated?|of)|am|:)\W{0,3})?|\bvom|\bv\.)\s?$"
)
_SECTION = re.compile(
    r"(?:\b(?:Nr|Nrn|Nummern?|Ziffern?|Ziff|Abschnitte?s?|Kapitel|Punkte?|Teil|Artikel|Art|Anlage|Tz|Position|Abs|"
    r"Absatz|Modul|"
    r"Version|Satz|Buchstabe)\.?|§)\s?(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s?(?:und|bis|oder|,|-)\s?){0,3}$",
    re.IGNORECASE,
)
_PAST_COHORT = re.compile(r",\s(?:die|welche)\b[^,]{0,60}$", re.IGNORECASE)
_WAS_DONE = re.compile(
    r"^[^,.]{0,70}\b(?:wurden?|worden sind|sind|waren|were)\b|^[^,.]{0,70},\s(?:gilt|gelten|findet|finden|bleibt|"
    r"bleiben|ist|sind)\b",
    re.IGNORECASE,
)
_HAD_DONE = re.compile(
    r"^[^,.]{0,60}\b(?:gestellt|eingereicht|beantragt|begonnen) (?:haben|hatten|hat)\b", re.IGNORECASE
)

_DOING = (
    r"einzureichen|einreich\w{0,8}|eingereicht|(?<!fest)(?<!vor)(?<!fertig)(?<!dar)(?<!sicher)gestellt|zu stellen|"
    r"\bstellen\b|vorzulegen|vorgelegt|"
    r"vorlegen|eingehen|eingegangen|einzugehen|beantrag\w{0,6}|\bbewerb\w{0,6}|\bbeworben|anmelden|anzumelden|"
    r"angemeldet|"
    r"registrier\w{0,6}|zu richten|abzugeben|abgegeben|einzusenden|eingesandt|eingesendet|hochzuladen|hochgeladen|"
    r"angenommen|"
    r"entgegengenommen|vorliegen|übermittel\w{0,6}|zuzusenden|zugesandt|zuzuleiten|zu übersenden|übersandt|"
    r"submitted|submit|apply|applied|möglich|verfügbar|teilnehmen|läuft die|endet die|zugehen|zugegangen|geltend"
)
_NOT_DOING = (
    r"nicht möglich|abgeschlossen|abzuschließen|abschließen|fertig\w{0,20}|durchgeführt|durchzuführen|durchführbar|"
    r"umgesetzt|umzusetzen|"
    r"umsetzen|realisiert|begonnen|begonn|gültig|außer kraft|in kraft|befristet|abgerufen|abzurufen|verausgabt|"
    r"ausgezahlt|verwendet|"
    r"bewilligt|ausgesetzt|betreut|abgerechnet|nachzuweisen|nachgewiesen|statt\b|stattfind\w{0,3}|verwirklicht|"
    r"verwendungsnachweis|"
    r"gefördert|förderfähig|finanziert|bereitgestellt|bereit\b|errichtet|angeschafft|gesperrt|fortgesetzt|"
    r"fortgeführt|zweckgebunden|"
    r"abzuwickeln|erbracht|in betrieb|beginnen|zugelassen|veröffentlicht|bekanntgegeben|informiert|angepasst|"
    r"ausgewählt|"
    r"geschlossene?n?r? (?:vertr|kauf)|erworben|beschafft|entschieden|aufzubewahren|aufbewahr\w{0,5}|benachrichtigt|"
    r"zurückzuzahlen|zu begleichen"
)
_VERBS = dispatched(rf"(?P<other>\b(?:{_NOT_DOING}))|(?P<doing>\b(?:{_DOING}))")
_SUBORDINATE = re.compile(
    r",\s(?:die|der|das|den|dem|deren|dessen|wenn|sofern|um|damit|wobei|welche[rsnm]?|falls|soweit|dass|so dass|sodass|"
    r"wodurch|nachdem|bevor)\b|(?<!\d)\.\s(?=[A-ZÄÖÜ])",
)


_LAST = 60


def topic_before(before: str) -> Topic | None:
    """What the words before a date speak of: the last word that says so. None when none does."""
    low = before.lower()
    # Mostly one of the last words says it, and looking through all of them takes time.
    for words in (low[low.find(" ", max(0, len(low) - _LAST)) + 1 :], low):
        last = None
        for match in _TOPICS.finditer(words):
            last = match
        if last:
            return group_of(last)  # type: ignore[return-value]
    return None


def topic_after(after: str) -> Topic | None:
    """What the words after a date speak of: the first word that says so."""
    match = _TOPICS.search(after.lower())
    return group_of(match) if match else None  # type: ignore[return-value]


def topics_in(text: str) -> frozenset[str]:
    """Everything that is spoken of."""
    return frozenset({group_of(match) for match in _TOPICS.finditer(text.lower())})


def speaks_of(topic: Topic, text: str) -> bool:
    """Whether a topic is among them; looks no further than its first word."""
    return any(group_of(match) == topic for match in _TOPICS.finditer(text.lower()))


def is_cited(before: str) -> bool:
    """Whether a date after these words is that of a law, a guideline, an article or a page."""
    return _CITED.search(before[-120:].lower()) is not None


def is_section(before: str) -> bool:
    """Whether numbers after these words are those of a section."""
    return _SECTION.search(before[-40:]) is not None


def is_past_cohort(before: str, after: str) -> bool:
    """Whether the date sorts applications already made ("Anträge, die bis … gestellt wurden, …")."""
    if _HAD_DONE.search(after):
        return True
    return _PAST_COHORT.search(before[-90:]) is not None and _WAS_DONE.search(after) is not None


# The same words are asked for several times for each date: as an opening, and as a closing.
@lru_cache(maxsize=64)
def verb_after(after: str) -> Literal["doing", "other"] | None:
    """Whether the first verb that may belong to a date is one of handing in, or one of something else."""
    cut = _SUBORDINATE.search(after)
    match = _VERBS.search((after[: cut.start()] if cut else after).lower())
    return None if match is None else group_of(match)  # type: ignore[return-value]
