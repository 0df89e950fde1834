"""Composition side by side: dimensions as columns, sides as rows, a bar of 100% in each cell."""

import polars as pl

from dashboard import theme
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Body, Dimension

WIDE_ENOUGH = 9.0  # per cent of a bar that hold a count
BESIDE = 2  # how many classes' worth of width every column gets besides its own


def shares(rows: pl.DataFrame, body: Body, colours: Palette, heading: str) -> str:
    """A table of bars, classes always in one order. `rows`: see `blocks.comparison.people`."""
    dimensions = list(body.dimensions.values())
    fills = {dimension.id: fills_of(dimension, colours) for dimension in dimensions}
    head = element(
        "tr",
        words("th", heading, scope="col"),
        words("th", say("compare.n"), scope="col", class_="number"),
        *(
            _heading(dimension, fills[dimension.id], _width(dimension, dimensions))
            for dimension in dimensions
        ),
    )
    sides = rows.group_by(["mark"], maintain_order=True)
    lines = [_side(group.to_dicts(), dimensions, fills) for _, group in sides]
    table = element("table", element("thead", head), element("tbody", *lines))
    return element("div", table, class_="table-frame vs-shares", tabindex="0")


def fills_of(dimension: Dimension, colours: Palette) -> dict[str, str]:
    """Each class's colour: a ramp for ordered classes, two fills else; the rest is a pale grey."""
    classes = [name for name in dimension.names if name != dimension.remainder]
    if dimension.is_ordinal:
        fills = theme.ramp(colours, len(classes))
        return dict(zip(classes, fills, strict=True)) | {dimension.remainder: colours.shade}
    one, other = theme.pair(colours)
    return dict.fromkeys(classes, one) | {dimension.remainder: other}


def _width(dimension: Dimension, dimensions: list[Dimension]) -> float:
    whole = sum(len(each.names) + BESIDE for each in dimensions)
    return 100 * (len(dimension.names) + BESIDE) / whole


def _heading(dimension: Dimension, fills: dict[str, str], width: float) -> str:
    classes = [
        element(
            "span",
            element("i", style=f"background:{fills[category]}"),
            words("span", name),
            class_="vs-class",
        )
        for category, name in dimension.names.items()
    ]
    legend = element("div", *classes, class_="vs-legend")
    return element(
        "th", words("b", dimension.name), legend, scope="col", style=f"width:{width * 0.74:.1f}%"
    )


def _side(rows: list[Row], dimensions: list[Dimension], fills: dict[str, dict[str, str]]) -> str:
    first = rows[0]
    label = [words("b", first["mark"]), " ", words("span", first["side"])]
    name = element("th", element("a", *label, href=first["href"]), scope="row")
    if first["why"]:
        span = str(len(dimensions) + 1)
        return element("tr", name, words("td", first["why"], colspan=span, class_="vs-why"))
    total = words("span", formatting.count(first["total"]))
    small = words("small", say("compare.small"), class_="mark") if first["is_small"] else ""
    bars = [
        _bar([row for row in rows if row["dimension"] == dimension.id], fills[dimension.id])
        for dimension in dimensions
    ]
    return element("tr", name, element("td", total, small, class_="number"), *bars)


def _bar(rows: list[Row], fills: dict[str, str]) -> str:
    if not rows or not rows[0]["total"]:
        return words("td", say("compare.nobody"), class_="vs-why")
    parts = [_part(row, fills[row["category"]]) for row in rows if row["count"]]
    alt = ", ".join(_told(row) for row in rows if row["count"])
    group = element("div", *parts, class_="vs-bar", role="group", aria_label=alt)
    return element("td", group)


def _part(row: Row, fill: str) -> str:
    """A class; its count stands in it where there is room, and is always in the title."""
    text = formatting.count(row["count"]) if row["share_pct"] >= WIDE_ENOUGH else ""
    return words(
        "a",
        text,
        href=row["source"],
        title=_told(row),
        aria_label=_told(row),
        style=f"width:{row['share_pct']:.2f}%;background:{fill};color:{theme.on(fill)}",
    )


def _told(row: Row) -> str:
    return say(
        "compare.class_told",
        name=row["category_name"],
        count=formatting.count(row["count"]),
        total=formatting.count(row["total"]),
        share=formatting.percent(row["share_pct"]),
    )
