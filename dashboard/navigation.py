"""The pages as data: file, name in `texts/` and address. The first one is the start page."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.wording import say

PAGES_FOLDER = Path(__file__).parent / "app_pages"


@dataclass(frozen=True)
class PageEntry:
    """One page: its script, its title's name in `texts/`, its address, whether it needs figures."""

    script: str
    title: str
    url_path: str
    needs_figures: bool = True


PAGES = (
    PageEntry("overview.py", "page.overview", "tong-quan"),
    PageEntry("target.py", "page.target", "chi-tieu"),
    PageEntry("unit.py", "page.unit", "don-vi"),
    PageEntry("cells.py", "page.cells", "chi-bo"),
    PageEntry("composition.py", "page.composition", "co-cau-cap-uy"),
    PageEntry("comparison.py", "page.comparison", "so-sanh"),
    PageEntry("report.py", "page.report", "so-ket"),
    PageEntry("sources.py", "page.sources", "nguon"),
    PageEntry("desk.py", "page.desk", "du-lieu", needs_figures=False),
)


def pages() -> list[StreamlitPage]:
    """The pages that have an address and a link in the header."""
    return [
        st.Page(PAGES_FOLDER / entry.script, title=say(entry.title), url_path=entry.url_path)
        for entry in PAGES
    ]


def current(linked: list[StreamlitPage]) -> StreamlitPage:
    """The page that the address names; the bare address leads on to the first page."""

    def start() -> None:
        st.switch_page(linked[0], query_params=st.query_params.to_dict())

    home = st.Page(start, title=say("frame.brand"), default=True, visibility="hidden")
    page = st.navigation([home, *linked], position="hidden")
    if page is home:
        start()
    return page


def needs_figures(page: StreamlitPage) -> bool:
    """Whether a page has nothing to show while the warehouse is empty."""
    return all(entry.needs_figures for entry in PAGES if entry.url_path == page.url_path)


def stem(page: StreamlitPage) -> str:
    """The name of a page's own files: its script and its style sheet."""
    scripts = {entry.url_path: entry.script for entry in PAGES}
    return Path(scripts.get(page.url_path, "")).stem
