"""The card of a match shows every statement about money with its words, and raised rates with their case."""

from __future__ import annotations

from sqlalchemy import select

from dashboard.parts.money_lines import money_lines
from data.model.programmes import MoneyStatement, Programme, ProgrammeVersion
from data.queries.money import StatedMoney
from data.store import Store
from tests.dashboard.test_views import opened, text_of

PAGE = "https://amt.example/programm"


def _stated(kind: str, number: float | None, value: str | None = None, condition: str | None = None) -> StatedMoney:
    return StatedMoney(kind, value, number, condition, f"Satz zu {kind}", PAGE)


def test_lines_name_the_raised_rate_the_own_share_and_cumulation():
    lines = money_lines(
        [
            _stated("rate", 60),
            _stated("rate", 80, condition="budget_safeguarding"),
            _stated("rate", 66.67, condition="cooperation"),
            _stated("own_share", 10),
            _stated("amount_min", 25_000, value="costs"),
            _stated("cumulation", None, value="limited"),
            _stated("funding_type", None, value="zuschuss"),
        ]
    )
    assert [(line.label, line.value) for line in lines] == [
        ("Förderart", "Zuschuss"),
        ("Förderquote", "bis 80\u00a0% bei Haushaltssicherung oder Finanzschwäche"),
        ("Förderquote", "bis 66,67\u00a0% bei Zusammenarbeit mehrerer"),
        ("Eigenanteil", "10\u00a0%"),
        ("Mindestgröße", "Kosten ab 25.000\u00a0€"),
        ("Kumulierung", "nur eingeschränkt mit anderen Mitteln kombinierbar"),
    ]
    assert {line.url for line in lines} == {PAGE}
    assert money_lines([]) == ()


def test_the_card_quotes_what_is_said_about_money(filled_store: Store):
    words = "Finanzschwache Kommunen erhalten 90 Prozent."
    with filled_store.unit_of_work("test") as work:
        wanted = select(ProgrammeVersion).join(Programme, ProgrammeVersion.programme_id == Programme.id)
        for version in work.session.scalars(wanted.where(ProgrammeVersion.is_current)):
            work.session.add(
                MoneyStatement(
                    version_id=version.id, kind="rate", number=90, condition="budget_safeguarding", structured=False,
                    words=words, url=PAGE,
                )
            )  # fmt: skip
    shown = text_of(opened("treffer", projekt="eakte"))
    assert "bis 90\u00a0% bei Haushaltssicherung oder Finanzschwäche" in shown
    assert f"„{words}“" in shown
