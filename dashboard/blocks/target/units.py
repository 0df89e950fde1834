"""The units one level below the scope on one target: ranked in the year, and year by year."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import cached, phrases, targets, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.target.group import (
    COMMUNES,
    GROUPS,
    ORDER,
    among,
    group,
    level_below,
    order,
    organisation_of,
    why_peers,
)
from dashboard.blocks.target.subject import PLACE, addressed, subject, unknown
from dashboard.charts.ranking import ranking
from dashboard.charts.target import heatmap
from dashboard.phrases import Row
from dashboard.selection import DISTRICT, YEAR, View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.units import CELL
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Target, load_declarations

RANKED, GRID = "xep-hang-chi-tieu", "bang-mau"
MOST_BARS = 40
MOST_ROWS = 40
IN_GRID = ("value_pct", "verdict", "numerator", "denominator")


def below(view: View, target: Target) -> pl.DataFrame:
    """Progress of the units below the scope in every year, with their `name_order`.

    Those of the chosen group for the district; a cell stands among the cells of its organisation.
    """
    rows = cached.ask(view.snapshot, queries.progress, target_id=target.id, **_place(view))
    units = cached.units(view.snapshot)
    if view.scope.level == DISTRICT and group(view) == COMMUNES:
        communes = [unit.unit_id for unit in units.by_commune.values()]
        rows = rows.filter(pl.col("unit_id").is_in(communes))
    names = cached.ask(view.snapshot, queries.units).select("unit_id", "name_order")
    rows = rows if group(view) else rows.clear()
    return rows.join(names, on="unit_id", how="left")


def _place(view: View) -> dict[str, object]:
    """Where the units lie: in an organisation, in a sector, or anywhere."""
    level, organisation = level_below(view), organisation_of(view)
    if level == CELL:
        return {"level": level, "organisation_id": organisation.unit_id}
    if organisation:
        return {"level": level, "sector_id": organisation.sector_id}
    return {"level": level} | (
        {"sector_id": view.scope.unit_id} if view.scope.level == "sector" else {}
    )


def _empty(view: View) -> str:
    """Why there is no unit to show."""
    if group(view) is None:
        return say("target_units.unknown_group", asked=view.asked(GROUPS))
    if order(view) is None:
        return say("target_units.unknown_order", asked=view.asked(ORDER))
    return say("target_units.not_here", among=among(view), year=view.year)


# ---- One year: ranked ----


def _ranked(view: View) -> Table:
    target = subject(view)
    if target is None:
        return unknown(view, RANKED)
    rows = below(view, target)
    rows = rows.filter(pl.col("year") == view.year).sort(
        pl.col("value_pct").is_null(),
        "is_small",
        "value_pct",
        "name_order",
        descending=[False, False, True, False],
    )
    return Table(
        id=RANKED,
        title=say("target_units.ranked", year=view.year, among=among(view)),
        columns=columns.progress(level_below(view)),
        rows=_linked(rows, view, target),
        note=_ranked_note(rows.height, view, target),
        empty=_empty(view),
    )


def _ranked_note(units: int, view: View, target: Target) -> str:
    declared = load_declarations()
    named = {"small": declared.small_n, "year": view.year}
    explained = declared.indicators[target.id].denominator.explained
    told = [*_peers(view), say("target_units.note", explained=explained, **named)]
    if units > MOST_BARS:
        others = formatting.count(units - MOST_BARS)
        told.append(say("target_units.cut", shown=MOST_BARS, others=others))
    return " ".join(told)


def _peers(view: View) -> list[str]:
    """Why there are organisations where cells were expected."""
    why = why_peers(view)
    if not why:
        return []
    return [say(f"target_units.{why}", organisation=organisation_of(view).unit_name)]


def _linked(rows: pl.DataFrame, view: View, target: Target) -> pl.DataFrame:
    """`href`: the page of each unit; `source`: where its figure comes from."""
    level = level_below(view)
    source = view.to_source(view.year, level, PLACE, target.id)
    return rows.with_columns(
        addressed(columns.to_unit(view, level, PLACE), rows["unit_id"]).alias("href"),
        addressed(source, rows["unit_id"]).alias("source"),
    )


def _draw_ranked(view: View, table: Table) -> Drawing:
    declared, target = load_declarations(), subject(view)
    shown = targets.furthest(table.rows, target, MOST_BARS)
    colours = theme.palette(st.context.theme.type)
    return Drawing(alt=_spoken(table, target), figure=ranking(shown, target, declared, colours))


def _spoken(table: Table, target: Target) -> str:
    rows = table.rows.filter(pl.col("value_pct").is_not_null()).to_dicts()
    if not rows:
        return say("target_units.alt_missing", heading=table.title)
    reached = _reached()
    return say(
        "target_units.alt",
        heading=table.title,
        met=formatting.count(sum(row["verdict"] in reached for row in rows)),
        all=formatting.count(len(rows)),
        goal=phrases.goal(target),
        best=_spoken_unit(rows[0]),
        worst=_spoken_unit(rows[-1]),
    )


def _spoken_unit(row: Row) -> str:
    value = formatting.percent(row["value_pct"])
    named = {"unit": row["unit_name"], "counts": phrases.counts(row)}
    return say("target_units.alt_unit", value=value, **named)


def _reached() -> list[str]:
    return [id_ for id_, told in load_declarations().verdicts.items() if told.reached]


# ---- Every year: a grid ----


def _grid(view: View) -> Table:
    target = subject(view)
    if target is None:
        return unknown(view, GRID)
    rows = below(view, target)
    wide = _wide(rows if order(view) else rows.clear(), view, target)
    return Table(
        id=GRID,
        title=say("target_units.grid", among=among(view)),
        columns=_grid_columns(view.years, level_below(view)),
        rows=wide,
        note=_grid_note(wide.height, view),
        empty=_empty(view),
    )


def _grid_columns(years: Sequence[int], level: str) -> tuple[Column, ...]:
    values = [Column(f"value_pct_{y}", str(y), "percent", link=f"source_{y}") for y in years]
    return (Column("unit_name", say(f"column.{level}"), link="href", order="name_order"), *values)


def _wide(rows: pl.DataFrame, view: View, target: Target) -> pl.DataFrame:
    """One row per unit; per year the columns of `IN_GRID` and `source`, e.g. `verdict_2023`."""
    names = cached.ask(view.snapshot, queries.units)
    wide = names.join(rows.select("unit_id").unique(), on="unit_id", how="semi")
    for year in view.years:
        cells = rows.filter(pl.col("year") == year).select("unit_id", *IN_GRID)
        wide = wide.join(
            cells.rename({name: f"{name}_{year}" for name in IN_GRID}), on="unit_id", how="left"
        )
    return _grid_links(_in_order(wide, view), view, target)


def _in_order(wide: pl.DataFrame, view: View) -> pl.DataFrame:
    if order(view) == "ten":
        return wide.sort("name_order")
    return wide.sort(
        f"value_pct_{view.year}", "name_order", descending=[True, False], nulls_last=True
    )


def _grid_links(wide: pl.DataFrame, view: View, target: Target) -> pl.DataFrame:
    level, codes = level_below(view), wide["unit_id"]
    sources = [
        addressed(view.to_source(y, level, PLACE, target.id), codes).alias(f"source_{y}")
        for y in view.years
    ]
    href = addressed(columns.to_unit(view, level, PLACE), codes).alias("href")
    return wide.with_columns(href, *sources)


def _grid_note(units: int, view: View) -> str:
    told = [*_peers(view), say("target_units.grid_note")]
    if units > MOST_ROWS:
        told.append(say("target_units.grid_cut", others=formatting.count(units - MOST_ROWS)))
    return " ".join(told)


def _draw_grid(view: View, table: Table) -> Drawing:
    rows = table.rows.head(MOST_ROWS).to_dicts()
    level = level_below(view)
    page = columns.UNIT_PAGES[level]
    markup = heatmap.heatmap(
        rows,
        [(year, view.link({YEAR: year})) for year in view.years],
        load_declarations(),
        chosen=view.year,
        own=_own(view),
        to_unit=lambda unit_id, year: view.to_unit(level, unit_id, page, **{YEAR: year}),
        heading=table.columns[0].heading,
    )
    return Drawing(alt=_spoken_grid(table, view), markup=markup)


def _own(view: View) -> str:
    """The unit of the page among those shown: itself, or its organisation."""
    organisation = organisation_of(view)
    return (
        organisation.unit_id if level_below(view) != CELL and organisation else view.scope.unit_id
    )


def _spoken_grid(table: Table, view: View) -> str:
    reached = _reached()
    met = []
    for year in view.years:
        verdicts = table.rows.filter(pl.col(f"value_pct_{year}").is_not_null())[f"verdict_{year}"]
        written = {
            "met": formatting.count(verdicts.is_in(reached).sum()),
            "all": formatting.count(verdicts.len()),
        }
        met.append(say("target_units.grid_alt_year", year=year, **written))
    return say("target_units.grid_alt", heading=table.title, met="; ".join(met))


RANKING_BLOCK = Block(RANKED, _ranked, _draw_ranked)
GRID_BLOCK = Block(GRID, _grid, _draw_grid)
