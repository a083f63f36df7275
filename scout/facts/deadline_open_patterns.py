"""The wordings that say that one may apply, or may again, in German and English, for lower-case sentences.

Built like ``deadline_shut_patterns``: bounded, without ignoring case, each beside words of which one must be there.
"""

from __future__ import annotations

import re

from scout.facts.deadline_shut_patterns import ACT, ROUND

SPENT_WORDS = (
    "windhund",
    "mittel",
    "budget",
    "schöpfung",
    "vorrat",
    "kontingent",
    "first",
    "until",
    "verbrauch",
    "volumen",
)
SPENT = re.compile(
    r"windhund|\b(?:solange|so lange)\b[^.]{0,100}?(?:mittel|budget|vorrat|kontingent)[^.]{0,80}?(?:reich|verfügbar|"
    r"vorhanden|"
    r"zur verfügung|ausgeschöpft|erschöpft|verbraucht|bereit)|"
    r"\bbis (?!zu\b)[^.]{0,60}?(?:mittel|budget|kontingent|volumen|fördertopf)[^.]{0,60}?(?:ausgeschöpft|erschöpft|"
    r"verbraucht|"
    r"aufgebraucht|ausschöpfung|vergeben|gebunden)|\bbis zu[rm] (?:\w{1,30} ){0,3}?(?:ausschöpfung|verbrauch|"
    r"erschöpfung)|"
    r"first[ -]come|solange der vorrat|until (?:the )?(?:funds|budget)[^.]{0,40}(?:exhausted|spent)"
)

ANNOUNCED_WORDS = (
    "geplant", "folgt", "folgen", "starte", "beginnt", "voraussichtlich", "vorgesehen", "erwartet", "kürze",
    "demnächst",
    "angekündigt", "vorbereitung", "planned", "forthcoming", "expected", "will open", "published", "veröffentlicht",
    "bekannt",
    "arbeitet", "arbeitung", "vorbereitet", "noch nicht", "freigeschaltet", "eröffnet", "geöffnet", "möglich sein",
    "nach aus", "nach auf", "nach bek", "offen",
)  # fmt: skip
ANNOUNCED = re.compile(
    r"\b(?:nächste|neue|weitere|zweite|kommende|folgende)[rsn]?\b[^.]{0,60}?"
    rf"{ROUND}[^.]{{0,80}}?\b(?:geplant|folgt\b|folgen\b|startet|starten|beginnt|voraussichtlich|vorgesehen|erwartet|"
    rf"in kürze|"
    r"demnächst|angekündigt|(?:wird|werden)\b[^.]{0,60}(?:veröffentlicht|bekannt|geben|starten|geöffnet|eröffnet))|"
    rf"(?:{ROUND}|frist|stichtage?|termine?|{ACT})\b[^.]{{0,90}}?\b(?:wird|"
    rf"werden)\b[^.]{{0,80}}?(?:bekannt ?(?:gegeben|gemacht)|"
    r"veröffentlicht|angekündigt|freigeschaltet|eröffnet|(?<!nicht )möglich sein|starten\b)|"
    rf"(?:{ROUND}|{ACT})[^.]{{0,60}}?\bvoraussichtlich\b(?! nicht)[^.]{{0,60}}?(?:ab|im|ende|anfang|mitte|wieder|"
    rf"möglich|start)|"
    rf"voraussichtlich (?:ab|im|ende|anfang|mitte)\b[^.]{{0,60}}{ROUND}|"
    rf"(?:{ROUND}|stichtag|termin)\b[^.]{{0,60}}?\b(?:ist|sind|in)\b[^.]{{0,60}}?"
    r"\b(?:geplant|vorgesehen|vorbereitung|angekündigt)\b|"
    r"\bist (?:\w{1,20} ){0,2}\W?(?:\d{1,3}[·.] )?(?:call|aufruf|wettbewerb|ausschreibung)\W{0,3} geplant|"
    r"wiedereröffnung\b[^.]{0,60}(?:vorgesehen|geplant)|"
    r"(?:demnächst|in kürze)\b[^.]{0,60}(?:antr|aufruf|ausschreib|veröffentlich|start)|"
    r"(?:aufruf|ausschreibung|antragstellung|call|runde)\b[^.]{0,20}(?:demnächst|in kürze|\bfolgt\b)|"
    r"\bcalls?\b[^.]{0,60}(?:planned|forthcoming|expected|will open|to be published)|forthcoming|"
    r"(?:frist|termin|stichtag)\w{0,3}\b[^.]{0,40}(?:noch nicht (?:bekannt|fest)|noch offen)|"
    r"(?:richtlinie|programm|aufruf|ausschreibung)\b[^.]{0,40}(?:wird|ist|befindet)\b[^.]{0,30}"
    r"(?:erarbeitet|überarbeitet|vorbereitet|in erarbeitung|in überarbeitung)|"
    r"^nach (?:aufruf|ausschreibung|bekanntmachung)\b|(?:aufruf|antragsfrist|termine?)\W{1,3}(?:folgt\b|"
    r"in vorbereitung|noch offen)|"
    r"neue (?:antragsrunde|förderrunde|runde|ausschreibung)\b[^.]{0,40}geplant"
)
# What "geplant" and "wird" mean in guidelines more often than not.
NO_ANNOUNCEMENT = re.compile(
    r"geplanten? (?:vorhaben|maßnahme|projekt|beginn)|wird (?:gefördert|gewährt)|ergebnis|"
    r"\b(?:gilt|gelten|läuft)\b[^.]{0,30}(?:fortlaufend|rücknahme|widerruf)"
)

_HOW_LONG = (
    r"(?:\bjederzeit\b|ganzjährig|unterjährig|\b(?:fort)?laufend\b|\bkontinuierlich\b|zu jeder zeit|"
    r"jedem (?:beliebigen )?zeitpunkt|\bunbefristet\b|rollierend|das ganze jahr)"
)
_HAND_IN = (
    r"(?:möglich|gestellt|stellen|eingereicht|einreichen|einzureichen|einreichbar|beantrag\w{0,6}|angenommen|entgegen|"
    r"bewerb\w{0,6}|erfolgen|vorgelegt|abgegeben|abruf\w{0,4}|erfolgt)"
)
_APPLY = (
    r"(?:antr[aä]g|ags?stellung|einreich|eingereicht|einzureich|bewerb|skizze|formular|vorzulegen|anmeld|"
    r"interessenbekundung)"
)
# "Anträge nimmt die Stiftung jederzeit an": what is taken, not a payment or a change.
_TAKEN = (
    r"\b(?:(?:förder|projekt|zuschuss|online|kurz|voll)?-?(?:anträge?|skizzen|vorschläge|ideen|gesuche?|anfragen)|"
    r"bewerbungen|einreichungen|interessenbekundungen)\b"
)
_OVER = r"(?: (?:hindurch|über))?"
_BEGIN = (
    r"(?:de[mrn] |einer |seine[mr] |ihre[mr] |jeder |jedem )?"
    r"(?:\w{0,40}(?:vorhaben|maßnahmen?|projekt|bau|kauf|ausbildung|investition|veranstaltung|reise|schul|kurs|"
    r"förder)s?-?"
    r"(?:beginns?|starts?|durchführung|umsetzung)|(?:\w{1,30}n |\w{1,30}en ){0,2}?(?:beginn|start|aufnahme|antritt|"
    r"durchführung|"
    r"abschluss|auftragsvergabe|auftragserteilung|vertragsabschluss|vertragsschluss|umsetzung|baubeginn|kauf|erwerb|"
    r"gründung|"
    r"reisebeginn|ankauf|anschaffung|bestellung|vergabe|einstellung|unterzeichnung|veranstaltung|maßnahme|reise)\b)"
)
_TERMS = r"(?:frist(?:en)?\b|stichtage?\b|einsendeschluss|ausschlussfrist)"
_FIXED = (
    r"(?:fest|bestimmt|speziell|gesondert|festgelegt|starr|weiter|besonder|regulär|fix|verbindlich|eigen|einheitlich|"
    r"fest definiert|"
    r"vorgegeben|generell|allgemein)"
)
OPEN: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("jederzeit", "jährig", "laufend", "kontinuierlich", "jeder zeit", "zeitpunkt", "unbefristet", "rollierend",
         "das ganze jahr"),
        re.compile(
            rf"{_APPLY}[^.]{{0,160}}?{_HOW_LONG}(?=\W{{0,3}}$|[^.]{{0,70}}{_HAND_IN}|[ ,(]{{1,3}}(?:über|per|online|"
            rf"bis|digital|schriftlich|und|sowie|beim?|in|vor)\b)|"
            rf"{_HOW_LONG} [^.]{{0,80}}?(?:gestellt|eingereicht|einreich|einzureichen|beantrag|bewerb|entgegen)|"
            rf"^(?!.*(?:tilg|rückzahl|kündig|widerruf|änder|verkauf|einsicht|"
            rf"auszahl)).{{0,60}}{_HOW_LONG} (?:\w{{1,20}} ){{0,2}}möglich\W{{0,3}}$|"
            r"(?:fort)?laufende (?:ausschreibung|antr|bewerb|einreich)|"
            r"laufender antrag(?:stellung|sper)|kontinuierliche (?:antr|bewerb|einreich|skizz)|"
            rf"{_TAKEN} n(?:immt|ehmen)\b[^.]{{0,80}}? {_HOW_LONG}{_OVER} an\b(?=\W{{0,3}}$|[,;])|"
            rf"\bn(?:immt|ehmen)\b[^.]{{0,60}}?{_TAKEN}[^.]{{0,40}}? {_HOW_LONG}{_OVER} an\b(?=\W{{0,3}}$|[,;])|"
            rf"\bn(?:immt|ehmen) (?:\w{{1,30}} )?{_HOW_LONG}{_OVER} (?:\w{{1,20}} ){{0,2}}?"
            rf"{_TAKEN} an\b(?=\W{{0,3}}$|[,;])"
        ),
    ),
    (
        ("ab sofort", "weiteres", "rücknahme", "widerruf"),
        re.compile(
            rf"{ROUND}[^.]{{0,80}}\b(?:gilt|gelten|bleibt|läuft|ist|bleiben)\b[^.]{{0,60}}\b(?:bis (?:auf|zu[rm]?) "
            r"(?:seine[rm] |ihre[rm] |dessen |deren |eine[rm] |de[rm] )?(?:\w{1,12} )?(?:rücknahme|widerruf))|"
            rf"{_APPLY}[^.]{{0,60}}\bab sofort\b|\bab sofort\b[^.]{{0,100}}(?:{_APPLY}|gestellt|bewerben)|"
            rf"{_APPLY}\w{{0,20}}\b[^.]{{0,60}}\bbis auf weiteres\b(?! (?:nicht|ausgesetzt|kein))"
        ),
    ),
    (
        ("noch", "weiterhin", "wieder", "seit", "offen", "geöffnet"),
        re.compile(
            rf"{ACT}[^.]{{0,80}}?\b(?:ist|sind|bleibt) (?:noch|weiterhin|wieder)\b(?: \w{{1,15}}){{0,4}} möglich|"
            rf"{ACT}[^.]{{0,60}}\b(?:weiterhin|wieder)\b (?:gestellt|eingereicht|möglich)|\bnoch \d{{1,3}} tage\b|"
            rf"{ACT} (?:ist |sind |können |kann )?seit\b[^.]{{0,80}}(?:möglich|gestellt|eingereicht)|"
            rf"{_APPLY}\w{{0,20}}:? (?:derzeit |zurzeit |aktuell )?(?:geöffnet|offen)\b|"
            r"(?:bewerbungsphase|antragsportal|aufruf|calls?|antragsphase|förderfenster) (?:ist |derzeit |"
            r"aktuell )+(?:geöffnet|offen)|\bcalls? offen\b"
        ),
    ),
    (
        ("frist", "stichtag", "termine", "schluss"),
        re.compile(
            rf"keine?n? (?:{_FIXED}\w{{0,2}} (?:und |oder )?){{0,2}}\w{{0,20}}{_TERMS}|"
            rf"{_TERMS}[^.]{{0,20}}\b(?:bestehe?n?t?|gibt es|gelten|gilt|existiere?n?t?) nicht\b|"
            r"\b(?:nicht|keine[rn]?) an (?:\w{1,20} ){0,2}?(?:fristen?|stichtage?|termine?)\b|nicht fristgebunden|"
            r"fristunabhängig|"
            r"ohne (?:feste )?(?:frist|stichtag)|an keine (?:\w{1,15} )?(?:frist|stichtag)"
        ),
    ),
    (
        (" vor ", "vor ", " nach ", "innerhalb", "binnen"),
        re.compile(
            rf"{_APPLY}[^.]{{0,300}}\b(?:vor|im vorfeld)\b {_BEGIN}|"
            rf"\bvor {_BEGIN}[^.]{{0,260}}(?:antrag\b|anträge|beantrag|formular|einzureichen|zu stellen)|"
            r"\b(?:mind\.|mindestens|spätestens|bis zu|bis)\b (?:\w{1,15} )?(?:wochen?|monate?|tage|werktage)\b"
            r"(?: \(?\w{1,15}\)?){0,2} vor\b|"
            rf"{_APPLY}[^.]{{0,120}}\b(?:mind\.|mindestens|spätestens|innerhalb(?: von)?|binnen)\b (?:von )?\w{{1,15}} "
            r"(?:wochen|monaten?|tagen?|jahren?) (?:vor|nach|ab)\b|"
            r"frist (?:endet|beträgt) (?:\w{1,15} ){1,3}(?:wochen|monate?|tage|jahre?)\b"
        ),
    ),
    (
        ("open", "any time", "rolling", "deadline", "jetzt bewerben"),
        re.compile(
            r"\bcalls? (?:\d{1,3} )?(?:is|are) (?:now |still )?open|open for (?:applications|submissions?|proposals)|"
            r"(?:apply|submitted|applications?)\b[^.]{0,60}at any time|rolling (?:basis|deadline|call)|"
            r"no (?:fixed )?deadline|"
            r"continuously open|jetzt bewerben"
        ),
    ),
)  # fmt: skip
OPEN_VALUE = re.compile(
    rf"^\W{{0,3}}(?:ab sofort|{_HOW_LONG}|offen|open|rolling|keine frist|unbegrenzt|fristlos|bis auf weiteres|"
    rf"\d{{1,2}} runden|"
    r"durchgehend|ständig|permanent|dauerhaft|rund ums jahr|vor (?:de[mr] )?\w{0,40}(?:beginn|start)|"
    r"(?:(?:mindestens|spätestens|mind·|ca·|bis) )?(?:\w{1,8} )?(?:wochen?|monate?|tage) (?:vor \w{1,40}|vorher|"
    r"im voraus)|"
    r"(?:ab|seit) (?:(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember) ?)?\d{4})"
    r"(?:\W{0,3}$| ?[(;,|/]| bis\b| ab\b| je nach\b| gemäß\b| verfügbar| abrufbar| möglich)|\(ab sofort|"
    r"^(?:\w{1,25}[:,]? ){0,3}(?:jederzeit|(?:fort)?laufend)\W{0,3}$"
)

YEARLY_WORDS = (
    "jährlich",
    "quartalsweise",
    "monatlich",
    "zwei jahre",
    "jedes jahr",
    "jeden jahres",
    "im jahr",
    "annually",
    "year",
)
YEARLY = re.compile(
    r"\b(?:(?:halb|viertel)?jährlich|quartalsweise|monatlich|alle zwei jahre|jedes jahr|jeden jahres|einmal im jahr|"
    r"zweimal (?:im jahr|jährlich)|annually|every year|yearly|twice a year)\b"
)
RUNS = re.compile(
    r"\bausschreib|ausgeschrieben|antr[aä]g\w{0,12}\b[^.]{0,80}(?:gestellt|eingereicht|möglich|stellen)|antragst|"
    r"bewerbungs|aufruf|"
    r"förderrunde|antragsrunde|einreich|wettbewerb|registrierung|\bcall\b|\bapplications?\b"
)
YEARLY_VALUE = re.compile(
    r"^\W{0,3}(?:i· ?d· ?r\. |in der regel |\w{2,6}mal |\d ?(?:x|mal) )?(?:(?:halb|viertel)?jährlich|quartalsweise|"
    r"monatlich|alle \w{1,6} jahre|jedes jahr|"
    r"zweimal jährlich|zweimal im jahr|annually|yearly|losverfahren)|\((?:jährlich|jedes jahr)"
)
SEASON_VALUE = re.compile(
    r"^\W{0,3}(?:(?:voraussichtlich|geplant|wieder|ab|im|nächste runde:?|nächster aufruf:?) ){0,3}"
    r"(?:frühjahr|frühling|sommer|herbst|winter|jahresbeginn)(?: \d{4})?(?:/\d{2,4})?\W{0,3}$"
)
NOT_A_ROUND = re.compile(r"\beuro\b|€|nachweis|bericht|zur verfügung|fördertranche|zuschuss")
