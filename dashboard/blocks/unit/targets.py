"""Tám chỉ tiêu: the targets of one unit in every year."""

import polars as pl
import streamlit as st

from dashboard import theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.unit import scope as unit_scope
from dashboard.charts.unit.targets import matrix, summary
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.units import ORGANISATION
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, load_declarations


def _table(view: View) -> Table:
    declared = load_declarations()
    rows = _with_about(unit_scope.progress(view), view, declared)
    order = list(declared.targets)
    rows = rows.with_columns(
        pl.Series("target_order", [order.index(id_) for id_ in rows["target_id"]], pl.Int64)
    ).sort("target_order", "year")
    return Table(
        id="tam-chi-tieu",
        title=say("unit_targets.heading", unit=view.scope.name),
        columns=_columns(),
        rows=rows,
        note=_note(rows, view, declared),
        empty=say("unit_targets.empty"),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("target_name", say("column.target"), link="target_href", order="target_order"),
        Column("year", say("column.year"), "year"),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("value_pct", say("column.value"), "percent", link="source"),
        Column("goal_pct", say("column.goal"), "percent"),
        Column("verdict", say("column.verdict"), "verdict"),
        Column("shortfall", say("column.shortfall"), "count"),
        Column("change_pct", say("column.change"), "points"),
    )


def _with_about(rows: pl.DataFrame, view: View, declared: Declarations) -> pl.DataFrame:
    """`about`: what is said under the name of a target at this level."""
    is_organisation = view.scope.level == ORGANISATION
    said = {
        id_: say("unit.by_cells")
        for id_, target in declared.targets.items()
        if is_organisation and unit_scope.counts_cells(target, declared)
    }
    return rows.with_columns(
        pl.Series("about", [said.get(id_, "") for id_ in rows["target_id"]], pl.String)
    )


def _note(rows: pl.DataFrame, view: View, declared: Declarations) -> str:
    """Which targets are not counted for such a unit, and what the marks mean."""
    known = set(rows["target_id"])
    others = [target.name for id_, target in declared.targets.items() if id_ not in known]
    told = [say("unit_targets.note")]
    if others and known:
        names = "; ".join(others)
        kind = view.scope.level if view.scope.level in unit_scope.LEVELS else ORGANISATION
        told.append(
            say(f"unit_targets.others.{kind}", count=formatting.count(len(others)), names=names)
        )
    return " ".join(told)


def _draw(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    colours = theme.palette(st.context.theme.type)
    absent = unit_scope.absences(view)
    return Drawing(
        alt=summary(table.rows, table.title, view.year, declared),
        markup=matrix(table.rows, view.years, view.year, absent, declared, colours),
    )


BLOCK = Block("tam-chi-tieu", _table, _draw)
