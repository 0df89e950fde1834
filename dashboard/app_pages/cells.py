"""Chi bộ: all cells in one table, filtered and put in order by the address; one of them beside."""

from dataclasses import replace

import streamlit as st

from dashboard.blocks.cells import choices, detail
from dashboard.blocks.cells import page as cells
from dashboard.components.shown import show
from dashboard.frame import view
from pipelines.declarations import load_declarations


def main() -> None:
    """The table does not know which cell is open, so that opening one does not redraw it."""
    at = view()
    shut = replace(at, query={n: code for n, code in at.query.items() if n != detail.MO})
    with st.container(key="cells"):
        show(cells.TABLE, shut, beside=choices.controls(shut, load_declarations()))
        if detail.unit(at):
            show(detail.BLOCK, at, beside=detail.beside(at) + detail.marked(at))
        elif detail.asked(at):
            st.html(detail.missing(at))


if __name__ == "__main__":
    main()
