"""The communes ranked on one target: heading, choice of the target, chart, how it is made."""

import polars as pl
import streamlit as st

from dashboard import theme
from dashboard.components.markup import words
from dashboard.wording import say
from pipelines.declarations import Declarations, Target

CONFIG = {"displayModeBar": False, "showTips": False, "displaylogo": False, "scrollZoom": False}


def heading(target: Target | None, year: int) -> str:
    """What the chart shows: "Tỷ lệ kết nạp đảng viên năm 2024 theo xã, thị trấn"."""
    name = target.name if target else say("filter.target")
    return say("ranking.heading", target=name, year=year)


def ranked(progress: pl.DataFrame, target: Target, year: int, declared: Declarations) -> None:
    """Draw the communes on one target; Plotly is loaded only now, after the tiles were sent."""
    if progress.is_empty():
        st.html(words("p", say("ranking.empty", year=year), class_="notice"))
        return
    from dashboard.charts.ranking import ranking, summary

    colours = theme.palette(st.context.theme.type)
    st.plotly_chart(
        ranking(progress, target, declared, colours),
        theme=None,
        config=CONFIG,
        key="ranking",
        alt=summary(progress, target, heading(target, year)),
    )
    explained = declared.indicators[target.id].denominator.explained
    st.html(words("p", say("ranking.note", explained=explained), class_="note"))
