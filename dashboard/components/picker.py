"""Choosing by link: a list with a search field (drawn by `frame.js`), or a few choices in a row."""

import json
from collections.abc import Iterable, Mapping, Sequence

from dashboard.components.markup import element, words
from dashboard.selection import View
from dashboard.wording import say

Option = tuple[str, str]


def picker(
    view: View,
    name: str,
    options: Sequence[Option] | str,
    *,
    clears: Iterable[str] = (),
    optional: bool = False,
    problem: bool = False,
    adds: tuple[str, str] | None = None,
    shown: str | None = None,
) -> str:
    """A list of (code, words) for one name of the address; `clears` are names it takes away.

    `options` may be an address that the list is fetched from when it is opened; then `shown` tells
    the words of the present choice. `optional` offers "Tất cả"; `problem` says that the address
    asks for something unknown.
    `adds`: a label and an address with "~": the list has no choice of its own, a code goes there.
    """
    changes: Mapping[str, object] = dict.fromkeys(clears)
    label, href = adds or (say(f"filter.{name}"), view.link({**changes, name: "~"}))
    chosen = None if adds else view.asked(name)
    is_fetched = isinstance(options, str)
    found = shown if is_fetched else dict(options).get(chosen)
    said = "" if adds else _shown(found, chosen, problem)
    button = element(
        "button",
        words("span", label, class_="pick-label"),
        words("b", said) if said else "",
        type="button",
        aria_haspopup="listbox",
        aria_expanded="false",
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
        data_options="" if is_fetched else _json(options),
        data_source=options if is_fetched else "",
        data_waiting=say("filter.waiting") if is_fetched else "",
        data_failed=say("filter.failed") if is_fetched else "",
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


def _shown(found: str | None, chosen: str | None, problem: bool) -> str:
    if problem:
        return say("filter.not_found")
    return found or chosen or say("filter.all")


def _json(options: Sequence[Option]) -> str:
    return json.dumps(options, ensure_ascii=False, separators=(",", ":"))
