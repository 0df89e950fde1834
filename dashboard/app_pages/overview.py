"""Tổng quan: where the unit stands on its targets, and the units below it on one of them."""

import streamlit as st

from dashboard import cached, theme
from dashboard.blocks import overview
from dashboard.components.shown import show
from dashboard.components.tiles import tiles
from dashboard.frame import view
from pipelines import queries
from pipelines.declarations import load_declarations


def main() -> None:
    """Tiles first: they are readable before the chart library has arrived."""
    at, declared = view(), load_declarations()
    scope = at.scope
    own = cached.ask(at.snapshot, queries.progress, level=scope.level, unit_id=scope.unit_id)
    st.html(tiles(own, at, declared, theme.palette(st.context.theme.type)))
    for block in overview.BLOCKS:
        show(block, at)


if __name__ == "__main__":
    main()
