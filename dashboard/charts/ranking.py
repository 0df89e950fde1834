"""Units ranked by one target: a bar per unit, the goal as a line, the verdict on every bar."""

from html import escape

import plotly.graph_objects as go
import polars as pl

from dashboard import phrases
from dashboard.phrases import Row
from dashboard.theme import Palette, plotly_template
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

BAR_HEIGHT = 30  # px of one bar with its share of the gap
HEAD = 34  # px above the bars, for the goal's label
BARS = 0.56  # the bars' share of the width; right of them stand the words, in columns
COLUMNS = ("verdict", "value", "counts", "gap")
# Where each column stands in the part for words, and to which side its text runs
PLACES = {
    "verdict": (0.03, "right"),
    "value": (0.43, "left"),
    "counts": (0.60, "left"),
    "gap": (0.63, "right"),
}


def ranking(
    progress: pl.DataFrame, target: Target, declared: Declarations, colours: Palette
) -> go.Figure:
    """Horizontal bars, the highest value on top; units without a value come last, without a bar."""
    rows = _ranked(progress)
    columns = [_column(name, rows, target, declared, colours) for name in COLUMNS]
    figure = go.Figure([_bars(rows, target, declared, colours), *columns])
    longest = max([target.goal_pct, *(row["value_pct"] or 0 for row in rows)])
    figure.update_layout(
        template=plotly_template(colours),
        height=HEAD + BAR_HEIGHT * len(rows),
        margin_t=HEAD,
        xaxis={"domain": [0, BARS], "range": [0, longest * 1.02], "visible": False},
        xaxis2={"domain": [BARS, 1], "range": [0, 1], "visible": False, "fixedrange": True},
        yaxis={"autorange": "reversed", "ticks": "", "showline": False, "ticklabelstandoff": 8}
        | {"showgrid": True, "gridcolor": colours.rule, "griddash": "dot"},
        yaxis2={"matches": "y", "anchor": "x2", "visible": False, "fixedrange": True},
    )
    _draw_goal(figure, target, colours)
    return figure


def summary(progress: pl.DataFrame, target: Target, heading: str) -> str:
    """The message of the chart with its numbers, for those who hear it."""
    rows = [row for row in _ranked(progress) if row["value_pct"] is not None]
    if not rows:
        return say("ranking.alt_missing", heading=heading)
    return say(
        "ranking.alt",
        heading=heading,
        met=sum(phrases.is_met(row["verdict"]) for row in rows),
        all=len(rows),
        goal=phrases.goal(target),
        best=_spoken(rows[0]),
        worst=_spoken(rows[-1]),
    )


def _ranked(progress: pl.DataFrame) -> list[Row]:
    order = progress.sort("value_pct", "unit_name", descending=[True, False], nulls_last=True)
    return order.to_dicts()


def _names(rows: list[Row]) -> list[str]:
    return [escape(str(row["unit_name"])) for row in rows]


def _bars(rows: list[Row], target: Target, declared: Declarations, colours: Palette) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[row["value_pct"] or 0 for row in rows],
        y=_names(rows),
        marker={"color": [colours.status(row["verdict"]) for row in rows]},
        hovertemplate=[_hover(row, target, declared) for row in rows],
    )


def _column(
    name: str, rows: list[Row], target: Target, declared: Declarations, colours: Palette
) -> go.Scatter:
    """One column of words beside the bars, each in its own row."""
    place, side = PLACES[name]
    in_colour = name in ("verdict", "gap")
    tones = [colours.status(row["verdict"]) if in_colour else colours.ink for row in rows]
    return go.Scatter(
        mode="text",
        xaxis="x2",
        yaxis="y2",
        x=[place] * len(rows),
        y=_names(rows),
        text=[_words(name, row, target, declared) for row in rows],
        textposition=f"middle {side}",
        textfont={"color": tones},
        hoverinfo="skip",
    )


def _words(name: str, row: Row, target: Target, declared: Declarations) -> str:
    verdict = declared.verdicts[row["verdict"]]
    if name == "verdict":
        return say("ranking.verdict", icon=verdict.icon, verdict=verdict.name)
    if row["value_pct"] is None:
        return ""
    if name == "value":
        return f"<b>{formatting.percent(row['value_pct'])}</b>"
    return escape(phrases.counts(row) if name == "counts" else phrases.gap(row, target))


def _hover(row: Row, target: Target, declared: Declarations) -> str:
    verdict = declared.verdicts[row["verdict"]]
    return say(
        "ranking.hover",
        unit=escape(str(row["unit_name"])),
        value=formatting.percent(row["value_pct"]),
        counts=phrases.counts(row),
        goal=escape(phrases.goal(target)),
        verdict=verdict.name,
        explained=verdict.explained,
    )


def _spoken(row: Row) -> str:
    value = formatting.percent(row["value_pct"])
    return say("ranking.alt_unit", unit=row["unit_name"], value=value, counts=phrases.counts(row))


def _draw_goal(figure: go.Figure, target: Target, colours: Palette) -> None:
    line = {"color": colours.accent, "width": 2, "dash": "dash"}
    figure.add_vline(
        x=target.goal_pct,
        line=line,
        annotation={
            "text": escape(phrases.goal(target)),
            "font": {"color": colours.accent},
            "y": 1,
            "yanchor": "bottom",
            "xanchor": "center",
        },
    )
