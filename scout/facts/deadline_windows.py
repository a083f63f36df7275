"""Which dates of a sentence close or open an application, and which mean something else: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scout.facts.dates import When, find
from scout.facts.deadline_topics import (
    is_cited,
    is_past_cohort,
    is_section,
    speaks_of,
    topic_after,
    topic_before,
    topics_in,
    verb_after,
)

# How many characters around a date say what it is. More would not be about it, and looking again from the start at each
# of many dates takes squared time.
_BEFORE = 180
_CUE = 100
_MOST = 25  # dates of one clause; what has more is a table of figures
_AFTER = 160

_CLAUSE = re.compile(r"\s\|\s?|;\s|\s•\s|(?<=\d)\|(?=\d)|\s\d\)\s|\s/\s(?=[A-ZÄÖÜ][^/]{0,40}\d)")
_CLAUSE_MARK = re.compile(r"[|;•/)]")
_CLOSES = re.compile(
    r"(?:\bbis|spätestens|stichtage?n?|termine?|(?<!\bbe)frist(?:en|ende)?|[a-zß]schluss|\bendete?t?|\bschließt|"
    r"\bdeadlines?(?: date)?|\bcut-?offs?|\buntil|no later than|\bläuft|verlängert|abgelaufen|geschlossen|"
    r"\bclos(?:es|ing)(?: date)?)\b\W{0,3}(?:[\w./-]{1,30}\W{1,3}){0,4}$|"
    r"\b(?:zum|zu den|vor dem|vor|by)\b\W{1,3}(?:[\w./-]{1,30}\W{1,3}){0,2}$"
)
_OPENS = re.compile(
    r"(?:(?<!stand )\b(?:ab|seit|from|since)\b|\b(?:beginnt?|begann|start\w{0,5}|öffnet|frühestens|nicht vor)|"
    r"eröffn\w{0,6}|wiederer\w{0,12}|freigeschaltet|\bopening(?: date)?|\bopen(?:s|ed)?(?: on)?|geöffnet)\W{0,3}"
    r"(?:(?:dem|den|zum|am|der|im|in|on|the|für\W\w{1,20}|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|"
    r"woch))\W{1,3}){0,3}$"
)
_SINCE = re.compile(r"\b(?:seit|since)\W{0,3}(?:dem\W)?$", re.IGNORECASE)
_STARTS_AFTER = re.compile(
    r"^\W{0,3}(?:um\W)?(?:\d{1,2}[.:]?\d{0,2}\W{1,3}Uhr\W)?(?:startet|beginnt|öffnet|eröffnet|gestartet|geöffnet|"
    r"freigeschaltet|"
    r"\(?(?:start|beginn|eröffnung|\w{0,20}start)\b)",
    re.IGNORECASE,
)  # fmt: skip
_RANGE = re.compile(
    r"\W{0,3}(?:\(?\d{1,2}(?:[.:]\d\d)?\W?Uhr\)?\W{0,3})?(?:und\W)?(?:bis|–|-|—|until|to|till)\W{0,3}(?:(?:zum|"
    r"spätestens|einschließlich|"
    r"den|dem|der|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch))\W{0,3}){0,3}",
    re.IGNORECASE,
)  # fmt: skip
_LIST = re.compile(
    r"\W{0,3}(?:\([^()\d]{0,60}\)\W{0,3})?(?:und|oder|bzw\.?|sowie|beziehungsweise|and|or|,|/|\||"
    r"→)?\W{0,3}(?:\([^()\d]{0,60}\)\W{0,3})?"
    r"(?:(?:bis|zum|zu|den|dem|der|am|jeweils)\W{1,3}){0,3}(?:[\w-]{1,20}\s){0,2}(?:[\w-]{1,20}\s?:\s?)?",
    re.IGNORECASE,
)
# A noun that is a deadline by itself, and what may stand between it and its date.
_TERM = re.compile(
    r"(?:(?<!\bbe)(?<!kurz)(?<!lang)(?<!binde)(?<!bindungs)frist(?:en|ende)?\b|stichtage?n?\b|stichdat\w{1,3}\b|"
    r"(?:annahme|einsende|bewerbungs|antrags|anmelde|einreichungs|einreiche|abgabe|melde|teilnahme)schluss\b|"
    r"(?:abgabe|antrags|einreichungs?|einreich|vorlage|bewerbungs|anmelde|schluss)-?termine?n?\b|\bdeadlines?\b|"
    r"cut-?off\w{0,6}|"
    r"förderfenster|bewerbungs(?:phase|zeitraum)|antrags(?:phase|zeitraum)|einreichungs(?:phase|zeitraum))",
    re.IGNORECASE,
)
_ENDED_AFTER = re.compile(
    r"^\W{0,3}(?:(?:um\W)?\d{1,2}[.:]?\d{0,2}\W{1,2}Uhr\W{1,3})?(?:\w{1,20}\W){0,3}?"
    r"(?:abgelaufen|geschlossen|beendet|zu Ende|ausgelaufen|verstrichen|vorbei|endet)\b",
    re.IGNORECASE,
)
# "ein Programm, das am … endet": says when that ends.
_RELATIVE = re.compile(r",\s(?:das|die|der|welche[rs]?)\s(?:\w{1,10}\s){0,3}$", re.IGNORECASE)
_SITTING = re.compile(r"\b(?:einreich|antr[aä]g|abgabe)[^.]{0,60}\bbis\b[^.]{0,40}$", re.IGNORECASE)
_IN = re.compile(r"\b(?:im|in|für|voraussichtlich|ca\.|etwa|gegen)\s*$", re.IGNORECASE)
# "bis 31.12.2026 gestellte Anträge": sorts what has been handed in.
_SORTS = re.compile(
    r"^\s(?:ge|be|ver|er|an|ein|ab|zu|vor|aus)[a-zäöüß]{2,20}(?:te|ten|ter|tes|ene|enen|ener)\s[A-ZÄÖÜ]"
)
_COUNTING_DAY = re.compile(r"\b(?:zum|am) Stichtag\W{0,3}(?:\w{1,4}\s)?$")
_PLAINLY = re.compile(
    r"[aA]ntr[aä]g(?!ssumme)|ANTR[AÄ]G|[bB]ewerb|[sS]kizze|[eE]inreich|[iI]nteressenbekund|[pP]rojektvorschl|"
    r"[aA]ppl(?:y|ic)|"
    r"[pP]roposal|[sS]ubmi|[dD]eadline|[aA]nmeld|anzumeld|[fF]ragen"
)
_UP_TO = re.compile(r"\b(?:bis|spätestens|until|by)\b\W{0,3}(?:\w{1,15}\W{1,2}){0,2}$", re.IGNORECASE)
_MOVED = re.compile(
    r"^\W{0,3}(?:(?:wurde|wird|ist)\s)?(?:(?:verlängert|verschoben|verlegt)\s(?:auf|bis)\b|auf\sden\b|to\s(?=\d))",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(r"(?<!ab )(?<!ab dem )(?<!\d)\d{1,2}\.\s?(?:\d|[A-Z])")
_STARTED = re.compile(r"^\W{0,3}(?:um \d{1,2}\S{0,4} uhr )?(?:gestartet|eröffnet|geöffnet|begonnen)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:ist|sind|wird|werden|wurde|wurden|war|waren|kann|können|muss|müssen|hat|haben|gilt|gelten|tagt|wechseln|"
    r"tritt|treten|fördert|steht|stehen|"
    r"bis auf|finden|findet|beträgt|erfolgt)\b",
    re.IGNORECASE,
)
_NOT_ELIGIBLE_TERM = re.compile(
    r"(?:widerspruchs|zahlungs|bindungs|aufbewahrungs|durchführungs|umsetzungs|bewilligungs)frist\W*", re.I
)
_OTHER_ROUND = re.compile(r"\b(?:paper|papierform|postweg|schriftlich\w?)\b", re.IGNORECASE)
# Papers between offices: "legt die Bezirksregierung dem Ministerium bis zum 1. März vor". Whoever applies stands in the
# dative there ("der Bezirksregierung"), so the office must be the subject.
_OFFICE = (
    r"\b(?:die|das|von den|von der|vom) (?:(?:zuständigen?|jeweiligen?|örtlichen?|bewilligenden?|prüfenden?) )?"
    r"(?:bezirksregierung|regierungspräsidi|regierung\b|regierungen|bewilligungs(?:behörd|stell)|fachbehörd|landesamt|"
    r"landesverwaltungsamt|\w{0,20}kammern?\b|landratsamt|aufsichtsbehörd|schulämt|schulamt|projektträger)"
)
_SUBJECT = re.compile(_OFFICE)
_ABOVE_IT = re.compile(r"ministeri|\bbund\b|\bbmf|oberste")
_FORWARDS = re.compile(
    r"(?:\bleg(?:t|en)\b|\bleite[nt]\b|\bübermittel[nt]\b|\bübersende[nt]\b|\bmelde[nt]\b|\breich(?:t|en)\b|"
    r"\bgeben\b|\bgibt\b|vorgelegt|weitergeleitet|weiterzuleiten|übermittelt|übersandt|weitergegeben)"
)
_FROM = re.compile(r"\bvo[mn]\s*$", re.IGNORECASE)
# "Stille Plätze (SP-2026-3): bis 8. Oktober 2026": a line of a list of calls, known by the call's number.
_LISTED_CALL = re.compile(
    r"\w\s?\((?=[^()]{0,60}\d)[A-Z][A-Z0-9]{1,14}(?:[-/_. ][A-Za-z0-9]{1,14}){1,8}\)\s?[:–-]?\s"
    r"(?:noch )?bis (?:zum )?$|"
    r"\b(?:[Ff]örderlinie|[Ff]örderrunde|Runde|[Tt]hemenrunde|[Pp]rogrammlinie)\s[^.;:|]{1,60}:\s"
    r"(?:noch )?bis (?:zum )?$"
)
# "Bis 30. September oder sechs Wochen vor der Abreise": nobody but who applies reckons like that.
_OR_BEFORE = re.compile(
    r"\W{0,3}(?:oder|bzw\.|beziehungsweise)\s(?:spätestens |mindestens )?\w{1,10} (?:Wochen|Monate|Tage) vor\b"
)
_LINE_ENDS = re.compile(r"\W{0,3}(?:(?:um )?\d{1,2}(?:[:.]\d\d)? Uhr)?\s?(?:$|[,;.)])")
_NEGATED = re.compile(r"\b(?:nicht mehr|nicht|keine)\b", re.IGNORECASE)
_FOR_LABEL = 4


@dataclass(frozen=True)
class Window:
    """A closing date with the opening before it; or an opening alone (``closes`` None).

    ``clause`` is the part of the sentence it stands in, ``place`` and ``end`` where in the clause the date stands.
    """

    closes: When | None
    opens: When | None
    clause: str
    place: int
    end: int
    since: bool = False


def windows(line: str, bare: bool = False, strict: bool = False) -> Iterator[Window]:
    """The closing and opening dates of a sentence.

    strict: a sentence of a guideline, which has to name applications, and openings alone are not taken.
    bare: the sentence is the value of a field for deadlines, where a date with no more than a label counts.
    """
    whole = find(line)
    if not whole or (strict and not _PLAINLY.search(line)):
        return
    clauses = _clauses(line)
    for clause in clauses:
        mentions = (whole if len(clauses) == 1 else find(clause))[:_MOST]
        if mentions and not (strict and not _PLAINLY.search(clause)):
            found = _of_clause(clause, mentions, bare)
            yield from (window for window in found if window.closes or not strict)


def _clauses(line: str) -> list[str]:
    return _CLAUSE.split(line) if _CLAUSE_MARK.search(line) else [line]


def _of_clause(clause: str, mentions: Sequence[When], bare: bool) -> Iterator[Window]:
    opens: When | None = None
    closed = False  # whether the date before this one was a deadline
    end = 0
    for number, when in enumerate(mentions):
        before, after = _around(clause, when, when)
        listed = (
            closed
            and when.day is not None
            and _LIST.fullmatch(clause[end : when.start]) is not None
            and when.start - end < 80
        )
        end = when.end
        if when.year is None and is_section(before):
            closed = False
            continue
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        if following is not None and _is_range(clause, when, following) and not _UP_TO.search(before[-40:]):
            opens, closed = when, False
            continue
        if opens is None and _is_opening(before, after):
            if _opens_application(clause, when, before, after, bare):
                yield Window(
                    None,
                    when,
                    clause,
                    when.start,
                    when.end,
                    since=bool(_SINCE.search(before) or _STARTED.search(after)),
                )
            closed = False
            continue
        goes_on = closed and _goes_on(clause, mentions[number - 1], when)
        ranged = opens is not None and _is_range(clause, opens, when)
        start = opens if ranged and opens else when
        closed = listed or goes_on or _closes_application(clause, start, when, bare, ranged)
        if closed:
            yield Window(
                when,
                opens if ranged else _earlier_opening(clause, mentions[:number], bare),
                clause,
                when.start,
                when.end,
            )
        opens = None


def _goes_on(clause: str, before: When, when: When) -> bool:
    """Whether another deadline of the same sentence follows ("… bis zum 1.3. an A, für B bis zum 1.9. an C")."""
    between = clause[before.end : when.start]
    if len(between) > _BEFORE or not _UP_TO.search(between[-40:]) or verb_after(clause[when.end :][:_AFTER]) == "other":
        return False
    return topics_in(between) <= {"applying"} and not re.search(r"[.!?]\s[A-ZÄÖÜ]", between[4:])


def _around(clause: str, start: When, when: When) -> tuple[str, str]:
    """The words before and after a date (or a range); what stands in brackets is told by what stands there only."""
    before = clause[max(0, start.start - _BEFORE) : start.start]
    after = clause[when.end : when.end + _AFTER]
    return before, after.split(")", 1)[0] if before.rfind("(") > before.rfind(")") else after


def _is_range(clause: str, one: When, other: When) -> bool:
    between = clause[one.end : other.start]
    if not 0 < len(between) <= 60 or (")" in between and "(" not in between):
        return False
    return _RANGE.fullmatch(between) is not None


def _earlier_opening(clause: str, earlier: Sequence[When], bare: bool) -> When | None:
    if not earlier:
        return None
    when = earlier[-1]
    if _MOVED.search(clause[when.end : when.end + 20]):
        return None
    before, after = _around(clause, when, when)
    return when if _is_opening(before, after) and _opens_application(clause, when, before, after, bare) else None


def _is_opening(before: str, after: str) -> bool:
    if _OPENS.search(before[-_CUE:].lower()):
        return True
    return _STARTS_AFTER.search(after) is not None and not _UP_TO.search(before[-40:])


def _opens_application(clause: str, when: When, before: str, after: str, bare: bool) -> bool:
    if when.day is None and when.year is None:
        return False
    topic = topic_before(before)
    if _MOVED.search(after):
        return False
    if topic not in (None, "applying") or _NEGATED.search(after) or _OTHER_ROUND.search(clause):
        return False
    if verb_after(after) == "other":
        return False
    if bare and _is_label(before, after, most=1):
        return True
    return (
        topic == "applying"
        or (verb_after(after) == "doing" and speaks_of("applying", clause))
        or (_STARTS_AFTER.search(after) is not None and topic_after(after) == "applying")
    )


def _closes_application(clause: str, start: When, when: When, bare: bool, ranged: bool) -> bool:
    before, after = _around(clause, start, when)
    if when.year is None and when.day is None and not _may_be_month(before):
        return False
    if not ranged and is_cited(before):
        return False
    if is_past_cohort(before, after) or _MOVED.search(after) or _SORTS.search(after):
        return False
    if _COUNTING_DAY.search(before[-40:]) and not _PLAINLY.search(clause):
        return False
    cue = ranged or _CLOSES.search(before[-_CUE:].lower()) is not None or _ended_after(before, after)
    named = not cue and _names_deadline(before)
    # "Vom 1.3. bis 30.4." as the value of a field: elsewhere "vom" stands before days of laws.
    labelled = bare and _is_label(_FROM.sub("", before) if ranged else before, after)
    if when.day is None and not cue and _IN.search(before):
        return False
    if not (cue or named or labelled) or verb_after(after) == "other":
        return False
    if _is_forwarded(clause.lower()):
        return False
    topic = topic_before(before)
    if topic in (None, "applying", "event") and _LISTED_CALL.search(before) and _LINE_ENDS.match(after):
        return True
    if topic is None and cue and _OR_BEFORE.match(after):
        return True
    if topic in ("reporting", "retroactive", "reference"):
        return False
    if topic == "event":
        return _SITTING.search(before) is not None
    if cue and topic is None and verb_after(after) == "doing" and speaks_of("applying", clause):
        return True
    # "Anträge können bis zum Ende der Laufzeit am … gestellt werden"; the verb behind another date belongs to that one.
    if cue and topic and verb_after(_ANY_DATE.split(after)[0]) == "doing" and speaks_of("applying", before):
        return True
    if topic == "applying":
        # "Einwohnerzahl zum Stichtag …": a day of counting.
        return not speaks_of("reference", before)
    if topic is not None:
        return False
    if cue and topic_after(after[:90]) == "applying":
        return True
    return labelled and topic_after(after[:50]) in (None, "applying", "event", "published")


# What a call of the EU says right before the day of submitting; its texts have many other days.
_SUBMITTING = re.compile(
    r"(?:\bsubmi|\bappl(?:y|ication)|\bproposals?\b|\bcut-?off|\bclosing date|\bcall (?:closes|deadline)|"
    r"\bdeadline (?:date|model)|\b(?:first|second|1st|2nd)[- ]stage)[^.;:]{0,60}:?[^.;:]{0,30}$",
    re.IGNORECASE,
)
_NOT_SUBMITTING = re.compile(r"evaluat|inform|contact|question|sign|award|publi|eligib|project|transpos", re.IGNORECASE)


def is_submitting(window: Window) -> bool:
    """Whether an English sentence says in so many words that its date is the day to submit by."""
    near = window.clause[max(0, window.place - 110) : window.place]
    found = _SUBMITTING.search(near)
    return window.closes is not None and found is not None and not _NOT_SUBMITTING.search(found.group())


def _is_forwarded(clause: str) -> bool:
    if not _ABOVE_IT.search(clause):
        return False
    return _SUBJECT.search(clause) is not None and _FORWARDS.search(clause) is not None


def _ended_after(before: str, after: str) -> bool:
    return _ENDED_AFTER.search(after) is not None and _RELATIVE.search(before[-50:]) is None


def _may_be_month(before: str) -> bool:
    """A month without year and day is a deadline only after words that close ("bis Ende September")."""
    return re.search(r"\b(?:bis|spätestens|zum)\b\W*(?:\w+\W+){0,2}$", before[-50:], re.IGNORECASE) is not None


def _names_deadline(before: str) -> bool:
    """Whether the words before a date end in a deadline's name and nothing but its description."""
    last = None
    for match in _TERM.finditer(before):
        last = match
    if last is None or _NOT_ELIGIBLE_TERM.search(before):
        return False
    return not re.search(r"[.!?]\s[A-ZÄÖÜ]", before[last.end() :])


def _is_label(before: str, after: str, most: int = _FOR_LABEL) -> bool:
    """Whether a date stands as in the value of a field: a few words before it, and nearly nothing after it."""
    text = re.sub(r"\([^()]{0,80}\)", " ", before)
    text = re.split(r"[|/]|\d[^,)]{0,80}[,)]", text)[-1]
    following = re.split(r"[,(|/:;)]|\d", after)[0]
    if len(text.split()) > _FOR_LABEL or len(following.split()) > most:
        return False
    return not (_FINITE.search(text) or _FINITE.search(following) or is_cited(before))
