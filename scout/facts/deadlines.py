"""Deadlines and status out of German prose: pure, each fact with the sentence it was read from.

A first, thin reading: a date counts only in a sentence that speaks of applying, never where a guideline's validity
or a project's duration is meant. What is not said plainly stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from scout.facts.values import DeadlineFact, State, Status
from scout.text import DateMention, clean, find_dates, sentences

if TYPE_CHECKING:
    from scout.source import Draft

PRECEDENCE: tuple[State, ...] = ("closed", "paused", "dated", "recurring", "until_spent", "announced", "open")

# How many characters before a date or sum are looked at for the words that say what it is. More of them would not be
# about it, and looking again from the start at each of many dates takes squared time.
_BEFORE = 200
_DIGIT = re.compile(r"\d")
_APPLYING = re.compile(
    r"antr[aä]g|beantrag|bewerb|skizze|einreich|einzureich|eingereicht|vorzulegen|abgabe|stichtag|anmeld|angemeldet|registrier|"
    r"interessenbekundung|aufruf|projektvorschl|(?:annahme|einsende|bewerbungs|antrags)schluss|ausschlussfrist|"
    r"förderfenster|eingehen|eingegangen",
    re.IGNORECASE,
)
# "Frist" alone speaks of applying, "befristet" of something else.
_TERM = re.compile(r"(?<!be)frist(?:en)?\b", re.IGNORECASE)
_VALIDITY = re.compile(
    r"außer kraft|in kraft|gilt bis|gelten bis|gültig|geltungsdauer|laufzeit|bewilligungszeitraum|förderzeitraum|"
    r"durchführungszeitraum|projektzeitraum|befristet|verwendungsnachweis|abruf der mittel|mittelabruf",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\bbis|spätestens|\bzum|stichtage?|frist(?:en|ende)?|schluss|endete?t?|[–-])\W*"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:\bvom|\bab|\bseit|\bvon|beginn\w*|startet?)\W*(?:dem|zum|am)?\W*$", re.IGNORECASE)
_SINCE = re.compile(r"\bseit\W*(?:dem)?\W*$", re.IGNORECASE)
_CITATION = re.compile(
    r"(?:richtlinie|bekanntmachung|fassung|erlass|gesetz\w*|runderlass|stand|RdErl\.?)\W*(?:vom|:)?\W*$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"(?:veröffentlicht|stammt|datiert|bekannt ?gemacht|erschien\w*)\b.{0,40}$", re.IGNORECASE)
_RANGE = re.compile(r"\W*(?:bis|–|-)\W*(?:zum\W*|spätestens\W*|einschließlich\W*)*", re.IGNORECASE)
_YEARLY = re.compile(
    r"jährlich|jedes jahr|jeden jahres|eines jahres|jeweilige[ns]? jahres|laufenden (?:kalender)?jahres|vorjahres|"
    r"folgejahr|jeweils",
    re.IGNORECASE,
)

# State, words of which one must be there (a quick look before the slow one), and what says so. Everything that repeats
# is bounded: texts come from outside, and a search that may go back without end takes squared time or worse.
_SAID: tuple[tuple[State, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "closed",
        ("mehr", "laufen", "beendet", "eingestellt", "geschlossen", "verstrichen"),
        re.compile(
            r"nicht mehr (?:möglich|gestellt|beantrag|angenommen|gefördert|eingereicht)|"
            r"keine (?:\w{1,40} ){0,3}anträge mehr|kein(?:e|en)? (?:\w{1,40} )?antrag\w{0,40} mehr|"
            r"(?:frist|aufruf|programm|förderung|antragstellung|antragsphase)\b.{0,60}?\b(?:abgelaufen|ausgelaufen|"
            r"beendet|eingestellt|geschlossen|verstrichen)|mehr (?:gestellt|eingereicht) werden",
            re.IGNORECASE,
        ),
    ),
    (
        "paused",
        ("derzeit", "zurzeit", "zur zeit", "aktuell", "momentan", "vorübergehend", "gegenwärtig", "antrag", "mittel"),
        re.compile(
            r"(?:derzeit|zurzeit|zur zeit|aktuell|momentan|vorübergehend|gegenwärtig)\b.{0,80}?\b(?:ausgesetzt|"
            r"nicht (?:möglich|gestellt|beantragt|angenommen|eingereicht)|"
            r"keine?n? (?:\w{1,40} )?(?:antr[aä]g|aufruf|förder|mittel)\w{0,40})\b|"
            r"antrag\w{0,40}.{0,40}\b(?:ausgesetzt|pausiert)|keine antragstellung möglich|antragsstopp|"
            r"mittel\b.{0,100}?\b(?:ausgeschöpft|erschöpft|verbraucht|aufgebraucht)\b(?! sind| ist)",
            re.IGNORECASE,
        ),
    ),
    (
        "until_spent",
        ("windhund", "mittel", "ausschöpfung"),
        re.compile(
            r"windhund|(?:solange|bis|so lange)\b.{0,80}?mittel\b.{0,60}?(?:ausgeschöpft|erschöpft|verbraucht|"
            r"aufgebraucht|reich|verfügbar|vorhanden|zur verfügung|ausschöpfung)|bis zur ausschöpfung",
            re.IGNORECASE,
        ),
    ),
    (
        "announced",
        ("wird", "werden", "voraussichtlich", "vorbereitung", "geplant", "folgt", "startet"),
        re.compile(
            r"(?:aufruf|antragstellung|frist|förderrunde|bewerbung|antrag)\w{0,40}\b.{0,80}?\b(?:wird|werden) .{0,60}?"
            r"(?:bekannt ?gegeben|veröffentlicht|informier|angekündigt)|voraussichtlich (?:ab|im)\b|in vorbereitung|"
            r"(?:nächste|neue)\w{0,40} (?:aufruf|förderrunde|antragsrunde)\w{0,40}\b.{0,60}\b(?:geplant|folgt|startet)",
            re.IGNORECASE,
        ),
    ),
    (
        "open",
        ("laufend", "jederzeit", "ganzjährig", "sofort", "weiteres", "frist", "stichtag", "vor "),
        re.compile(
            r"\b(?:fort)?laufend\b(?=.{0,60}(?:antr[aä]g|beantrag|eingereicht|gestellt|möglich))|"
            r"antr[aä]g\w{0,40}\b.{0,60}\b(?:fort)?laufend\b|jederzeit|ganzjährig|ab sofort|bis auf weiteres|"
            r"keine(?:\w{0,40})? (?:antrags|einreichungs|bewerbungs)?frist|nicht an (?:eine )?(?:fristen?|stichtage?)|"
            r"(?:antr[aä]g|beantrag|einzureichen|stellen).{0,400}\bvor (?:dem |der )?(?:\w{1,40} )?"
            r"(?:\w{0,40}beginn|start)|"
            r"vor (?:dem |der )?(?:\w{1,40} )?(?:beginn|start)\b.{0,400}(?:antr[aä]g|beantrag|formular)",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip

_STANDING = re.compile(r"\b(?:fort)?laufend\b", re.IGNORECASE)

_CLOSED_NOTE = re.compile(r"nicht mehr|aus(?:ge)?laufen|beendet|abgelaufen|eingestellt|geschlossen", re.IGNORECASE)
_PAUSED_NOTE = re.compile(
    r"(?:derzeit|zurzeit|zur zeit|aktuell|momentan|vorübergehend).{0,300}(?:nicht|kein)|ausgesetzt|"
    r"keine antragstellung",
    re.IGNORECASE,
)


def status_of(note: str | None) -> Status:
    """What a status note says. No note means unknown, not open."""
    if not note:
        return "unknown"
    if _PAUSED_NOTE.search(note) and "nicht mehr" not in note.lower():
        return "paused"
    return "closed" if _CLOSED_NOTE.search(note) else "unknown"


def deadlines(text: str | None, url: str, is_field: bool = False) -> tuple[DeadlineFact, ...]:
    """Every deadline the text states, or its statements that there is none; ``url`` is where the text stands.

    is_field: the text is the value of a field called "Antragsfrist" or the like, so that a bare date or "laufend"
    speaks of applying. "Open" is only handed over when nothing else is said: "before the project starts" adds
    nothing to a date.
    """
    found: dict[tuple[object, ...], DeadlineFact] = {}
    for sentence in sentences(text or ""):
        for fact in _facts_of(sentence, url, is_field):
            found.setdefault((fact.state, fact.due_on, fact.recurs, fact.kind), fact)
    stronger = any(fact.state != "open" for fact in found.values())
    kept = (fact for fact in found.values() if fact.state != "open" or not stronger)
    return tuple(sorted(kept, key=lambda fact: PRECEDENCE.index(fact.state)))


def of(draft: Draft) -> tuple[DeadlineFact, ...]:
    """All deadlines of a draft: those of its fields, then what its texts say."""
    # The field for deadlines first; what stands elsewhere counts only where that field says nothing.
    said = deadlines(draft.deadline_text, draft.url, is_field=True)
    if not said:
        elsewhere = (draft.procedure, draft.summary, draft.requirements)
        said = deadlines("\n".join(filter(None, elsewhere)), draft.url)
    noted = deadlines(draft.status_note, draft.url)
    known = {(fact.due_on, fact.recurs) for fact in draft.deadlines if fact.due_on or fact.recurs}
    found = noted + tuple(fact for fact in said if fact not in noted)
    return draft.deadlines + tuple(fact for fact in found if (fact.due_on, fact.recurs) not in known)


def _before(text: str, position: int) -> str:
    return text[max(0, position - _BEFORE) : position]


def _facts_of(sentence: str, url: str, is_field: bool) -> Iterator[DeadlineFact]:
    said = _said(sentence)
    if said is None and is_field and _STANDING.search(sentence):
        said = "open"
    if said in ("closed", "paused"):
        yield DeadlineFact(said, sentence, url, kind=_kind(sentence), precision="none")
        return
    dated = list(_dated(sentence, url, is_field))
    yield from dated
    if said and not dated:
        yield DeadlineFact(said, sentence, url, kind=_kind(sentence), precision="none")


def _said(sentence: str) -> State | None:
    low = sentence.lower()
    for state, needed, pattern in _SAID:
        if any(word in low for word in needed) and pattern.search(sentence):
            return state
    return None


def _dated(sentence: str, url: str, is_field: bool) -> Iterator[DeadlineFact]:
    for clause in re.split(r";\s", sentence):
        if not _DIGIT.search(clause):
            continue
        if not (is_field or _APPLYING.search(clause) or _TERM.search(clause)):
            continue
        if _VALIDITY.search(clause) and not _TERM.search(clause):
            continue
        yield from _clause(clause, sentence, url, is_field)


def _clause(clause: str, sentence: str, url: str, is_field: bool) -> Iterator[DeadlineFact]:
    mentions = find_dates(clause)
    yearly = _YEARLY.search(clause) is not None
    opens: DateMention | None = None
    for position, mention in enumerate(mentions):
        before = _before(clause, mention.start)
        if _CITATION.search(before) or _PUBLISHED.search(before):
            continue
        if _opens_range(clause, mentions, position) or _OPENING.search(before):
            opens = mention
            continue
        if not _CLOSING.search(before) and not (is_field and not clean(before)):
            continue
        fact = _due(mention, opens, yearly, sentence, url)
        if fact:
            yield fact
            opens = None
    if opens and opens.on() and opens is mentions[-1]:
        # "seit dem …" has begun by its own words; "ab dem …" may lie ahead, and there is no clock here.
        state: State = "open" if _SINCE.search(_before(clause, opens.start)) else "announced"
        yield DeadlineFact(state, sentence, url, opens_on=opens.on(), kind=_kind(sentence), precision="none")


def _opens_range(clause: str, mentions: Sequence[DateMention], position: int) -> bool:
    if position + 1 >= len(mentions):
        return False
    between = clause[mentions[position].end : mentions[position + 1].start]
    return len(between) < _BEFORE and _RANGE.fullmatch(between) is not None


def _due(mention: DateMention, opens: DateMention | None, yearly: bool, sentence: str, url: str) -> DeadlineFact | None:
    kind = _kind(sentence)
    if mention.on() is not None:
        opens_on = opens.on(mention.year) if opens else None
        precision: Literal["day", "month"] = "day" if mention.day is not None else "month"
        return DeadlineFact("dated", sentence, url, mention.on(), opens_on, kind=kind, precision=precision)
    if mention.year is None and mention.yearly and (yearly or opens is None):
        return DeadlineFact("recurring", sentence, url, recurs=mention.yearly, kind=kind) if yearly else None
    return None


def _kind(sentence: str) -> Literal["full", "sketch", "registration", "other"]:
    low = clean(sentence).lower()
    if "skizze" in low or "interessenbekundung" in low:
        return "sketch"
    return "registration" if "anmeld" in low or "registrier" in low else "full"
