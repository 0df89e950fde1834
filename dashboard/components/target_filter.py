"""Choose one of the declared targets; the URL holds its id."""

from collections.abc import Mapping

import streamlit as st

from dashboard import selection
from dashboard.wording import say
from pipelines.declarations import Target


def target_filter(targets: Mapping[str, Target], chosen: selection.Choice) -> None:
    """Draw the list of targets; the choice that the URL made stands in it."""
    st.selectbox(
        say("filter.target"),
        list(targets),
        format_func=lambda target_id: targets[target_id].name,
        index=None if chosen.unknown else 0,
        key=selection.TARGET,
        placeholder=say("filter.none_chosen"),
        filter_mode=None,
        on_change=selection.write,
        args=(selection.TARGET,),
    )
