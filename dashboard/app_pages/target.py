"""Chỉ tiêu: one target over the years, the units below on it, and how it is counted."""

import streamlit as st

from dashboard.blocks.target import page as blocks
from dashboard.blocks.target.group import group_choices, order_choices, problems
from dashboard.blocks.target.status import status
from dashboard.blocks.target.subject import naming, subject
from dashboard.blocks.target.variants import has_variants
from dashboard.components.remark_form import add, remark_form
from dashboard.components.shown import show
from dashboard.frame import view
from dashboard.selection import View
from pipelines.declarations import Target, load_declarations


def main() -> None:
    """The line of the scope first; nothing more when the target is not known."""
    at = view()
    target = subject(at)
    at = naming(at, target) if target else at
    st.html(status(at, target, load_declarations()))
    if target:
        _blocks(at, target)


def _blocks(at: View, target: Target) -> None:
    with st.container(key="target-years"):
        wide, narrow = st.columns(2, gap="medium")
    with wide:
        show(blocks.HISTORY, at)
    with narrow:
        show(blocks.SECTORS, at)
    for notice in problems(at):
        st.html(notice)
    show(blocks.RANKING, at, group_choices(at))
    with st.container(key="target-units"):
        wide, narrow = st.columns(2, gap="medium")
    with wide:
        show(blocks.GRID, at, order_choices(at))
        if has_variants(target):
            show(blocks.VARIANTS, at)
    with narrow:
        show(blocks.SHEET, at)
    show(blocks.REMARKS, at, add(at))
    remark_form(at, target.id)


if __name__ == "__main__":
    main()
