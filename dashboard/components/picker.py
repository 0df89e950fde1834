"""Choosing by link: a list with a search field (drawn by `frame.js`), or a few choices in a row."""

import json
from collections.abc import Iterable, Mapping, Sequence

from dashboard.components.markup import element, words
from dashboard.selection import View
from dashboard.wording import say

Option = tuple[str, str]
LONGEST_LIST = 2500  # options sent to the browser; longer lists wait for a wider filter


def picker(
    view: View,
    name: str,
    options: Sequence[Option],
    *,
    clears: Iterable[str] = (),
    optional: bool = False,
    problem: bool = False,
    adds: tuple[str, str] | None = None,
) -> str:
    """A list of (code, words) for one name of the address; `clears` are names it takes away.

    `optional` offers "Tất cả"; `problem` says that the address asks for something unknown.
    `adds`: a label and an address with "~": the list has no choice of its own, a code goes there.
    """
    changes: Mapping[str, object] = dict.fromkeys(clears)
    label, href = adds or (say(f"filter.{name}"), view.link({**changes, name: "~"}))
    chosen = None if adds else view.asked(name)
    is_long = len(options) > LONGEST_LIST
    shown = "" if adds else _shown(dict(options).get(chosen), chosen, optional, problem)
    button = element(
        "button",
        words("span", label, class_="pick-label"),
        words("b", shown) if shown else "",
        type="button",
        aria_haspopup="listbox",
        aria_expanded="false",
        disabled="disabled" if is_long else "",
        title=say("filter.too_many", count=len(options)) if is_long else "",
        data_key=name,
    )
    return element(
        "div",
        button,
        class_="pick unknown" if problem else "pick narrowed" if chosen and optional else "pick",
        data_name=name,
        data_label=label,
        data_chosen=chosen or "",
        data_all=say("filter.all"),
        data_search=say("filter.search"),
        data_nothing=say("filter.nothing_found"),
        data_href=href,
        data_none=view.link({**changes, name: None}) if optional else "",
        data_options="[]" if is_long else _json(options),
    )


def choices(
    label: str, options: Iterable[tuple[str, str, bool]], class_: str = "choices", key: str = ""
) -> str:
    """A row of (words, address, whether it is the present one)."""
    links = [
        words(
            "a",
            text,
            href=href,
            aria_current="true" if is_here else "",
            data_key=f"{key or label}-{text}",
        )
        for text, href, is_here in options
    ]
    return element("div", *links, class_=class_, role="group", aria_label=label)


def _shown(found: str | None, chosen: str | None, optional: bool, problem: bool) -> str:
    if problem:
        return say("filter.not_found")
    return found or chosen or say("filter.all")


def _json(options: Sequence[Option]) -> str:
    return json.dumps(options, ensure_ascii=False, separators=(",", ":"))
