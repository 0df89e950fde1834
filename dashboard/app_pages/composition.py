"""Cơ cấu cấp ủy: who the committees, the commune staff and the newly admitted are."""

import streamlit as st

from dashboard.blocks.composition import page as composition
from dashboard.blocks.composition.choices import asked, choice_bar
from dashboard.components.markup import notice
from dashboard.components.shown import show
from dashboard.frame import view
from pipelines.declarations import load_declarations

WIDTHS = (5, 6)


def main() -> None:
    """Choices first; an address that is not understood is told, and nothing is put in its place."""
    at, declared = view(), load_declarations()
    now = asked(at, declared)
    told = notice(now.problem) if now.problem else composition.nothing(at, now, declared)
    st.html(choice_bar(at, now, declared) + told)
    if told:
        return
    beside = composition.beside_each_other(now)
    if beside:
        for block, column in zip(beside, st.columns(WIDTHS, gap="large"), strict=True):
            with column:
                show(block, at)
    for block in composition.below(at, now):
        show(block, at)


if __name__ == "__main__":
    main()
