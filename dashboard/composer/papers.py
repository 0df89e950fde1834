"""Making the files of an agenda: a button a kind, a bar while it is written, the file to take."""

import logging

import streamlit as st

from dashboard.components.markup import element, words
from dashboard.components.telling import progress_bar, warn
from dashboard.report.brief import Brief
from dashboard.report.order import WRITERS, Order, file_of
from dashboard.selection import View
from dashboard.wording import say

LOG = logging.getLogger(__name__)
MADE = "composer-made"


def papers(view: View, brief: Brief) -> None:
    """One row: what each file is, its button; below it the file that was made last."""
    head = words("h2", say("composer.papers")) + words("p", say("composer.papers_note"))
    st.html(element("section", head, class_="block", data_block="van-ban"))
    for kind, place in zip(WRITERS, st.columns(len(WRITERS), gap="medium"), strict=True):
        with place:
            if st.button(say(f"composer.make_{kind}"), key=f"make-{kind}", width="stretch"):
                _make(kind, view, brief)
            st.html(words("p", say(f"composer.about_{kind}"), class_="sub"))
    _offer(view)


def _make(kind: str, view: View, brief: Brief) -> None:
    st.session_state.pop(MADE, None)
    try:
        with progress_bar(say("composer.begun")) as report:
            content = file_of(brief, kind, report)
    except Exception:
        LOG.exception("report failed: %s", kind)
        warn(say("composer.failed"))
    else:
        order = Order(brief.year, kind, brief.made_at, brief.scope.unit_id)
        st.session_state[MADE] = (view.link(), order.file_name, content)


def _offer(view: View) -> None:
    """The file that was made for this very view; another view has none yet."""
    address, name, content = st.session_state.get(MADE, (None, "", b""))
    if address != view.link():
        return
    st.html(words("p", say("composer.ready", file=name), class_="ready", role="status"))
    st.download_button(say("composer.take", file=name), content, name, key="take", type="primary")
