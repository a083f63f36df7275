"""What a sentence says about applying without a date: closed, paused, until the money is spent, announced, open."""

from __future__ import annotations

import re

from scout.facts.values import State

# A point inside a date, number or name ends no sentence.
_INNER_DOT = re.compile(r"(?<=\d)\.|\.(?=\w)")
# Everything that repeats is bounded: texts come from outside, and a search that may go back without end takes squared time.
_I = re.IGNORECASE

# Applications and the ways to make them; "stellung" because quotations are cut anywhere.
_ACT = (
    r"(?:\w{0,30}antragstellung\w{0,3}|\w{0,30}antragsstellung\w{0,3}|\w{0,12}stellung|\w{0,30}antr[aä]g(?:e|en|s)?|beantragung|"
    r"\w{0,30}einreichung(?:en)?|einreichen|\w{0,30}bewerbung(?:en)?|\w{0,30}skizzen?|\w{0,20}anmeldung(?:en)?|antragsmöglichkeit|"
    r"antragsannahme|antragsverfahren|\w{0,20}registrierung|teilnahme|interessenbekundung(?:en)?|förderanfragen?|projektvorschläge)"
)
_ROUND = (
    r"(?:\w{0,30}frist(?:en)?|\w{0,30}aufrufe?|\w{0,30}programm|\w{0,30}ausschreibung(?:en)?|\w{0,30}runde|\w{0,20}phase|"
    r"\w{0,20}call|\w{0,20}verfahren|\w{0,20}fenster|\w{0,30}antragstellung|\w{0,20}einreichung|\w{0,20}portal|\w{0,20}wettbewerb|"
    r"\w{0,20}antragszeitraum|förderung|fördermaßnahme|\w{0,20}bekanntmachung|förderlinie)"
)
_NOW = r"(?:derzeit|zurzeit|zur zeit|aktuell|momentan|vorübergehend|gegenwärtig|vorläufig|vorerst|im moment|bis auf weiteres|currently|leider)"
# Not about whether, but about how, by whom or for what.
_ASIDE = re.compile(
    r"rückwirkend|nachträglich|bereits begonn|doppelförder|kumul|papierform|per fax|per e-?mail|mehrfach|sonst ist|ansonsten|"
    r"wenn\b|sofern\b|falls\b|solange\b|nach (?:ablauf|beginn|bewilligung)|sobald\b|soweit\b|verspätet|später eingehende|"
    r"über das (?:online|antrags)?-?portal ist|rechtsanspruch|gleichzeitig|nach diesem (?:termin|datum|zeitpunkt)|nachdem\b|"
    r"technisch|unvollständig|in abhängigkeit|nachreich|mündlich|formlos\w* antr[aä]g\w* (?:ist|sind) nicht",
    _I,
)  # fmt: skip

_CLOSED = re.compile(
    rf"\b{_ACT}\b[^.]{{0,120}}?\bnicht mehr (?:möglich|gestellt|beantrag|angenommen|eingereicht|entgegen|berücksichtig|bearbeitet)|"
    rf"nicht mehr (?:möglich|gestellt|beantragt|eingereicht)[^.]{{0,30}}\b{_ACT}|"
    rf"\bkeine?n?\b(?: \w{{1,40}}){{0,3}} {_ACT}\b(?: \w{{1,40}}){{0,8}} mehr\b|"
    rf"\b{_ROUND}\b[^.,;]{{0,90}}?\b(?:ist|sind|wurden?|bereits|schon|war|has|mit)\b[^.,;]{{0,60}}?\b(?:abgelaufen|ausgelaufen|beendet|eingestellt|geschlossen|"
    r"verstrichen|abgeschlossen|zu ende|vorbei)\b|"
    rf"\b{_ROUND}\b[ :–|-]{{1,4}}(?:bereits )?(?:abgelaufen|ausgelaufen|beendet|eingestellt|geschlossen|verstrichen|closed)\b|"
    r"\b(?:programm|förderung|förderprogramm)\b[^.]{0,60}\bwird (?:\w{1,30} ){0,3}eingestellt|"
    r"\b(?:programm|förderung|förderprogramm|richtlinie)\b[^.]{0,40}nicht (?:mehr )?(?:verlängert|fortgeführt)|"
    rf"\b{_ROUND}\b[^.]{{0,60}}läuft (?:\w{{1,30}} ){{0,4}}aus\b|"
    r"^\W{0,3}(?:bereits )?(?:geschlossen|beendet|abgelaufen|ausgelaufen|eingestellt|closed|expired|abgeschlossen)\b|"
    r"\b(?:calls?|submissions?|applications?|phase|window|programme|deadline)\b[^.]{0,60}?\b(?:is|are|has|have|now|was|–|-)\b[^.]{0,20}?"
    r"\b(?:closed|passed|expired|ended)\b|no longer (?:accept|open|possible|available)|"
    r"\bprogramm\b[^.]{0,80}\bist nicht mehr möglich|\bist eine (?:förderung|beantragung)\b[^.]{0,60}nicht mehr möglich|"
    r"^.{0,60}\bist (?:seit \S{1,12} )?nicht mehr möglich|\bgeschlossen\b[^.]{0,8}\b\w{0,20}frist:|"
    r"\b(?:einmalig\w?|letzt\w{1,2}) (?:\w{1,20} )?(?:aufruf|runde|ausschreibung)\b[^.]{0,40}(?:beendet|abgeschlossen|geschlossen)|"
    r"bereits abgelaufen|\(?projekt[^)]{0,30} abgeschlossen\)",
    _I,
)  # fmt: skip

_PAUSED = re.compile(
    rf"\b{_NOW}\b[^.]{{0,100}}?\b(?:ausgesetzt|geschlossen|gesperrt|pausiert|eingestellt|unterbrochen|"
    r"nicht (?:möglich|gestellt|beantragt|angenommen|eingereicht|entgegen\w{0,12}|besetzt|verfügbar|geöffnet|offen|angeboten)|"
    r"keine?n?\b[^.]{0,60}?(?:antr[aä]g\w{0,15}|aufruf\w{0,4}|bewerbung\w{0,3}|einreichung\w{0,3}|skizzen?|ausschreibung\w{0,3}|mittel|"
    r"förderung|fördermittel|neuantr\w{0,10}|calls?|budget|not open|not accept))|"
    rf"\b{_ACT}\b[^.]{{0,60}}?\b(?:ist|sind|bleibt)\b[^.]{{0,30}}?{_NOW}[^.]{{0,30}}?\bnicht\b|"
    rf"\b(?:kann|können)\b[^.]{{0,60}}\b{_NOW}\b[^.]{{0,60}}?\b(?:keine|nicht)\b[^.]{{0,60}}(?:antr|bewerb|einreich|gestellt|beantragt)|"
    rf"\b(?:{_ACT}|{_ROUND})\b[^.]{{0,60}}?\b(?:ist|sind|wurden?|wird|bleibt|bis)\b[^.]{{0,50}}?\b(?:ausgesetzt|pausiert|gesperrt|gestoppt|unterbrochen)\b|"
    rf"\bkeine?\b (?:\w{{1,20}} ){{0,2}}(?:{_ACT}|neuantragstellung) (?:\w{{1,20}} ){{0,2}}möglich(?! für| durch| von)|"
    r"antragsstopp|antragstopp|förderstopp|programmstopp|bewilligungsstopp|"
    rf"\b{_ACT}\b(?: \w{{1,30}}){{0,3}} (?:ist|sind) (?:für \w{{1,15}} \w{{1,15}} (?:\(\w\) )?|(?:im jahr )?\d{{4}} |für \d{{4}} )?nicht möglich|"
    rf"\b(?:weitere|neue)\b (?:\w{{1,20}} ){{0,2}}?{_ACT}[^.]{{0,60}}nicht (?:angenommen|gestellt|berücksichtigt|bewilligt|möglich)|"
    r"\bkeine (?:regul[äa]ren?|aktiven?|offenen?|aktuellen?|laufenden?|neuen?|weiteren?)? ?(?:ausschreibung(?:en)?|aufrufe?|calls?|förderrunden?|antragsrunden?)\b|"
    r"\bkeine? (?:antragsmöglichkeit|antragstellung|bewerbungsmöglichkeit|neuantragstellung|neuanträge)\b(?! für (?:einzel)?(?:unternehmen|private))|"
    r"\b(?:mittel|budget|volumen|kontingent|fördertopf|haushaltsmittel|fördermittel|bewilligungsmittel|fördervolumen|fördergelder)\b[^.]{0,200}?"
    r"(?<!bis )(?<!sobald )\b(?:ausgeschöpft|erschöpft|verbraucht|aufgebraucht|ausgebucht|vergeben|gebunden|vollständig belegt|verplant|konkreten \w{1,40} zugeordnet)\b|"
    r"\bkeine (?:\w{1,20} ){0,2}(?:mittel|fördermittel|haushaltsmittel|gelder)\b[^.]{0,60}(?:zur verfügung|verfügbar|vorhanden|bereit)|"
    r"\bstehen\b[^.]{0,60}\bkeine (?:\w{1,20} ){0,2}(?:mittel|fördermittel|haushaltsmittel)\b|"
    r"^\W{0,3}(?:aktuell|derzeit|zurzeit|momentan) (?:geschlossen|nicht|keine)|\b(?:currently|temporarily) (?:closed|suspended|not)|"
    rf"\b{_NOW} (?:\w{{1,20}} ){{0,2}}kein(?:e|en)?\b|\baktuell\w{{0,2}} geschlossen\b",
    _I,
)  # fmt: skip
_UNTIL = re.compile(r"\b(?:solange|so lange|bis|wenn|sofern|sobald|falls|soweit|nach ausschöpfung|vorbehaltlich)\b[^.]{0,160}$", _I)

_SPENT = re.compile(
    r"windhund|\b(?:solange|so lange)\b[^.]{0,100}?(?:mittel|budget|vorrat|kontingent)[^.]{0,80}?(?:reich|verfügbar|vorhanden|zur verfügung|"
    r"ausgeschöpft|erschöpft|verbraucht|bereit)|\bbis (?!zu\b)[^.]{0,60}?(?:mittel|budget|kontingent|volumen|fördertopf)[^.]{0,60}?(?:ausgeschöpft|"
    r"erschöpft|verbraucht|aufgebraucht|ausschöpfung|vergeben|gebunden)|\bbis zu[rm] (?:\w{1,30} ){0,3}?(?:ausschöpfung|verbrauch|erschöpfung)|"
    r"first[ -]come|solange der vorrat|until (?:the )?(?:funds|budget)[^.]{0,40}(?:exhausted|spent)|bis zum verbrauch",
    _I,
)  # fmt: skip

_ANNOUNCED = re.compile(
    rf"\b(?:nächste[rsn]?|neue[rsn]?|weitere[rsn]?|zweite[rsn]?|kommende[rsn]?|folgende[rsn]?)\b[^.]{{0,30}}\b{_ROUND}\b[^.]{{0,80}}?\b(?:geplant|folgt\b|"
    r"folgen|startet|starten|beginnt|voraussichtlich|vorgesehen|erwartet|in kürze|demnächst|angekündigt|(?:wird|werden)\b[^.]{0,60}"
    r"(?:veröffentlicht|bekannt|geben|starten|geöffnet|eröffnet))|"
    rf"\b(?:{_ROUND}|antragsfrist|stichtage?|termine?|antragstellung|{_ACT})\b[^.]{{0,90}}?\b(?:wird|werden)\b[^.]{{0,80}}?(?:bekannt ?(?:gegeben|gemacht)|"
    r"veröffentlicht|angekündigt|freigeschaltet|eröffnet|(?<!nicht )möglich sein|starten\b)|"
    rf"\b(?:{_ROUND}|antragstellung|{_ACT})\b[^.]{{0,60}}?\bvoraussichtlich\b(?! nicht)[^.]{{0,60}}?(?:ab|im|ende|anfang|mitte|wieder|möglich|start)|"
    rf"voraussichtlich (?:ab|im|ende|anfang|mitte)\b[^.]{{0,60}}{_ROUND}|"
    rf"\b{_ROUND}\b[^.]{{0,60}}?\b(?:ist|sind|in)\b[^.]{{0,60}}?\b(?:geplant|vorgesehen|vorbereitung|angekündigt)\b|"
    rf"\bist (?:\w{{1,20}} ){{0,2}}\W?(?:\d{{1,3}}\. )?(?:call|aufruf|wettbewerb|ausschreibung)\W{{0,3}} geplant|"
    r"wiedereröffnung\b[^.]{0,60}(?:vorgesehen|geplant)|(?:demnächst|in kürze)\b[^.]{0,60}(?:antr|aufruf|ausschreib|veröffentlich|start)|"
    r"(?:aufruf|ausschreibung|antragstellung|call|runde)\b[^.]{0,20}(?:demnächst|in kürze|\bfolgt\b)|"
    r"\b(?:call|calls)\b[^.]{0,60}(?:planned|forthcoming|expected|will open|to be published)|forthcoming|"
    r"^nach (?:aufruf|ausschreibung|bekanntmachung)\b|(?:aufruf|antragsfrist|termine?)\W{1,3}(?:folgt|in vorbereitung|noch offen)|"
    r"neue (?:antragsrunde|förderrunde|runde|ausschreibung)\b[^.]{0,40}geplant",
    _I,
)  # fmt: skip

_HOW_LONG = r"(?:\bjederzeit\b|ganzjährig|unterjährig|\bfortlaufend\b|\blaufend\b|\bkontinuierlich\b|zu jeder zeit|jedem (?:beliebigen )?zeitpunkt|\bunbefristet\b|rollierend|das ganze jahr|dauerhaft)"
_HAND_IN = r"(?:möglich|gestellt|stellen|eingereicht|einreichen|einzureichen|einreichbar|beantrag\w{0,6}|angenommen|entgegen|bewerb\w{0,6}|erfolgen|vorgelegt|abgegeben|abruf\w{0,4}|erfolgt)"
_BEGIN = (
    r"(?:de[mrn] |einer |seine[mr] |ihre[mr] |jeder |jedem )?(?:\w{0,40}(?:vorhaben|maßnahmen?|projekt|bau|kauf|ausbildungs|investitions|veranstaltungs|reise|schul|kurs|förder)s?-?\W?"
    r"(?:beginns?|starts?|durchführung|umsetzung)|(?:\w{1,30}n |\w{1,30}en ){0,2}?(?:beginn|start|aufnahme|antritt|durchführung|abschluss|"
    r"auftragsvergabe|auftragserteilung|vertragsabschluss|vertragsschluss|umsetzung|baubeginn|kauf|erwerb|gründung|"
    r"reisebeginn|ankauf|anschaffung|bestellung|vergabe|einstellung|unterzeichnung|veranstaltung|maßnahme|reise)\b)"
)
_APPLY = r"(?:antr[aä]g|beantrag|antragst|einreich|eingereicht|einzureich|bewerb|skizze|formular|vorzulegen|anmeld|interessenbekundung)"

_OPEN = re.compile(
    rf"{_APPLY}[^.]{{0,160}}?{_HOW_LONG}(?! (?:\w{{1,30}} )?(?:über|informier|aktualis|förderung))|"
    rf"{_HOW_LONG} (?:[^.]{{0,100}}?){_HAND_IN}|"
    rf"{_APPLY}[^.]{{0,60}}(?:\bab sofort\b|(?:ist|sind) (?:wieder |weiterhin |auch |noch )?bis auf weiteres)|\bab sofort\b[^.]{{0,100}}(?:{_APPLY}|gestellt|bewerben)|"
    rf"{_APPLY}\w{{0,20}}\b[^.]{{0,60}}\bbis auf weiteres\b(?! (?:nicht|ausgesetzt|kein))|"
    rf"\b{_ACT}\b[^.]{{0,80}}?\b(?:ist|sind|bleibt) (?:noch|weiterhin|wieder)\b(?: \w{{1,15}}){{0,4}} möglich|"
    rf"\b{_ACT}\b[^.]{{0,60}}(?:\b(?:weiterhin|wieder)\b (?:gestellt|eingereicht|möglich))|"
    rf"\bnoch \d{{1,3}} tage\b|\b{_ACT} (?:ist |sind |können |kann )?seit\b[^.]{{0,80}}(?:möglich|gestellt|eingereicht)|"
    r"\bkeine?n?\b(?: \w{1,20}){0,2} (?:\w{0,20}frist(?:en)?\b|\w{0,20}stichtage?\b|einsendeschluss|ausschlussfrist)|\b(?:nicht|keine[rn]?) an (?:\w{1,20} ){0,2}?(?:fristen?|stichtage?|termine?)\b|"
    r"nicht fristgebunden|fristunabhängig|ohne (?:feste )?(?:frist|stichtag)|an keine (?:\w{1,15} )?(?:frist|stichtag)|"
    rf"{_APPLY}[^.]{{0,300}}\b(?:vor|im vorfeld)\b {_BEGIN}|\bvor {_BEGIN}[^.]{{0,260}}(?:antrag\b|anträge|beantrag|{_APPLY}[^.]{{0,40}}(?:stellen|gestellt|einreich|einzureich|formular)|formular|einzureichen|zu stellen)|"
    rf"\b(?:mind\.|mindestens|spätestens|bis zu|bis)\b (?:\w{{1,15}} )?(?:wochen|monate?|tage|werktage|woche)\b(?: \(?\w{{1,15}}\)?){{0,2}} vor\b(?=[^.]{{0,80}})|"
    rf"{_APPLY}[^.]{{0,120}}\b(?:mind\.|mindestens|spätestens|innerhalb(?: von)?|binnen)\b (?:von )?\w{{1,15}} (?:wochen|monaten?|tagen?|jahren?) (?:vor|nach|ab)\b|"
    r"\bcalls? (?:\d{1,3} )?(?:is|are) (?:now |still )?open|open for (?:applications|submissions?|proposals)|(?:apply|submitted|applications?)\b[^.]{0,60}at any time|"
    r"rolling (?:basis|deadline|call)|no (?:fixed )?deadline|continuously open|jetzt bewerben|laufende (?:ausschreibung|antragstellung|bewerbung|antragsannahme)\b|"
    rf"{_APPLY}\w{{0,20}}:? (?:derzeit |zurzeit |aktuell )?(?:geöffnet|offen)\b|(?:bewerbungsphase|antragsportal|förderaufruf|antragsphase|förderfenster) (?:ist |derzeit |aktuell )+(?:geöffnet|offen)",
    _I,
)  # fmt: skip
_OPEN_VALUE = re.compile(
    rf"^\W{{0,3}}(?:ab sofort|{_HOW_LONG}|offen|open|rolling|keine frist|unbegrenzt|fristlos|bis auf weiteres|ab (?:januar|februar|märz|april|mai|juni|juli|"
    r"august|september|oktober|november|dezember)? ?\d{4}|\d{1,2} runden \(ab sofort)|\(ab sofort|^(?:\w{1,25}[:,]? ){0,3}(?:jederzeit|laufend|fortlaufend)\W{0,3}$",
    _I,
)  # fmt: skip

_YEARLY_ROUND = re.compile(
    r"\b(?:jährlich|halbjährlich|vierteljährlich|quartalsweise|monatlich|alle zwei jahre|jedes jahr|jeden jahres|einmal im jahr|zweimal (?:im jahr|jährlich)|"
    r"turnusmäßig|annually|every year|yearly|twice a year)\w{0,3}\b",
    _I,
)
_RUNS = re.compile(
    r"\bausschreib|ausgeschrieben|\bantr[aä]g\w{0,12}\b[^.]{0,80}(?:gestellt|eingereicht|möglich|stellen)|antragst|bewerbungs|\baufruf|förderrunde|antragsrunde|"
    r"einreich|wettbewerb|registrierung|\bcall\b|\bapplications?\b",
    _I,
)
_YEARLY_VALUE = re.compile(
    r"^\W{0,3}(?:i\.\s?d\.\s?r\. |in der regel )?(?:jährlich|halbjährlich|vierteljährlich|quartalsweise|monatlich|alle \w{1,6} jahre|jedes jahr|zweimal jährlich|zweimal im jahr|annually|yearly|"
    r"losverfahren)|\((?:jährlich|jedes jahr)", _I,
)  # fmt: skip
_NOT_A_ROUND = re.compile(r"\beuro\b|€|nachweis|bericht|zur verfügung|fördertranche|zuschuss", _I)
# What "wird", "geplant" or "mittel" mean in guidelines more often than not.
_ANNOUNCED_ASIDE = re.compile(r"geplanten? (?:vorhaben|maßnahme|projekt|beginn)|wird (?:gefördert|gewährt)|ergebnis", _I)


def stated(line: str, bare: bool) -> State | None:
    """The strongest state that a sentence states without a date; None when it says nothing about whether one may apply.

    bare: the sentence is the value of a field for deadlines, where "laufend" or "jährlich" alone speak of applying.
    """
    line = _INNER_DOT.sub("·", line)
    aside = _ASIDE.search(line) is not None
    if not aside and _is_closed(line):
        return "closed"
    if _is_paused(line) and not aside:
        return "paused"
    if _YEARLY_VALUE.search(line) if bare else False:
        return "recurring"
    if _YEARLY_ROUND.search(line) and _RUNS.search(line) and not _NOT_A_ROUND.search(line):
        return "recurring"
    if _SPENT.search(line):
        return "until_spent"
    if _ANNOUNCED.search(line) and not _ANNOUNCED_ASIDE.search(line):
        return "announced"
    if _OPEN.search(line) or (bare and _OPEN_VALUE.search(line)):
        return "open"
    return None


def _is_closed(line: str) -> bool:
    match = _CLOSED.search(line)
    if match is None:
        return False
    # "Derzeit geschlossen" may open again.
    return not re.search(rf"\b{_NOW}\b[^.]{{0,60}}$", line[: match.end()], _I) or "mehr" in match.group().lower()


def _is_paused(line: str) -> bool:
    match = _PAUSED.search(line)
    return match is not None and _UNTIL.search(line[: match.end()]) is None
