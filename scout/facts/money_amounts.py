"""Smallest and largest sums a sentence states for a project or applicant; everything else in euros is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scout.facts.money_passages import Passage
from scout.facts.money_segments import Segment
from scout.facts.money_words import Bound, Noun, bound, first_noun, noun, per_part

# Less is never what a whole project gets.
_LEAST_EUROS = 100
# More sums in one sentence are a table: of shares, of prices, of places.
_TABLE = 14
_MOST_EUROS = 1_000_000_000

# Sums of a whole programme, of the past, or of rules that have nothing to do with what is paid.
_WHOLE_PROGRAMME = re.compile(
    r"\b(?:stehen|steht|stellt|stellen|standen|stellte)\b.{0,250}\b(?:zur verfügung|bereit)|bereitgestellt|"
    r"haushaltsansatz|"
    r"\b(?:total|overall|indicative|available) (?:\w{1,20} )?(?:budget|amount)|call budget|budget of the call",
)
# The same of one sum among others.
_TOTAL = re.compile(
    r"gesamt\W{1,2}$|gesamtpaket|gesamtvolumen|gesamtbudget|fördertopf|mittelausstattung|programmvolumen|"
    r"für alle projekte|"
    r"insgesamt (?:über|rund|mehr|ca)|fördermittel in höhe von insgesamt|\bkeine? (?:\w{1,20} )?$",
)
_TOTAL_BEHIND = re.compile(r"\W{0,2}(?<!\()(?:gesamt|insgesamt|für alle|budget|in total)")
_PAID_WITH = re.compile(r"\W{1,3}(?:jährlich )?(?:bezuschusst|gefördert|unterstützt|erstattet|übernommen|gewährt)")
_RIGHT_BEHIND = re.compile(
    r" (?!(?:für|je|pro|bei|im|in|zu|an|der|des|als|aus|mit|und|"
    r"zur|zum|auf|von|vom|per|for|in|of|nicht|inklusive|inkl|brutto|netto|zuzüglich)\b)"
    r"([\w-]{1,40}(?: \w{1,40})?)"
)
_COUNTED = re.compile(
    r"[^.;€]{0,40}?\b(?:geltend gemacht|anerkannt|berücksichtigt|(?:förder|zuwendungs)fähig\b(?! \w)|angesetzt|"
    r"in ansatz)"
)
# "Zuwendungen bis 8.000 Euro können ... gewährt werden": a rule for small ones.
_KIND_OF_GRANT = re.compile(
    r"(?:^|[.:] ?)\W{0,3}(?:zuwendungen|zuschüsse|förderungen|anträge|darlehen|kredite|fördersummen)\W{1,3}"
    r"(?:bis|ab|über|unter|von|mit|in höhe)\b[^.;€]{0,40}$"
)
_RULED = re.compile(r"\W{0,3}(?:können|werden|sind|ist|wird|bedürfen|gelten|gilt|entscheide|müssen|dürfen|erfolg)")
_EACH = re.compile(
    r"\b(?:je|pro|jede[msnr]?|ein(?:em|en)?|einzelne[snm]?|per|each) (?:\w{1,20} )?(?:vorhaben|projekt|antrag|kommun|"
    r"kreis|"
    r"antragstell|project|proposal|pilot|grant)",
)
_OTHER_RULES = re.compile(
    r"de.minimis|umsatz|bilanzsumme|jahreseinkommen|einkommensgrenze|tausend einwohner|vergaberecht|\bvergabe\b|"
    r"direktauftrag|"
    r"verwendungsnachweis|bürgschaftsprovision|bearbeitungsentgelt|teilnahmegebühr|"
    r"haushaltsordnung|einkommensteuer|inventaris|rückforder|sondertilg|tilgungsrate|anmeldeschwelle|agvo|mahn|"
    r"sicherungsübereign|unterlagen vor|gutachten",
)
_BELOW_LIMIT = re.compile(r"\bunterhalb der bagatellgrenze[^.;€]{0,20}$")
_PAST = re.compile(
    r"\bseit (?:\d{4}|beginn)|\berhielt(?:en)?\b|gewinner \d{4}|\bkostete\b|"
    r"\b(?:bisher|bislang|bereits|zuletzt) (?:\w{1,20} )?(?:ausgezahlt|bewilligt|vergeben|ausgeschüttet|gefördert)\b"
)
# "Ab 1.000 Euro besondere Begründung nötig": what a larger sum takes, not the smallest one.
_TAKES = re.compile(
    r"\W{1,3}(?:\w{1,20} ){0,3}(?:begründung|genehmigung|zustimmung|vergleichsangebot|ausschreibung|belege?\b)"
)
_ON_TOP = re.compile(
    r"\b(?:um|davon|hiervon|darunter|of which|zusätzlich\w{0,2}|weitere[nrs]?|zuschlag|bonus|aufschlag|"
    r"plus)\W{1,3}(?:\w{1,20}\W{1,3}){0,4}$",
)
# "Bei Zuwendungen bis 50.000 Euro ...": the case in which another rule holds, not what is paid.
_IN_CASE = re.compile(
    r"\b(?:bei|für|ab|wenn|sofern|falls|soweit|anträge auf|gewährt werden)\s(?:\w{1,30}\s){0,3}(?:zuschüsse\w?|"
    r"zuwendung(?:en)?|"
    r"fördersummen?|förderungen?|förderbeträgen?|darlehen|kredit\w{0,6}|anträgen?|beträgen?|bürgschaften|"
    r"zuwendungsbeträgen)\s"
    r"(?:\w{1,20}\s){0,4}(?:über|bis|ab|unter|mehr|von|mit|zwischen)\b[^.;€]{0,40}$",
)
_REQUESTING = re.compile(r"\b(?:requesting|beantrag\w{1,4}) (?:mehr als|more than|over|über)\W{1,3}$")
_IF = re.compile(r"\b(?:falls|wenn|sofern|soweit|bei|übersteigen|ab einer?m?)\b[^.;]{0,120}$")
_MUST = re.compile(r"\b(?:muss|müssen|soll|sollen|sollte|sollten)\b[^.;]{0,120}$")
_PROJECTS_FROM = re.compile(r"(?:vorhaben|projekte|maßnahmen|investition\w{0,8}|anträge)\b[^.;]{0,50}\bab\W")
_TOGETHER = re.compile(r"\s*(?:€|euro|eur)?\s*(?:bis(?: zu)?|–|-|—|to)\s*(?:maximal|höchstens|max\.)?\s*")
_BETWEEN = re.compile(r"\b(?:zwischen|between|von|from)\b[^.;€]{0,40}$")
_LIST = re.compile(r"[,;]|\((?:bei|für|im?)\b|\b(?:und|oder|sowie|bzw|beziehungsweise)\b")
# "Ein Eigenanteil von mindestens 5.000 Euro ist zu erbringen"; not what may count as one.
_BORNE = re.compile(
    r"eigen(?:anteil|mittel|beteiligung|beitrag)\w{0,2}\W{1,3}(?:\w{1,20}\W{1,3}){0,4}?"
    r"(?:von|höhe von|beträgt|betragen|bei|mindestens|mind\.?)\W{1,3}"
    r"(?:mindestens |mind\. |rund |jeweils |je |wenigstens )?$"
)
_LARGER = re.compile(r"\b(?:ab|über|mehr als|oberhalb von)(?: einem betrag von)?\W{1,3}$")
# "175.000 Euro bei zwei beteiligten Kommunen": the more take part, the more there is.
_WITH_MORE = re.compile(
    r"\W{1,3}(?:bei|für|ab)\s(?:(?:mindestens|bis zu|mehr als)\s)?(?:zwei|drei|vier|fünf|sechs|mehreren|\d{1,2})\s"
    r"(?:(?:oder|und|bis)\s\w{1,10}\s)?(?:\w{1,20}\s)?(?:beteiligt|teilnehmend|kooperierend|antragstellend|kommun|"
    r"gemeind|partner)"
)
# What is handed on to others is not what the applicant gets for its own project.
_PASSED_ON = re.compile(
    r"[^.;,€]{0,60}?\b(?:(?:an|je|pro|per|to) (?:\w{1,15} )?(?:dritte[nr]?\b|drittempfäng|letztempfäng|third part)|"
    r"weiter(?:geleitet|gegeben|gereicht|zuleiten|zugeben|leiten|geben|reichen)\b)"
)
_TO_OTHERS = re.compile(r"\b(?:an dritte|an letztempfänge\w{0,3}|to third parties|per third party)\b[^.;€]{0,60}$")
_NEAR = 130
_ALIKE = 20
_ABOUT = 220  # characters before a sum in which it is said what it is
# "Schuljahresprojekte: 1.900 €" says a sum without a verb; smaller or larger ones are prices and budgets.
_BARE = (1_000, 500_000)
_AND = re.compile(r"\W*(?:und|and|bis)\W*(?:maximal|höchstens|max\.?)?\W*")


@dataclass(frozen=True)
class Amount:
    """A sum that bounds what is paid, or (``of`` costs) how small a project may be, or (``of`` euro) the own share.

    condition: see case_of.
    """

    kind: Literal["amount_min", "amount_max", "own_share"]
    euros: int
    of: Literal["funding", "costs", "euro"]
    condition: str | None


def amounts(passage: Passage, found: Sequence[Segment]) -> tuple[Amount, ...]:
    """The smallest and largest sums that a sentence states for a project or applicant; ``found``: its segments.

    A ceiling of eligible costs is no sum that is paid: it is left out, and nothing is reckoned out of it.
    """
    found = [segment for segment in found if segment.figure.unit == "euro"]
    words = f"{passage.lead} {passage.words}".lower() if found else ""
    if not found or len(found) > _TABLE or (_WHOLE_PROGRAMME.search(words) and not _EACH.search(words)):
        return ()
    return tuple(_amounts(passage.words.lower(), found))


def _amounts(words: str, found: Sequence[Segment]) -> Iterator[Amount]:
    about: Noun | None = None
    amount: Amount | None = None
    for position, segment in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        side = _range_side(words, segment, following)
        about = _about(segment, about)
        # "soll 5.000 bis 100.000 Euro kosten": what stands behind the upper end holds for the lower one.
        if side == "low" and following and _about(following, about) == "costs":
            about = "costs"
        amount = _amount(segment, about, side, amount)
        if amount:
            yield amount


def _about(segment: Segment, carried: Noun | None) -> Noun | None:
    """What the sum is about: the noun right behind it, else the last one before it, else that of the sum before."""
    if _PAID_WITH.match(segment.after):
        return "funding"
    if _COUNTED.match(segment.after):
        return "costs"
    behind = _RIGHT_BEHIND.match(segment.after)
    if behind and (direct := first_noun(behind[1])):
        return direct
    return (
        noun(segment.before.rpartition("; ")[2][-_ABOUT:])
        or (carried if segment.previous else None)
        or first_noun(segment.after[:80])
    )


def _range_side(words: str, segment: Segment, following: Segment | None) -> Literal["low", "high"] | None:
    figure = segment.figure
    if figure.ranged:
        return figure.ranged
    if following and following.previous is segment:
        between = words[figure.end : following.figure.start]
        if _TOGETHER.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(segment.before)):
            return "low"
    previous = segment.previous.figure if segment.previous else None
    if previous and previous.unit == "euro" and previous.number < figure.number:
        between = words[previous.end : figure.start]
        if _TOGETHER.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(words[: previous.start])):
            return "high"
    return None


def _amount(
    segment: Segment, about: Noun | None, ranged: Literal["low", "high"] | None, last: Amount | None
) -> Amount | None:
    before, after, euros = segment.before, segment.after, segment.figure.number
    if not _LEAST_EUROS <= euros < _MOST_EUROS or about == "other" or _elsewhere(before, after):
        return None
    # "davon 5.000 bis 9.000 Euro": what stands before the lower end holds for the upper one.
    if ranged == "high" and segment.previous and _elsewhere(segment.previous.before, after):
        return None
    if about == "own":
        return Amount("own_share", int(euros), "euro", segment.case()) if _BORNE.search(before) else None
    end = _ranged(ranged) or bound(before, after) or _carried(segment, last) or _with_more(after)
    if end is None or not _holds(end, about, before):
        return None
    if end.how == "implied" and about is None and not _BARE[0] <= euros <= _BARE[1]:
        return None
    kind: Literal["amount_min", "amount_max"] = "amount_min" if end.side == "least" else "amount_max"
    return Amount(kind, int(euros), "costs" if about == "costs" else "funding", segment.case())


def _elsewhere(before: str, after: str) -> bool:
    """Whether the words say that the sum is something else: a total, a unit price, a rule, an increase, the past."""
    return bool(
        _OTHER_RULES.search(f"{before[-200:]} {after}")
        or _PAST.search(before)
        or _TOTAL.search(before[-60:])
        or _TOTAL_BEHIND.match(after)
        or per_part(before, after)
        or _PASSED_ON.match(after)
        or _TO_OTHERS.search(before)
        or (_TAKES.match(after) and _LARGER.search(before))
        or _ON_TOP.search(before)
        or _IN_CASE.search(before)
        or _REQUESTING.search(before)
        or _BELOW_LIMIT.search(before)
        or (_KIND_OF_GRANT.search(before) and _RULED.match(after))
    )


def _carried(segment: Segment, last: Amount | None) -> Bound | None:
    """ "höchstens 800 Euro für A beziehungsweise 900 Euro für B": the second has the bound of the first."""
    if last is None or last.of != "funding" or last.kind == "amount_min" or not segment.previous:
        return None
    near = segment.previous.figure.unit == "euro" and len(segment.before) < _NEAR
    near = near and last.euros / _ALIKE < segment.figure.number < last.euros * _ALIKE
    return Bound("most") if near and _LIST.search(segment.before) else None


def _with_more(after: str) -> Bound | None:
    return Bound("most") if _WITH_MORE.match(after) else None


def _ranged(ranged: Literal["low", "high"] | None) -> Bound | None:
    return None if ranged is None else Bound("least" if ranged == "low" else "most")


def _holds(end: Bound, about: Noun | None, before: str) -> bool:
    if about == "costs":
        demanded = _MUST.search(before) or _PROJECTS_FROM.search(before) or not _IF.search(before)
        return end.side == "least" and (end.how == "refused" or (end.how == "plain" and bool(demanded)))
    if end.how in ("above", "implied"):
        return about == "funding" or (end.how == "implied" and about is None)
    return end.side != "fixed" or about == "funding"
