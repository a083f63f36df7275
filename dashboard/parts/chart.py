"""The picture of the funding gaps: one bar per theme field, drawn by the chart library that Streamlit bundles."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from dashboard.format import euro
from dashboard.parts.gaps import Total
from dashboard.theme import COLOURS, GAP, SECURED
from data.priority import ROMAN

ROW_HEIGHT = 27
_AROUND = 80  # legend above and axis below the bars
_PARTS = (("gesichert", SECURED), ("Lücke", GAP), ("Deckung unbekannt", "#9fb0b8"))
# The library would write 1.5M; German readers expect 1,5.
_AXIS = "replace(format(datum.value / 1000000, '.1f'), '.', ',')"


def gap_chart(totals: Sequence[Total]) -> alt.Chart:
    """Bars of secured money, gap and cost of unknown cover per theme field, in the strategy's order."""
    fields = [total for total in totals if not total.is_sum]
    data = alt.InlineData(values=[row for total in fields for row in _rows(total)])
    colour = alt.Scale(domain=[name for name, _ in _PARTS], range=[value for _, value in _PARTS])
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_bar(height={"band": 0.72})
        .encode(
            x=alt.X("Euro:Q", stack=True, title="Millionen Euro", axis=_euro_axis()),
            y=alt.Y("Themenfeld:N", sort=[_name(total) for total in fields], title=None, axis=_field_axis()),
            color=alt.Color("Anteil:N", scale=colour, title=None, legend=alt.Legend(orient="top")),
            order=alt.Order("Folge:Q"),
            tooltip=["Themenfeld:N", "Anteil:N", "Betrag:N"],
        )
        .properties(height=ROW_HEIGHT * len(fields) + _AROUND)
    )
    return chart


def _euro_axis() -> alt.Axis:
    return alt.Axis(
        labelExpr=_AXIS, tickCount=5, labelColor=COLOURS["quiet"], titleColor=COLOURS["quiet"], titleFontWeight="normal"
    )


def _field_axis() -> alt.Axis:
    return alt.Axis(labelLimit=220, labelColor=COLOURS["ink"], labelPadding=6, ticks=False, domain=False)


def _name(total: Total) -> str:
    return f"{ROMAN.get(total.priority, '–')}  {total.title}"


def _rows(total: Total) -> list[dict[str, object]]:
    amounts = (total.secured or 0, total.gap or 0, total.uncovered or 0)
    return [
        {"Themenfeld": _name(total), "Anteil": name, "Euro": amount, "Betrag": euro(amount), "Folge": place}
        for place, ((name, _), amount) in enumerate(zip(_PARTS, amounts, strict=True))
    ]
