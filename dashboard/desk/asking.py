"""Spellings that nobody knows: asked once, kept for the programme, not asked again."""

from pathlib import Path

import streamlit as st

from dashboard.components.markup import words
from dashboard.components.telling import warn
from dashboard.desk.batches import Batch
from dashboard.selection import View
from dashboard.wording import say
from pipelines.aliases import answers, keep
from pipelines.declarations import load_declarations
from pipelines.declared_forms import HEADING
from pipelines.findings import Question
from pipelines.warehouse import WarehouseError

MOST = 40  # questions at a time
UNANSWERED = ""


def asking(view: View, batch: Batch) -> None:
    """The form with the choices for each spelling, all in sight; what is answered is kept."""
    asked = batch.run.asked[:MOST]
    if not asked:
        return
    st.html(words("h2", say("asking.title")) + words("p", say("asking.about"), class_="note"))
    with st.form("asking", enter_to_submit=False):
        chosen = [_choice(question) for question in asked]
        role = st.radio(say("asking.role"), load_declarations().roles, horizontal=True)
        is_sent = st.form_submit_button(say("asking.keep"))
    answered = [pair for pair in zip(asked, chosen, strict=True) if pair[1] != UNANSWERED]
    if is_sent and answered:
        _keep(Path(view.snapshot.folder), batch, answered, role)


def _choice(question: Question) -> str:
    forms = load_declarations().forms
    about = {"spelling": question.spelling}
    if question.kind == HEADING:
        about["form"] = forms[question.context].title
    return st.radio(
        say(f"asking.{question.kind}", **about),
        [UNANSWERED, *question.choices],
        format_func=lambda choice: question.choices.get(choice, say("asking.unanswered")),
        key=f"asking-{'-'.join(question.key)}",
    )


def _keep(folder: Path, batch: Batch, answered: list[tuple[Question, str]], role: str) -> None:
    try:
        keep([answers(question, choice, role) for question, choice in answered], folder)
    except WarehouseError as error:
        warn(str(error))
        return
    batch.run = None
    st.rerun()
