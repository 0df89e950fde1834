"""The bar under the header: the year, the badge of invented figures, the data-as-of line."""

from collections.abc import Callable

import streamlit as st

from dashboard import selection
from dashboard.components.markup import words
from dashboard.wording import say


def filter_bar(years: list[int], illustrative: str, as_of: Callable[[int], str]) -> int | None:
    """Draw the bar and return the year; None when the URL asks for a year that nobody has."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        year = _year_filter(years)
        if illustrative:
            st.html(words("span", illustrative, class_="badge"), width="content")
        if year is not None:
            st.html(as_of(year))
    return year


def unknown_year(years: list[int]) -> str:
    """The sentence about a year that the URL asks for and nobody has."""
    asked = st.query_params[selection.YEAR]
    name = "year_unknown" if asked.isdecimal() else "year_unreadable"
    return say(f"filter.{name}", asked=asked, years=", ".join(map(str, years)))


def _year_filter(years: list[int]) -> int | None:
    codes = [str(year) for year in years]
    chosen = selection.choice(selection.YEAR, codes, default=codes[-1])
    st.segmented_control(
        say("filter.year"),
        codes,
        key=selection.YEAR,
        required=True,
        on_change=selection.write,
        args=(selection.YEAR,),
    )
    return int(chosen.code) if chosen.code else None
