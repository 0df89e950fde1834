"""What stands between the header and a page: one snapshot per run, one year, or a state instead."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import cached, selection
from dashboard.cached import Snapshot
from dashboard.components.as_of import as_of
from dashboard.components.filter_bar import filter_bar, unknown_year
from dashboard.components.markup import words
from dashboard.components.states import state
from pipelines.declarations import Declarations
from pipelines.warehouse import WarehouseError, default_warehouse

LOG = logging.getLogger(__name__)


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
    """Run `page` on the snapshot published at this moment, for the year that the URL names."""
    snapshot = cached.published()
    if snapshot is None:
        return _show("no_snapshot")
    years = cached.years(snapshot)
    if not years:
        return _show("no_years")
    badge = cached.about(snapshot)["illustrative"] or declared.illustrative
    year = filter_bar(years, badge, lambda chosen: _as_of(snapshot, chosen, declared))
    if year is None:
        return _show("no_year", unknown_year(years))
    selection.hand_over(selection.View(snapshot, year))
    return page.run()


def _as_of(snapshot: Snapshot, year: int, declared: Declarations) -> str:
    reporting = cached.reporting(snapshot, year)
    organisations = cached.progress(snapshot, year=year, level="organisation")
    line = as_of(cached.about(snapshot), reporting, organisations, year, declared)
    return words("div", line, class_="as-of", title=snapshot.id, data_snapshot=snapshot.id)


def _show(kind: str, reason: str = "") -> None:
    st.html(state(kind, reason, str(default_warehouse())))
