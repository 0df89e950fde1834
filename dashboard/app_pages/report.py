"""Sơ kết: an agenda for the wall and the papers about it, from one snapshot."""

from datetime import datetime

import streamlit as st

from dashboard.components.picker import choices
from dashboard.composer.agenda import choice, refused, sentences
from dashboard.composer.named import named
from dashboard.composer.papers import papers
from dashboard.composer.preview import preview
from dashboard.frame import view
from dashboard.meeting.asked import SNAPSHOT, CannotShowError, asked_for, brief_of
from dashboard.report.brief import Brief
from dashboard.report.chapters.report import document
from dashboard.report.screens.agenda import agenda
from dashboard.selection import View
from dashboard.wording import say

PREVIEW = "xem"


def main() -> None:
    """What is chosen, what the wall will say, what was kept, the papers, how the report reads."""
    at = view()
    try:
        asked = asked_for({**at.query, SNAPSHOT: at.snapshot.id})
    except CannotShowError as reason:
        st.html(refused(str(reason)))
        return
    brief = brief_of(asked, datetime.now().replace(microsecond=0))
    st.html(choice(at, asked, brief))
    papers(at, brief)
    _shown(at, brief, sentences(agenda(brief), asked))
    named(at)


def _shown(at: View, brief: Brief, listed: str) -> None:
    """The sentences of the wall, or the report as it will read."""
    is_paper = at.asked(PREVIEW) == "van-ban"
    kinds = [
        (say("composer.see_screens"), at.link({PREVIEW: None}), not is_paper),
        (say("composer.see_paper"), at.link({PREVIEW: "van-ban"}), is_paper),
    ]
    switch = choices(say("composer.see"), kinds, key="see")
    st.html(switch + (preview(document(brief)) if is_paper else listed))


if __name__ == "__main__":
    main()
