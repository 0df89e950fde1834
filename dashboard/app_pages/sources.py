"""Nguồn số liệu: where numbers come from and how they are understood."""

import streamlit as st

from dashboard.blocks.sources.page import SECTIONS
from dashboard.components import source_head
from dashboard.components.markup import notice
from dashboard.components.shown import show
from dashboard.frame import view


def main() -> None:
    """The choice of a section, then its blocks."""
    at = view()
    st.html(source_head.head(at))
    problem = source_head.problem(at)
    if problem:
        st.html(notice(problem))
        return
    _, blocks = SECTIONS[source_head.section(at)]
    for block in blocks:
        show(block, at)


if __name__ == "__main__":
    main()
