"""Tổng quan: where the unit stands on its targets, and the units inside it on one of them."""

import streamlit as st

from dashboard import cached, targets, theme
from dashboard.blocks.overview import page as overview
from dashboard.blocks.overview.units import has_rows, is_ranked
from dashboard.components.colouring import by_scores, controls
from dashboard.components.shown import show
from dashboard.components.tiles import tiles
from dashboard.frame import view
from dashboard.selection import View
from pipelines import queries
from pipelines.declarations import load_declarations


def main() -> None:
    """Tiles first: they are readable before the chart library has arrived."""
    at, declared = view(), load_declarations()
    scope, target = at.scope, targets.chosen_target(at, declared)
    own = cached.ask(at.snapshot, queries.progress, level=scope.level, unit_id=scope.unit_id)
    wall = tiles(own, at, declared, theme.palette(st.context.theme.type))
    st.html(wall + controls(at, declared))
    if has_rows(at, target):
        _map_and_list(at)
    elif target or by_scores(at):
        show(overview.MAP, at)
    if is_ranked(at, target):
        show(overview.RANKING, at)
    show(overview.CHANGE, at)
    show(overview.REPORTING, at)


def _map_and_list(at: View) -> None:
    """Side by side; below each other when one is a table, which needs the width."""
    pair = (overview.MAP, overview.ATTENTION)
    is_wide = any(at.is_table(block.id) for block in pair)
    places = [st.container(), st.container()] if is_wide else st.columns([58, 42], gap="medium")
    for block, place in zip(pair, places, strict=True):
        with place:
            show(block, at)


if __name__ == "__main__":
    main()
