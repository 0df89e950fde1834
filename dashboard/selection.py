"""Filters ↔ URL, by stable codes, and the view that the frame hands to the page.

The URL is the truth: a link shows what it says, or says that it cannot. A code that is not known
is reported to the caller and never replaced by another one; a missing code is filled in and
written, so that every address names its year.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.cached import Snapshot

YEAR = "nam"
TARGET = "chi-tieu"
VIEW = "view"


@dataclass(frozen=True)
class Choice:
    """What the URL asks for: a known code, or else the text nobody knows."""

    code: str | None
    unknown: str | None = None


@dataclass(frozen=True)
class View:
    """What a page shows: one snapshot for the whole run, and the year."""

    snapshot: Snapshot
    year: int


def choice(name: str, codes: Sequence[str], default: str) -> Choice:
    """The code that the URL holds for `name`; the widget of that key follows the URL."""
    asked = st.query_params.get(name)
    if asked is None:
        asked = st.query_params[name] = default
    code = asked if asked in codes else None
    st.session_state[name] = code
    return Choice(code, None if code else asked)


def write(name: str) -> None:
    """Write what the widget of key `name` now holds into the URL (its `on_change`)."""
    if st.session_state[name] is not None:
        st.query_params[name] = st.session_state[name]


def hand_over(view: View) -> None:
    """Give the page its view; called by the frame once in every run."""
    st.session_state[VIEW] = view


def view() -> View:
    """The view of this run."""
    return st.session_state[VIEW]
