"""Where files are dropped: the head of the page, what it keeps and what not."""

from dashboard.components.markup import element, words
from dashboard.selection import BATCH, View
from dashboard.wording import say
from pipelines.files.exports import MB, SUFFIXES, ZIP, limits


def drop(view: View) -> str:
    """The place for files; `frame.js` sends them one by one and opens what came of it."""
    pick = words("button", say("desk.pick"), type="button", class_="drop-pick", data_key="chon-tep")
    inside = [
        words("span", say("desk.drop")),
        pick,
        words("p", say("desk.kinds", mb=limits().file_bytes // MB), class_="sub"),
        words("p", "", class_="drop-told", role="status"),
    ]
    place = element(
        "div",
        *inside,
        class_="drop",
        data_href=view.link({BATCH: "~"}),
        data_accept=",".join((*SUFFIXES, ZIP)),
        data_sending=say("desk.sending", done="{done}", all="{all}", name="{name}"),
        data_not_sent=say("desk.not_sent", name="{name}", told="{told}"),
        data_unreachable=say("desk.unreachable"),
    )
    privacy = words("p", say("desk.privacy"), class_="note")
    heading = words("h2", say("desk.title"))
    parts = [heading, place, privacy, _taken_along(view) if view.snapshot.id else ""]
    return element("section", *parts, class_="block", data_block="nap-tep")


def _taken_along(view: View) -> str:
    """Blank sheets of the year, the whole state as one file."""
    lines = [
        _line("blank", f"bieu-mau/{view.year}.xlsx", view.year),
        _line("blank_each", f"bieu-mau/{view.year}.zip", view.year),
        _line("backup", "sao-luu.zip", view.year),
    ]
    return element("ul", *lines, class_="taken-along")


def _line(name: str, href: str, year: int) -> str:
    file = href.rpartition("/")[2]
    link = words("a", say(f"desk.{name}", year=year), href=href, download=file)
    return element("li", link, words("span", say(f"desk.{name}_about")))
