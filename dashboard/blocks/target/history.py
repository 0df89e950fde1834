"""The years of one target for the scope: values, goal, pace and projection."""

import polars as pl
import streamlit as st

from dashboard import phrases, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.target.subject import history, subject, this_year, unknown
from dashboard.charts.target.years import target_line
from dashboard.phrases import Row
from dashboard.selection import YEAR, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target, load_declarations

ID = "dien-bien"


def _table(view: View) -> Table:
    declared, target = load_declarations(), subject(view)
    if target is None:
        return unknown(view, ID)
    rows = history(view, target)
    return Table(
        id=ID,
        title=_title(rows, target),
        columns=_columns(),
        rows=_linked(rows, view, target),
        note=_note(view, target, declared),
        empty=say("target.no_figures", unit=view.scope.name),
    )


def _title(rows: pl.DataFrame, target: Target) -> str:
    first, last = rows["year"].min(), rows["year"].max()
    kind = "heading_none" if first is None else "heading_one" if first == last else "heading"
    return say(f"target_line.{kind}", first=first, last=last, target=target.name)


def _columns() -> tuple[Column, ...]:
    return (
        Column("year", say("column.year"), "year", link="href"),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("value_pct", say("column.value"), "percent", link="source"),
        Column("goal_pct", say("column.goal"), "percent"),
        Column("verdict", say("column.verdict"), "verdict"),
        Column("gap", say("column.gap"), order="shortfall"),
        Column("change_pct", say("column.change"), "points"),
    )


def _linked(rows: pl.DataFrame, view: View, target: Target) -> pl.DataFrame:
    """With the gap in words, the address of each year and of the source of each figure."""
    scope, years = view.scope, rows["year"].to_list()
    sources = [view.to_source(year, scope.level, scope.unit_id, target.id) for year in years]
    return rows.with_columns(
        pl.Series("gap", [phrases.gap(row, target) for row in rows.to_dicts()], pl.String),
        pl.Series("href", [view.link({YEAR: year}) for year in years], pl.String),
        pl.Series("source", sources, pl.String),
    )


# ---- What is said below the chart ----


def _note(view: View, target: Target, declared: Declarations) -> str:
    row = this_year(view, target)
    if row is None:
        return ""
    explained = declared.indicators[target.id].denominator.explained
    parts = [
        declared.part_years[year].note + "." for year in declared.part_years if year in view.years
    ]
    return " ".join(
        [
            outlook(row, target, declared),
            *_pace(row, target, declared),
            *_missing(view, target, declared),
            *parts,
            say("target_line.formula", explained=explained),
        ]
    )


def outlook(row: Row, target: Target, declared: Declarations) -> str:
    """Where the average pace leads by the last year, or why nothing can be told."""
    year, base, last = row["year"], declared.base_year, declared.years[-1]
    named = {"year": year, "base": base, "last": last}
    if row["projected_pct"] is None:
        kind = {base: "is_base", last: "is_last"}.get(year, "no_projection")
        return say(f"target_line.{kind}", **named)
    value = formatting.percent(row["projected_pct"])
    reach = say(f"target_line.{_reach(row, target)}", goal=phrases.goal(target))
    return say("target_line.told_projected", value=value, reach=reach, **named)


def _reach(row: Row, target: Target) -> str:
    """Which words tell how the projected value stands to the goal."""
    value, goal = round(row["projected_pct"], 9), row["goal_pct"]
    if target.rule == "ceiling":
        return "over" if value > goal else "under"
    is_reached = value > goal if target.rule == "above" else value >= goal
    return "reach" if is_reached else "no_reach"


def _pace(row: Row, target: Target, declared: Declarations) -> list[str]:
    """How much of the straight way is done, while the due year has not come."""
    if target.due is None or row["pace"] is None or row["year"] >= target.due or row["pace"] < 0:
        return []
    done = formatting.percent(100 * row["pace"])
    named = {"year": row["year"], "base": declared.base_year, "due": target.due}
    return [say("target_line.pace_now", pace=done, **named)]


def _missing(view: View, target: Target, declared: Declarations) -> list[str]:
    """Past years of the programme without a value."""
    known = history(view, target).filter(pl.col("value_pct").is_not_null())["year"].to_list()
    years = [str(y) for y in declared.years if y not in known and y <= view.years[-1]]
    return [say("target_line.missing", years=", ".join(years))] if years else []


# ---- The chart ----


def _draw(view: View, table: Table) -> Drawing:
    declared, target = load_declarations(), subject(view)
    rows = table.rows.to_dicts()
    colours = theme.palette(st.context.theme.type)
    return Drawing(
        alt=_spoken(view, table, rows, target, declared),
        figure=target_line(rows, target, declared, colours, view.year),
    )


def _spoken(
    view: View, table: Table, rows: list[Row], target: Target, declared: Declarations
) -> str:
    row = this_year(view, target)
    return say(
        "target_line.alt",
        heading=table.title,
        unit=view.scope.name,
        values="; ".join(_spoken_year(row, declared) for row in rows),
        goal=phrases.goal(target).capitalize(),
        told=outlook(row, target, declared) if row else "",
    )


def _spoken_year(row: Row, declared: Declarations) -> str:
    if row["value_pct"] is None:
        return say("target_line.alt_missing", year=row["year"])
    return say(
        "target_line.alt_value",
        year=row["year"],
        value=formatting.percent(row["value_pct"]),
        counts=phrases.counts(row),
        verdict=declared.verdicts[row["verdict"]].name,
    )


BLOCK = Block(ID, _table, _draw)
