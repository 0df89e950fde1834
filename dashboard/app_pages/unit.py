"""Xã, tổ chức: everything about one organisation or cell; above them, the list to choose from."""

import streamlit as st

from dashboard.blocks.unit import page as unit
from dashboard.blocks.unit.head import head
from dashboard.blocks.unit.organisations import orders
from dashboard.blocks.unit.scope import LEVELS
from dashboard.components.shown import show
from dashboard.frame import view


def main() -> None:
    """The list for a district or a sector; else the head and every block of the unit."""
    at = view()
    if at.scope.level not in LEVELS:
        return show(unit.LIST, at, beside=orders(at))
    st.html(head(at))
    for block in unit.ABOVE:
        show(block, at)
    with st.container(key="unit-beside"):
        for block in unit.BESIDE:
            show(block, at)
    for block in unit.BELOW[at.scope.level]:
        show(block, at)
    return None


if __name__ == "__main__":
    main()
