"""So sánh: two to six units, or two years of one unit, side by side."""

import streamlit as st

from dashboard.blocks.comparison import page as comparison
from dashboard.blocks.comparison.choice import choice
from dashboard.blocks.comparison.sides import asked
from dashboard.components.shown import show
from dashboard.frame import view


def main() -> None:
    """What is compared first; the blocks once there are two sides."""
    at = view()
    compared = asked(at)
    st.html(choice(at, compared))
    if compared.is_enough:
        for block in comparison.BLOCKS:
            show(block, at, comparison.beside(block, at))


if __name__ == "__main__":
    main()
