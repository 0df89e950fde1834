"""The entry file: the frame that is the same around every page."""

import streamlit as st

from dashboard import navigation, theme
from dashboard.frame import framed, guarded
from dashboard.wording import say
from pipelines.declarations import load_declarations


def main() -> None:
    """Draw the frame, then the page that the address names."""
    declared = load_declarations()
    page = navigation.current(navigation.pages())
    colours = theme.palette(st.context.theme.type)
    title = say(
        "frame.browser_title", page=page.title, brand=say("frame.brand"), owner=declared.name
    )
    st.set_page_config(page_title=title, layout="wide")
    st.html(theme.style_sheet(colours, navigation.stem(page)))
    framed(page, declared)


if __name__ == "__main__":
    with guarded():
        main()
