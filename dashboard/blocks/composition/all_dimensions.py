"""All dimensions of a body of people over the years at once."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.composition import choices
from dashboard.blocks.composition import rows as rows_of
from dashboard.blocks.composition import years as over
from dashboard.blocks.composition.choices import Asked
from dashboard.charts.shares.over_years import looks
from dashboard.charts.shares.small_multiples import Panel, small_multiples
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import load_declarations


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
        title=over.title_of("title_all", view, now),
        columns=(
            Column("dimension_name", say("composition_years.dimension")),
            Column("category_name", say("composition_years.class")),
            *(c for year in years for c in _year_columns(year, totals.get(int(year)))),
        ),
        rows=_every_year(values, now, years, view),
        note=say("composition_years.note_all"),
        empty=now.problem or over.why_none(view, now, declared),
    )


def _draw_all(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    now = choices.asked(view, declared)
    colours = theme.palette(st.context.theme.type)
    panels = [
        Panel(
            name=dimension.name,
            href=view.link({choices.DIMENSION: dimension.id, choices.SORT_BY: None}),
            classes=looks(dimension, colours),
            years=over.columns_of(over.figures(view, now, dimension, declared), dimension, view),
        )
        for dimension in now.body.dimensions.values()
    ]
    return Drawing(alt=table.title, markup=small_multiples(panels, view.year))


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


BLOCK = Block("tat-ca-cac-chieu", _all, _draw_all)
