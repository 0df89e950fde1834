"""Compositions over the years: the dimension chosen, or all of them at once."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import cached, phrases, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.composition import choices
from dashboard.blocks.composition import rows as rows_of
from dashboard.blocks.composition.choices import Asked
from dashboard.charts.shares import over_years
from dashboard.charts.shares.over_years import Look, Year
from dashboard.phrases import Row
from dashboard.selection import YEAR, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_types import Dimension


def _one(view: View) -> Table:
    declared = load_declarations()
    now = choices.asked(view, declared)
    dimension = now.first
    rows = figures(view, now, dimension, declared)
    return Table(
        id="qua-cac-nam",
        title=title_of("title", view, now, dimension=rows_of.lower(dimension.name)),
        columns=(
            Column("year", say("column.year"), "year"),
            Column("total", say("composition.total"), "count"),
            *rows_of.class_columns(dimension),
            *rows_of.target_columns(dimension, declared),
            Column("remark", say("composition.remark")),
        ),
        rows=rows if rows["total"].is_not_null().any() else rows.clear(),
        note=_note(rows, dimension, declared),
        empty=now.problem or why_none(view, now, declared),
    )


def _draw_one(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    dimension = choices.asked(view, declared).first
    colours = theme.palette(st.context.theme.type)
    classes, years = over_years.looks(dimension, colours), columns_of(table.rows, dimension, view)
    target = declared.targets.get(dimension.target)
    goal = (target.goal_pct, phrases.goal(target)) if target else None
    return Drawing(
        alt=_alt(table.title, years, classes, view.year),
        figure=over_years.shares_over_years(years, classes, view.year, colours, goal),
    )


def figures(view: View, now: Asked, dimension: Dimension, declared: Declarations) -> pl.DataFrame:
    """One row per year with any figures at all; a year without this form has no total."""
    found = rows_of.wide(rows_of.of_scope(view, now.body), now.body, dimension, view)
    years = pl.DataFrame({"year": view.years}, schema={"year": found.schema["year"]})
    rows = years.join(found, on="year", how="left", maintain_order="left")
    remarks = [
        rows_of.remark(total, year, is_small, declared)
        for year, total, is_small in rows.select("year", "total", "is_small").iter_rows()
    ]
    rows = rows.with_columns(pl.Series("remark", remarks, pl.String))
    return _with_target(rows, view, dimension)


def _with_target(rows: pl.DataFrame, view: View, dimension: Dimension) -> pl.DataFrame:
    if dimension.target is None:
        return rows
    scope = view.scope
    progress = cached.ask(
        view.snapshot,
        queries.progress,
        level=scope.level,
        unit_id=scope.unit_id,
        target_id=dimension.target,
    )
    places = progress.select("year", "level", "unit_id").rows()
    looked_at = progress.select(
        "year",
        pl.col("numerator").alias("target_count"),
        pl.col("value_pct").alias("target_share"),
        pl.Series("target_source", rows_of.sources(places, view, dimension.target), pl.String),
    )
    return rows.join(looked_at, on="year", how="left", maintain_order="left")


def columns_of(rows: pl.DataFrame, dimension: Dimension, view: View) -> list[Year]:
    """The rows of `figures` as columns to be drawn."""
    return [_year(row, dimension, view) for row in rows.to_dicts()]


def _year(row: Row, dimension: Dimension, view: View) -> Year:
    has_any = bool(row["total"])
    names = list(dimension.names) if has_any else []
    return Year(
        year=row["year"],
        total=row["total"],
        counts={category: row[f"count_{category}"] or 0 for category in names},
        shares={category: row[f"share_{category}"] or 0.0 for category in names},
        href=view.link({YEAR: row["year"]}),
        missing="" if has_any else row["remark"],
        until=phrases.part_year(row["year"], load_declarations()),
        summed=row.get("target_share") if has_any else None,
    )


def _alt(title: str, years: Sequence[Year], classes: Sequence[Look], chosen: int) -> str:
    known = [year for year in years if year.shares]
    now = next((year for year in known if year.year == chosen), None)
    if now is None:
        return say("composition_years.alt_missing", title=title, year=chosen)
    first = known[0]
    change = say(
        "composition_years.alt_change", first=first.year, classes=over_years.spoken(first, classes)
    )
    return say(
        "composition_years.alt",
        title=title,
        year=chosen,
        classes=over_years.spoken(now, classes),
        change=change if first is not now else "",
    ).strip()


def title_of(name: str, view: View, now: Asked, **more: str) -> str:
    """The heading of a block over the years."""
    first, last = view.years[0], view.years[-1]
    return say(
        f"composition_years.{name}",
        body=now.body.name,
        years=str(last) if first == last else f"{first}–{last}",
        of_unit=rows_of.of_unit(view),
        **more,
    )


def why_none(view: View, now: Asked, declared: Declarations) -> str:
    """Why the unit has no figures."""
    return rows_of.missing(view, now.body, view.year, declared)


def _note(rows: pl.DataFrame, dimension: Dimension, declared: Declarations) -> str:
    counted = {c: rows[f"count_{c}"].sum() for c in dimension.names}
    nobody = [dimension.names[c] for c, people in counted.items() if not people]
    parts = [say("composition_years.note")]
    if dimension.target:
        target = declared.targets[dimension.target]
        joined = " + ".join(dimension.names[c] for c in dimension.target_categories)
        parts.append(
            say(
                "composition_years.note_target",
                classes=joined,
                goal=phrases.goal(target),
                target=target.name,
            )
        )
    if len(dimension.names) > 2 and counted[dimension.remainder]:
        name = dimension.names[dimension.remainder]
        parts.append(say("composition_years.note_unknown", name=name))
    if nobody:
        parts.append(say("composition_years.note_zero", names=", ".join(nobody)))
    return " ".join(parts)


ONE = Block("qua-cac-nam", _one, _draw_one)
