"""``foerderscout evaluate eligibility``: who may apply, where and for how much, against judged programmes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.context import AsJson, report

if TYPE_CHECKING:
    from dashboard.evaluation.eligibility import Failing, Prediction, Score, Share

NAMES = {"county": "Kreis", "municipality": "Gemeinde", "region": "Gebiet"}
VERDICTS = {"yes": "ja", "no": "nein", "unknown": "unbekannt"}
MONEY = {
    "rate_percent_max": "Förderquote",
    "amount_max_eur": "Höchstbetrag",
    "amount_min_eur": "Mindestbetrag",
    "funding_type": "Förderart",
}


def eligibility(
    cases: Annotated[Path, typer.Option(metavar="DATEI", help="Beurteilte Programme (JSON Lines, auch .gz).")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DATEI", help="Vorhersagen in diese Datei.")] = None,
    as_json: AsJson = False,
) -> None:
    """Förderberechtigung und Beträge aus Angaben und Text. Mit jedem Fall, der anders entschieden wurde."""
    from dashboard.evaluation.eligibility import predictions, read_cases, score
    from data.reference.applicants import applicants_in
    from data.settings import read_settings

    listed = read_cases(cases)
    made = predictions(listed, applicants_in(read_settings().applicants))
    if out:
        _write(out, made)
    found = score(listed, made)
    written = [f"Vorhersagen für {len(made)} Programme nach {out} geschrieben."] if out else []
    if found is None:
        untold = written or [f"Keine Urteile in {cases}: mit --out DATEI werden die Vorhersagen geschrieben."]
        report({"cases": len(made), "judged": False, "out": out}, as_json, untold)
        return
    report({**_value(found), "judged": True, "out": out}, as_json, [*_lines(found), *written])


def _write(path: Path, made: Sequence[Prediction]) -> None:
    from data.errors import BadInput

    lines = (json.dumps(_row(one), ensure_ascii=False) for one in made)
    try:
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as error:
        raise BadInput(f"--out {path} lässt sich nicht schreiben: {error.strerror}.") from error


def _row(one: Prediction) -> dict[str, Any]:
    from dataclasses import asdict

    money = asdict(one.money)
    who = {"id": one.id, "county": one.county, "municipality": one.municipality, "region": one.region}
    return {**who, **money, "quote_applicant": one.quote_applicant, "quote_region": one.quote_region}


def _value(found: Score) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(found)


def _lines(found: Score) -> list[str]:
    return [
        f"{found.cases} beurteilte Programme.",
        "",
        f"{'':14}{'entscheidbar':>13}{'entschieden':>13}{'davon richtig':>15}{'zu kühn':>9}{'falsches Nein':>15}",
        *(_share_line(NAMES[measure], share) for measure, share in found.shares.items()),
        "",
        f"{'':14}{'richtig':>13}{'wo angegeben':>13}",
        *(
            f"{title:14}{_percent(found.money.right[name]):>13}{_percent(found.money.right_of_stated[name]):>13}"
            for name, title in MONEY.items()
        ),
        "",
        f"Anders entschieden als beurteilt: {len(found.failing)}",
        *(line for failing in found.failing for line in _failing_lines(failing)),
        "",
        f"Beträge und Quoten anders gelesen als beurteilt: {len(found.money.misses)}",
        *(
            f"{miss.case}  {MONEY[miss.measure]}: erwartet {_shown(miss.expected)}, gelesen {_shown(miss.predicted)}"
            for miss in found.money.misses
        ),
    ]


def _share_line(title: str, share: Share) -> str:
    decided = f"{share.decided} {_percent(_part(share.decided, share.decidable))}"
    right = f"{share.right} {_percent(_part(share.right, share.decided))}"
    return f"{title:14}{share.decidable:>13}{decided:>13}{right:>15}{share.too_bold:>9}{share.wrong_no:>15}"


def _failing_lines(failing: Failing) -> list[str]:
    decided = f"erwartet {VERDICTS[failing.expected]}, entschieden {VERDICTS[failing.decided]}"
    quote = f"„{failing.quote[:300]}“" if failing.quote else "ohne Wortlaut"
    return [f"{failing.id}  {NAMES[failing.measure]}: {decided}  ({failing.title[:70]})", f"    {quote}"]


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "nichts"
    return "nichts" if value is None else str(value)


def _part(some: int, every: int) -> float | None:
    return some / every if every else None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")
