"""What people decide about programmes on several portals, with its audit trail; takes effect at once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data.errors import BadInput
from data.model.programmes import Programme, SameDecision
from data.queries.same_leads import lead_of, members_of
from data.same_groups import Decided, groups, ordered, separated
from data.same_store import newest_decisions, regroup
from data.store import Store, Work

LONGEST_NOTE = 4000
LONGEST_NAME = 200


def same_programme(store: Store, first: int, second: int, is_same: bool, note: str | None, by: str) -> bool:
    """Keeps that two programmes are one, or are not; it holds whatever texts, rule and crawls become.

    Returns whether anything was written: the same again without a note is nothing new. Raises BadInput when name or
    note cannot be used, a programme is unknown, or an earlier decision says the opposite by way of a third programme.
    """
    person, words = _person(by), _note(note)
    with store.unit_of_work(person) as work:
        _known(work.session, first, second)
        standing = {d.pair: d for d in newest_decisions(work.session)}
        before = standing.get(ordered(first, second))
        if before is not None and before.is_same == is_same and words is None:
            return False
        _refuse_contradiction(work, standing, first, second, is_same)
        _keep(work, first, second, is_same, words)
        regroup(work.session)
    return True


def not_part_of_it(store: Store, programme_id: int, note: str | None, by: str) -> int:
    """Takes a source out of the programme it was joined to: it is none of the others. Returns how many others.

    Raises BadInput when name or note cannot be used, or the programme stands alone.
    """
    person, words = _person(by), _note(note)
    with store.unit_of_work(person) as work:
        _known(work.session, programme_id)
        lead = lead_of(work.session).get(programme_id, programme_id)
        others = sorted({lead, *members_of(work.session, [lead]).get(lead, ())} - {programme_id})
        if not others:
            raise BadInput(f"Das Förderprogramm {programme_id} ist mit keinem anderen zusammengefasst.")
        for other in others:
            _keep(work, programme_id, other, False, words)
        regroup(work.session)
    return len(others)


def _keep(work: Work, first: int, second: int, is_same: bool, note: str | None) -> None:
    one, other = ordered(first, second)
    work.session.add(
        SameDecision(
            first_id=one,
            second_id=other,
            is_same=is_same,
            note=note,
            decided_by=work.actor,
            decided_at=work.clock.now(),
        )
    )
    work.audit(
        "same.joined" if is_same else "same.separated",
        f"programmes {one} and {other}",
        after={"is_same": is_same, "note": note},
    )


def _refuse_contradiction(
    work: Work, standing: dict[tuple[int, int], Decided], first: int, second: int, is_same: bool
) -> None:
    """What people have joined stays together, what they keep apart stays apart; else one of the two must go first."""
    pair = ordered(first, second)
    rest = [d for key, d in standing.items() if key != pair]
    after = [*rest, Decided(pair, is_same, work.clock.now())]
    joined = groups((), [d for d in after if d.is_same])
    for members in joined:
        apart = separated(members, after)
        if apart and (pair in apart or members.issuperset(pair)):
            clash = next((p for p in apart if p != pair), None)
            raise BadInput(_clash(pair, clash))


def _clash(pair: tuple[int, int], other: tuple[int, int] | None) -> str:
    if other is None:
        return (
            f"Die Förderprogramme {pair[0]} und {pair[1]} sind durch frühere Entscheidungen über ein drittes als "
            "dasselbe bestätigt. Bitte zuerst dort „Verschieden“ entscheiden (foerderscout same list --decided)."
        )
    return (
        f"Das widerspricht einer früheren Entscheidung: {other[0]} und {other[1]} sind verschieden. "
        "Bitte zuerst diese ändern (foerderscout same list --decided)."
    )


def _known(session: Session, *programme_ids: int) -> None:
    if len(set(programme_ids)) < len(programme_ids):
        raise BadInput(
            "Ein Förderprogramm lässt sich nicht mit sich selbst vergleichen; bitte zwei verschiedene nennen."
        )
    for number in programme_ids:
        if session.get(Programme, number) is None:
            raise BadInput(f"Das Förderprogramm {number} gibt es im Bestand nicht.")


def _person(name: str) -> str:
    person = " ".join(name.split())
    if not person:
        raise BadInput("Bitte Ihren Namen angeben: Entscheidungen werden mit Namen und Zeit festgehalten.")
    if len(person) > LONGEST_NAME:
        raise BadInput(f"Der Name ist länger als {LONGEST_NAME} Zeichen; bitte kürzen.")
    return person


def _note(note: str | None) -> str | None:
    words = (note or "").strip()
    if len(words) > LONGEST_NOTE:
        raise BadInput(f"Die Anmerkung ist länger als {LONGEST_NOTE} Zeichen; bitte kürzen.")
    return words or None
