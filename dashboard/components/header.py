"""The head of every page: whose it is, and the links to the pages."""

from collections.abc import Sequence

from dashboard.components.markup import element, words
from dashboard.navigation import PageEntry
from dashboard.selection import View
from dashboard.wording import say


def header(owner: str, pages: Sequence[PageEntry], view: View | None, current: str) -> str:
    """The heading and one link per page; links keep the year and the unit."""
    heading = words("h1", say("frame.heading", brand=say("frame.brand"), owner=owner))
    links = [
        words(
            "a",
            say(entry.title),
            href=view.link(page=entry.url_path) if view else entry.url_path,
            aria_current="page" if entry.url_path == current else "",
            data_key=f"page-{entry.url_path}",
        )
        for entry in pages
    ]
    navigation = element("nav", *links, aria_label=say("frame.navigation"))
    return element("header", heading, navigation, class_="masthead")
