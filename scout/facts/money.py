"""How much and in what form: rates, own shares, sums, form of funding and cumulation out of a draft's texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scout.facts.money_amounts import amounts
from scout.facts.money_cases import OTHER_APPLICANTS
from scout.facts.money_kinds import combining, combining_places, forms
from scout.facts.money_passages import Passage, bounds, passages
from scout.facts.money_rates import shares
from scout.facts.money_segments import segments
from scout.facts.values import MoneyFact

if TYPE_CHECKING:
    from scout.source import Draft

# In this order: what comes first is shown. The body only in the section that says what is paid.
FIELDS = ("summary", "requirements", "procedure", "remark")
# Headings under which a guideline says what is paid, by a word that is quickly found, and the heading around it.
_HEADING_WORDS = (
    "Umfang",
    "Höhe",
    "Finanzierungsart",
    "Wie ",
    "Bemessung",
    "höhe",
    "Konditionen",
    "Förderart\n",
    "Was kann beantragt",
)
_BEGINS = {"Wie ": ("Wie wird gef", "Wie sind die", "Wie viel ", "Wie hoch ")}
_ENDS = {"höhe": ("Zuwendungs", "Förder")}
_HEADING = re.compile(
    r"Art(?: und|,) (?:der |Form,? )?(?:und )?(?:Umfang|Höhe)|Umfang und Höhe|Form und Höhe|Finanzierungsart|"
    r"Höhe der (?:Förderung|Zuwendung|Zuschüsse)|Bemessung(?:sgrundlage)? der (?:Zuwendung|Förderung)|"
    r"Wie wird gefördert|(?:Zuwendungs|Förder)höhe|Wie sind die Konditionen|Wie viel (?:Förderung|Geld)|"
    r"Wie hoch (?:ist|sind|war|waren)\b|Förderart(?=\n)|Was kann beantragt werden"
)
# A heading stands at the start of a line or behind a number; the same words within a sentence are none.
_BEFORE_HEADING = re.compile(r"(?:^|[\n.:;)?]\s{0,3}|\d\.?\)?\s{1,3}|\b[IVX]{1,4}\.?\s{1,3}|[a-z]\)\s{1,3})$")
_NEXT_PART = re.compile(
    r"\b(?:\d{1,2}|[IVX]{1,4})\.?\s{1,3}(?:Sonstige|Verfahren|Antragsverfahren|Antragstellung|Zuwendungsvoraussetzung|"
    r"Fördervoraussetzung|Weitere|Besondere|Schluss|Inkraft|Geltungs|Anweisung|Nebenbestimmung|Allgemeine)"
)
_SECTION_LENGTH = 2500
_MOST_SECTIONS = 3


def of(draft: Draft) -> tuple[MoneyFact, ...]:
    """What a draft says about money: first what its source states in fields, then its texts, the legal body last.

    Every sum, rate and own share that a sentence states for the funding is kept, each value once per case.
    """
    found: dict[tuple[object, ...], MoneyFact] = {}
    for fact in (*draft.money, *_filed(draft), *_said(draft)):
        found.setdefault((fact.kind, fact.value, fact.number, fact.condition), fact)
    return tuple(found.values())


def summary(draft: Draft, facts: Sequence[MoneyFact]) -> dict[str, Any]:
    """The columns of a version that lists and exports show, each with its words; only those the reader left empty.

    Several sums (modules, kinds of project): the largest maximum and the smallest minimum. The rate is the highest
    that holds without a condition; where every rate has one, none is shown as the rule.
    """
    least = chosen(facts, "amount_min")
    most = chosen(facts, "amount_max")
    rate = chosen(facts, "rate")
    values: dict[str, Any] = {}
    if draft.amount_min is None and least:
        values["amount_min"] = round(least.number or 0)
    if draft.amount_max is None and most:
        values["amount_max"] = round(most.number or 0)
    if draft.amount_words is None and values:
        values["amount_words"] = " ".join(dict.fromkeys(fact.words for fact in (least, most) if fact))
    if draft.rate_percent is None and rate:
        values["rate_percent"], values["rate_words"] = round(rate.number or 0), rate.words
    return values


def chosen(facts: Sequence[MoneyFact], kind: str) -> MoneyFact | None:
    """The fact of a kind that a column shows. What a field of the source states ranks before prose."""
    named = [fact for fact in facts if fact.kind == kind and fact.number is not None]
    named = [fact for fact in named if fact.structured] or _of_front(named)
    if kind == "rate":
        named = [fact for fact in named if fact.condition is None]
    else:
        named = [fact for fact in named if fact.condition not in OTHER_APPLICANTS] or named
    if not named:
        return None
    return (min if kind == "amount_min" else max)(named, key=lambda fact: fact.number or 0)


def _of_front(facts: list[MoneyFact]) -> list[MoneyFact]:
    """Those of the plain texts; of the legal body only where the plain texts say nothing."""
    return [fact for fact in facts if fact.found_in != "body"] or facts


def _filed(draft: Draft) -> Iterator[MoneyFact]:
    for category in draft.categories:
        if category.kind == "funding_type":
            yield MoneyFact("funding_type", category.label, draft.url, value=category.code, structured=True)


def _said(draft: Draft) -> Iterator[MoneyFact]:
    for name in FIELDS:
        text = getattr(draft, name)
        if text:
            yield from _read(text, name, draft.url, [(0, len(text))])
    yield from _forms(draft)
    if draft.body:
        yield from _read(draft.body, "body", draft.url, list(_sections(draft.body)))


def _sections(body: str) -> Iterator[tuple[int, int]]:
    """Where a legal text says what is paid: from a heading on, without what has been handed over already."""
    done = count = 0
    for place in sorted(_heading_places(body)):
        heading = _HEADING.search(body, max(done, place - 20), place + 40) if place >= done else None
        if heading is None or not _BEFORE_HEADING.search(body, max(0, heading.start() - 8), heading.start()):
            continue
        count += 1
        following = _NEXT_PART.search(body, heading.end(), heading.end() + _SECTION_LENGTH)
        done = following.start() if following else min(len(body), heading.end() + _SECTION_LENGTH)
        yield heading.start(), done
        if count == _MOST_SECTIONS:
            return


def _heading_places(body: str) -> Iterator[int]:
    for word in _HEADING_WORDS:
        place = body.find(word)
        begins, ends = _BEGINS.get(word), _ENDS.get(word)
        while place >= 0:
            if (not begins or body.startswith(begins, place)) and (not ends or body.endswith(ends, 0, place)):
                yield place
            place = body.find(word, place + 1)


def _read(text: str, name: str, url: str, spans: Sequence[tuple[int, int]]) -> Iterator[MoneyFact]:
    for begin, end in spans:
        for passage in passages(text, begin, end):
            yield from _figures(passage, name, url)
        yield from _combining(text, begin, end, name, url)


def _combining(text: str, begin: int, end: int, name: str, url: str) -> Iterator[MoneyFact]:
    done = begin
    for position in sorted(combining_places(text, begin, end)):
        if position >= done:
            start, stop = bounds(text, position, done, end)
            done = max(stop, position + 1)
            said = combining(text[start:stop])
            if said:
                yield MoneyFact("cumulation", text[start:stop], url, value=said, found_in=name, start=start)


def _figures(passage: Passage, name: str, url: str) -> Iterator[MoneyFact]:
    found = segments(passage)
    for share in shares(passage, found):
        percent = int(share.percent) if share.percent.is_integer() else share.percent
        yield MoneyFact(share.kind, passage.words, url, None, percent, share.condition, False, name, passage.start)
    for amount in amounts(passage, found):
        yield MoneyFact(
            amount.kind, passage.words, url, amount.of, amount.euros, amount.condition, False, name, passage.start
        )


def _forms(draft: Draft) -> Iterator[MoneyFact]:
    """Forms of funding that the plain texts name, where the source files none."""
    if any(category.kind == "funding_type" for category in draft.categories):
        return
    known: set[str] = set()
    for name in ("summary", "requirements"):
        text = getattr(draft, name) or ""
        for code, position in forms(text):
            if code not in known:
                known.add(code)
                start, stop = bounds(text, position)
                yield MoneyFact("funding_type", text[start:stop], draft.url, value=code, found_in=name, start=start)
