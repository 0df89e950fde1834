"""Tổng quan: the units inside the scope on the chosen target, the year before, the reporting."""

import polars as pl
import streamlit as st

from dashboard import cached, targets, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.overview.attention import ATTENTION
from dashboard.blocks.overview.change import CHANGE
from dashboard.blocks.overview.reporting import REPORTING
from dashboard.blocks.overview.tile_map import MAP
from dashboard.blocks.overview.units import ranked, units_called, unknown_target, without
from dashboard.charts.ranking import ranking, summary
from dashboard.selection import DISTRICT, View
from dashboard.tables import columns
from dashboard.tables.table import Table
from dashboard.units import CELL
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target, load_declarations

MOST = 40  # bars drawn, those furthest from the goal; the table has all


def _ranked(view: View) -> Table:
    declared = load_declarations()
    target = targets.chosen_target(view, declared)
    if target is None:
        return unknown_target("xep-hang", view)
    rows = ranked(view, target.id)
    return Table(
        id="xep-hang",
        title=_heading(view, target),
        columns=columns.progress(),
        rows=columns.with_links(rows, view),
        note=_note(rows, target, declared),
        empty=_empty(view, target),
    )


def _heading(view: View, target: Target) -> str:
    """The target, the year and what its bars are: communes, organisations, cells."""
    scope, name = view.scope, view.scope.name
    if scope.level == CELL:
        name = cached.units(view.snapshot).by_id[scope.unit_id].organisation_name
    return say(f"ranking.heading_{scope.level}", target=target.name, year=view.year, unit=name)


def _note(rows: pl.DataFrame, target: Target, declared: Declarations) -> str:
    explained = declared.indicators[target.id].denominator.explained
    told = [say("ranking.note", explained=explained)]
    if rows["is_small"].any():
        told.append(say("ranking.small_note", small_n=declared.small_n))
    if rows.height > MOST:
        drawn, every = formatting.count(MOST), formatting.count(rows.height)
        told.append(say("ranking.cut", count=drawn, all=every))
    return " ".join(told)


def _empty(view: View, target: Target) -> str:
    if view.scope.level == DISTRICT:
        return say("ranking.empty", year=view.year)
    if view.scope.level == CELL:
        return say("overview_below.without_target", target=target.name, units=units_called(view))
    return without(view, target)


def _draw_ranked(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    target = targets.chosen_target(view, declared)
    colours = theme.palette(st.context.theme.type)
    drawn = targets.furthest(table.rows, target, MOST)
    called = say("ranking.communes") if view.scope.level == DISTRICT else units_called(view)
    return Drawing(
        alt=summary(table.rows, target, declared, table.title, called),
        figure=ranking(drawn, target, declared, colours, view.scope.unit_id),
    )


RANKING = Block("xep-hang", _ranked, _draw_ranked)
BLOCKS = (MAP, ATTENTION, RANKING, CHANGE, REPORTING)
