"""The head of a comparison of snapshots: two lists to choose from, and what differs in a line."""

from dataclasses import replace

from dashboard import cached
from dashboard.blocks.desk import sides
from dashboard.blocks.desk.sides import Sides
from dashboard.components.as_of import number_of
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import Option, picker
from dashboard.selection import AFTER, BEFORE, View
from dashboard.wording import say
from pipelines import formatting


def choice(view: View) -> str:
    """What is compared, the lists of snapshots, sentences about what is wrong or differs."""
    asked = sides.asked(view)
    options = [_option(row) for row in cached.history(view.snapshot).to_dicts()]
    lists = [_list(view, BEFORE, asked.before, options), _list(view, AFTER, asked.after, options)]
    head = element("div", *lists, *_ways(view, asked), class_="page-head")
    told = [notice(sentence) for sentence in asked.wrong] or _told(asked)
    return element(
        "section", words("h2", _title(asked)), head, *told, class_="block", data_block="doi-chieu"
    )


def _title(asked: Sides) -> str:
    if not (asked.before and asked.after):
        return say("compared.title_open")
    numbers = {"before": number_of(asked.before), "after": number_of(asked.after)}
    return say("compared.title", **numbers)


def _option(row: dict) -> Option:
    loaded, number = formatting.datetime(row["created_at"]), number_of(row["snapshot_id"])
    name = "option_published" if row["is_published"] else "option"
    return row["snapshot_id"], say(f"compared.{name}", number=number, loaded=loaded)


def _list(view: View, name: str, chosen: str | None, options: list[Option]) -> str:
    """One list; the side that stands there without being named in the address is marked too."""
    named = replace(view, query={**view.query, name: chosen}) if chosen else view
    is_unknown = chosen is None and view.asked(name) is not None
    return picker(named, name, options, problem=is_unknown)


def _ways(view: View, asked: Sides) -> list[str]:
    swapped = {BEFORE: asked.after, AFTER: asked.before}
    swap = words("a", say("compared.swap"), href=view.link(swapped), data_key="doi-chieu-doi-chieu")
    away = view.link({BEFORE: None, AFTER: None})
    leave = words("a", say("compared.leave"), href=away, data_key="doi-chieu-thoi")
    return [swap, leave] if asked.before and asked.after else [leave]


def _told(asked: Sides) -> list[str]:
    if asked.found is None:
        return [words("p", say("compared.choose"))]
    if asked.before == asked.after:
        return [words("p", say("compared.same"))]
    counts = {name: formatting.count(count) for name, count in asked.found.tally.items()}
    if not asked.found.untold:
        return [words("p", say("compared.tally", **counts), class_="tally")]
    tally = words("p", say("compared.tally_untold", **counts), class_="tally")
    return [tally, words("p", asked.found.untold, class_="note")]
