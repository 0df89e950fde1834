"""Agendas kept by name: open one, keep the present one."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard.components.markup import element, words
from dashboard.components.telling import warn
from dashboard.meeting.asked import PATH
from dashboard.selection import View
from dashboard.wording import say
from pipelines.declarations import load_declarations
from pipelines.notebook import agendas
from pipelines.notebook.file import NotebookError
from pipelines.notebook.rules import RemarkError

KEEP = "luu"
SO_KET = "so-ket"


def named(view: View) -> None:
    """The list, and a form that is there when the address asks for it."""
    folder = Path(view.snapshot.folder)
    try:
        rows = agendas.agendas(folder).to_dicts()
    except NotebookError as error:
        warn(str(error))
        return
    st.html(_listed(view, rows))
    if view.asked(KEEP) is not None:
        _form(view, folder)


def _listed(view: View, rows: list[dict]) -> str:
    lines = [_line(row) for row in rows]
    empty = words("p", say("composer.none_named"), class_="sub")
    listed = element("ul", *lines, class_="named") if lines else empty
    keep = words("a", say("composer.keep"), href=view.link({KEEP: "1"}), data_key="keep")
    head = words("h2", say("composer.named"))
    inside = element("div", head, keep, class_="block-head") + listed
    return element("section", inside, class_="block", data_block="chuong-trinh-da-luu")


def _line(row: dict) -> str:
    composed = words("a", row["name"], href=f"{SO_KET}?{row['address']}")
    shown = words("a", say("composer.show_named"), href=f"{PATH}?{row['address']}", target="_blank")
    return element("li", composed, shown)


def _form(view: View, folder: Path) -> None:
    with st.form("agenda", enter_to_submit=False, border=True):
        name = st.text_input(say("composer.name"), max_chars=agendas.LONGEST_NAME)
        role = st.radio(say("composer.role"), load_declarations().roles, horizontal=True)
        is_sent = st.form_submit_button(say("composer.save"), type="primary")
    if is_sent:
        _save(view, folder, name, role)


def _save(view: View, folder: Path, name: str, role: str) -> None:
    address = urlsplit(view.link({KEEP: None})).query
    try:
        agendas.save_agenda(folder, name, address, role)
    except (RemarkError, NotebookError) as error:
        warn(str(error))
        return
    st.query_params.from_dict(dict(parse_qsl(address)))
    st.rerun()
