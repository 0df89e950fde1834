"""Small panels, one per target: a bar or a small line per side, all of a panel on one scale."""

import polars as pl

from dashboard import phrases
from dashboard.charts.side_by_side.lines import Scale, small_line
from dashboard.components.data_table import verdict_mark
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target


def panels(rows: pl.DataFrame, declared: Declarations, colours: Palette, over_years: bool) -> str:
    """A panel per target. `rows`: see `blocks.comparison.targets`; `is_now` marks the year shown.

    Bars start at 0 and end at the largest of goal and values; lines reach from the smallest to
    the largest. Every panel says its scale.
    """
    drawn = [
        _panel(declared.targets[target_id], group.to_dicts(), declared, colours, over_years)
        for (target_id,), group in rows.group_by(["target_id"], maintain_order=True)
    ]
    return element("div", *drawn, class_="vs-panels")


def scale_of(rows: list[Row], target: Target, over_years: bool) -> Scale:
    """From 0, or for lines from the smallest, to the largest of the goal and every value."""
    values = [target.goal_pct, *(r["value_pct"] for r in rows if r["value_pct"] is not None)]
    return min(values) if over_years else 0.0, max(values)


def share_of_scale(value: float, scale: Scale) -> float:
    """Where a value lies on a scale, 0 to 100."""
    low, high = scale
    return 100 * (value - low) / ((high - low) or 1.0)


def _panel(
    target: Target, rows: list[Row], declared: Declarations, colours: Palette, over_years: bool
) -> str:
    scale = scale_of(rows, target, over_years)

    def drawing(row: Row) -> str:
        if not over_years:
            return _bar(row, target, scale)
        years = [other for other in rows if other["mark"] == row["mark"]]
        if all(other["value_pct"] is None for other in years):
            return ""
        return small_line(years, target.goal_pct, scale, declared.part_years, colours)

    told = say(
        "compare.scale_lines" if over_years else "compare.scale",
        goal=phrases.goal(target),
        low=formatting.percent(scale[0]),
        high=formatting.percent(scale[1]),
    )
    sides = [_side(row, drawing(row), declared) for row in rows if row["is_now"]]
    return element(
        "article",
        element("h3", words("a", target.name, href=rows[0]["target_href"])),
        words("p", told, class_="vs-scale"),
        element("div", *sides, class_="vs-sides"),
        class_="vs-panel",
        data_target=target.id,
    )


def _side(row: Row, drawing: str, declared: Declarations) -> str:
    """Two lines: name and verdict; bar or small line, value and counts."""
    name = element("a", words("b", row["mark"]), " ", words("span", row["side"]), href=row["href"])
    verdict = verdict_mark(row["verdict"], declared) if row["verdict"] else ""
    small = words("small", say("compare.few", n=declared.small_n), class_="mark")
    return element(
        "div",
        element("div", name, small if row["is_small"] else "", verdict, class_="vs-name"),
        element("div", drawing, *_figures(row), class_="vs-figure"),
        class_="vs-side",
        data_verdict=row["verdict"] or "not_applicable",
        data_side=row["mark"],
    )


def _figures(row: Row) -> list[str]:
    if row["value_pct"] is None:
        return [words("span", row["why"], class_="vs-why")] if row["why"] else []
    link = words(
        "a",
        formatting.percent(row["value_pct"]),
        href=row["source"],
        title=say("block.source"),
        class_="vs-value",
    )
    return [link, words("span", phrases.counts(row), class_="vs-counts")]


def _bar(row: Row, target: Target, scale: Scale) -> str:
    """The bar leads to the side's page; the upright mark on it is the goal."""
    if row["value_pct"] is None:
        return ""
    width, goal = (share_of_scale(value, scale) for value in (row["value_pct"], target.goal_pct))
    fill = element("i", class_="vs-fill", style=f"width:{width:.2f}%")
    mark = element("i", class_="vs-goal", style=f"left:{goal:.2f}%")
    return element(
        "a", fill, mark, class_="vs-track", href=row["href"], tabindex="-1", aria_hidden="true"
    )
