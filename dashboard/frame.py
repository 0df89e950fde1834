"""What stands around a page: one snapshot per run, the header, the filters; or a state instead."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import cached, views
from dashboard.components import problem as problems
from dashboard.components.filter_bar import copy_link, filter_bar
from dashboard.components.header import header
from dashboard.components.markup import element, words
from dashboard.components.states import state
from dashboard.navigation import PAGES, needs_figures
from dashboard.selection import YEAR, View
from pipelines.declarations import Declarations
from pipelines.warehouse import WarehouseError, default_warehouse

LOG = logging.getLogger(__name__)
SCRIPT = Path(__file__).with_name("frame.js")
VIEW = "view"


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever goes wrong into a page that says what to do; the details go to the log."""
    try:
        yield
    except WarehouseError as broken:
        _show("broken", str(broken))
    except Exception:
        LOG.exception("page failed")
        _show("failed")


def framed(page: StreamlitPage, declared: Declarations) -> None:
    """Run `page` on the snapshot published at this moment, for the view that the URL names."""
    snapshot = cached.published()
    years = cached.years(snapshot) if snapshot else []
    if not years:
        return _without_figures(page, declared, "no_years" if snapshot else "no_snapshot")
    view = views.view_of(snapshot, page.url_path, st.query_params.to_dict(), declared)
    if YEAR not in st.query_params:
        st.query_params[YEAR] = str(view.year)
    _head(view, page, declared)
    if view.problem:
        return _explain(view)
    st.session_state[VIEW] = view
    return page.run()


def _without_figures(page: StreamlitPage, declared: Declarations, state_name: str) -> None:
    """An empty warehouse: the page that fills it, or what to do."""
    _head(None, page, declared)
    if needs_figures(page):
        return _show(state_name)
    query = st.query_params.to_dict()
    st.session_state[VIEW] = views.bare(_folder(), page.url_path, query, declared)
    return page.run()


def view() -> View:
    """The view of this run, for the page that the frame runs."""
    return st.session_state[VIEW]


def _head(view: View | None, page: StreamlitPage, declared: Declarations) -> None:
    """Header and bar in one piece, with the script that makes links soft."""
    parts = [header(declared.name, PAGES, view, page.url_path)]
    if view:
        parts.append(_bar(view, declared))
    st.html("".join(parts) + _script(), unsafe_allow_javascript=True)


def _bar(view: View, declared: Declarations) -> str:
    snapshot = view.snapshot
    badge = views.illustrative(snapshot, declared)
    filters = filter_bar(view, cached.units(snapshot), cached.sectors(snapshot))
    told = [words("span", badge, class_="badge")] if badge else []
    if not view.problem:
        line = views.about_line(view, declared)
        told.append(
            words(
                "span",
                line,
                class_="as-of",
                title=snapshot.id,
                data_snapshot=snapshot.id,
                data_year=str(view.year),
            )
        )
    return element("div", filters, element("div", *told, copy_link(), class_="told"), class_="bar")


@cache
def _script() -> str:
    lines = map(str.strip, SCRIPT.read_text(encoding="utf-8").splitlines())
    kept = [line for line in lines if line and not line.startswith("//")]
    return f"<script>{chr(10).join(kept)}</script>"


def _explain(view: View) -> None:
    kind = problems.state_of(view.problem)
    reason = problems.reason(view, view.problem)
    st.html(state(kind, reason, _folder(), problems.ways_out(view, view.problem)))


def _show(kind: str, reason: str = "") -> None:
    st.html(state(kind, reason, _folder()))


def _folder() -> str:
    return str(default_warehouse())
