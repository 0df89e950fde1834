"""Tổng quan: the units of the scope on the chosen target."""

import streamlit as st

from dashboard import targets, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.charts.ranking import ranking, summary
from dashboard.selection import View
from dashboard.tables import columns
from dashboard.tables.table import Table
from dashboard.wording import say
from pipelines.declarations import load_declarations


def _ranked(view: View) -> Table:
    declared = load_declarations()
    target = targets.chosen_target(view, declared)
    rows = targets.units_below(view, target.id).sort(
        "value_pct", "unit_name", descending=[True, False], nulls_last=True
    )
    explained = declared.indicators[target.id].denominator.explained
    return Table(
        id="xep-hang",
        title=say("ranking.heading", target=target.name, year=view.year),
        columns=columns.progress(),
        rows=columns.with_links(rows, view),
        note=say("ranking.note", explained=explained),
        empty=say("ranking.empty", year=view.year),
    )


def _draw_ranked(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    target = targets.chosen_target(view, declared)
    colours = theme.palette(st.context.theme.type)
    return Drawing(
        alt=summary(table.rows, target, table.title),
        figure=ranking(table.rows, target, declared, colours),
    )


BLOCKS = (Block("xep-hang", _ranked, _draw_ranked),)
