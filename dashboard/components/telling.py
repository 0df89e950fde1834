"""What a page says about something that was done or went wrong; the bar while it is being done."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from dashboard.components.markup import notice, words

TOLD = "told"


def warn(sentence: str) -> None:
    """Say what went wrong."""
    st.html(notice(sentence))


def tell(sentence: str, query: Mapping[str, str]) -> None:
    """Go on to another address of the page, where the sentence is said once."""
    st.session_state[TOLD] = sentence
    st.query_params.from_dict(query)
    st.rerun()


def told() -> None:
    """Say what `tell` left to be said."""
    sentence = st.session_state.pop(TOLD, None)
    if sentence:
        st.html(words("p", sentence, class_="kept", role="status"))


@contextmanager
def progress_bar(begun: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar that goes away at the end; gives what is told stage, steps done and steps in all."""
    bar = st.progress(0.0, text=begun)
    try:
        yield lambda stage, done, total: bar.progress(done / total if total else 1.0, text=stage)
    finally:
        bar.empty()
