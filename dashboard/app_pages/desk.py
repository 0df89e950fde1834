"""Nạp dữ liệu: bring files, see what a load would do, publish, take back; who has reported."""

import streamlit as st

from dashboard.blocks.desk import compared
from dashboard.blocks.desk import page as blocks
from dashboard.blocks.desk.compare_choice import choice
from dashboard.blocks.desk.ledger import level_choices
from dashboard.blocks.desk.sides import is_asked
from dashboard.components.shown import show
from dashboard.components.telling import told
from dashboard.desk.asking import asking
from dashboard.desk.drop import drop
from dashboard.desk.looking import looked_at, publish
from dashboard.desk.restoring import offered, restoring
from dashboard.frame import view


def main() -> None:
    """The place for files, the batch of the address, the ledger or two snapshots compared."""
    at = view()
    told()
    restoring(at)
    st.html(drop(at))
    batch = None if offered(at) else looked_at(at)
    if batch:
        asking(at, batch)
        publish(at, batch)
        for block in blocks.RUN:
            show(block, at)
    if at.snapshot.id and not is_asked(at):
        show(blocks.YEARS, at)
        show(blocks.CALLS, at)
        show(blocks.LEDGER, at, level_choices(at))
    show(blocks.SNAPSHOTS, at)
    if is_asked(at):
        st.html(choice(at))
        for block in compared.shown(at):
            show(block, at)


if __name__ == "__main__":
    main()
