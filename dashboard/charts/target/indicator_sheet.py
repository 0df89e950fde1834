"""The sheet of one indicator: what is fixed about it, as headings and words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard.components.data_table import verdict_mark
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines.declarations import Declarations


def indicator_sheet(items: Sequence[Row], declared: Declarations) -> str:
    """A list of headings and words; items of one section and heading stand together.

    `items`: section, heading, text, verdict (its id, or None), href (an address, or None).
    """
    sections = groupby(items, key=lambda item: item["section"])
    parts = [part for name, found in sections for part in _section(name, list(found), declared)]
    return element("dl", *parts, class_="sheet")


def _section(name: str, items: list[Row], declared: Declarations) -> Iterator[str]:
    if name == "verdicts":
        marks = [_verdict(item, declared) for item in items]
        yield words("dt", say("target_sheet.verdicts"))
        yield element("dd", element("ul", *marks, class_="verdicts"), data_section=name)
        return
    for heading, found in groupby(items, key=lambda item: item["heading"]):
        yield words("dt", heading)
        yield element("dd", _words(name, list(found)), data_section=name)


def _verdict(item: Row, declared: Declarations) -> str:
    return element("li", verdict_mark(item["verdict"], declared), " ", words("span", item["text"]))


def _words(section: str, items: list[Row]) -> str:
    """The words; those who are missing after the sentence that counts them, as a list."""
    if section == "missing" and len(items) > 1:
        names = [_linked(item) for item in items[1:]]
        return words("span", items[0]["text"]) + ", ".join(names)
    return "".join(_linked(item) + _source(section, item) for item in items)


def _linked(item: Row) -> str:
    if item["href"] and item["section"] == "missing":
        return words("a", item["text"], href=item["href"])
    return words("span", item["text"])


def _source(section: str, item: Row) -> str:
    if section != "formula" or not item["href"]:
        return ""
    return " " + words("a", say("block.source"), href=item["href"], class_="source")
