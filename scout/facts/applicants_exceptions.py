"""Which of the groups that a text names it leaves out: "ohne Kreise", "Kommunen sind nicht antragsberechtigt". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# "keine", "ohne", "außer" in front of a group; the group is named to be left out.
_LEFT_OUT = re.compile(
    r"(?:\bohne|\baußer|\bausgenommen|\bausgeschlossen|\bmit Ausnahme|\bnicht|\bkeine|\bexcept|\bexcluding|"
    r"\bnicht (?:antrags|förder|zuwendungs|teilnahme)\w{0,15}berechtigt)\b[\s:]{0,2}"
    r"(?:(?:sind|ist|der|die|des|von|den|dem|alle|jedoch|hiervon|werden|für|the)\s){0,3}$",
    re.IGNORECASE,
)
_LEFT_OUT_STEMS = ("ohne", "ußer", "usge", "Ausnahme", "nicht", "Nicht", "kein", "Kein", "except", "xclud")
_LEFT_OUT_BEHIND = re.compile(
    r"^\s?(?:\([^)]{0,60}\)\s?)?(?:(?:selbst|jedoch|hiervon|hier)\s)?(?:(?:sind|werden|können|dürfen|"
    r"erhalten)\s(?:[a-zäöü]{1,15}\s){0,3}?)?"
    r"(?:nicht\s(?:\w{1,15}berechtigt|förderfähig|gefördert|unterstützt|beantrag)|ausgenommen|ausgeschlossen|"
    r"keine?n?\s(?:Antr[aä]g|Förder|Zuwendung|Zuschuss|Zuschüsse|Mittel|Bewerbung))"
)
# Only some of a group are left out, or a group is spared a duty: neither says that the group may not apply.
_CONDITION = re.compile(
    r"^(?:\s\([^)]{0,60}\))?,?\s(?:die|deren|welche|denen|(?:in|bei|für)\sden?e?n?en|sofern|wenn|soweit|falls|ohne|während|solange|"
    r"mit\s(?!Ausnahme)|im\s(?:Haushalt|Verfahren)\w{0,30}|in\s(?:der\s|einem\s)?(?:[Hh]aushalt|vorläufig|Insolvenz)\w{0,30}|"
    r"bereits|nach\s§|außerhalb|innerhalb|aus\s|in\s(?=[A-ZÄÖÜ]))"
)
_CONDITION_BEHIND = re.compile(r"^[^.;\n]{0,60},\s(?:wenn|sofern|soweit|falls|solange|die|deren)\b")
_SPARED = re.compile(
    r"\b(?:\w{0,20}[Pp]flicht\w{0,8}|Eigen(?:anteil|mittel|beteiligung|leistung)\w{0,3}|\w{0,15}[Nn]achweis\w{0,3}|"
    r"[Rr]egelung\w{0,2}|Vorlage|Anforderung\w{0,2}|Beschränkung\w{0,2}|Begrenzung\w{0,2}|"
    r"\w{0,15}[Gg]renzen?|Höchst\w{1,15}|Auflagen?|müssen|muss|vorzulegen|beizufügen)\b[^\n]{0,120}$"
)


def left_out(text: str, found: Sequence[tuple[str, int, int]]) -> list[bool | None]:
    """For each group whether it is named to be excluded; an exception goes on over "und", to both sides.

    None: only some of the group are excluded, or it is spared a duty.
    """
    if not any(stem in text for stem in _LEFT_OUT_STEMS):
        return [False] * len(found)
    behind = [_excluded_behind(text, end) for _, _, end in found]
    out = [_excluded_in_front(text, start) for _, start, _ in found]
    some = [_CONDITION.match(text[end : end + 90]) is not None for _, _, end in found]
    linked = [_is_link(text[one[2] : two[1]]) for one, two in pairwise(found)]
    for place in range(1, len(found)):
        if linked[place - 1] and out[place] is False:
            out[place] = out[place - 1]
    for place in range(len(found) - 2, -1, -1):
        if linked[place]:
            behind[place] = behind[place + 1] if behind[place] is False else behind[place]
            some[place] = some[place] or some[place + 1]
    return [_either(*of_one) for of_one in zip(out, behind, some, strict=True)]


def _excluded_in_front(text: str, start: int) -> bool | None:
    words = _LEFT_OUT.search(text, max(0, start - 60), start)
    if words is None:
        return False
    bare = words.group().lower().startswith(("ausgenommen", "ausgeschlossen"))
    return None if bare and _SPARED.search(text, max(0, words.start() - 180), words.start()) else True


def _excluded_behind(text: str, end: int) -> bool | None:
    words = _LEFT_OUT_BEHIND.match(text[end : end + 120])
    if words is None:
        return False
    after = end + words.end()
    return None if _CONDITION_BEHIND.match(text[after : after + 90]) else True


def _either(out: bool | None, behind: bool | None, some: bool) -> bool | None:
    if out is False and behind is False:
        return False
    return None if some or None in (out, behind) else True


def _is_link(between: str) -> bool:
    return between.strip() in (",", "und", "oder", "bzw.", "sowie", "/", "and", "or", ", die", "und die", "sowie die")
