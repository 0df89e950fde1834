"""Compositions over the years: the dimension chosen, or all of them at once."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import cached, phrases, theme
from dashboard.blocks import composition_choices as choices
from dashboard.blocks import composition_rows as rows_of
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.composition_choices import Asked
from dashboard.charts import shares_over_years as over_years
from dashboard.charts.shares_over_years import Look, Year
from dashboard.charts.small_multiples import Panel, small_multiples
from dashboard.phrases import Row
from dashboard.selection import YEAR, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_types import Dimension


def _one(view: View) -> Table:
    declared = load_declarations()
    now = choices.asked(view, declared)
    dimension = now.first
    rows = _over_years(view, now, dimension, declared)
    return Table(
        id="qua-cac-nam",
        title=_title("title", view, now, dimension=rows_of.lower(dimension.name)),
        columns=(
            Column("year", say("column.year"), "year"),
            Column("total", say("composition.total"), "count"),
            *rows_of.class_columns(dimension),
            *rows_of.target_columns(dimension, declared),
            Column("remark", say("composition.remark")),
        ),
        rows=rows if rows["total"].is_not_null().any() else rows.clear(),
        note=_note(rows, dimension, declared),
        empty=now.problem or _why_none(view, now, declared),
    )


def _draw_one(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    dimension = choices.asked(view, declared).first
    colours = theme.palette(st.context.theme.type)
    classes, years = over_years.looks(dimension, colours), _years(table.rows, dimension, view)
    target = declared.targets.get(dimension.target)
    goal = (target.goal_pct, phrases.goal(target)) if target else None
    return Drawing(
        alt=_alt(table.title, years, classes, view.year),
        figure=over_years.shares_over_years(years, classes, view.year, colours, goal),
    )


def _all(view: View) -> Table:
    declared = load_declarations()
    now = choices.asked(view, declared)
    found = rows_of.of_scope(view, now.body)
    years = [str(year) for year in view.years]
    totals = dict(found.select("year", "total").unique().iter_rows())
    values = found.pivot(
        on="year", index=["dimension", "category", "category_name"], values=["count", "share_pct"]
    )
    return Table(
        id="tat-ca-cac-chieu",
        title=_title("title_all", view, now),
        columns=(
            Column("dimension_name", say("composition_years.dimension")),
            Column("category_name", say("composition_years.class")),
            *(c for year in years for c in _year_columns(year, totals.get(int(year)))),
        ),
        rows=_every_year(values, now, years, view),
        note=say("composition_years.note_all"),
        empty=now.problem or _why_none(view, now, declared),
    )


def _draw_all(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    now = choices.asked(view, declared)
    colours = theme.palette(st.context.theme.type)
    panels = [
        Panel(
            name=dimension.name,
            href=view.link({choices.DIMENSION: dimension.id, choices.SORT_BY: None}),
            classes=over_years.looks(dimension, colours),
            years=_years(_over_years(view, now, dimension, declared), dimension, view),
        )
        for dimension in now.body.dimensions.values()
    ]
    return Drawing(alt=table.title, markup=small_multiples(panels, view.year))


def _over_years(
    view: View, now: Asked, dimension: Dimension, declared: Declarations
) -> pl.DataFrame:
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


def _years(rows: pl.DataFrame, dimension: Dimension, view: View) -> list[Year]:
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


def _title(name: str, view: View, now: Asked, **more: str) -> str:
    first, last = view.years[0], view.years[-1]
    return say(
        f"composition_years.{name}",
        body=now.body.name,
        years=str(last) if first == last else f"{first}–{last}",
        of_unit=rows_of.of_unit(view),
        **more,
    )


def _why_none(view: View, now: Asked, declared: Declarations) -> str:
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


def _year_columns(year: str, total: int | None) -> tuple[Column, Column]:
    name = "year_count" if total is not None else "year_count_missing"
    people = formatting.count(total)
    return (
        Column(f"count_{year}", say(f"composition_years.{name}", year=year, total=people), "count"),
        Column(
            f"share_{year}",
            say("composition_years.year_share", year=year),
            "percent",
            link=f"source_{year}",
        ),
    )


def _every_year(values: pl.DataFrame, now: Asked, years: Sequence[str], view: View) -> pl.DataFrame:
    """Rows in the declared order of dimensions, with a column for every year, known or not."""
    names = {dimension.id: dimension.name for dimension in now.body.dimensions.values()}
    absent = [
        pl.lit(None, pl.Int64 if value == "count" else pl.Float64).alias(f"{value}_{year}")
        for value in ("count", "share_pct")
        for year in years
        if f"{value}_{year}" not in values.columns
    ]
    order = pl.col("dimension").replace_strict(
        {id_: place for place, id_ in enumerate(names)}, return_dtype=pl.Int64
    )
    scope = view.scope
    numbers = [
        ".".join((now.body.id, *ids)) for ids in values.select("dimension", "category").rows()
    ]
    links = [
        pl.Series(
            f"source_{year}",
            [view.to_source(int(year), scope.level, scope.unit_id, number) for number in numbers],
            pl.String,
        )
        for year in years
    ]
    return (
        values.with_columns(
            *absent,
            *links,
            pl.col("dimension")
            .replace_strict(names, return_dtype=pl.String)
            .alias("dimension_name"),
        )
        .rename(lambda name: name.replace("share_pct_", "share_"))
        .sort(order, maintain_order=True)
    )


ONE = Block("qua-cac-nam", _one, _draw_one)
ALL = Block("tat-ca-cac-chieu", _all, _draw_all)
