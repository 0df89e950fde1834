"""Chi bộ trực thuộc: the cells of one organisation in one year."""

from collections.abc import Iterable, Sequence

import polars as pl
import streamlit as st

from dashboard import cached, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.unit import head as unit_head
from dashboard.blocks.unit import ratings as unit_ratings
from dashboard.blocks.unit import scope as unit_scope
from dashboard.charts.unit.cells import FIGURES, cells, drawn_lines, summary
from dashboard.charts.unit.rating_strip import Rating
from dashboard.components.markup import words
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.units import CELL, ORGANISATION, Unit
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, Target, load_declarations

MOST = 120  # cells drawn at once; the table has them all


def _table(view: View) -> Table:
    declared = load_declarations()
    counted = unit_scope.targets(_progress(view))
    return Table(
        id="chi-bo-truc-thuoc",
        title=say("unit_cells.heading", year=view.year),
        columns=_columns(counted),
        rows=_rows(view, counted, declared),
        note=say("unit_cells.note"),
        empty=_empty(view),
    )


def _columns(counted: Iterable[Target]) -> tuple[Column, ...]:
    figures: list[Column] = []
    for target in counted:
        said = {n: say(f"unit_cells.{n}", target=target.name) for n in FIGURES[:4]}
        figures += [
            Column(f"{target.id}_numerator", said["numerator"], "count"),
            Column(f"{target.id}_denominator", said["denominator"], "count"),
            Column(
                f"{target.id}_value_pct", said["value_pct"], "percent", link=f"{target.id}_source"
            ),
            Column(f"{target.id}_verdict", said["verdict"], "verdict"),
        ]
    return (
        Column("unit_name", say("column.cell"), link="href", order="place"),
        *figures,
        Column("rating", say("unit_cells.rating"), order="rating_order"),
        Column("lived", say("unit_cells.lived")),
    )


def _empty(view: View) -> str:
    kind = "none" if view.scope.level == ORGANISATION else "not_here"
    return say(f"unit_cells.{kind}", unit=view.scope.name, year=view.year)


def _progress(view: View) -> pl.DataFrame:
    """Progress of the cells in every year; nothing for another level."""
    organisation = view.scope.unit_id if view.scope.level == ORGANISATION else ""
    return cached.ask(view.snapshot, queries.progress, level=CELL, organisation_id=organisation)


def _cells(view: View) -> Sequence[Unit]:
    if view.scope.level != ORGANISATION:
        return []
    return cached.units(view.snapshot).cells_of(view.scope.unit_id, view.year)


def _rows(view: View, counted: Sequence[Target], declared: Declarations) -> pl.DataFrame:
    """A row per cell: figures of every target by its id, rating, what happened to it this year."""
    found = columns.with_links(_progress(view).filter(year=view.year), view)
    figures = {(row["unit_id"], row["target_id"]): row for row in found.iter_rows(named=True)}
    got = _ratings(view)
    known = unit_ratings.ratings(declared)
    rows = [
        {
            "unit_id": cell.unit_id,
            "unit_name": cell.unit_name,
            "place": place,
            "href": columns.to_unit(view, CELL, cell.unit_id),
            **_figures([(t.id, figures.get((cell.unit_id, t.id))) for t in counted]),
            **_rating(got.get(cell.unit_id), known),
            "lived": "; ".join(_this_year(cell, view.year)),
        }
        for place, cell in enumerate(_cells(view))
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _figures(rows: Iterable[tuple[str, Row | None]]) -> Row:
    return {f"{id_}_{name}": row and row[name] for id_, row in rows for name in FIGURES}


def _ratings(view: View) -> dict[str, str]:
    found = cached.ask(
        view.snapshot, queries.own_ratings, organisation_id=view.scope.unit_id, year=view.year
    )
    return dict(found.select("unit_id", "measure_id").iter_rows())


def _rating(rating_id: str | None, known: Sequence[Rating]) -> Row:
    ids = [rating.id for rating in known]
    if rating_id is None:
        missing = say("unit.not_reported")
        return {"rating_id": None, "rating": missing, "rating_order": len(ids)}
    place = ids.index(rating_id)
    return {"rating_id": rating_id, "rating": known[place].name, "rating_order": place}


def _this_year(cell: Unit, year: int) -> Iterable[str]:
    """Founded, ended or merged in this very year."""
    if year in (day and day.year for day in (cell.founded_on, cell.closed_on)):
        yield from unit_head.lived(cell)


def _draw(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    colours = theme.palette(st.context.theme.type)
    shown = table.rows.head(MOST)
    found = _progress(view).filter(pl.col("unit_id").is_in(shown["unit_id"].implode()))
    history = found.partition_by("unit_id", "target_id", as_dict=True)
    lines = drawn_lines(
        {key: rows.to_dicts() for key, rows in history.items()},
        view.years,
        view.year,
        declared,
        colours,
    )
    counted, known = unit_scope.targets(found), unit_ratings.ratings(declared)
    return Drawing(
        alt=summary(table.rows, counted, table.title, declared),
        markup=cells(shown.to_dicts(), counted, lines, known, declared, colours) + _others(table),
    )


def _others(table: Table) -> str:
    left = table.rows.height - MOST
    told = say("unit.others", count=formatting.count(left))
    return words("p", told, class_="note") if left > 0 else ""


BLOCK = Block("chi-bo-truc-thuoc", _table, _draw)
