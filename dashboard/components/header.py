"""The head of every page: whose it is, and the links to the pages."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.components.markup import words
from dashboard.selection import YEAR
from dashboard.wording import say

# Browsers and screen readers must know the language; Streamlit's own page says "en".
LANGUAGE = '<script>document.documentElement.lang = "vi"</script>'


def header(owner: str, pages: list[StreamlitPage], current: StreamlitPage) -> None:
    """Draw the heading and one link per page; links keep the year."""
    kept = {name: code for name, code in st.query_params.items() if name == YEAR}
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        heading = words("h1", say("frame.heading", brand=say("frame.brand"), owner=owner))
        st.html(heading + LANGUAGE, width="content", unsafe_allow_javascript=True)
        for page in pages:
            with st.container(key="here" if page is current else None, width="content"):
                st.page_link(page, query_params=kept)
