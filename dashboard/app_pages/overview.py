"""Tổng quan: where the district stands on its eight targets, and the communes on one of them."""

import polars as pl
import streamlit as st

from dashboard import cached, phrases, selection, theme
from dashboard.components.markup import words
from dashboard.components.ranked import heading, ranked
from dashboard.components.target_filter import target_filter
from dashboard.components.tiles import tiles
from dashboard.wording import say
from pipelines.declarations import load_declarations


def main() -> None:
    """Tiles first: they are readable before the chart library has arrived."""
    view, declared = selection.view(), load_declarations()
    district = cached.progress(view.snapshot, level="district")
    st.html(tiles(district, view.year, declared, theme.palette(st.context.theme.type)))

    communes = _communes(view)
    first_open = phrases.first_open(
        district.filter(pl.col("year") == view.year), communes, declared
    )
    chosen = selection.choice(selection.TARGET, list(declared.targets), default=first_open)
    target = declared.targets.get(chosen.code)
    with st.container(key="ranking-head", horizontal=True, vertical_alignment="center"):
        st.html(words("h2", heading(target, view.year)))
        target_filter(declared.targets, chosen)
    if target:
        ranked(communes.filter(pl.col("target_id") == target.id), target, view.year, declared)
    else:
        sentence = say("filter.target_unknown", asked=chosen.unknown)
        st.html(words("p", sentence, class_="notice", role="alert"))


def _communes(view: selection.View) -> pl.DataFrame:
    organisations = cached.progress(view.snapshot, year=view.year, level="organisation")
    return organisations.join(cached.communes(view.snapshot, view.year), on="unit_id", how="semi")


if __name__ == "__main__":
    main()
