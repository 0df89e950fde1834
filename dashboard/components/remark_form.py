"""The form of a remark: opened by the address, filled in for a thread, closed when it is kept."""

import re
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import remarks
from dashboard.components.markup import element, words
from dashboard.components.telling import tell, told, warn
from dashboard.remarks import NEW, WRITE
from dashboard.selection import View
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, load_declarations
from pipelines.notebook.file import NotebookError
from pipelines.notebook.remarks import add_remark
from pipelines.notebook.rules import LONGEST, STATES, Remark, RemarkError

DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def add(view: View) -> str:
    """The link that opens the form."""
    href = view.link({WRITE: NEW})
    return words("a", say("remarks.add"), href=href, class_="add-remark", data_key="ghi-moi")


def remark_form(view: View, target_id: str) -> None:
    """What was just kept, in a sentence; the form where the address asks for it."""
    told()
    thread_id = view.asked(WRITE)
    if thread_id is None:
        return
    before = _before(view, target_id, thread_id)
    if before is None and thread_id != NEW:
        warn(say("remarks.unknown"))
        return
    _form(view, target_id, before)


def _before(view: View, target_id: str, thread_id: str) -> dict | None:
    found = remarks.standing(view, target_id).to_dicts()
    return next((row for row in found if row["thread_id"] == thread_id), None)


def _form(view: View, target_id: str, before: dict | None) -> None:
    declared, row = load_declarations(), before or {}
    st.html(_head(view, declared))
    with st.form(f"remark-{row.get('thread_id', NEW)}", enter_to_submit=False):
        written = {
            "role": st.radio(say("remarks.role"), declared.roles, horizontal=True),
            **{name: _area(name, row) for name in ("cause", "remedy")},
            "owner": st.text_input(
                say("remarks.owner_asked"), row.get("owner", ""), max_chars=LONGEST
            ),
        }
        due = st.text_input(say("remarks.due_asked"), _day(row.get("due_on")), max_chars=10)
        written["note"] = _area("note", row)
        written["state"] = _state(before)
        is_sent = st.form_submit_button(say("remarks.save"), type="primary")
    if is_sent:
        _keep(view, target_id, before, written, due)


def _head(view: View, declared: Declarations) -> str:
    """The rule that no person is named, examples, the way to close the form."""
    offices = ", ".join(declared.offices)
    close = words("a", say("remarks.close"), href=view.link({WRITE: None}), data_key="ghi-dong")
    rule = words("p", say("remarks.no_names", offices=offices))
    return element("div", words("h3", say("remarks.form")), rule, close, class_="remark-head")


def _area(name: str, row: dict) -> str:
    return st.text_area(say(f"remarks.{name}"), row.get(name, ""), max_chars=LONGEST, height=90)


def _state(before: dict | None) -> str:
    """A new remark is open; a thread may be ended."""
    if before is None:
        return STATES[0]
    words_of = {state: say(f"remarks.choose_{state}") for state in STATES}
    return st.radio(say("remarks.state"), STATES, format_func=words_of.get, horizontal=True)


def _day(day: date | None) -> str:
    return formatting.date(day) if day else ""


def _keep(view: View, target_id: str, before: dict | None, written: dict, due: str) -> None:
    """Write it, close the form, say so; or say why not and keep what was typed."""
    try:
        entry = Remark(
            level=view.scope.level,
            unit_id=view.scope.unit_id,
            year=before["year"] if before else view.year,
            target_id=target_id,
            due_on=day_of(due),
            thread_id=before["thread_id"] if before else None,
            **written,
        )
        add_remark(Path(view.snapshot.folder), entry)
    except (RemarkError, NotebookError) as error:
        warn(str(error))
    else:
        tell(
            say("remarks.saved"), {name: code for name, code in view.query.items() if name != WRITE}
        )


def day_of(text: str) -> date | None:
    """ "30/6/2024" as a date, None for nothing. Raises RemarkError for what is no date."""
    if not text.strip():
        return None
    found = DAY.fullmatch(text.strip())
    try:
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    except (AttributeError, ValueError):
        raise RemarkError(say("remarks.no_date", text=text)) from None
