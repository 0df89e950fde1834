"""Units ranked by one target: a bar per unit, the goal as a line, the verdict on every bar."""

from html import escape

import polars as pl

from dashboard import phrases
from dashboard.charts.figure import HIDDEN, figure, goal_line, label
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

BAR_HEIGHT = 30  # px of one bar with its share of the gap
HEAD = 34  # px above the bars, for the goal's label
BARS = 0.56  # the bars' share of the width; right of them stand the words, in columns
# Where each column of words stands in its part, and to which side its text runs
PLACES = {
    "verdict": (0.03, "right"),
    "value": (0.43, "left"),
    "counts": (0.60, "left"),
    "gap": (0.63, "right"),
}


def ranking(
    progress: pl.DataFrame,
    target: Target,
    declared: Declarations,
    colours: Palette,
    marked: str = "",
) -> dict:
    """Horizontal bars in the order of the rows; `href` is where a click on a bar leads.

    `progress`: rows of `pipelines.queries.progress` of one year and target, and `href`.
    `marked`: the unit whose name stands out.
    """
    rows = progress.to_dicts()
    longest = max([target.goal_pct, *(row["value_pct"] or 0 for row in rows)])
    words = [_column(name, rows, target, declared, colours) for name in PLACES]
    return figure(
        [_bars(rows, target, declared, colours), *words],
        colours,
        height=HEAD + BAR_HEIGHT * len(rows),
        margin={"l": 0, "r": 0, "b": 0, "t": HEAD},
        shapes=[goal_line(target.goal_pct, colours, upright=True)],
        annotations=[_goal_label(target, colours)],
        xaxis={"domain": [0, BARS], "range": [0, longest * 1.02], **HIDDEN},
        xaxis2={"domain": [BARS, 1], "range": [0, 1], **HIDDEN},
        yaxis=_names(rows, marked)
        | {"showgrid": True, "gridcolor": colours.rule, "griddash": "dot"},
        yaxis2={"matches": "y", "anchor": "x2", **HIDDEN},
    )


def summary(
    progress: pl.DataFrame,
    target: Target,
    declared: Declarations,
    heading: str,
    units: str = "",
) -> str:
    """The message of the chart with its numbers, for those who hear it; `units`: what bars are."""
    rows = progress.filter(pl.col("value_pct").is_not_null()).to_dicts()
    if not rows:
        return say("ranking.alt_missing", heading=heading)
    return say(
        "ranking.alt",
        heading=heading,
        met=sum(declared.verdicts[row["verdict"]].reached for row in rows),
        all=len(rows),
        units=units or say("ranking.units"),
        goal=phrases.goal(target),
        best=_spoken(rows[0]),
        worst=_spoken(rows[-1]),
    )


def _names(rows: list[Row], marked: str) -> dict:
    """The axis with a name per bar; places are numbers, since two units may share a name."""
    return {
        "tickvals": list(range(len(rows))),
        "ticktext": [_name(row, marked) for row in rows],
        "range": [len(rows) - 0.5, -0.5],
        "ticks": "",
        "showline": False,
        "ticklabelstandoff": 8,
    }


def _name(row: Row, marked: str) -> str:
    name = escape(str(row["unit_name"]))
    return f"<b>{name}</b>" if row["unit_id"] == marked else name


def _bars(rows: list[Row], target: Target, declared: Declarations, colours: Palette) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row["value_pct"] or 0 for row in rows],
        "y": list(range(len(rows))),
        "customdata": [row["href"] for row in rows],
        "marker": {"color": [colours.status(row["verdict"]) for row in rows]},
        "hovertemplate": [_hover(row, target, declared) for row in rows],
    }


def _column(
    name: str, rows: list[Row], target: Target, declared: Declarations, colours: Palette
) -> dict:
    """One column of words beside the bars, each in its own row."""
    place, side = PLACES[name]
    in_colour = name in ("verdict", "gap")
    tones = [colours.status(row["verdict"]) if in_colour else colours.ink for row in rows]
    return {
        "type": "scatter",
        "mode": "text",
        "xaxis": "x2",
        "yaxis": "y2",
        "x": [place] * len(rows),
        "y": list(range(len(rows))),
        "text": [_words(name, row, target, declared) for row in rows],
        "textposition": f"middle {side}",
        "textfont": {"color": tones},
        "hoverinfo": "skip",
    }


def _words(name: str, row: Row, target: Target, declared: Declarations) -> str:
    if name == "verdict":
        return phrases.verdict(row, declared)
    if row["value_pct"] is None:
        return ""
    if name == "value":
        return f"<b>{formatting.percent(row['value_pct'])}</b>"
    return escape(_counts(row) if name == "counts" else phrases.gap(row, target))


def _counts(row: Row) -> str:
    """ "2/3 (ít)": a share of few is marked."""
    counts = phrases.counts(row)
    return say("ranking.small", counts=counts) if row.get("is_small") else counts


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


def _goal_label(target: Target, colours: Palette) -> dict:
    place = {"x": target.goal_pct, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return label(escape(phrases.goal(target)), colours.accent, **place)
