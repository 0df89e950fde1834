"""Columns that many tables share, and the addresses that their cells lead to."""

import polars as pl

from dashboard.selection import View
from dashboard.tables.table import Column
from dashboard.wording import say

UNIT_PAGES = {"organisation": "don-vi", "cell": "chi-bo"}
"""The page that shows a unit of each level."""


UNIT = "~"  # where the code of a unit stands in an address that many rows share


def progress(first: str = "unit") -> tuple[Column, ...]:
    """The columns of rows of `queries.progress` with `href` and `source` (see `with_links`)."""
    return (
        Column("unit_name", say(f"column.{first}"), link="href"),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("value_pct", say("column.value"), "percent", link="source"),
        Column("goal_pct", say("column.goal"), "percent"),
        Column("verdict", say("column.verdict"), "verdict"),
        Column("shortfall", say("column.shortfall"), "count"),
        Column("change_pct", say("column.change"), "points"),
    )


def with_links(rows: pl.DataFrame, view: View, number: str = "target_id") -> pl.DataFrame:
    """`href`: the page of each row's unit; `source`: where its figure comes from.

    `rows` hold year, level, unit_id and, in the column `number`, the id of the figure.
    """
    key = ["year", "level", number]
    kinds = rows.select(key).unique()
    links = kinds.with_columns(
        pl.Series("href", [to_unit(view, level, UNIT) for _, level, _ in kinds.rows()], pl.String),
        pl.Series(
            "source",
            [view.to_source(y, level, UNIT, id_) for y, level, id_ in kinds.rows()],
            pl.String,
        ),
    )
    plain = rows.drop("href", "source", strict=False)
    joined = plain.join(links, on=key, how="left", maintain_order="left", nulls_equal=True)
    return joined.with_columns(
        pl.col("href", "source").str.replace(UNIT, pl.col("unit_id"), literal=True)
    )


def to_unit(view: View, level: str, unit_id: str) -> str:
    """The address of the page about one unit."""
    return view.to_unit(level, unit_id, UNIT_PAGES.get(level))
