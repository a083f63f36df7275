"""Everything a person can do, as commands with an actor: one unit of work each, with its audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.errors import BadInput
from data.model.matches import Decision, Match
from data.model.portfolio import Project
from data.model.programmes import ProgrammeVersion
from data.model.sources import RunDecision
from data.queries.held import held_run
from data.queries.matches import current_verdicts
from data.store import Store, Work

Verdict = Literal["accept", "watch", "reject", "none", "comment"]
RunVerdict = Literal["apply", "discard"]
LONGEST_NOTE = 4000
LONGEST_NAME = 200


@dataclass(frozen=True)
class Decided:
    """What was written. ``changed`` is False when the same verdict held already and nothing new was said."""

    changed: bool
    before: str
    after: str


def decide(
    store: Store, actor: str, project_key: str, programme_id: int, verdict: Verdict, note: str | None = None
) -> Decided:
    """Keeps what a person decided about a programme for a project, or only a comment.

    verdict: ``accept`` (pursue), ``watch``, ``reject``, ``none`` (take back), ``comment`` (leaves the verdict alone).
    The history is append-only; deciding the same again without a note writes nothing.
    Raises BadInput when actor or comment is empty or too long, or project or programme is not in the store.
    """
    person, words = _person(actor), _note(note, verdict)
    with store.unit_of_work(person) as work:
        version = _check_pair(work.session, project_key, programme_id)
        before = current_verdicts(work.session, [project_key]).get((project_key, programme_id), "none")
        after = before if verdict == "comment" else verdict
        if after == before and words is None:
            return Decided(False, before, after)
        work.session.add(_row(work, project_key, programme_id, verdict, words, version))
        work.audit(
            f"decision.{verdict}",
            f"project {project_key} programme {programme_id}",
            before={"verdict": before},
            after={"verdict": after, "note": words},
        )
        return Decided(True, before, after)


def decide_run(store: Store, actor: str, run_id: int, verdict: RunVerdict, reason: str) -> None:
    """Keeps what a person decided about a held run; the scout carries it out before it reads that source again.

    Raises BadInput when actor or reason is empty or too long, or the run does not wait for a decision.
    """
    person, words = _person(actor), reason.strip()
    if verdict not in get_args(RunVerdict):
        raise BadInput(f"Unbekannte Entscheidung {verdict!r}; möglich sind {', '.join(get_args(RunVerdict))}.")
    if not words:
        raise BadInput("Bitte einen Grund angeben: Wer später nachsieht, soll die Entscheidung verstehen.")
    if len(words) > LONGEST_NOTE:
        raise BadInput(f"Der Grund ist länger als {LONGEST_NOTE} Zeichen; bitte kürzen.")
    with store.unit_of_work(person) as work:
        _check_waiting(work.session, run_id)
        work.session.add(
            RunDecision(run_id=run_id, decision=verdict, reason=words, decided_by=person, decided_at=work.clock.now())
        )
        work.audit(f"run.{verdict}", f"run {run_id}", after={"reason": words})


def _check_waiting(session: Session, run_id: int) -> None:
    held = held_run(session, run_id)
    if held is None:
        raise BadInput(
            f"Der Lauf {run_id} wurde nicht zurückgehalten. foerderscout runs list zeigt, welche Läufe warten."
        )
    if held.settled is not None:
        how = {"applied": "übernommen", "discarded": "verworfen", "superseded": "durch einen neueren Lauf überholt"}
        raise BadInput(f"Der Lauf {run_id} wartet nicht mehr: Er ist {how[held.settled]}.")


def _person(actor: str) -> str:
    person = " ".join(actor.split())
    if not person:
        raise BadInput("Bitte Ihren Namen angeben: Entscheidungen werden mit Namen und Zeit festgehalten.")
    if len(person) > LONGEST_NAME:
        raise BadInput(f"Der Name ist länger als {LONGEST_NAME} Zeichen; bitte kürzen.")
    return person


def _note(note: str | None, verdict: Verdict) -> str | None:
    if verdict not in get_args(Verdict):
        raise BadInput(f"Unbekannte Entscheidung {verdict!r}; möglich sind {', '.join(get_args(Verdict))}.")
    words = (note or "").strip()
    if verdict == "comment" and not words:
        raise BadInput("Der Kommentar ist leer; bitte erst etwas eintragen.")
    if len(words) > LONGEST_NOTE:
        raise BadInput(f"Der Kommentar ist länger als {LONGEST_NOTE} Zeichen; bitte kürzen.")
    return words or None


def _check_pair(session: Session, project_key: str, programme_id: int) -> int:
    """The number of the current version, which is what the person saw."""
    if session.get(Project, project_key) is None:
        raise BadInput(f"Das Projekt {project_key!r} gibt es im Portfolio nicht.")
    version = session.scalar(
        select(ProgrammeVersion.number).where(
            ProgrammeVersion.programme_id == programme_id, ProgrammeVersion.is_current
        )
    )
    if version is None:
        raise BadInput(f"Das Förderprogramm {programme_id} gibt es im Bestand nicht.")
    return version


def _row(
    work: Work, project_key: str, programme_id: int, verdict: Verdict, words: str | None, version: int
) -> Decision:
    match_id = work.session.scalar(
        select(Match.id).where(
            Match.subject_kind == "project",
            Match.subject == project_key,
            Match.document_kind == "programme",
            Match.document_id == programme_id,
        )
    )
    return Decision(
        project_key=project_key,
        programme_id=programme_id,
        seen_match_id=match_id,
        seen_version=version,
        verdict=verdict,
        note=words,
        decided_by=work.actor,
        decided_at=work.clock.now(),
    )
