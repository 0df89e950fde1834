"""One target by sector, and the whole district below."""

import polars as pl

from dashboard import cached, phrases
from dashboard.blocks.block import Block
from dashboard.blocks.target.subject import subject, unknown
from dashboard.components.markup import element
from dashboard.selection import DISTRICT, View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Target, load_declarations

ID = "theo-loai-hinh"


def _table(view: View) -> Table:
    target = subject(view)
    if target is None:
        return unknown(view, ID)
    district = load_declarations().district
    return Table(
        id=ID,
        title=say("target_sectors.heading", year=view.year),
        columns=_columns(),
        rows=_rows(view, target),
        note=say("target_sectors.note", district=district, goal=formatting.goal(target.goal_pct)),
        empty=say("target_sectors.empty", year=view.year),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit_name", say("column.sector"), link="href"),
        Column("bar", say("target_sectors.bar"), "drawing"),
        Column("value_pct", say("column.value"), "percent", link="source"),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("verdict", say("column.verdict"), "verdict"),
        Column("gap", say("column.gap"), order="shortfall"),
    )


def _rows(view: View, target: Target) -> pl.DataFrame:
    """The sectors from high to low, then the district; none where no sector is counted."""
    asked = {"year": view.year, "target_id": target.id}
    sectors = cached.ask(view.snapshot, queries.progress, level="sector", **asked).sort(
        "value_pct", "unit_name", descending=[True, False], nulls_last=True
    )
    district = cached.ask(view.snapshot, queries.progress, level=DISTRICT, **asked)
    rows = pl.concat([sectors, district]) if sectors.height else sectors
    return _linked(rows, view, target)


def _linked(rows: pl.DataFrame, view: View, target: Target) -> pl.DataFrame:
    """With bars, gaps in words and addresses; a sector leads to this page about it."""
    found, longest = rows.to_dicts(), max([target.goal_pct, *rows["value_pct"].drop_nulls()])
    return columns.with_links(rows, view).with_columns(
        pl.Series("href", [view.to_unit(row["level"], row["unit_id"]) for row in found], pl.String),
        pl.Series("gap", [phrases.gap(row, target) for row in found], pl.String),
        pl.Series("bar", [_bar(row, target, longest) for row in found], pl.String),
    )


def _bar(row: phrases.Row, target: Target, longest: float) -> str:
    """A bar in the verdict's colour, the goal as an upright line."""
    bar = element("i", style=f"width:{100 * (row['value_pct'] or 0) / longest:.1f}%")
    goal = element("s", style=f"left:{100 * target.goal_pct / longest:.1f}%")
    return element(
        "div", bar, goal, class_="sector-bar", data_verdict=row["verdict"], aria_hidden="true"
    )


BLOCK = Block(ID, _table)
