"""The wordings that say that one may not apply, or not now, in German and English, for lower-case sentences.

Everything that repeats is bounded: texts come from outside, and a search that may go back without end takes squared
time or worse. No pattern ignores case and most begin with a letter, so that the search skips what cannot match. Beside
each pattern stand words of which a sentence must have one: most sentences are done with after that look.
"""

from __future__ import annotations

import re

# Applications and the ways to make them; parts of the word because quotations are cut anywhere.
ACT = (
    r"(?:ags?stellung(?:en)?|^\w{0,6}stellung|antr[aä]g(?:e|en|s)?|beantragung|einreichung(?:en)?|einreichen|"
    r"bewerbung(?:en)?|"
    r"skizzen?|anmeldung(?:en)?|antragsmöglichkeit|antragsannahme|antragsverfahren|registrierung|teilnahme|"
    r"interessenbekundung(?:en)?|förderanfragen?|projektvorschläge|bewerben|beantragen)\b"
)
ROUND = (
    r"(?:frist(?:en)?|aufrufe?|programm|ausschreibung(?:en)?|runde|phase|call|verfahren|fenster|ags?stellung|"
    r"einreichung|portal|"
    r"wettbewerb|antragszeitraum|förderung|fördermaßnahme|bekanntmachung|förderlinie|bewerbung)\b"
)
NOW = (
    r"(?:derzeit|zurzeit|zur zeit|aktuell|momentan|vorübergehend|gegenwärtig|vorläufig|vorerst|im moment|"
    r"bis auf weiteres|"
    r"currently|leider)"
)
_SHUT = r"(?:abgelaufen|ausgelaufen|beendet|eingestellt|geschlossen|verstrichen|abgeschlossen|zu ende|vorbei)"
_TAKEN = r"(?:möglich|gestellt|beantrag|angenommen|eingereicht|entgegen)"
_MONEY = (
    r"(?:mittel|budget|volumen|kontingent|fördertopf|fördergelder|finanzmittel)\b"
)  # fmt: skip

# Not about whether, but about how, by whom or for what; or only in some case.
ASIDE = re.compile(
    r"rückwirkend|nachträglich|bereits begonn|doppelförder|kumul|papierform|per fax|per e-?mail|mehrfach|sonst ist|"
    r"ansonsten|"
    r"wenn\b|sofern\b|falls\b|solange\b|nach (?:ablauf|beginn|bewilligung)|sobald\b|soweit\b|verspätet|"
    r"später eingehende|"
    r"über das (?:online|antrags)?-?portal ist|rechtsanspruch|gleichzeitig|nach diesem (?:termin|datum|zeitpunkt)|"
    r"nachdem\b|"
    r"förderung im (?:teil)?bereich|für den (?:teil)?bereich|in (?:diesem|dem) (?:modul|baustein)|"
    r"technisch|unvollständig|in abhängigkeit|nachreich|mündlich"
)

CLOSED_WORDS = (
    "mehr", "abgelaufen", "gelaufen", "beendet", "eingestellt", "geschlossen", "verstrichen", "abgeschlossen",
    "zu ende",
    "vorbei", "läuft", "closed", "expired", "passed", "ended", "no longer", "verlängert", "fortgeführt",
)  # fmt: skip
CLOSED = re.compile(
    rf"{ACT}[^.]{{0,120}}?\bnicht mehr (?:{_TAKEN}|berücksichtig|bearbeitet)|"
    rf"nicht mehr (?:möglich|gestellt|beantragt|eingereicht)[^.]{{0,30}}\b{ACT}|"
    rf"\bkeine?n?\b(?: \w{{1,40}}){{0,3}} \w{{0,30}}{ACT}(?: \S{{1,40}}){{0,8}} mehr\b|"
    rf"{ROUND}[^.,;]{{0,160}}?\b(?:ist|sind|wurden?|bereits|schon|war|has|mit)\b[^.,;]{{0,60}}?\b{_SHUT}\b|"
    rf"{ROUND}[ :–|-]{{1,4}}(?:bereits )?(?:{_SHUT}|closed)\b|"
    r"(?:programm|förderung)\b[^.]{0,60}\bwird (?:\w{1,30} ){0,3}eingestellt|"
    r"(?:programm|förderung|richtlinie)\b[^.]{0,40}nicht (?:mehr )?(?:verlängert|fortgeführt)|"
    rf"{ROUND}[^.]{{0,60}}läuft (?:\w{{1,30}} ){{0,4}}aus\b|"
    r"^\W{0,3}(?:bereits )?(?:geschlossen|beendet|abgelaufen|ausgelaufen|eingestellt(?! am| von)|closed|expired|"
    r"abgeschlossen)\b|"
    r"(?:calls?|submissions?|applications?|phase|window|programme|deadline)\b[^.]{0,60}?(?:\b(?:is|are|has|have|now|"
    r"was)\b|–|-)"
    r"[^.]{0,20}?\b(?:closed|passed|expired|ended)\b|no longer (?:accept|open|possible|available)|"
    r"programm\b[^.]{0,80}\bist nicht mehr möglich|\bist eine (?:förderung|beantragung)\b[^.]{0,60}nicht mehr möglich|"
    r"^.{0,60}\bist (?:seit \S{1,12} )?nicht mehr möglich|\bgeschlossen\b[^.]{0,8}\b\w{0,20}frist:|"
    rf"{ROUND} (?:\S{{1,12}} )?{_SHUT}\W{{0,3}}$|\((?:bereits )?(?:abgelaufen|geschlossen|beendet|ausgelaufen)\)|"
    r"bereits abgelaufen|\(projekt[^)]{0,30} abgeschlossen\)"
)

_NONE_OF = (
    r"(?:ausschreibung(?:en)?|aufrufe?|calls?|förderrunden?|antragsrunden?)\b"
)  # fmt: skip
PAUSED: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("derzeit", "zurzeit", "zur zeit", "aktuell", "momentan", "vorüber", "gegenwärtig", "vorläufig", "vorerst",
         "im moment", "weiteres", "leider"),
        re.compile(
            rf"{NOW}\b[^.]{{0,100}}?\b(?:ausgesetzt|geschlossen|gesperrt|pausiert|eingestellt|unterbrochen|"
            rf"nicht (?:möglich|gestellt|"
            r"beantragt|angenommen|eingereicht|entgegen\w{0,12}|besetzt|verfügbar|geöffnet|offen|angeboten)|"
            r"keine?n?\b[^.]{0,60}?"
            r"(?:antr[aä]g|aufruf|bewerbung|einreichung|skizzen?|ausschreibung|mittel|förderung|neuantr|calls?|"
            r"budget))|"
            rf"{ACT}[^.]{{0,60}}?\b(?:ist|sind|bleibt)\b[^.]{{0,30}}?{NOW}[^.]{{0,30}}?\bnicht\b|"
            rf"\b(?:kann|können)\b[^.]{{0,60}}\b{NOW}\b[^.]{{0,60}}?\b(?:keine|nicht)\b[^.]{{0,60}}(?:antr|bewerb|"
            rf"einreich|gestellt|beantragt)|"
            r"^\W{0,3}(?:aktuell|derzeit|zurzeit|momentan) (?:geschlossen|nicht|keine)|"
            r"aktuell\w{0,2} geschlossen\b"
        ),
    ),
    (
        ("ausgesetzt", "pausiert", "gesperrt", "gestoppt", "unterbrochen", "ruht"),
        re.compile(
            rf"^\W{{0,3}}(?:ausgesetzt|pausiert|gestoppt|ruht)\W{{0,3}}$|{ROUND} (?:\w{{1,12}} )?(?:pausiert|ruht)\b|"
            rf"(?:{ACT}|{ROUND})[^.]{{0,60}}?\b(?:ist|sind|wurden?|wird|bleibt|bis)\b[^.]{{0,150}}?"
            r"\b(?:ausgesetzt|pausiert|gesperrt|gestoppt|unterbrochen)\b"
        ),
    ),
    (("stopp",), re.compile(r"(?:antrags?|förder|programm|bewilligungs)stopp")),
    (
        ("kein",),
        re.compile(
            rf"keine? (?:\w{{1,20}} ){{0,2}}\w{{0,20}}{ACT} (?:\w{{1,20}} ){{0,2}}möglich(?! für| durch| von)|"
            rf"keine (?:regul[äa]ren?|aktiven?|offenen?|aktuellen?|laufenden?|neuen?|weiteren?)? ?{_NONE_OF}|"
            r"keine? (?:antragsmöglichkeit|antragstellung|bewerbungsmöglichkeit|neuantragstellung|neuanträge)\b|"
            r"keine (?:\w{1,20} ){0,2}\w{0,20}(?:mittel|gelder)\b[^.]{0,60}(?:zur verfügung|verfügbar|vorhanden|"
            r"bereit)|"
            r"stehen\b[^.]{0,60}\bkeine (?:\w{1,20} ){0,2}\w{0,20}mittel\b"
        ),
    ),
    (
        ("nicht möglich", "weitere", "neue"),
        re.compile(
            rf"{ACT}(?: \w{{1,30}}){{0,3}} (?:ist|sind) "
            r"(?:für \w{1,15} \w{1,15} (?:\(\w\) )?|(?:im jahr )?\d{4} |für \d{4} )?nicht möglich|"
            rf"\b(?:weitere|neue)\b (?:\w{{1,20}} ){{0,2}}?\w{{0,20}}{ACT}[^.]{{0,60}}nicht (?:{_TAKEN}|"
            rf"berücksichtigt|bewilligt)"
        ),
    ),
    (
        ("schöpft", "verbraucht", "gebraucht", "ausgebucht", "vergeben", "gebunden", "belegt", "verplant",
         "zugeordnet"),
        re.compile(
            rf"^\W{{0,3}}(?:ausgeschöpft|erschöpft|vergriffen)\W{{0,3}}$|"
            rf"{_MONEY}[^.]{{0,200}}?(?<!bis )\b(?:ausgeschöpft|erschöpft|verbraucht|aufgebraucht|ausgebucht)\b|"
            rf"{_MONEY}[^.]{{0,100}}?\b(?:sind|ist|wurden|bereits|vollständig|schon)\b[^.]{{0,60}}?"
            r"\b(?:vergeben|gebunden|vollständig belegt|verplant|konkreten \w{1,40} zugeordnet)\b"
        ),
    ),
    (("currently", "temporarily"), re.compile(r"\b(?:currently|temporarily) (?:closed|suspended|not|no)\b")),
)  # fmt: skip
UNTIL = re.compile(
    r"\b(?:solange|so lange|bis (?!auf weiteres)|wenn|sofern|sobald|falls|soweit|nach ausschöpfung|"
    r"vorbehaltlich)\b[^.]{0,160}$"
)
