"""Short labels with a tone of colour; the words always say it all, the colour only helps: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import format as german
from data.deadlines import BindingDeadline
from data.queries.matches import MatchView, ReasonRow
from data.queries.overview import Novelty

GOOD, WARN, BAD, INFO, NONE = "fs-good", "fs-warn", "fs-bad", "fs-info", "fs-none"
# Below this many days an application can hardly be written any more without starting now.
URGENT_DAYS = 21
REMAINDER = "alle übrigen Ähnlichkeiten zusammen"

_BAND_TONES = {"high": GOOD, "medium": INFO, "low": NONE, "none": NONE}
_ELIGIBLE_TONES = {"yes": GOOD, "no": BAD, "unknown": WARN}
_VERDICT_TONES = {"accept": GOOD, "watch": INFO, "reject": BAD, "none": NONE, "comment": NONE}
_SOURCE_TONES = {
    "ok": GOOD, "partial": WARN, "late": WARN, "refused": BAD, "held": WARN, "failed": BAD, "running": INFO,
}  # fmt: skip
_DEADLINE_TONES = {"over": BAD, "closed": BAD, "paused": WARN, "announced": INFO, "open": GOOD, "until_spent": GOOD,
                   "recurring": GOOD}  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """A label and its tone (a class of the style sheet)."""

    words: str
    tone: str


@dataclass(frozen=True)
class Bar:
    """A reason in words, its share of the score in words, and the width of its bar in steps of 5 percent."""

    words: str
    share: str
    width: int


def source_tone(state: str) -> str:
    """Tone of a source's state."""
    return _SOURCE_TONES.get(state, NONE)


def verdict_tone(verdict: str) -> str:
    """Tone of a decision."""
    return _VERDICT_TONES[verdict]


def deadline_tone(deadline: BindingDeadline | None) -> str:
    """Tone of a deadline: near ones warn."""
    if deadline is None:
        return NONE
    if deadline.days_left is not None:
        return WARN if deadline.days_left < URGENT_DAYS else GOOD
    return _DEADLINE_TONES[deadline.state]


def change_chips(novelty: Novelty) -> list[Chip]:
    """What happened to a programme, each kind once; a new one needs no further words."""
    kinds = dict.fromkeys(change.kind for change in novelty.changes)
    if "new" in kinds:
        return [Chip(german.CHANGES["new"], INFO)]
    return [Chip(german.CHANGES.get(kind, "geändert"), BAD if kind == "withdrawn" else WARN) for kind in kinds]


def match_chips(match: MatchView) -> list[Chip]:
    """Decision, likeness, eligibility, deadline and what stands against an application."""
    chips = [Chip(german.VERDICTS[match.verdict], verdict_tone(match.verdict))] if match.verdict != "none" else []
    chips.append(
        Chip(
            f"Übereinstimmung {german.BANDS[match.band]}" if match.match_id else "kein Treffer mehr",
            _BAND_TONES[match.band],
        )
    )
    chips.append(Chip(german.ELIGIBLE[match.eligible], _ELIGIBLE_TONES[match.eligible]))
    chips.append(Chip(german.deadline_words(match.deadline), deadline_tone(match.deadline)))
    if match.knocked_out in {"withdrawn", "closed"}:
        chips.append(Chip(german.RULED_OUT[match.knocked_out], BAD))
    if match.programme.status == "paused" and not (match.deadline and match.deadline.state == "paused"):
        chips.append(Chip("ruht laut Quelle", WARN))
    return chips


def reason_bars(reasons: Sequence[ReasonRow], most: int) -> list[Bar]:
    """The strongest reasons as bars measured by the strongest, then the remainder as a number without a bar."""
    total = sum(reason.contribution for reason in reasons)
    if total <= 0:
        return []
    named = _by_words(reasons)[:most]
    if not named:
        return [Bar(REMAINDER, german.percent(100), 0)]
    longest = named[0][1]
    bars = [Bar(words, _share(part, total), max(5, 5 * round(20 * part / longest))) for words, part in named]
    remainder = total - sum(part for _, part in named)
    return [*bars, Bar(REMAINDER, _share(remainder, total), 0)] if remainder / total >= 0.005 else bars


def _by_words(reasons: Sequence[ReasonRow]) -> list[tuple[str, float]]:
    """Contributions by words, the largest first; the same words may count as a word and as a run of characters."""
    parts: dict[str, float] = {}
    for reason in reasons:
        if reason.feature != "rest":
            words = _reason_words(reason)
            parts[words] = parts.get(words, 0.0) + reason.contribution
    return sorted(parts.items(), key=lambda pair: (-pair[1], pair[0]))


def _share(part: float, total: float) -> str:
    return german.percent(round(100 * part / total))


def _reason_words(reason: ReasonRow) -> str:
    alike = reason.ours.casefold() == reason.theirs.casefold()
    return f"„{reason.ours}“" if alike else f"„{reason.ours}“ ~ „{reason.theirs}“"
