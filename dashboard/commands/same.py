"""``foerderscout same``: programmes that several portals have, and what people decide about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, actor_of, report, settings_of, store_of

if TYPE_CHECKING:
    from data.queries.same import WaitingPair
    from data.same_groups import Decided

app = typer.Typer(no_args_is_help=True, help="Dasselbe Programm auf mehreren Portalen: ansehen und entscheiden.")

Number = Annotated[int, typer.Argument(metavar="ID", help="Nummer eines Förderprogramms, siehe same list.")]


def register(parent: typer.Typer) -> None:
    """Adds ``same list|decide|find``."""
    parent.add_typer(app, name="same")


@app.command("list")
def list_pairs(
    context: typer.Context,
    decided: Annotated[bool, typer.Option("--decided", help="Stattdessen zeigen, was entschieden ist.")] = False,
    as_json: AsJson = False,
) -> None:
    """Zeigt Paare, die auf eine Entscheidung warten. Vielleicht sind beide dasselbe Programm."""
    from dataclasses import asdict

    from data.queries.same import waiting_pairs
    from data.same_store import newest_decisions

    store = store_of(context)
    with store.reading() as session:
        if decided:
            spoken = newest_decisions(session)
            report([asdict(d) for d in spoken], as_json, [_decided_line(d) for d in spoken] or ["Nichts entschieden."])
            return
        pairs = waiting_pairs(session)
    lines = [line for pair in pairs for line in _pair_lines(pair)]
    report([_pair_value(pair) for pair in pairs], as_json, lines or ["Kein Paar wartet auf eine Entscheidung."])


@app.command("decide")
def decide(
    context: typer.Context,
    first: Number,
    second: Number,
    same: Annotated[bool, typer.Option("--same/--different", help="Dasselbe Programm oder verschiedene.")],
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Anmerkung (freiwillig).")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Wer entscheidet; sonst FOERDERSCOUT_USER.")] = None,
    as_json: AsJson = False,
) -> None:
    """Hält fest, dass zwei Programme dasselbe sind oder verschieden. Gilt sofort und auf Dauer."""
    from dashboard.same_desk import same_programme

    changed = same_programme(store_of(context), first, second, same, note, by or actor_of(settings_of(context)))
    word = "dasselbe Programm" if same else "verschiedene Programme"
    line = f"{first} und {second}: {word}" + ("." if changed else " (war schon so entschieden).")
    report({"first": first, "second": second, "is_same": same, "changed": changed}, as_json, [line])


@app.command("find")
def find(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--full", help="Alle Paare neu beurteilen, nicht nur Neues.")] = False,
    as_json: AsJson = False,
) -> None:
    """Sucht dieselben Programme auf mehreren Portalen. Geschieht nach jedem crawl von selbst."""
    from dataclasses import asdict

    from scout.same_record import find_same

    found = find_same(store_of(context), everything)
    line = (
        f"{found.programmes} Programme verglichen: {found.same} Paare sind dasselbe, {found.unsure} unsicher; "
        f"{found.regrouped} Programme neu zugeordnet."
    )
    report(asdict(found), as_json, [line])


def _pair_value(pair: WaitingPair) -> dict[str, Any]:
    return {
        "first": _card_value(pair.first),
        "second": _card_value(pair.second),
        "score": pair.score,
        "why": pair.why,
    }


def _card_value(card: Any) -> dict[str, Any]:
    return {"id": card.programme_id, "title": card.title, "source": card.source_title, "url": card.url}


def _pair_lines(pair: WaitingPair) -> list[str]:
    return [
        f"{pair.first.programme_id} und {pair.second.programme_id}: {pair.why}",
        *(f"  {c.programme_id}: {c.title} ({c.source_title}, {c.url})" for c in (pair.first, pair.second)),
    ]


def _decided_line(decided: Decided) -> str:
    word = "dasselbe" if decided.is_same else "verschieden"
    return f"{decided.pair[0]} und {decided.pair[1]}: {word}, entschieden am {decided.at:%d.%m.%Y}"
